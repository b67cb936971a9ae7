"""The señales as data: their words (catalogo.toml) and their thresholds (umbrales.toml)."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from rubrica.core.incisos import INCISOS

AQUI = Path(__file__).parent
UMBRALES = AQUI / "umbrales.toml"
PESOS = range(4)


class CatalogoInvalido(ValueError):
    """The catalogue or the thresholds cannot be taken; the message says which row, and why."""


@dataclass(frozen=True, kw_only=True)
class Tipo:
    """One kind of señal: a row of catalogo.toml with its threshold."""

    clave: str
    nombre: str
    frase: str
    significa: str
    unidad: str
    decimales: int
    sentido: str
    inciso: str
    peso: int
    umbral: float

    def se_alza(self, valor: float) -> bool:
        """Whether that value raises it."""
        return valor >= self.umbral if self.sentido == ">=" else valor <= self.umbral

    def decir(self, valor: float, cuales: str = "") -> str:
        """Return the sentence of ET 10.3's reviewer, with the value and the threshold in it."""
        return self.frase.format(
            valor=self._cifra(valor), umbral=self._cifra(self.umbral), unidad=self.unidad,
            cuales=cuales,
        )  # fmt: skip

    def _cifra(self, valor: float) -> str:
        return f"{valor:.{self.decimales}f}"


@dataclass(frozen=True, kw_only=True)
class Balanza:
    """Measures weighed together: points from 0 to 100. Each less its centro, over its escala."""

    medidas: tuple[str, ...]
    centro: tuple[float, ...]
    escala: tuple[float, ...]
    pesos: tuple[float, ...]
    sesgo: float

    def suma(self, medidas: Mapping[str, float]) -> float:
        """Return the weighed sum; a measure that is missing counts as usual."""
        partes = zip(self.medidas, self.centro, self.escala, self.pesos, strict=True)
        return self.sesgo + sum(p * (medidas.get(n, c) - c) / e for n, c, e, p in partes)


def puntos(suma: float) -> float:
    """Return a weighed sum as points from 0 to 100."""
    return 100 / (1 + math.exp(-max(-30.0, min(30.0, suma))))


def _toml(archivo: Path) -> dict[str, Any]:
    return tomllib.loads(archivo.read_text(encoding="utf-8"))


def _tipos() -> Mapping[str, Tipo]:
    umbrales = _toml(UMBRALES)["umbrales"]
    tipos = {}
    for clave, fila in _toml(AQUI / "catalogo.toml").items():
        if clave not in umbrales:
            raise CatalogoInvalido(f"{clave}: no threshold")
        tipo = Tipo(clave=clave, umbral=float(umbrales[clave]), **fila)
        if tipo.sentido not in {">=", "<="} or tipo.peso not in PESOS:
            raise CatalogoInvalido(f"{clave}: sentido or peso")
        if tipo.inciso and tipo.inciso not in INCISOS:
            raise CatalogoInvalido(f"{clave}: inciso")
        tipos[clave] = tipo
    return MappingProxyType(tipos)


def _balanzas() -> Mapping[str, Balanza]:
    filas = _toml(UMBRALES)["balanzas"]
    return MappingProxyType(
        {
            clave: Balanza(
                medidas=tuple(fila["medidas"]),
                centro=tuple(fila["centro"]),
                escala=tuple(fila["escala"]),
                pesos=tuple(fila["pesos"]),
                sesgo=fila["sesgo"],
            )
            for clave, fila in filas.items()
        }
    )


TIPOS = _tipos()
BALANZAS = _balanzas()
VERSION: int = _toml(UMBRALES)["version"]  # records measured with another are measured again
RADIOS: Mapping[str, int] = MappingProxyType(_toml(UMBRALES)["radios"])  # bits, class by class
