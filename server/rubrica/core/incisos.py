"""The table of inconsistencies of ET 10.3, read from catalogos/incisos.json and versioned there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

CATALOGO = Path(__file__).with_name("catalogos") / "incisos.json"


class DetalleIncompleto(ValueError):
    """The detalle lacks what ET 10.3 orders to be said; its text is for the operador."""


@dataclass(frozen=True)
class Opcion:
    """One detalle that a key chooses. precisar: whether ET 10.3 wants it in the person's words."""

    texto: str
    precisar: bool = False


@dataclass(frozen=True)
class Inciso:
    """One row of the table: tipo and detalle are the ET's words, ayuda says when it applies."""

    inciso: str
    tipo: str
    detalle: str
    ayuda: str
    opciones: tuple[Opcion, ...]

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


def _cargar() -> tuple[str, Mapping[str, Inciso]]:
    catalogo = json.loads(CATALOGO.read_text("utf-8"))
    filas = {
        fila["inciso"]: Inciso(
            **{**fila, "opciones": tuple(Opcion(**opcion) for opcion in fila["opciones"])}
        )
        for fila in catalogo["incisos"]
    }
    return catalogo["version"], MappingProxyType(filas)


VERSION, INCISOS = _cargar()
