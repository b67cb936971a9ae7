"""What a service could read, looked at before it starts (architecture §4)."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from rubrica.llaves import deposito
from rubrica.llaves.inventario import clase_de
from rubrica.servicios import PERFILES, Servicio

SIN_MAESTRA = {Servicio.RECEPCION, Servicio.PORTAL}


def revisar(servicio: Servicio) -> list[str]:
    """Return the key files that the service can see; raise ImproperlyConfigured if one is too many.

    TODOS is the owner of every key, for commands: it is not a service and is not judged.
    """
    vistas = archivos()
    if servicio is Servicio.TODOS:
        return vistas
    de_mas = [r for r in vistas if clase_de(r) not in PERFILES[servicio].llaves]
    if de_mas:
        raise ImproperlyConfigured(
            f"El servicio {servicio} no arranca: en KEYS_DIR puede leer {', '.join(de_mas)}, "
            "que no le corresponde. Deje en su KEYS_DIR solo las llaves de su perfil."
        )
    if servicio in SIN_MAESTRA and _lee(settings.MASTER_KEY_FILE):
        raise ImproperlyConfigured(
            f"El servicio {servicio} no arranca: puede leer la llave maestra. "
            "Quite MASTER_KEY_FILE de su entorno y el permiso de lectura sobre ese archivo."
        )
    return vistas


def archivos() -> list[str]:
    """Return the logical paths of the private key files under KEYS_DIR, links followed."""
    raiz = deposito.raiz()
    return sorted(
        ruta
        for carpeta, _, nombres in os.walk(raiz, followlinks=True)
        for nombre in nombres
        if not (ruta := (Path(carpeta) / nombre).relative_to(raiz).as_posix()).startswith(
            "publicas/"
        )
    )


def _lee(archivo: str) -> bool:
    return bool(archivo) and os.access(archivo, os.R_OK)
