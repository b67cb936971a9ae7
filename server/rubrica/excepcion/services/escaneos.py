"""Scans of sheets: verified by what they hold, sealed, and each viewing left in the bitácora."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rubrica.core import adjunto
from rubrica.core.rechazos import rechazo
from rubrica.excepcion import sellos
from rubrica.excepcion.models import Escaneo, Lote
from rubrica.excepcion.rules import ESCANEOS_POR_CEDULA, MAX_ESCANEO
from rubrica.excepcion.services.captura import anotar
from rubrica.recepcion import almacen


def subir_escaneo(*, lote: Lote, contenido: bytes, quien: int, momento: datetime) -> Escaneo:
    """Seal a scan and keep it with its lot; raise `escaneo-impropio` for what is not one.

    The file is durable before its row is written. Raises `escaneos-de-mas`.
    """
    tipo = tipo_de(contenido)
    if lote.escaneos.count() >= ESCANEOS_POR_CEDULA * lote.cedulas:
        raise rechazo("escaneos-de-mas")
    sellado = sellos.sellar_escaneo(lote.proceso, lote.pk, contenido)
    with almacen.Entrante() as entrante:
        entrante.write(sellado)
        codigo = entrante.digest()
        entrante.keep(lote.proceso, codigo)
    with transaction.atomic():
        fila = Escaneo.objects.create(
            lote=lote,
            tipo=tipo,
            bytes=len(contenido),
            codigo=codigo,
            subido_en=momento,
            subido_por=quien,
        )
        anotar("subir_escaneo", f"escaneo:{fila.pk}", lote.proceso, quien, momento)
    return fila


def abrir_escaneo(*, escaneo: Escaneo, quien: int, momento: datetime) -> bytes:
    """Return a scan, after leaving who looked at it and when. Raises PaqueteAusente, NoAbre."""
    lote = escaneo.lote
    anotar("ver_escaneo", f"escaneo:{escaneo.pk}", lote.proceso, quien, momento)
    sellado = almacen.leer(proceso=lote.proceso, codigo_integridad=bytes(escaneo.codigo))
    return sellos.abrir_escaneo(lote.proceso, lote.pk, sellado)


def tipo_de(contenido: bytes) -> str:
    """Return the type of a file by what it holds, not by its name; raise `escaneo-impropio`."""
    try:
        return adjunto.tipo_de(contenido, maximo=MAX_ESCANEO)
    except adjunto.AdjuntoImpropio:
        raise rechazo("escaneo-impropio") from None
