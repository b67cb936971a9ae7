"""Word lists of our own. A line is `peso texto`: the weight it is drawn with, and the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

CARPETA = Path(__file__).parent


@dataclass(frozen=True)
class Lista:
    """Texts with the share each is drawn with; `acumulado` ends in 1."""

    textos: Sequence[str]
    acumulado: npt.NDArray[np.float64]

    def indices(self, sorteo: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
        """Return for each draw in [0, 1) the position of the text it falls on."""
        posiciones = np.searchsorted(self.acumulado, sorteo, side="right")
        return np.minimum(posiciones, len(self.textos) - 1).astype(np.int64)


def con_pesos(pares: Sequence[tuple[float, str]]) -> Lista:
    """Return the list that draws each text in proportion to its weight."""
    acumulado = np.cumsum(np.array([peso for peso, _ in pares], dtype=np.float64))
    return Lista([texto for _, texto in pares], acumulado / acumulado[-1])


@cache
def lista(nombre: str) -> Lista:
    """Return the list in `<nombre>.txt`."""
    renglones = (CARPETA / f"{nombre}.txt").read_text(encoding="utf-8").splitlines()
    pares = [renglon.split(" ", 1) for renglon in renglones]
    return con_pesos([(float(peso), texto) for peso, texto in pares])
