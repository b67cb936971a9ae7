"""What happened in a process that starts or meets a deadline, told by the contexts that keep it.

A context registers its own in AppConfig.ready; the calendar asks all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Acto:
    """numeral: of the deadline. desde: when its clock started; None when the period itself says.

    cumplido_en: when it was met; None while it was not.
    """

    numeral: str
    desde: datetime | None = None
    cumplido_en: datetime | None = None


Fuente = Callable[[str], Iterable[Acto]]
_FUENTES: dict[str, Fuente] = {}


def registrar(nombre: str, fuente: Fuente) -> None:
    """Let the calendar ask `fuente` for the acts of a process."""
    _FUENTES[nombre] = fuente


def de_proceso(proceso: str) -> dict[str, Acto]:
    """Return numeral → act, of those that happened."""
    return {acto.numeral: acto for nombre in sorted(_FUENTES) for acto in _FUENTES[nombre](proceso)}
