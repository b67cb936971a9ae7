"""Files that the promovente shows: judged by what they hold, sealed, and each viewing written."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction

from rubrica.audiencia import sellos
from rubrica.audiencia.cambios import Documento
from rubrica.audiencia.models import Adjunto, Asunto
from rubrica.audiencia.rules import MAX_ADJUNTO, MAX_ADJUNTOS, Estado
from rubrica.audiencia.services._comun import exigir_estado, tomar
from rubrica.audiencia.services.sala import exigir_operador
from rubrica.bitacora.services import anotar
from rubrica.core import adjunto
from rubrica.core.rechazos import rechazo
from rubrica.recepcion import almacen


@transaction.atomic
def adjuntar(
    *, asunto: int, clase: Documento, contenido: bytes, quien: int, momento: datetime
) -> Adjunto:
    """Keep what was shown for one record, sealed like a paquete (ET 11.4 c).

    A photograph loses its metadata. The file is durable before its row is written. Raises
    `adjunto-impropio`, `adjuntos-de-mas`, `sesion-improcedente`, `audiencia-de-otra-persona`.
    """
    fila = Asunto.objects.select_related("sesion", "funcionario").get(pk=asunto)
    exigir_estado(tomar(fila.sesion_id), Estado.ABIERTA)
    exigir_operador(fila, quien)
    if fila.adjuntos.count() >= MAX_ADJUNTOS:
        raise rechazo("adjuntos-de-mas")
    tipo, claro = leer(contenido)
    codigo = depositar(fila.sesion.proceso, f"adjunto/{fila.pk}", claro)
    hecho = Adjunto.objects.create(
        asunto=fila, clase=clase.value, tipo=tipo, bytes=len(claro), codigo=codigo,
        huella=hashlib.sha256(claro).digest(), subido_en=momento, subido_por=quien,
    )  # fmt: skip
    _anotar("adjuntar", hecho, quien, momento)
    return hecho


def leer(contenido: bytes) -> tuple[str, bytes]:
    """Return type and bytes to be kept of an upload; raise `adjunto-impropio`."""
    try:
        tipo = adjunto.tipo_de(contenido, maximo=MAX_ADJUNTO)
        if tipo == adjunto.PDF:
            return tipo, contenido
        return adjunto.JPEG, adjunto.sin_metadatos(contenido)
    except adjunto.AdjuntoImpropio:
        raise rechazo("adjunto-impropio") from None


def depositar(proceso: str, lugar: str, claro: bytes) -> bytes:
    """Seal a file and leave it in the store, durable; return its código (SHA-256, sealed)."""
    with almacen.Entrante() as entrante:
        entrante.write(sellos.sellar_archivo(proceso, lugar, claro))
        codigo = entrante.digest()
        entrante.keep(proceso, codigo)
    return codigo


def recoger(proceso: str, lugar: str, codigo: bytes) -> bytes:
    """Return a file of the store. Raises PaqueteAusente, PaqueteDanado, NoAbre."""
    sellado = almacen.leer(proceso=proceso, codigo_integridad=bytes(codigo))
    return sellos.abrir_archivo(proceso, lugar, sellado)


def abrir(*, adjunto: Adjunto, quien: int, momento: datetime) -> bytes:
    """Return a file as it was shown, after leaving who looks. Raises as `recoger`."""
    _anotar("ver_adjunto", adjunto, quien, momento)
    proceso = adjunto.asunto.sesion.proceso
    return recoger(proceso, f"adjunto/{adjunto.asunto_id}", bytes(adjunto.codigo))


def _anotar(acto: str, fila: Adjunto, quien: int, momento: datetime) -> None:
    anotar(
        acto, fila.asunto.folio, quien=quien, momento=momento,
        proceso=fila.asunto.sesion.proceso, adjunto=fila.pk, clase=fila.clase,
        huella=bytes(fila.huella).hex(),
    )  # fmt: skip
