"""How a Mesa goes: what is due, at what pace, by whom (ET 10.2)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rubrica.core.plazos import UN_DIA, dia_centro, ultimo_dia_de_revision
from rubrica.mesa import rules
from rubrica.mesa.models import Revision
from rubrica.mesa.queries.avance import hoy
from rubrica.mesa.rules import Punto, Ritmo, Vencimiento
from rubrica.procesos import queries as procesos
from rubrica.registros import revision
from rubrica.registros.revision import Movido

DIAS_ATRAS = 21  # natural days of the burn-down that are looked back at


@dataclass(frozen=True, kw_only=True)
class Marcha:
    """How the Mesa of one process goes. Days are of hora Centro.

    vencimientos: counted for each record from its own turning; vence: for the process as a whole,
    from the last one turned (ET 10.2). termina: at this pace; None without one.
    """

    proceso: str
    faltan: int
    vencidos: int
    vencimientos: Sequence[Vencimiento]
    vence: date | None
    por_dia: int
    termina: date | None
    curva: Sequence[Punto]

    @property
    def a_tiempo(self) -> bool:
        """Whether at this pace nothing is left when the plazo of the process ends."""
        if self.vence is None:
            return True
        return self.termina is not None and self.termina <= self.vence


def marcha(proceso: str, *, momento: datetime) -> Marcha:
    """Return how the Mesa of a process goes, from its records and their moves."""
    calendario, dia = procesos.calendario(proceso), dia_centro(momento)
    ida = revision.marcha(proceso)
    turnados, desde = ida.pendientes, dia - timedelta(days=DIAS_ATRAS)
    movidos = {d: movido for d, movido in ida.movidos.items() if d >= desde}
    faltan = sum(turnados.values())
    ritmo = rules.por_dia({d: m.salieron for d, m in movidos.items()}, dia, calendario)
    por_vencer = rules.vencimientos(turnados, calendario)
    vence = por_vencer[-1].vence if por_vencer else None
    return Marcha(
        proceso=proceso,
        faltan=faltan,
        vencidos=sum(v.faltan for v in por_vencer if v.vence < dia),
        vencimientos=por_vencer,
        vence=vence,
        por_dia=round(ritmo),
        termina=rules.termina_el(faltan, ritmo, dia, calendario),
        curva=rules.curva(
            pendientes=_pending(movidos, faltan, dia),
            hoy=dia,
            ritmo=ritmo,
            vence=vence or dia,
            calendario=calendario,
        ),
    )


def _pending(movidos: Mapping[date, Movido], faltan: int, dia: date) -> dict[date, int]:
    """What was pending at the end of each day, told backwards from what is pending now."""
    pendientes, quedan = {dia: faltan}, faltan
    primero = min(movidos, default=dia)
    while dia > primero:
        movido = movidos.get(dia, Movido())
        quedan += movido.salieron - movido.entraron
        dia -= UN_DIA
        pendientes[dia] = max(quedan, 0)
    return pendientes


@dataclass(frozen=True, kw_only=True)
class Desempeno:
    """One person today. acuerdo: share of its reviewed sample in which the second one agreed."""

    operador: str
    ritmo: Ritmo
    pausa: bool
    revisados: int
    acuerdo: int | None


def desempeno(cuales: Collection[str], *, momento: datetime) -> list[Desempeno]:
    """Return how each person of those processes goes today, who decided most first."""
    momentos = revision.momentos_por_operador(cuales, desde=hoy(momento))
    revisados = _agreements(cuales)
    filas = [
        Desempeno(
            operador=operador,
            ritmo=rules.ritmo(suyos := momentos.get(operador, [])),
            pausa=rules.conviene_pausa(suyos, momento),
            revisados=len(iguales := revisados.get(operador, [])),
            acuerdo=round(100 * sum(iguales) / len(iguales)) if iguales else None,
        )
        for operador in {*momentos, *revisados}
    ]
    return sorted(filas, key=lambda d: (-d.ritmo.hoy, d.operador))


def _agreements(cuales: Collection[str]) -> dict[str, list[bool]]:
    filas = Revision.objects.filter(muestra__proceso__in=list(cuales)).exclude(segunda="")
    revisados: dict[str, list[bool]] = {}
    for primera, uno, dos in filas.values_list("primera", "inciso_1", "inciso_2"):
        revisados.setdefault(primera, []).append(uno == dos)
    return revisados


def ultimo_dia(turnado_en: datetime, proceso: str) -> date:
    """Return the last day to review a record turned then (ET 10.2)."""
    return ultimo_dia_de_revision(turnado_en, procesos.calendario(proceso))
