"""The bytes of an asiento and the leaf by which it is published (ET 14).

The leaf hashes the asiento together with a random salt: nobody who sees the published leaves can
guess an asiento, and once the salt is destroyed nobody can prove one either.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime

from rubrica.core import cbor

VERSION = 1
BYTES_DE_SAL = 32

Dato = str | int | bool | None


def canonico(
    *,
    momento: datetime,
    actor: str,
    acto: str,
    objeto: str,
    datos: Mapping[str, Dato],
    proceso: str = "",
) -> bytes:
    """Return the one encoding of an asiento: deterministic CBOR, instant in UTC microseconds.

    Raises ValueError on an instant without time zone, TypeError on a dato that is not plain.
    """
    if momento.tzinfo is None:
        raise ValueError("momento has no time zone")
    return cbor.encode(
        {
            "v": VERSION,
            "momento": momento.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "actor": actor,
            "acto": acto,
            "objeto": objeto,
            "proceso": proceso,
            "datos": dict(datos),
        }
    )


def hoja(sal: bytes, canonico: bytes) -> bytes:
    """Return the leaf: SHA-256 of 0x00, the salt (32 bytes) and the canonical bytes."""
    if len(sal) != BYTES_DE_SAL:
        raise ValueError(f"a salt has {BYTES_DE_SAL} bytes")
    return hashlib.sha256(b"\x00" + sal + canonico).digest()
