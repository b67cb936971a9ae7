"""The rescue file: sealed records on their way by hand, as a phone writes them (ET 6.2, 6.5).

Twin of pwa/src/core/rescate.ts, which writes, and of the page of recepción that reads
(static/recepcion/rescate/archivo.js); vectors/rescate has cases. docs/protocolo.md §13.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from rubrica.core.jws import MAX_BYTES
from rubrica.core.sobre import MAX_PAQUETE

INICIO = b"rubrica-rescate1"
INICIO_DE_ACUSES = "rubrica-acuses1"  # first line of a file of receipts; then one JWS a line
CABEZA = struct.Struct(">BHI32s")  # 1, bytes of sobre and of paquete, SHA-256 of both
CIERRE = struct.Struct(">BI32s")  # 0, number of records, SHA-256 of all that says their order
ES_REGISTRO, ES_CIERRE = 1, 0


class Causa(StrEnum):
    """Why a rescue file cannot be read further; codes of the catalogue of refusals."""

    AJENO = "rescate-ajeno"
    CORTADO = "rescate-cortado"
    DANADO = "rescate-danado"


class RescateInvalido(ValueError):
    """The file is not whole. What was yielded before is whole, and can be delivered."""

    def __init__(self, code: Causa) -> None:
        super().__init__(code.value)
        self.code = code


@dataclass(frozen=True, kw_only=True)
class Rescatado:
    """One record of the file. sobre: JWS as sealed. integro: False when its bytes changed."""

    sobre: bytes
    paquete: bytes
    integro: bool = True


def escribir(registros: Iterable[tuple[bytes, bytes]]) -> Iterator[bytes]:
    """Yield the bytes of a rescue file of (sobre, paquete), one record at a time in memory."""
    orden, cuantos = hashlib.sha256(INICIO), 0
    yield INICIO
    for sobre, paquete in registros:
        cabeza = CABEZA.pack(ES_REGISTRO, len(sobre), len(paquete), _resumen(sobre, paquete))
        orden.update(cabeza)
        cuantos += 1
        yield cabeza + sobre + paquete
    yield CIERRE.pack(ES_CIERRE, cuantos, _cerrado(orden.copy(), cuantos))


def leer(archivo: BinaryIO) -> Iterator[Rescatado]:
    """Yield each record of a rescue file, one at a time in memory.

    A record whose bytes changed is yielded as such and the next goes on. Raises RescateInvalido
    where the file cannot be followed any more, after every whole record before it.
    """
    if archivo.read(len(INICIO)) != INICIO:
        raise RescateInvalido(Causa.AJENO)
    orden, cuantos = hashlib.sha256(INICIO), 0
    while (clase := _read(archivo, 1)) == bytes([ES_REGISTRO]):
        cabeza = clase + _read(archivo, CABEZA.size - 1)
        _, de_sobre, de_paquete, resumen = CABEZA.unpack(cabeza)
        if de_sobre > MAX_BYTES or de_paquete > MAX_PAQUETE:
            raise RescateInvalido(Causa.DANADO)
        orden.update(cabeza)
        cuantos += 1
        sobre, paquete = _read(archivo, de_sobre), _read(archivo, de_paquete)
        integro = resumen == _resumen(sobre, paquete)
        yield Rescatado(sobre=sobre, paquete=paquete, integro=integro)
    cierre = clase + _read(archivo, CIERRE.size - 1)
    if cierre != CIERRE.pack(ES_CIERRE, cuantos, _cerrado(orden, cuantos)) or archivo.read(1):
        raise RescateInvalido(Causa.DANADO)


def _read(archivo: BinaryIO, cuantos: int) -> bytes:
    leido = archivo.read(cuantos)
    if len(leido) < cuantos:
        raise RescateInvalido(Causa.CORTADO)
    return leido


def _resumen(sobre: bytes, paquete: bytes) -> bytes:
    todo = hashlib.sha256(sobre)
    todo.update(paquete)
    return todo.digest()


def _cerrado(orden: hashlib._Hash, cuantos: int) -> bytes:
    orden.update(struct.pack(">BI", ES_CIERRE, cuantos))
    return orden.digest()
