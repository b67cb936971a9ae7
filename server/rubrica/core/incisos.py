"""The table of inconsistencies of ET 10.3, read from catalogos/incisos.json.

Its version is its title and the first digits of its SHA-256: no word of it changes without becoming
another version, and each dictamen keeps the words and the version that it was given with.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

DIGITOS = 8  # of the SHA-256, enough to tell versions apart
CATALOGO = Path(__file__).with_name("catalogos") / "incisos.json"


class DetalleIncompleto(ValueError):
    """The detalle lacks what ET 10.3 orders to be said; its text is for the operador."""


@dataclass(frozen=True)
class Opcion:
    """One detalle that a key chooses. precisar: whether ET 10.3 wants it in the person's words.

    sugiere: words to begin with, that the person may leave as they are.
    """

    texto: str
    precisar: bool = False
    sugiere: str = ""


@dataclass(frozen=True)
class Inciso:
    """One row of the table: ley, tipo and detalle are the ET's words, ayuda says when it applies.

    nota: when it does not apply, or how the two things are compared. elija, pregunta: what is
    asked with the options and with the person's own words.
    """

    inciso: str
    tipo: str
    detalle: str
    ley: str
    ayuda: str
    opciones: tuple[Opcion, ...]
    elija: str
    nota: str = ""
    pregunta: str = "Precise"

    def redactar(self, opcion: int, precision: str = "") -> str:
        """Return the detalle of that option (from 0) with the person's words after it.

        Raises DetalleIncompleto when there is no such option or its words are missing.
        """
        if not 0 <= opcion < len(self.opciones):
            raise DetalleIncompleto(f"Elija el detalle de la inconsistencia {self.inciso}).")
        elegida, precision = self.opciones[opcion], " ".join(precision.split())
        if elegida.precisar and not precision:
            raise DetalleIncompleto(f"Precise: {elegida.texto.lower()}, ¿cuál o de qué se trata?")
        return f"{elegida.texto}: {precision}" if precision else elegida.texto


def leer(texto: str) -> tuple[str, Mapping[str, Inciso]]:
    """Return the version of a catalogue as written, and its rows by inciso."""
    catalogo = json.loads(texto)
    filas = {
        fila["inciso"]: Inciso(
            **{**fila, "opciones": tuple(Opcion(**opcion) for opcion in fila["opciones"])}
        )
        for fila in catalogo["incisos"]
    }
    huella = hashlib.sha256(texto.encode()).hexdigest()[:DIGITOS]
    return f"{catalogo['titulo']} {huella}", MappingProxyType(filas)


TEXTO = CATALOGO.read_text("utf-8")
VERSION, INCISOS = leer(TEXTO)
