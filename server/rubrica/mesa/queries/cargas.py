"""The loads of each person of a Mesa, and what they ask of the queue (ET 10.1)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from rubrica.mesa import senales
from rubrica.mesa.models import Carga
from rubrica.registros.clases import PUERTAS
from rubrica.registros.rules import Puerta


def vivas(procesos: Collection[str]) -> list[Carga]:
    """Return the loads of those processes that nobody has withdrawn, in order."""
    filas = Carga.objects.filter(proceso__in=list(procesos), retirada_en=None)
    return list(filas.order_by("operador", "id"))


def de(operador: str, procesos: Collection[str]) -> list[Carga]:
    """Return the loads of one person, in the order in which they were assigned."""
    return [carga for carga in vivas(procesos) if carga.operador == operador]


def carga(numero: int) -> Carga | None:
    """Return a load by its key, None if there is none."""
    return Carga.objects.filter(pk=numero).first()


def condiciones(operador: str, procesos: Collection[str], momento: datetime) -> list[Q]:
    """Return what a person takes from the queue, in order: its loads, and then all the rest."""
    return [*(_condition(c, momento) for c in de(operador, procesos)), Q()]


def _condition(carga: Carga, momento: datetime) -> Q:
    donde = Q(proceso=carga.proceso) & senales.donde(carga.senal)
    if carga.puerta:
        donde &= Q(puerta=carga.puerta)
    if carga.dias:
        donde &= Q(turnado_en__lte=momento - timedelta(days=carga.dias))
    return donde


@dataclass(frozen=True, kw_only=True)
class Asignada:
    """A load as people read it."""

    id: int
    proceso: str
    operador: str
    puerta: str
    senal: str
    dias: int


def asignadas(procesos: Collection[str]) -> list[Asignada]:
    """Return the loads of those processes as the supervisor reads them."""
    return [
        Asignada(
            id=c.pk,
            proceso=c.proceso,
            operador=c.operador,
            puerta=PUERTAS[Puerta(c.puerta)] if c.puerta else "Cualquiera",
            senal=senales.texto(c.senal) if c.senal else "Cualquiera",
            dias=c.dias,
        )
        for c in vivas(procesos)
    ]
