"""Looks for texts in any pile of bytes, however they were written there.

UTF-8, UTF-16 (either order), hexadecimal and base64 at its three alignments; in capitals and as
names are written. One pass over the bytes, however many texts.
"""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np

CEBO = 3  # bytes by which a candidate place is found
TRAMO = 1 << 22


def _spellings(texto: str) -> set[str]:
    return {texto, texto.upper(), texto.lower(), texto.title()}


def _base64(crudo: bytes) -> Iterator[bytes]:
    """Yield the base64 of `crudo` at each alignment, without what its neighbours would change."""
    for corrido in range(3):
        texto = base64.b64encode(bytes(corrido) + crudo)
        sobra = -(corrido + len(crudo)) % 3
        fijo = texto[-(-corrido * 8 // 6) : len(texto) - (sobra + 1 if sobra else 0)]
        yield fijo
        yield fijo.translate(bytes.maketrans(b"+/", b"-_"))


def formas(texto: str) -> set[bytes]:
    """Return every sequence of bytes that would betray that text; upper case A–F in hex too."""
    halladas: set[bytes] = set()
    for escrito in _spellings(texto):
        crudo = escrito.encode()
        dieciseis = escrito.encode("utf-16-le")
        # Without its last zero it is inside both byte orders, if the text is of one-byte letters.
        halladas |= {crudo, dieciseis.rstrip(b"\0"), escrito.encode("utf-16-be").lstrip(b"\0")}
        halladas |= {crudo.hex().encode(), crudo.hex().upper().encode(), *_base64(crudo)}
    return halladas


class Rastro:
    """Looks for many texts at once."""

    def __init__(self, textos: Iterable[str]) -> None:
        self._por_cebo: dict[int, list[tuple[bytes, str]]] = defaultdict(list)
        self._hay = np.zeros(1 << 24, dtype=bool)
        for texto in set(textos):
            for forma in formas(texto):
                cebo = int.from_bytes(forma[:CEBO], "big")
                self._por_cebo[cebo].append((forma, texto))
                self._hay[cebo] = True
        self._largo = max(len(f) for fs in self._por_cebo.values() for f, _ in fs)

    def en(self, datos: bytes) -> set[str]:
        """Return the texts that are in those bytes."""
        datos += bytes(CEBO)  # so that the last stretch is never shorter than a lure
        hallados: set[str] = set()
        for desde in range(0, len(datos), TRAMO):
            hallados |= self._in_stretch(datos[desde : desde + TRAMO + self._largo])
        return hallados

    def _in_stretch(self, datos: bytes) -> set[str]:
        octetos = np.frombuffer(datos, dtype=np.uint8).astype(np.uint32)
        cebos = octetos[:-2] << 16 | octetos[1:-1] << 8 | octetos[2:]
        lugares = np.nonzero(self._hay[cebos])[0]
        return {
            texto
            for lugar in lugares
            for forma, texto in self._por_cebo[int(cebos[lugar])]
            if datos.startswith(forma, int(lugar))
        }
