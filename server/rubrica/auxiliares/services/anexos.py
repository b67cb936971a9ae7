"""The papers of an auxiliar: the signed FURA and the copy of its credential (ET 3.6, 3.7)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rubrica.auxiliares import sellos
from rubrica.auxiliares.models import Anexo, Auxiliar
from rubrica.auxiliares.queries import AuxiliarConDatos
from rubrica.auxiliares.rules import MAX_ANEXO, MAX_ANEXOS, ClaseDeAnexo
from rubrica.auxiliares.services._comun import apunte, asentar
from rubrica.bitacora.services import asentar_varios
from rubrica.core import adjunto
from rubrica.core.rechazos import rechazo


@transaction.atomic
def subir_anexo(
    *,
    auxiliar: int,
    clase: ClaseDeAnexo,
    contenido: bytes,
    version: int,
    quien: int,
    actor: str,
    momento: datetime,
) -> Anexo:
    """Keep one paper of an auxiliar, sealed to its process; the last of each clase is good.

    version: of the responsiva that was signed; 0 with a copy. A photograph loses its metadata.
    Raises Auxiliar.DoesNotExist and Rechazo `anexo-impropio`, `anexos-de-mas`.
    """
    fila = Auxiliar.objects.select_for_update().get(pk=auxiliar)
    if fila.anexos.filter(clase=clase).count() >= MAX_ANEXOS:
        raise rechazo("anexos-de-mas")
    tipo, claro = _read(contenido)
    huella = hashlib.sha256(claro).digest()
    anexo = Anexo.objects.create(
        auxiliar=fila, clase=clase, version=version, tipo=tipo, tamano=len(claro), huella=huella,
        sellado=sellos.seal_anexo(fila.proceso, fila.numero, clase, huella, claro),
        subido_en=momento, subido_por=quien,
    )  # fmt: skip
    asentar(
        "subir_anexo", fila, actor=actor, momento=momento,
        datos={"anexo": anexo.pk, "clase": str(clase), "huella": huella.hex(), "version": version},
    )  # fmt: skip
    return anexo


def _read(contenido: bytes) -> tuple[str, bytes]:
    """Return type and bytes to be kept of what was uploaded; raise Rechazo `anexo-impropio`."""
    try:
        tipo = adjunto.tipo_de(contenido, maximo=MAX_ANEXO)
        if tipo == adjunto.PDF:
            return tipo, contenido
        return adjunto.JPEG, adjunto.sin_metadatos(contenido)
    except adjunto.AdjuntoImpropio:
        raise rechazo("anexo-impropio") from None


@transaction.atomic
def abrir_anexo(*, anexo: int, actor: str, momento: datetime) -> tuple[str, bytes]:
    """Return type and bytes of one paper, after leaving who looks; only with the process key.

    Raises Anexo.DoesNotExist, llaves.LlaveAusente and llaves.NoAbre.
    """
    fila = Anexo.objects.select_related("auxiliar").get(pk=anexo)
    suyo = fila.auxiliar
    asentar(
        "ver_anexo", suyo, actor=actor, momento=momento,
        datos={"anexo": fila.pk, "clase": fila.clase},
    )  # fmt: skip
    claro = sellos.open_anexo(
        suyo.proceso, suyo.numero, fila.clase, bytes(fila.huella), fila.sellado
    )
    return fila.tipo, claro


def anotar_descarga(
    auxiliares: Sequence[AuxiliarConDatos], *, actor: str, momento: datetime
) -> None:
    """Leave that the FURA of each of them, with its data, was asked for (ET 14.1)."""
    filas = Auxiliar.objects.in_bulk([a.id for a in auxiliares])
    asentar_varios([apunte("descargar_fura", filas[a.id], actor, momento) for a in auxiliares])
