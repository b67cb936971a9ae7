"""Código de integridad: the SHA-256 of a paquete, which tells it from any other (ET 5.13)."""

from __future__ import annotations

import hashlib
import re

LARGO = 64
HEX = re.compile(r"[0-9a-f]{64}")


def de(paquete: bytes) -> bytes:
    """Return the 32 bytes of the código de integridad of a paquete as sent."""
    return hashlib.sha256(paquete).digest()


def agrupar(codigo: bytes) -> str:
    """Return the código in sixteen groups of four, to be copied by hand."""
    texto = codigo.hex()
    return " ".join(texto[i : i + 4] for i in range(0, LARGO, 4))


def leer(texto: str) -> bytes:
    """Return the 32 bytes of a código typed by a person; raise ValueError if it is none.

    Spaces, hyphens and capitals are forgiven.
    """
    junto = re.sub(r"[\s-]", "", texto).lower()
    if not HEX.fullmatch(junto):
        raise ValueError("un código de integridad tiene 64 caracteres, de 0 a 9 y de a a f")
    return bytes.fromhex(junto)
