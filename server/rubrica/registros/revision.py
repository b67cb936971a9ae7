"""How the review of a process goes, from its moves: what came to the Mesa and what left it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from rubrica.registros.eventos import EVENTOS_DE_LA_MESA, PARAMETROS_DE_LA_MESA
from rubrica.registros.models import Movimiento, Registro
from rubrica.registros.rules import (
    DICTAMENES,
    ENTRAN_A_LA_MESA,
    PENDIENTES,
    SALEN_DE_LA_MESA,
    Acto,
    Estatus,
)

_LIMITES = "x.xid >= (SELECT hasta FROM marca) AND x.proceso = %(proceso)s"
_MARCHA = f"""
WITH marca AS MATERIALIZED (
  SELECT COALESCE((SELECT hasta FROM registros_rodillo), '0'::xid8) AS hasta
), todo AS (
  SELECT que, dia, n FROM registros_marcha WHERE proceso = %(proceso)s
  UNION ALL SELECT que, dia, n FROM ({EVENTOS_DE_LA_MESA.format(limites=_LIMITES)}) e
)
SELECT que, dia, sum(n)::bigint FROM todo GROUP BY 1, 2 HAVING sum(n) <> 0
"""  # noqa: S608
_DICTAMINADOS = """
SELECT r.folio, m.actor, m.motivo FROM registros_registro r JOIN LATERAL (
  SELECT actor, motivo FROM registros_movimiento
  WHERE registro_id = r.id AND acto = ANY(%(actos)s) AND momento <= %(hasta)s
  ORDER BY id DESC LIMIT 1) m ON true
WHERE r.proceso = %(proceso)s
"""


@dataclass(frozen=True, kw_only=True)
class Movido:
    """Of one day, hora Centro: how many came to the Mesa, were decided by it, and left it."""

    entraron: int = 0
    dictaminados: int = 0
    salieron: int = 0


@dataclass(frozen=True, kw_only=True)
class Marcha:
    """How the Mesa of a process goes, by day of hora Centro (ET 10.2).

    pendientes: of each day of turning, how many are still in e, set aside ones among them.
    movidos: what moved each day on which anything did.
    """

    pendientes: dict[date, int]
    movidos: dict[date, Movido]


def marcha(proceso: str) -> Marcha:
    """Return how the Mesa of a process goes, in one snapshot; it grows with days, not records."""
    dichos: dict[str, dict[date, int]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(_MARCHA, {**PARAMETROS_DE_LA_MESA, "proceso": proceso})
        for que, dia, n in cursor.fetchall():
            dichos[que][dia] = n
    pendientes = dichos.pop(PENDIENTES, {})
    dias = {dia for actos in dichos.values() for dia in actos}

    def suma(actos: Iterable[Acto], dia: date) -> int:
        return sum(dichos.get(acto.value, {}).get(dia, 0) for acto in actos)

    return Marcha(
        pendientes=pendientes,
        movidos={
            dia: Movido(
                entraron=suma(ENTRAN_A_LA_MESA, dia),
                dictaminados=suma(DICTAMENES, dia),
                salieron=suma(SALEN_DE_LA_MESA, dia),
            )
            for dia in sorted(dias)
        },
    )


def momentos_por_operador(
    procesos: Collection[str], *, desde: datetime
) -> dict[str, list[datetime]]:
    """Return when each person decided in those processes since then, in order."""
    filas = Movimiento.objects.filter(
        proceso__in=list(procesos), momento__gte=desde, acto__in=list(DICTAMENES)
    )
    momentos: dict[str, list[datetime]] = defaultdict(list)
    for actor, momento in filas.order_by("momento").values_list("actor", "momento"):
        momentos[actor].append(momento)
    return dict(momentos)


def dictaminados(proceso: str, *, hasta: datetime) -> Iterator[tuple[str, str, str]]:
    """Yield folio, person and inciso of the last dictamen of each record until that instant."""
    parametros: dict[str, Any] = {"proceso": proceso, "hasta": hasta, "actos": list(DICTAMENES)}
    with connection.cursor() as cursor:
        cursor.execute(_DICTAMINADOS, parametros)
        yield from cursor.fetchall()


def ids_de(folios: Collection[str]) -> dict[str, UUID]:
    """Return the id of each of those folios."""
    return dict(Registro.objects.filter(folio__in=list(folios)).values_list("folio", "id"))


def apartados(procesos: Collection[str]) -> list[Registro]:
    """Return the records set aside in those processes, the one that waited longest first."""
    filas = Registro.objects.filter(
        proceso__in=list(procesos), estatus=Estatus.APARTADO.value, turnado_en__isnull=False
    )
    return list(filas.order_by("turnado_en"))


def determinaciones(procesos: Collection[str], *, cuantas: int) -> list[Movimiento]:
    """Return the last moves by which the OPL determined a record (ET 10.4), newest first."""
    actos = [Acto.ADMITIR_APARTADO.value, Acto.NEGAR_APARTADO.value]
    filas = Movimiento.objects.filter(proceso__in=list(procesos), acto__in=actos)
    return list(filas.select_related("registro").order_by("-momento")[:cuantas])


def repetidos(procesos: Collection[str], *, cuantos: int) -> list[Registro]:
    """Return the first records in the Mesa of a person who is in another one, as in the queue."""
    filas = Registro.objects.filter(
        proceso__in=list(procesos), estatus=Estatus.EN_MESA.value, repite=True
    )
    return list(filas.order_by("recibido_en")[:cuantos])
