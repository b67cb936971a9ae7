"""JPEGs put into a PDF once it is composed: Typst lays a page out by the head of each one alone.

A PDF keeps a JPEG as it came, so what its pixels are is of no use to whoever composes; given
whole, four photographs cost three times what the rest of the document does (ADR 0114).
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

FIN = b"\xff\xd9"
SOS = 0xDA
_LARGO = re.compile(rb"<</Length (\d+)/")
_TABLA = re.compile(rb"xref\n0 (\d+)\n")
_RENGLON = 20  # bytes of a line of the table


class NoSeInjerta(ValueError):
    """It is no JPEG with a head of its own, or the PDF does not keep that head as it was given."""


@dataclass(frozen=True)
class _Cambio:
    """Bytes of the PDF, from `desde` to `hasta`, that others take the place of."""

    desde: int
    hasta: int
    por: bytes


def cabeza(jpeg: bytes, nombre: str) -> bytes:
    """Return a JPEG without its scans: size, colour and profile; and a mark of what it stands for.

    Two pictures, or one under two names, have different heads. Raises NoSeInjerta.
    """
    at = 2
    while jpeg[at : at + 1] == b"\xff" and jpeg[:2] == b"\xff\xd8":
        marca, largo = jpeg[at + 1 : at + 2], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        at += 2 + largo
        if marca == bytes([SOS]):
            marca_propia = hashlib.sha256(nombre.encode() + jpeg).hexdigest().encode()
            return jpeg[:at] + marca_propia + FIN
        if largo < 2:
            break
    raise NoSeInjerta


def injertar(pdf: bytes, fotos: Mapping[bytes, bytes]) -> bytes:
    """Return the PDF with each JPEG where its head is; fotos: head → JPEG. Raises NoSeInjerta."""
    cambios = sorted(
        (c for suya, foto in fotos.items() for c in _de_una(pdf, suya, foto)),
        key=lambda c: c.desde,
    )
    tabla = pdf.rfind(b"xref\n0 ")
    hallada = _TABLA.match(pdf, tabla)
    if hallada is None:
        raise NoSeInjerta
    return b"".join((*_cuerpo(pdf[:tabla], cambios), _cola(pdf, hallada, cambios)))


def _de_una(pdf: bytes, suya: bytes, foto: bytes) -> tuple[_Cambio, _Cambio]:
    """Return the two changes of one picture: the length of its stream, and the stream."""
    at = pdf.find(suya)
    largo = _LARGO.match(pdf, pdf.rfind(b"<</Length ", 0, max(at, 0)))
    if at < 0 or pdf.find(suya, at + 1) >= 0 or largo is None or int(largo[1]) != len(suya):
        raise NoSeInjerta
    return (
        _Cambio(*largo.span(1), b"%d" % len(foto)),
        _Cambio(at, at + len(suya), foto),
    )


def _cuerpo(pdf: bytes, cambios: list[_Cambio]) -> list[bytes]:
    partes, desde = [], 0
    for cambio in cambios:
        partes += [pdf[desde : cambio.desde], cambio.por]
        desde = cambio.hasta
    return [*partes, pdf[desde:]]


def _cola(pdf: bytes, tabla: re.Match[bytes], cambios: list[_Cambio]) -> bytes:
    """Return the table, the trailer and the end, with every place where it is now."""
    lugares = [c.desde for c in cambios]
    corridos = [0]
    for cambio in cambios:
        corridos.append(corridos[-1] + len(cambio.por) - (cambio.hasta - cambio.desde))

    def ahora(lugar: int) -> int:
        return lugar + corridos[bisect_left(lugares, lugar)]

    fin = tabla.end() + int(tabla[1]) * _RENGLON
    renglones = [pdf[i : i + _RENGLON] for i in range(tabla.end(), fin, _RENGLON)]
    corrida = b"".join(
        b"%010d%s" % (ahora(int(r[:10])), r[10:]) if r[17:18] == b"n" else r for r in renglones
    )
    resto = pdf[fin:].replace(
        b"startxref\n%d\n" % tabla.start(), b"startxref\n%d\n" % ahora(tabla.start())
    )
    return tabla[0] + corrida + resto
