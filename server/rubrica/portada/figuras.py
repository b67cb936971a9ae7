"""Figures drawn by the server: numbers in, proportions out; the template draws the SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Fila:
    """nombre, how many, and tono: anil, cempasuchil, nopal, grana or cantera."""

    nombre: str
    n: int
    tono: str = "cantera"


@dataclass(frozen=True)
class Barra:
    """A Fila with the width of its bar, from 0 to 100."""

    nombre: str
    n: int
    tono: str
    ancho: float


def en_barras(filas: Sequence[Fila]) -> list[Barra]:
    """Return each fila with its width in proportion to the greatest."""
    tope = max((fila.n for fila in filas), default=0)
    return [Barra(f.nombre, f.n, f.tono, round(100 * f.n / tope, 2) if tope else 0) for f in filas]
