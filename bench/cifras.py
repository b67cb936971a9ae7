"""A figure, its bar, and the line that says whether it holds."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from itertools import product
from pathlib import Path

BARRAS = Path(__file__).with_name("barras.toml")


@dataclass(frozen=True, kw_only=True)
class Barra:
    """What a figure must reach. sentido: ">=" at least, "<=" at most."""

    sentido: str
    valor: float
    unidad: str
    que: str

    def holds(self, valor: float) -> bool:
        """Whether that value reaches the bar."""
        return valor >= self.valor if self.sentido == ">=" else valor <= self.valor


def barras() -> dict[str, Barra]:
    """Return every bar by the name of its figure; a row with `de` is the bar of many figures."""
    crudas = tomllib.loads(BARRAS.read_text(encoding="utf-8"))
    return {
        ".".join(partes): Barra(**cruda)
        for nombre, cruda in crudas.items()
        for partes in product(*cruda.pop("de", [[nombre]]))
    }


@dataclass(frozen=True, kw_only=True)
class Cifra:
    """One measured figure. valor: None when it could not be measured, and `nota` says why.

    unidad: used only when no bar names one. nota: what a reader must know, in a few words.
    """

    nombre: str
    valor: float | None
    unidad: str = ""
    nota: str = ""

    def veredicto(self, barra: Barra | None) -> str:
        """Return holds, short, or "" for a figure without a bar."""
        if barra is None:
            return ""
        return "holds" if self.valor is not None and barra.holds(self.valor) else "short"

    def linea(self, barra: Barra | None) -> str:
        """Return the one line of the figure: name, value, bar and verdict, two spaces between."""
        unidad = barra.unidad if barra else self.unidad
        medida = "—" if self.valor is None else f"{_short(self.valor)} {unidad}".strip()
        partes = [self.nombre, medida]
        if barra:
            partes += [f"bar {barra.sentido} {_short(barra.valor)}", self.veredicto(barra)]
        if self.nota:
            partes.append(f"({self.nota})")
        return "  ".join(partes)


def _short(valor: float) -> str:
    """Return a number with the digits that mean something: 512, 31.4, 0.412."""
    if valor == int(valor) or abs(valor) >= 100:
        return f"{valor:.0f}"
    return f"{valor:.1f}" if abs(valor) >= 10 else f"{valor:.3g}"
