"""What was given to check, and what the report says of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Dice(Enum):
    """What became of one check."""

    SI = "SE SOSTIENE"
    NO = "NO SE SOSTIENE"
    NADA = "no se comprobó"


class NoSeSostiene(Exception):
    """A check failed; its text says what, in Spanish."""


@dataclass(frozen=True)
class Renglon:
    """One line of the report."""

    dice: Dice
    archivo: str
    que: str


@dataclass
class Legajo:
    """All that was given to check, by what it is; each part may speak of another."""

    llaves: dict[str, Ed25519PublicKey] = field(default_factory=dict)
    confiables: list[x509.Certificate] = field(default_factory=list)
    firmados: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    documentos: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    listas: dict[str, str] = field(default_factory=dict)
    sueltos: dict[str, str] = field(default_factory=dict)
    bolsas: list[Bolsa] = field(default_factory=list)
    hojas: list[tuple[str, Path]] = field(default_factory=list)
    nombradas: set[str] = field(default_factory=set)
    grupos: set[str] = field(default_factory=set)
    informe: list[Renglon] = field(default_factory=list)

    def si(self, archivo: str, que: str) -> None:
        self.informe.append(Renglon(Dice.SI, archivo, que))

    def no(self, archivo: str, que: str) -> None:
        self.informe.append(Renglon(Dice.NO, archivo, que))

    def nada(self, archivo: str, que: str) -> None:
        self.informe.append(Renglon(Dice.NADA, archivo, que))

    def exigir(self, archivo: str, cierto: bool, que: str, si_no: str) -> None:
        """One line: `que` when it is true, `si_no` when it is not."""
        (self.si if cierto else self.no)(archivo, que if cierto else si_no)


@dataclass
class Bolsa:
    """A BagIt bag that was opened: what its tags say, and its CSV."""

    archivo: str
    nombre: str
    info: dict[str, str]
    csv: bytes
    registros: int


def hacer(legajo: Legajo, nombre: str, acto: Callable[[], None]) -> None:
    """Run a check; what it cannot even read does not hold."""
    try:
        acto()
    except NoSeSostiene as falla:
        legajo.no(nombre, str(falla))
    except (KeyError, TypeError, ValueError, StopIteration, AttributeError):
        legajo.no(nombre, "No tiene la forma debida.")


def sin_repetir(pares: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({clave for clave, _ in pares}) != len(pares):
        raise NoSeSostiene("Repite un miembro.")
    return dict(pares)
