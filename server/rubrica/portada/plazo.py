"""The deadline that comes next, as the bar of every page says it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from rubrica.core import plazos


@dataclass(frozen=True, order=True)
class Plazo:
    """cuando: the instant; que: what happens then."""

    cuando: datetime
    que: str


def de_periodo(*, inicio: datetime, fin: datetime) -> tuple[Plazo, ...]:
    """Return the deadlines of a process of that period (ET 4.8, 6.6)."""
    return (
        Plazo(inicio, "Inicia la captación"),
        Plazo(fin, "Cierra la captación"),
        Plazo(plazos.cierre_de_envio(fin), "Cierra el envío"),
    )


def proximo(todos: Iterable[Plazo], momento: datetime) -> Plazo | None:
    """Return the first that has not passed; None when all have."""
    return min((plazo for plazo in todos if plazo.cuando > momento), default=None)
