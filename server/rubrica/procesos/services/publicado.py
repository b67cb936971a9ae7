"""The notices and the logo of a process: each change is a new version (ET 1.2, 1.3, 14.2)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from rubrica.core.rechazos import rechazo
from rubrica.procesos import logotipo as logos
from rubrica.procesos import publicado
from rubrica.procesos.models import AvisoDePrivacidad, CambioDeProceso, Logotipo, Proceso
from rubrica.procesos.publicado import Clase
from rubrica.procesos.rules import Estado
from rubrica.procesos.services._comun import anotar, tomar
from rubrica.procesos.services.cambios import asentar_cambio


@transaction.atomic
def publicar(
    *,
    proceso: str,
    textos: Mapping[Clase, str],
    quien: int,
    momento: datetime,
    logotipo: bytes = b"",
    motivo: str = "",
) -> list[str]:
    """Publish what differs from what is published, and return what changed.

    logotipo: as made by logotipo.preparar; b"" leaves the one there is. motivo: why, which an open
    process keeps and tells by e-mail; its next manifest is signed, so that phones learn of it.
    Raises `proceso-desconocido`, `cambio-sin-motivo`, AvisoInvalido.
    """
    fila = tomar(proceso)
    nuevas = {
        **{clase.value: _aviso(fila, clase, texto) for clase, texto in textos.items()},
        "logotipo": _logotipo(fila, logotipo) if logotipo else None,
    }
    filas = {que: nueva for que, nueva in nuevas.items() if nueva is not None}
    if not filas:
        return []
    abierto = fila.estado == Estado.ABIERTO
    cambio = _cambio(fila, filas, motivo, quien, momento) if abierto else None
    for nueva in filas.values():
        nueva.publicado_en, nueva.publicado_por = momento, quien
        nueva.save(force_insert=True)
    anotar("publicar_avisos", fila, quien=quien, momento=momento, cambios=", ".join(filas))
    if cambio is not None:
        asentar_cambio(fila, cambio)
    return list(filas)


def _cambio(
    fila: Proceso,
    nuevas: Mapping[str, AvisoDePrivacidad | Logotipo],
    motivo: str,
    quien: int,
    momento: datetime,
) -> CambioDeProceso:
    """Write that an open process changes, and why, before what changes in it (ET 14.2)."""
    if not motivo.strip():
        raise rechazo("cambio-sin-motivo")
    versiones = {que: nueva.version for que, nueva in nuevas.items()}
    cambio = CambioDeProceso.objects.create(
        proceso=fila,
        version=fila.cambios + 1,
        motivo=motivo.strip(),
        antes={que: f"Versión {n - 1}" if n > 1 else "" for que, n in versiones.items()},
        despues={que: f"Versión {n}" for que, n in versiones.items()},
        quien=quien,
        momento=momento,
    )
    fila.cambios = cambio.version
    fila.save(update_fields=["cambios"])
    return cambio


def exigir_avisos(proceso: Proceso) -> None:
    """Raise `avisos-de-privacidad` unless both notices are published (ET 1.3)."""
    hay = set(proceso.avisos.values_list("clase", flat=True))
    if not hay >= set(Clase):
        raise rechazo("avisos-de-privacidad")


def _aviso(proceso: Proceso, clase: Clase, texto: str) -> AvisoDePrivacidad | None:
    """Return the next version of a notice, not yet written; None if nothing differs."""
    limpio = publicado.limpiar(clase, texto)
    ultimo = proceso.avisos.filter(clase=clase).order_by("-version").first()
    if ultimo is not None and ultimo.texto == limpio:
        return None
    return AvisoDePrivacidad(
        proceso=proceso,
        clase=clase,
        version=ultimo.version + 1 if ultimo else 1,
        texto=limpio,
        huella=publicado.huella(limpio),
    )


def _logotipo(proceso: Proceso, imagen: bytes) -> Logotipo | None:
    """Return the next version of the logo, not yet written; None if nothing differs."""
    if len(imagen) > logos.MAX_GUARDADO:
        raise ValueError("a logo is kept as logotipo.preparar makes it")
    huella = hashlib.sha256(imagen).hexdigest()
    ultimo = proceso.logotipos.order_by("-version").first()
    if ultimo is not None and ultimo.huella == huella:
        return None
    return Logotipo(
        proceso=proceso,
        version=ultimo.version + 1 if ultimo else 1,
        imagen=imagen,
        huella=huella,
    )
