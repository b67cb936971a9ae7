"""A line of text as the general reader gives it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

Zona: TypeAlias = tuple[float, float, float, float]  # left, top, right, bottom, in pixels
TODA: Zona = (-math.inf, -math.inf, math.inf, math.inf)


@dataclass(frozen=True, kw_only=True)
class Renglon:
    """One line. x, y: its middle; ancho, alto: its size; all in pixels. seguro: 0 to 1."""

    texto: str
    seguro: float
    x: float
    y: float
    ancho: float
    alto: float

    @property
    def izquierda(self) -> float:
        """Where it begins."""
        return self.x - self.ancho / 2
