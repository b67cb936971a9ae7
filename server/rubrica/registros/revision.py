"""How the review of a process goes, from its moves: what came to the Mesa and what left it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count
from django.db.models.functions import TruncDate

from rubrica.core.plazos import ZONA
from rubrica.registros.models import Movimiento, Registro
from rubrica.registros.rules import Acto, Estatus

ENTRAN = (Acto.TURNAR_A_MESA.value, Acto.LEVANTAR_REGLA.value)
DICTAMENES = (Acto.VALIDAR.value, Acto.SENALAR_INCONSISTENCIA.value)
SALEN = (*DICTAMENES, Acto.ADMITIR_APARTADO.value, Acto.NEGAR_APARTADO.value)
EN_E = (Estatus.EN_MESA.value, Estatus.APARTADO.value)

_DICTAMINADOS = """
SELECT r.folio, m.actor, m.motivo FROM registros_registro r JOIN LATERAL (
  SELECT actor, motivo FROM registros_movimiento
  WHERE registro_id = r.id AND acto = ANY(%(actos)s) AND momento <= %(hasta)s
  ORDER BY id DESC LIMIT 1) m ON true
WHERE r.proceso = %(proceso)s
"""


def por_vencer(proceso: str) -> dict[date, int]:
    """Return how many records are still in e of each day on which they were turned to the Mesa.

    Days are of hora Centro (ET 10.2); what was set aside is among them.
    """
    filas = (
        Registro.objects.filter(proceso=proceso, estatus__in=EN_E, turnado_en__isnull=False)
        .values(dia_de_turno=TruncDate("turnado_en", tzinfo=ZONA))
        .annotate(n=Count("*"))
        .values_list("dia_de_turno", "n")
    )
    return dict(filas)


@dataclass(frozen=True, kw_only=True)
class Movido:
    """Of one day, hora Centro: how many came to the Mesa, were decided by it, and left it."""

    entraron: int = 0
    dictaminados: int = 0
    salieron: int = 0


def movidos_por_dia(proceso: str, *, desde: datetime) -> dict[date, Movido]:
    """Return what moved in the Mesa of a process each day from that instant on."""
    filas = (
        Movimiento.objects.filter(proceso=proceso, momento__gte=desde, acto__in=[*ENTRAN, *SALEN])
        .values("acto", dia_del_acto=TruncDate("momento", tzinfo=ZONA))
        .annotate(n=Count("*"))
        .values_list("dia_del_acto", "acto", "n")
    )
    cuentas: dict[date, dict[str, int]] = defaultdict(dict)
    for dia, acto, n in filas:
        cuentas[dia][acto] = n
    return {dia: _day(actos) for dia, actos in cuentas.items()}


def _day(actos: Mapping[str, int]) -> Movido:
    return Movido(
        entraron=sum(actos.get(a, 0) for a in ENTRAN),
        dictaminados=sum(actos.get(a, 0) for a in DICTAMENES),
        salieron=sum(actos.get(a, 0) for a in SALEN),
    )


def momentos_por_operador(
    procesos: Collection[str], *, desde: datetime
) -> dict[str, list[datetime]]:
    """Return when each person decided in those processes since then, in order."""
    filas = Movimiento.objects.filter(
        proceso__in=list(procesos), momento__gte=desde, acto__in=DICTAMENES
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
