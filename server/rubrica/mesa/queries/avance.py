"""How many wait, and how one person goes today."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localtime

from rubrica.core.plazos import ultimo_dia_de_revision
from rubrica.mesa.rules import Ritmo, conviene_pausa, ritmo
from rubrica.procesos import queries as procesos_guardados
from rubrica.procesos.actos import Acto
from rubrica.registros import queries as registros
from rubrica.registros.rules import Cuenta


@dataclass(frozen=True)
class Avance:
    """faltan: records that wait in the Mesa; ritmo: of one person, today.

    pausa: whether that person has gone long enough without a rest.
    """

    faltan: int
    ritmo: Ritmo
    pausa: bool = False


def hoy(momento: datetime) -> datetime:
    """Return when the day of an instant began, hora Centro."""
    return localtime(momento).replace(hour=0, minute=0, second=0, microsecond=0)


def avance(*, operador: str, procesos: Collection[str], momento: datetime) -> Avance:
    """Return how many wait and how one person goes today, hora Centro (ET 10.2)."""
    momentos = registros.dictamenes_de(operador, desde=hoy(momento))
    cuentas = (registros.cuenta(proceso=proceso).get("", Cuenta()) for proceso in procesos)
    return Avance(
        faltan=sum(cuenta.e for cuenta in cuentas),
        ritmo=ritmo(momentos),
        pausa=conviene_pausa(momentos, momento),
    )


def vence(procesos: Collection[str]) -> date | None:
    """Return the last day to review what has waited longest; None when none waits (ET 10.2)."""
    return min(_vencimientos(procesos), default=None)


def actos_de(proceso: str) -> list[Acto]:
    """Return when the record that has waited longest came to the Mesa; nothing while none waits."""
    desde = registros.en_mesa_desde([proceso])
    return [] if desde is None else [Acto(numeral="ET 10.2", desde=desde)]


def _vencimientos(cuales: Collection[str]) -> list[date]:
    """Return the last day to review what has waited longest in each process (ET 10.2)."""
    return [
        ultimo_dia_de_revision(desde, procesos_guardados.calendario(proceso))
        for proceso in cuales
        if (desde := registros.en_mesa_desde([proceso])) is not None
    ]
