"""What a señal says of a citizen, and every perceptual hash, sealed with the key of its process."""

from __future__ import annotations

from uuid import UUID

from rubrica import llaves


def sellar(proceso: str, parte: str, registro: UUID, claro: bytes) -> bytes:
    """Return it sealed to that record: it opens for no other. Raises llaves.LlaveAusente."""
    return llaves.sellar(llaves.de_proceso(proceso, "datos"), claro, _contexto(parte, registro))


def abrir(proceso: str, parte: str, registro: UUID, sellado: bytes) -> bytes:
    """Return what was sealed. Raises llaves.LlaveAusente and llaves.NoAbre."""
    llave = llaves.de_proceso(proceso, "datos")
    return llaves.abrir(llave, bytes(sellado), _contexto(parte, registro))


def _contexto(parte: str, registro: UUID) -> bytes:
    return f"senales/{parte}/{registro}".encode()
