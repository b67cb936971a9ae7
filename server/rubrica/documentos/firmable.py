"""A PDF of ours made ready to be signed: it says that it has a form, whose fields are signatures.

A signature is then the only thing that can be added to it without being told apart as something
else (PAdES, ISO 32000-1 §12.8.2.2.2). The same bytes in give the same bytes out.
"""

from __future__ import annotations

import re

_COLA = re.compile(
    rb"trailer\s*<<\s*/Size (?P<objetos>\d+)\s*/Root (?P<raiz>\d+) 0 R(?P<resto>.*?)>>\s*"
    rb"startxref\s+(?P<tabla>\d+)\s+%%EOF\s*$",
    re.DOTALL,
)


class NoEsNuestro(ValueError):
    """It is no PDF as `compilar` writes them."""


def firmable(pdf: bytes) -> bytes:
    """Return the PDF with an empty form, by an incremental update. Raises NoEsNuestro."""
    cola = _COLA.search(pdf)
    if cola is None:
        raise NoEsNuestro
    numero, raiz = int(cola["objetos"]), int(cola["raiz"])
    catalogo = _catalogo(pdf, raiz)[:-2] + b"/AcroForm %d 0 R>>" % numero
    salida = bytearray(pdf if pdf.endswith(b"\n") else pdf + b"\n")
    lugares = {}
    for objeto, cuerpo in ((raiz, catalogo), (numero, b"<</Fields[]/SigFlags 3>>")):
        lugares[objeto] = len(salida)
        salida += b"%d 0 obj\n%s\nendobj\n" % (objeto, cuerpo)
    tabla = len(salida)
    salida += b"xref\n" + b"".join(
        b"%d 1\n%010d 00000 n \n" % (objeto, lugar) for objeto, lugar in sorted(lugares.items())
    )
    salida += b"trailer\n<</Size %d/Root %d 0 R%s/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        numero + 1, raiz, cola["resto"], int(cola["tabla"]), tabla,
    )  # fmt: skip
    return bytes(salida)


def _catalogo(pdf: bytes, raiz: int) -> bytes:
    """Return the dictionary of the catalogue, which has no form yet."""
    inicio = pdf.rfind(b"\n%d 0 obj" % raiz)
    fin = pdf.find(b"endobj", inicio)
    if inicio < 0 or fin < 0:
        raise NoEsNuestro
    cuerpo = pdf[inicio:fin].split(b"obj", 1)[1].strip()
    if not cuerpo.endswith(b">>") or b"/AcroForm" in cuerpo:
        raise NoEsNuestro
    return cuerpo
