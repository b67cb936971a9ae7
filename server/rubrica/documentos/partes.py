"""A long document composed by parts: what is in memory is one of them, whatever it comes to.

A part is a PDF as `compilar` writes it. Its pages go after those of the first, whose title, index
and marks of an archive are those of the whole; the pages of each are counted apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

_TABLA = re.compile(rb"xref\n0 (\d+)\n")
_COLA = re.compile(rb"/Root (\d+) 0 R(.*?)>>\s*startxref", re.DOTALL)
_REF = re.compile(rb"(?<![\d.])(\d+) 0 R\b")
_HOJAS = re.compile(rb"<</Type/Pages/Count (\d+)")
_DEL_CATALOGO = re.compile(rb"<</Type/Catalog/Pages \d+ 0 R")
RENGLON = 20  # bytes of a line of the table


class NoSeUne(ValueError):
    """It is no PDF as `compilar` writes them."""


def unir(primera: bytes, partes: Iterable[bytes]) -> bytes:
    """Return the first PDF with the pages of the others after its own, in order. Raises NoSeUne."""
    suyos, cola = _objetos(primera)
    union = _Union(len(suyos) + 1)
    union.salida += primera[: primera.index(b"1 0 obj")]
    union.agregar(_DEL_CATALOGO.sub(b"<</Type/Catalog/Pages %d 0 R" % union.raiz, o) for o in suyos)
    union.lugares.append(0)  # the root of all the pages, which is written at the end
    for parte in partes:
        union.agregar(_objetos(parte)[0])
    return union.cerrada(cola)


@dataclass
class _Union:
    """A PDF while it grows. raiz: number of the root of its pages; lugares: of each object."""

    raiz: int
    salida: bytearray = field(default_factory=bytearray)
    lugares: list[int] = field(default_factory=lambda: [0])
    hojas: list[tuple[int, int]] = field(default_factory=list)

    def agregar(self, objetos: Iterable[bytes]) -> None:
        """Put the objects of one part in, with numbers of their own."""
        antes = len(self.lugares) - 1
        for objeto in objetos:
            numero = len(self.lugares)
            cuerpo = _corrido(objeto, antes)
            if cuantas := _HOJAS.match(cuerpo):
                self.hojas.append((numero, int(cuantas[1])))
                cuerpo = b"<</Parent %d 0 R" % self.raiz + cuerpo[2:]
            self._escribir(numero, cuerpo)

    def _escribir(self, numero: int, cuerpo: bytes) -> None:
        if numero == len(self.lugares):
            self.lugares.append(0)
        self.lugares[numero] = len(self.salida)
        self.salida += b"%d 0 obj\n%s\nendobj\n" % (numero, cuerpo)

    def cerrada(self, cola: bytes) -> bytes:
        """Return the whole, with the root of its pages and its table; cola: the trailer's."""
        ramas = b" ".join(b"%d 0 R" % numero for numero, _ in self.hojas)
        cuantas = sum(n for _, n in self.hojas)
        self._escribir(self.raiz, b"<</Type/Pages/Count %d/Kids[%s]>>" % (cuantas, ramas))
        tabla = len(self.salida)
        self.salida += b"xref\n0 %d\n0000000000 65535 f \n" % len(self.lugares)
        self.salida += b"".join(b"%010d 00000 n \n" % lugar for lugar in self.lugares[1:])
        self.salida += b"trailer\n<</Size %d%s>>\nstartxref\n%d\n%%%%EOF" % (
            len(self.lugares), cola, tabla,
        )  # fmt: skip
        return bytes(self.salida)


def _objetos(pdf: bytes) -> tuple[list[bytes], bytes]:
    """Return the objects of a PDF by their numbers, and what its trailer says after the size."""
    tabla = _TABLA.search(pdf, pdf.rfind(b"xref\n0 "))
    cola = _COLA.search(pdf, tabla.end()) if tabla else None
    if tabla is None or cola is None:
        raise NoSeUne
    desde = tabla.end() + RENGLON
    fin = tabla.end() + int(tabla[1]) * RENGLON
    lugares = [int(pdf[i : i + 10]) for i in range(desde, fin, RENGLON)]
    orden = sorted((*lugares, tabla.start()))
    hasta = dict(pairwise(orden))
    cuerpos = [pdf[lugar : hasta[lugar]] for lugar in lugares]
    return [_cuerpo(c) for c in cuerpos], b"/Root %s 0 R%s" % (cola[1], cola[2])


def _cuerpo(objeto: bytes) -> bytes:
    """Return what is between `obj` and `endobj`."""
    return objeto.partition(b" obj")[2].rpartition(b"endobj")[0].strip(b"\n")


def _corrido(objeto: bytes, cuanto: int) -> bytes:
    """Return an object whose references are that much higher; the bytes of a stream are let be."""
    dicho, corta, resto = objeto.partition(b">>\nstream\n")
    return _REF.sub(lambda r: b"%d 0 R" % (int(r[1]) + cuanto), dicho) + corta + resto
