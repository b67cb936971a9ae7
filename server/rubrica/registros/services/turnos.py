"""Who has which record of the Mesa, and until when (ET 10.1). Nothing here decides anything."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from rubrica.registros.models import Registro
from rubrica.registros.rules import MINUTOS_DE_TURNO, ORDEN_DE_REVISION, Estatus

TURNO = timedelta(minutes=MINUTOS_DE_TURNO)
TODOS = Q()
DEL_ORDEN = [campo.lstrip("-") for campo in ORDEN_DE_REVISION]


def tomar_siguiente(
    *, operador: str, procesos: Collection[str], momento: datetime
) -> Registro | None:
    """Return the record that the operador holds or the next free one, taken; None if none is."""
    tomados = tomar_siguientes(operador=operador, procesos=procesos, momento=momento, cuantos=1)
    return tomados[0] if tomados else None


@transaction.atomic
def tomar_siguientes(
    *,
    operador: str,
    procesos: Collection[str],
    momento: datetime,
    cuantos: int,
    cargas: Sequence[Q] = (TODOS,),
    lapso: timedelta = TURNO,
) -> list[Registro]:
    """Return up to `cuantos` records that the operador now holds, in the order to review them.

    First those it held already, then free ones of each of its cargas, by ORDEN_DE_REVISION. Two
    operadores never get the same one; each waits `lapso` for its dictamen or for a beat, and is
    then free again.
    """
    propios = list(
        _en_mesa(procesos)
        .select_for_update()
        .filter(tomado_por=operador, tomado_hasta__gt=momento)
        .order_by(*ORDEN_DE_REVISION)[:cuantos]
    )
    libres = _free_ones(procesos, momento, cargas, cuantos - len(propios))
    return _hold([*propios, *libres], operador, momento + lapso)


@transaction.atomic
def tomar_estos(*, registros: Collection[UUID], operador: str, momento: datetime) -> list[Registro]:
    """Return which of those records the operador now holds: those that nobody else does."""
    libres = (
        Registro.objects.select_for_update(skip_locked=True)
        .filter(_free(momento) | Q(tomado_por=operador), id__in=registros)
        .filter(estatus=Estatus.EN_MESA.value)
    )
    return _hold(list(libres.order_by(*ORDEN_DE_REVISION)), operador, momento + TURNO)


@transaction.atomic
def latir(
    *,
    registros: Collection[UUID],
    operador: str,
    procesos: Collection[str],
    momento: datetime,
    lapso: timedelta,
) -> list[UUID]:
    """Keep for `lapso` more those records that the operador holds; return which they are.

    One that nobody holds by now is held again: a console that slept wakes up.
    """
    filas = _en_mesa(procesos).select_for_update().filter(id__in=registros)
    suyos = filas.filter(_free(momento) | Q(tomado_por=operador))
    ids = list(suyos.order_by("id").values_list("id", flat=True))
    Registro.objects.filter(id__in=ids).update(tomado_por=operador, tomado_hasta=momento + lapso)
    return ids


def soltar(*, registro: UUID, operador: str) -> None:
    """Free a record that the operador holds; one that it does not hold stays as it is."""
    soltar_varios(registros=[registro], operador=operador)


def soltar_varios(*, registros: Collection[UUID], operador: str) -> None:
    """Free those of the records that the operador holds: a closed browser gives them back."""
    Registro.objects.filter(id__in=registros, tomado_por=operador).update(
        tomado_por="", tomado_hasta=None
    )


def _free_ones(
    procesos: Collection[str], momento: datetime, cargas: Sequence[Q], cuantos: int
) -> list[Registro]:
    libres: list[Registro] = []
    for carga in cargas:
        for cola in _queues(procesos, momento, carga):
            faltan = cuantos - len(libres)
            vistos = [r.id for r in libres]
            libres += cola.exclude(id__in=vistos)[:faltan] if faltan > 0 else []
    return libres


def _queues(procesos: Collection[str], momento: datetime, carga: Q) -> Iterator[QuerySet[Registro]]:
    """The queue of each process, that whose first has waited longest before the others.

    One walk of the index for each process: a sort of several together would read them whole.
    """
    colas = {
        p: _en_mesa([p]).filter(carga, _free(momento)).order_by(*ORDEN_DE_REVISION)
        for p in procesos
    }
    cabezas = {
        p: cola.only("repite", "dia", "orden", "recibido_en").first() for p, cola in colas.items()
    }
    llenas = {p: turno_de_revision(r) for p, r in cabezas.items() if r is not None}
    for proceso in sorted(llenas, key=lambda p: (llenas[p], p)):
        yield colas[proceso].select_for_update(skip_locked=True)


def turno_de_revision(fila: Registro) -> tuple[bool, date, int, datetime]:
    """Return by what a record sorts in the queue: ORDEN_DE_REVISION, as Python compares it."""
    return fila.repite, fila.dia, -fila.orden, fila.recibido_en


def _en_mesa(procesos: Collection[str]) -> QuerySet[Registro]:
    return Registro.objects.filter(estatus=Estatus.EN_MESA.value, proceso__in=list(procesos))


def _free(momento: datetime) -> Q:
    return Q(tomado_hasta=None) | Q(tomado_hasta__lte=momento)


def _hold(registros: list[Registro], operador: str, hasta: datetime) -> list[Registro]:
    Registro.objects.filter(id__in=[r.id for r in registros]).update(
        tomado_por=operador, tomado_hasta=hasta
    )
    for registro in registros:
        registro.tomado_por, registro.tomado_hasta = operador, hasta
    return registros
