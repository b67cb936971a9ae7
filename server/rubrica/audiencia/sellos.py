"""What is said and shown in a session, at rest: sealed with the data key of its process."""

from __future__ import annotations

import json
from typing import Any

from rubrica import llaves


def sellar(proceso: str, lugar: str, dicho: Any) -> bytes:
    """Return what JSON can say, sealed and bound to its place. Raises LlaveAusente."""
    claro = json.dumps(dicho, ensure_ascii=False, separators=(",", ":")).encode()
    return llaves.sellar(_llave(proceso), claro, _contexto(lugar))


def abrir(proceso: str, lugar: str, sellado: bytes | memoryview) -> Any:
    """Return what `sellar` sealed there. Raises LlaveAusente and NoAbre."""
    return json.loads(llaves.abrir(_llave(proceso), bytes(sellado), _contexto(lugar)))


def sellar_archivo(proceso: str, lugar: str, claro: bytes) -> bytes:
    """Return a file, sealed and bound to its place."""
    return llaves.sellar(_llave(proceso), claro, _contexto(f"archivo/{lugar}"))


def abrir_archivo(proceso: str, lugar: str, sellado: bytes) -> bytes:
    """Return a file as it was sealed there."""
    return llaves.abrir(_llave(proceso), sellado, _contexto(f"archivo/{lugar}"))


def _llave(proceso: str) -> bytes:
    return llaves.de_proceso(proceso, "datos")


def _contexto(lugar: str) -> bytes:
    return f"audiencia/{lugar}".encode()
