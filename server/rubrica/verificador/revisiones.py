"""What was added to a PDF after a signature: another signature, or something else.

A PDF grows by its end: each revision brings the objects that change and a table of where they are
(ISO 32000-1 §7.5.6). What was signed is still there, and what is seen may be another thing. Only
tables written as text are read; of one that is compressed nothing is said to hold.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ESPACIOS = b"\0\t\n\f\r "
DELIMITA = ESPACIOS + b"()<>[]{}/%"
_REF = re.compile(rb"(\d+)\s+(\d+)\s+R(?![^\0\t\n\f\r ()<>\[\]{}/%])")
_OBJETO = re.compile(rb"\s*(\d+)\s+\d+\s+obj\b")
_SECCION = re.compile(rb"\s*(\d+)\s+(\d+)\s+(?=\d{10} )")
_INICIO = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
RENGLON = 20
# What a signature may change of each kind of object; the rest of it stays.
PUEDE: Mapping[bytes, frozenset[bytes]] = {
    b"/Catalog": frozenset({b"/AcroForm", b"/DSS", b"/Extensions"}),
    b"/Page": frozenset({b"/Annots"}),
    b"/AcroForm": frozenset({b"/Fields", b"/SigFlags", b"/DR", b"/DA"}),
    b"/Sig": frozenset({b"/V", b"/AP", b"/M", b"/MK"}),
    b"/Info": frozenset({b"/ModDate", b"/Producer"}),
}
NOMBRES = {b"/Catalog": "el catálogo", b"/Page": "una página", b"/AcroForm": "el formulario"}


class NoSeLee(ValueError):
    """The PDF is written in a way that this does not read."""


@dataclass(frozen=True)
class Tabla:
    """Where each object of a PDF is. raiz, info: references of the trailer."""

    lugares: Mapping[int, int]
    raiz: bytes
    info: bytes


def cambios(antes: bytes, despues: bytes) -> list[str]:
    """Return what `despues` changes of `antes`, which it begins with, besides signatures.

    Raises NoSeLee.
    """
    if despues.rfind(b"startxref") < len(antes):
        raise NoSeLee  # bytes that are no revision
    vieja, nueva = tabla(antes), tabla(despues)
    if nueva.raiz != vieja.raiz:
        return ["el documento entero"]
    hallados = []
    for numero, lugar in vieja.lugares.items():
        ahora = nueva.lugares.get(numero)
        if ahora is None:
            hallados.append(f"el objeto {numero}, que falta")
        elif ahora != lugar:
            era, es = _objeto(antes, lugar, numero), _objeto(despues, ahora, numero)
            hallados += _de_un_objeto(numero, era, es, vieja, Lector(despues, nueva))
    return sorted(set(hallados))


@dataclass(frozen=True)
class Lector:
    """A PDF and its table: whoever has them reads any of its objects."""

    pdf: bytes
    tabla: Tabla

    def seguir(self, valor: Any) -> Any:
        """Return what a reference refers to; anything else as it is."""
        hallada = _REF.fullmatch(valor) if isinstance(valor, bytes) else None
        if hallada is None:
            return valor
        numero = int(hallada[1])
        if numero not in self.tabla.lugares:
            return None
        return _objeto(self.pdf, self.tabla.lugares[numero], numero)[0]


def _de_un_objeto(
    numero: int, era: tuple[Any, bytes], es: tuple[Any, bytes], vieja: Tabla, lector: Lector
) -> list[str]:
    if era == es:
        return []
    viejo, nuevo = era[0], es[0]
    if isinstance(viejo, list) and isinstance(nuevo, list):
        return [] if _solo_firmas(viejo, nuevo, lector) else [f"el objeto {numero}"]
    if not isinstance(viejo, dict) or not isinstance(nuevo, dict):
        return [f"el objeto {numero}"]
    clase = _clase(numero, viejo, vieja)
    if clase == b"/Metadata":
        return []
    distintas = {c for c in {*viejo, *nuevo} if viejo.get(c) != nuevo.get(c)}
    bien = distintas <= PUEDE.get(clase, frozenset()) and era[1] == es[1]
    bien = bien and all(_admite(c, viejo.get(c), nuevo.get(c), lector) for c in distintas)
    return [] if bien else [NOMBRES.get(clase, f"el objeto {numero}")]


def _clase(numero: int, viejo: Mapping[bytes, Any], vieja: Tabla) -> bytes:
    if vieja.info.split(b" ")[0] == b"%d" % numero:
        return b"/Info"
    if b"/Fields" in viejo:
        return b"/AcroForm"
    if viejo.get(b"/FT") == b"/Sig":
        return b"/Sig" if b"/V" not in viejo else b""
    clase = viejo.get(b"/Type", b"")
    return clase if isinstance(clase, bytes) else b""


def _admite(cual: bytes, viejo: Any, nuevo: Any, lector: Lector) -> bool:
    """Whether that entry may go from one value to the other because somebody signed."""
    if cual in (b"/Fields", b"/Annots"):
        return _solo_firmas(_lista(viejo, lector), _lista(nuevo, lector), lector)
    if cual == b"/AcroForm" and viejo is not None:
        antes, ahora = lector.seguir(viejo), lector.seguir(nuevo)
        if not isinstance(viejo, dict) or not isinstance(ahora, dict):
            return False  # a form that was an object goes on being the same object
        distintas = {c for c in {*antes, *ahora} if antes.get(c) != ahora.get(c)}
        return distintas <= PUEDE[b"/AcroForm"] and all(
            _admite(c, antes.get(c), ahora.get(c), lector) for c in distintas
        )
    return True


def _lista(valor: Any, lector: Lector) -> list[Any]:
    hallada = lector.seguir(valor) if valor is not None else []
    if not isinstance(hallada, list):
        raise NoSeLee
    return hallada


def _solo_firmas(viejo: list[Any], nuevo: list[Any], lector: Lector) -> bool:
    """Whether a list only grew, and by fields of signature."""
    mas = [lector.seguir(v) for v in nuevo[len(viejo) :]]
    firmas = all(isinstance(m, dict) and m.get(b"/FT") == b"/Sig" for m in mas)
    return nuevo[: len(viejo)] == viejo and firmas


# ---- Reading


def tabla(pdf: bytes) -> Tabla:
    """Return where every object of a PDF is, the last revision first. Raises NoSeLee."""
    inicios = list(_INICIO.finditer(pdf))
    if not inicios:
        raise NoSeLee
    desde, vistos = int(inicios[-1][1]), set()
    lugares: dict[int, int] = {}
    colas: list[dict[bytes, Any]] = []
    while desde not in vistos:
        vistos.add(desde)
        suyos, cola = _seccion(pdf, desde)
        for numero, lugar in suyos:
            lugares.setdefault(numero, lugar)
        colas.append(cola)
        if b"/Prev" not in cola:
            break
        desde = int(cola[b"/Prev"])
    en_uso = {n: lugar for n, lugar in lugares.items() if lugar >= 0}
    return Tabla(en_uso, colas[0].get(b"/Root", b""), colas[-1].get(b"/Info", b""))


def _seccion(pdf: bytes, desde: int) -> tuple[list[tuple[int, int]], dict[bytes, Any]]:
    """Return (number, place) of each object of one table, -1 for one that is free, and its end."""
    if pdf[desde : desde + 4] != b"xref":
        raise NoSeLee
    at, suyos = desde + 4, []
    while seccion := _SECCION.match(pdf, at):
        primero, cuantos = int(seccion[1]), int(seccion[2])
        for i in range(cuantos):
            renglon = pdf[seccion.end() + i * RENGLON :][:RENGLON]
            en_uso = renglon[17:18] == b"n"
            suyos.append((primero + i, int(renglon[:10]) if en_uso else -1))
        at = seccion.end() + cuantos * RENGLON
    cola = re.compile(rb"\s*trailer").match(pdf, at)
    if cola is None:
        raise NoSeLee
    valor, _ = _valor(pdf, cola.end())
    if not isinstance(valor, dict) or b"/XRefStm" in valor:
        raise NoSeLee
    return suyos, valor


def _objeto(pdf: bytes, lugar: int, numero: int) -> tuple[Any, bytes]:
    """Return the value of an object and, if it is a stream, its bytes."""
    cabeza = _OBJETO.match(pdf, lugar)
    if cabeza is None or int(cabeza[1]) != numero:
        raise NoSeLee
    valor, fin = _valor(pdf, cabeza.end())
    resto = pdf[fin : pdf.find(b"endobj", fin)]
    return valor, resto if resto.lstrip(ESPACIOS).startswith(b"stream") else b""


def _valor(pdf: bytes, at: int) -> tuple[Any, int]:
    """Return the value that begins there, dict, list or its bytes, and where it ends."""
    at = _siguiente(pdf, at)
    if pdf.startswith(b"<<", at):
        partes, fin = _hasta(pdf, at + 2, b">>")
        if len(partes) % 2 or not all(isinstance(c, bytes) for c in partes[::2]):
            raise NoSeLee
        return dict(zip(partes[::2], partes[1::2], strict=True)), fin
    if pdf.startswith(b"[", at):
        return _hasta(pdf, at + 1, b"]")
    if pdf.startswith(b"(", at):
        return _texto_de_pdf(pdf, at)
    if pdf.startswith(b"<", at):
        fin = pdf.find(b">", at) + 1
        return pdf[at:fin], fin if fin else len(pdf)
    if ref := _REF.match(pdf, at):
        return b"%s %s R" % (ref[1], ref[2]), ref.end()
    fin = at + 1
    while fin < len(pdf) and pdf[fin] not in DELIMITA:
        fin += 1
    return pdf[at:fin], fin


def _siguiente(pdf: bytes, at: int) -> int:
    """Return where the next value begins: after spaces and comments."""
    while at < len(pdf) and (pdf[at] in ESPACIOS or pdf[at : at + 1] == b"%"):
        if pdf[at : at + 1] == b"%":
            at = min(f for f in (pdf.find(b"\n", at), pdf.find(b"\r", at), len(pdf)) if f >= 0)
        else:
            at += 1
    if at >= len(pdf):
        raise NoSeLee
    return at


def _hasta(pdf: bytes, at: int, fin: bytes) -> tuple[list[Any], int]:
    partes = []
    while not pdf.startswith(fin, at := _siguiente(pdf, at)):
        valor, at = _valor(pdf, at)
        partes.append(valor)
    return partes, at + len(fin)


def _texto_de_pdf(pdf: bytes, at: int) -> tuple[bytes, int]:
    """Return a string between parentheses, which may hold others, and where it ends."""
    hondo, fin = 0, at
    for hallado in re.compile(rb"\\.|[()]", re.DOTALL).finditer(pdf, at):
        hondo += {b"(": 1, b")": -1}.get(hallado[0], 0)
        fin = hallado.end()
        if not hondo:
            return pdf[at:fin], fin
    raise NoSeLee
