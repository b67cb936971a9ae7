"""What a señal is, and how señales order the queue. They inform and never decide (ET 10.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
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


class Motivo(StrEnum):
    """Why the general reader is asked of a record (ADR 0112)."""

    DESACUERDO = "desacuerdo"
    SIN_LECTURA = "sin-lectura"
    ANVERSO = "anverso"


# Those in doubt go first; a front to compare waits until nobody else does.
PRISA: Mapping[str, int] = MappingProxyType(
    {Motivo.DESACUERDO: 0, Motivo.SIN_LECTURA: 0, Motivo.ANVERSO: 1}
)
LECTOR = 1  # version of the general reader: what another one read is read again


def motivo_de_lectura(
    servidor: Mapping[str, str], telefono: Mapping[str, str], *, hallada: bool
) -> Motivo | None:
    """Return why the general reader must read a record; None when it need not (ET 10.3 c, n).

    servidor, telefono: the keys of the back by name, "" where none was read. hallada: whether the
    padrón found a person, to whom the printed front can be compared.

        both read a key, and differ            DESACUERDO
        no key that both read                  SIN_LECTURA
        all alike, and a person was found      ANVERSO: of the front nobody has read anything
        all alike, and nobody was found        None: there is nothing to compare it with
    """
    de_ambos = [n for n, valor in servidor.items() if valor and telefono.get(n)]
    if any(servidor[n] != telefono[n] for n in de_ambos):
        return Motivo.DESACUERDO
    if not de_ambos:
        return Motivo.SIN_LECTURA
    return Motivo.ANVERSO if hallada else None


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
