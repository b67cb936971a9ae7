"""What names a citizen on paper, at rest: sealed with the keys of its process.

datos and entrega are for who captures and reviews; comentario, for the promovente too (ET 8.5).
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from rubrica import llaves


def sellar_datos(proceso: str, lugar: str, datos: Mapping[str, str]) -> bytes:
    """Return the fields of a row, bound to its place. Raises LlaveAusente."""
    claro = json.dumps(dict(datos), ensure_ascii=False, separators=(",", ":")).encode()
    return llaves.sellar(llaves.de_proceso(proceso, "datos"), claro, _contexto("datos", lugar))


def abrir_datos(proceso: str, lugar: str, sellado: bytes) -> dict[str, str]:
    """Return the fields of a row. Raises LlaveAusente and NoAbre."""
    llave = llaves.de_proceso(proceso, "datos")
    datos: dict[str, str] = json.loads(llaves.abrir(llave, sellado, _contexto("datos", lugar)))
    return datos


def sellar_comentario(proceso: str, lugar: str, comentario: str) -> bytes:
    """Return the words that the promovente may read; b"" for none."""
    if not comentario:
        return b""
    llave = llaves.de_proceso(proceso, "portal")
    return llaves.sellar(llave, comentario.encode(), _contexto("comentario", lugar))


def abrir_comentario(proceso: str, lugar: str, sellado: bytes) -> str:
    """Return those words."""
    if not sellado:
        return ""
    llave = llaves.de_proceso(proceso, "portal")
    return llaves.abrir(llave, sellado, _contexto("comentario", lugar)).decode()


def sellar_escaneo(proceso: str, lote: int, claro: bytes) -> bytes:
    """Return a scan, sealed and bound to its lot."""
    llave = llaves.de_proceso(proceso, "datos")
    return llaves.sellar(llave, claro, _contexto("escaneo", str(lote)))


def abrir_escaneo(proceso: str, lote: int, sellado: bytes) -> bytes:
    """Return a scan as it was uploaded."""
    llave = llaves.de_proceso(proceso, "datos")
    return llaves.abrir(llave, sellado, _contexto("escaneo", str(lote)))


def _contexto(parte: str, lugar: str) -> bytes:
    return f"excepcion/{parte}/{lugar}".encode()
