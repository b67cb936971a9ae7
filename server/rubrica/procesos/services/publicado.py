"""The notices and the logo of a process: each change is a new version (ET 1.2, 1.3, 14.2)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from rubrica.core.rechazos import rechazo
from rubrica.procesos import logotipo as logos
from rubrica.procesos import publicado
from rubrica.procesos.models import AvisoDePrivacidad, Logotipo, Proceso
from rubrica.procesos.publicado import Clase
from rubrica.procesos.rules import Estado
from rubrica.procesos.services._comun import anotar, emitir_manifiesto, tomar


@transaction.atomic
def publicar(
    *,
    proceso: str,
    textos: Mapping[Clase, str],
    quien: int,
    momento: datetime,
    logotipo: bytes = b"",
) -> list[str]:
    """Publish what differs from what is published, and return what changed.

    logotipo: as made by logotipo.preparar; b"" leaves the one there is. An open process signs its
    next manifest, so that phones learn of it. Raises `proceso-desconocido`, AvisoInvalido.
    """
    fila = tomar(proceso)
    cambios = [c.value for c, t in textos.items() if _aviso(fila, c, t, quien, momento)]
    if logotipo and _logotipo(fila, logotipo, quien, momento):
        cambios.append("logotipo")
    if cambios:
        anotar("publicar_avisos", fila, quien=quien, momento=momento, cambios=", ".join(cambios))
    if cambios and fila.estado == Estado.ABIERTO:
        emitir_manifiesto(fila, momento)
    return cambios


def exigir_avisos(proceso: Proceso) -> None:
    """Raise `avisos-de-privacidad` unless both notices are published (ET 1.3)."""
    hay = set(proceso.avisos.values_list("clase", flat=True))
    if not hay >= set(Clase):
        raise rechazo("avisos-de-privacidad")


def _aviso(proceso: Proceso, clase: Clase, texto: str, quien: int, momento: datetime) -> bool:
    limpio = publicado.limpiar(clase, texto)
    ultimo = proceso.avisos.filter(clase=clase).order_by("-version").first()
    if ultimo is not None and ultimo.texto == limpio:
        return False
    AvisoDePrivacidad.objects.create(
        proceso=proceso,
        clase=clase,
        version=ultimo.version + 1 if ultimo else 1,
        texto=limpio,
        huella=publicado.huella(limpio),
        publicado_en=momento,
        publicado_por=quien,
    )
    return True


def _logotipo(proceso: Proceso, imagen: bytes, quien: int, momento: datetime) -> bool:
    if len(imagen) > logos.MAX_GUARDADO:
        raise ValueError("a logo is kept as logotipo.preparar makes it")
    huella = hashlib.sha256(imagen).hexdigest()
    ultimo = proceso.logotipos.order_by("-version").first()
    if ultimo is not None and ultimo.huella == huella:
        return False
    Logotipo.objects.create(
        proceso=proceso,
        version=ultimo.version + 1 if ultimo else 1,
        imagen=imagen,
        huella=huella,
        publicado_en=momento,
        publicado_por=quien,
    )
    return True
