"""A burn-down as the numbers of its picture: percentages of a box, so that the page only draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rubrica.mesa.rules import Punto

ANCHO, ALTO = 600, 160


@dataclass(frozen=True, kw_only=True)
class Curva:
    """Polylines in a box of ANCHO × ALTO. vence: x of the deadline; None when it is out of it."""

    real: str
    previsto: str
    vence: float | None
    desde: date
    hasta: date
    mayor: int
    filas: Sequence[Punto]


def en_svg(puntos: Sequence[Punto], vence: date | None) -> Curva | None:
    """Return the picture of a burn-down; None when there is nothing to draw."""
    if len(puntos) < 2:
        return None
    desde, hasta = puntos[0].dia, puntos[-1].dia
    mayor = max(max(p.real or 0, p.previsto or 0) for p in puntos)
    if not mayor:
        return None

    def x(dia: date) -> float:
        return round(ANCHO * (dia - desde).days / max(1, (hasta - desde).days), 1)

    def linea(pares: list[tuple[date, int]]) -> str:
        return " ".join(f"{x(d)},{round(ALTO * (1 - n / mayor), 1)}" for d, n in pares)

    reales = [(p.dia, p.real) for p in puntos if p.real is not None]
    previstos = [(p.dia, p.previsto) for p in puntos if p.previsto is not None]
    return Curva(
        real=linea(reales),
        previsto=linea(reales[-1:] + previstos),
        vence=x(vence) if vence and desde <= vence <= hasta else None,
        desde=desde,
        hasta=hasta,
        mayor=mayor,
        filas=puntos,
    )
