"""How a row of a cut is sealed and found: the form that loading writes and looking up reads.

The same bytes as rubrica.llaves makes, with what can be made once for a cut made once: loading does
this three million times. No Django here: worker processes import it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

INDICE = 16  # bytes
NONCE = 12  # bytes
BLOQUE_SHA256 = 64  # bytes


class Indice:
    """HMAC-SHA-256 of one kind of key, truncated: as llaves.indice(llave, *nombres, valor)."""

    def __init__(self, llave: bytes, *nombres: str) -> None:
        larga = llave.ljust(BLOQUE_SHA256, b"\0")
        self._interior = bytes(b ^ 0x36 for b in larga) + b"".join(map(_con_largo, nombres))
        self._exterior = bytes(b ^ 0x5C for b in larga)

    def __call__(self, valor: str) -> bytes:
        """Return the 16 bytes by which that value is found."""
        interior = sha256(self._interior + _con_largo(valor)).digest()
        return sha256(self._exterior + interior).digest()[:INDICE]


def _con_largo(pieza: str) -> bytes:
    octetos = pieza.encode()
    return len(octetos).to_bytes(4, "big") + octetos


@dataclass(frozen=True)
class LlavesDeCorte:
    """The two keys of one cut, ready to use. indice, sello: 32 bytes each."""

    corte: int
    indice: bytes
    sello: bytes

    @cached_property
    def cic(self) -> Indice:
        """Index of the CIC."""
        return Indice(self.indice, "cic")

    @cached_property
    def ocr(self) -> Indice:
        """Index of the OCR."""
        return Indice(self.indice, "ocr")

    @cached_property
    def clave(self) -> Indice:
        """Index of the clave de elector."""
        return Indice(self.indice, "clave")

    @cached_property
    def nombre(self) -> Indice:
        """Index of a name and its day of birth."""
        return Indice(self.indice, "nombre")

    @cached_property
    def raiz(self) -> Indice:
        """Index of the first twelve positions of the clave de elector."""
        return Indice(self.indice, "raiz")

    @cached_property
    def _cifrador(self) -> AESGCM:
        return AESGCM(self.sello)

    def contexto(self, clave: bytes) -> bytes:
        """Return what binds a seal to its row: the cut, and the index of the row's clave."""
        return b"padron.fila %d " % self.corte + clave

    def sellar(self, claro: bytes, clave: bytes) -> bytes:
        """Return nonce ‖ ct, as llaves.sellar: llaves.abrir opens it."""
        nonce = os.urandom(NONCE)
        return nonce + self._cifrador.encrypt(nonce, claro, self.contexto(clave))

    def abrir(self, sellado: bytes, clave: bytes) -> bytes:
        """Return what `sellar` sealed for that row; raise cryptography's InvalidTag otherwise."""
        return self._cifrador.decrypt(sellado[:NONCE], sellado[NONCE:], self.contexto(clave))
