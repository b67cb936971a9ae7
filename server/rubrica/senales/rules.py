"""What a señal is, and how señales order the queue. They inform and never decide (ET 10.3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rubrica.senales.catalogo import TIPOS, Tipo

# Class of likeness → the señal that it raises.
DE_PARECIDO = {
    "anverso": "tarjeta-repetida", "reverso": "tarjeta-repetida", "rostro": "rostro-repetido",
    "retrato": "retrato-repetido", "firma": "firma-repetida", "huella": "huella-repetida",
    "fondo": "fondo-repetido", "cic": "cic-consecutivo", "persona": "otro-promovente",
}  # fmt: skip
# Likeness that a person shows with themselves, and says nothing then.
ENTRE_PERSONAS = frozenset({"retrato", "firma", "huella"})
IMAGENES = ("anverso", "reverso", "rostro", "firma", "")


@dataclass(frozen=True, kw_only=True)
class Hallazgo:
    """One señal raised in one record. imagen: where; region: left, top, width, height as shares.

    cuales: what differs, in words, where the sentence names it.
    """

    clave: str
    valor: float
    imagen: str = ""
    region: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    cuales: str = ""

    @property
    def tipo(self) -> Tipo:
        return TIPOS[self.clave]

    def como_mapa(self) -> list[Any]:
        """Return what is sealed of it."""
        region = [round(float(v), 4) for v in self.region]
        return [self.clave, round(float(self.valor), 4), self.imagen, region, self.cuales]

    @classmethod
    def de_mapa(cls, mapa: Sequence[Any]) -> Hallazgo:
        """Return the one that `como_mapa` wrote."""
        clave, valor, imagen, region, cuales = mapa
        x, y, ancho, alto = region
        return cls(
            clave=clave, valor=valor, imagen=imagen, region=(x, y, ancho, alto), cuales=cuales
        )


def alzar(
    clave: str,
    valor: float | None,
    imagen: str = "",
    region: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0),
    cuales: str = "",
) -> list[Hallazgo]:
    """Return the señal if that value raises it; nothing otherwise, nor of what was not measured."""
    if valor is None or clave not in TIPOS or not TIPOS[clave].se_alza(valor):
        return []
    return [Hallazgo(clave=clave, valor=valor, imagen=imagen, region=region, cuales=cuales)]


def orden_de(claves: Iterable[str]) -> int:
    """Return how early a record is looked at within its day: its heaviest señal, 0 to 3.

    The one function by which señales order the queue (ET 10.1): it moves nobody to another class.
    """
    return max((TIPOS[clave].peso for clave in claves if clave in TIPOS), default=0)
