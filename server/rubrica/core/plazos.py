"""Every plazo of the ET, as pure functions: instants and a calendar in, answers out.

No clock is read here. Instants need a zone; hours are counted in UTC, because Python adds to the
wall clock, and days in hora Centro (ET 1.2). A plazo includes its last instant or its last day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

ZONA = ZoneInfo("America/Mexico_City")  # ET 1.2: horario Centro
UN_DIA = timedelta(days=1)
SABADO = 5

DIAS_DE_ANTICIPACION = 2  # ET 1.2, hábiles
PARA_ENVIAR = timedelta(hours=24)  # ET 6.6
VIGENCIA_DEL_CODIGO = timedelta(hours=24)  # ET 7.7
DIAS_DE_REVISION = 10  # ET 10.2, hábiles
ANTES_DE_LA_AUDIENCIA = timedelta(hours=48)  # ET 11.3
DESPUES_DE_LA_AUDIENCIA = timedelta(hours=24)  # ET 11.9
DIAS_PARA_PRELIMINARES = 5  # ET 13.2, hábiles
DIAS_PARA_DEFINITIVOS = 2  # ET 13.4, hábiles
ESPERA_DE_LA_ENTREGA_FINAL = timedelta(hours=48)  # ET 13.7
DIAS_PARA_LA_ENTREGA_FINAL = 15  # ET 13.7, hábiles
DIAS_DE_ACCESO_AL_PORTAL = 30  # ET 13.8, naturales


@cache
def _feriados(anio: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("MX", years=anio))


@dataclass(frozen=True)
class Calendario:
    """Which days work: Monday to Friday, but Mexico's holidays and the authority's own days off."""

    inhabiles: frozenset[date] = field(default=frozenset())

    @classmethod
    def con(cls, inhabiles: Iterable[date]) -> Calendario:
        """Return the calendar that also rests on those days."""
        return cls(frozenset(inhabiles))

    def es_habil(self, dia: date) -> bool:
        """Return whether that day works."""
        descansa = dia in self.inhabiles or dia in _feriados(dia.year)
        return dia.weekday() < SABADO and not descansa

    def sumar(self, dia: date, habiles: int) -> date:
        """Return the n-th working day after `dia` (before it, if n is negative)."""
        paso = UN_DIA if habiles > 0 else -UN_DIA
        for _ in range(abs(habiles)):
            dia += paso
            while not self.es_habil(dia):
                dia += paso
        return dia


def dia_centro(momento: datetime) -> date:
    """Return the day of an instant in hora Centro (ET 1.2, 6.4); ValueError if it has no zone."""
    return _con_zona(momento).astimezone(ZONA).date()


def a_tiempo(*, momento: datetime, ultimo_dia: date) -> bool:
    """Return whether an instant falls on that day or before, hora Centro."""
    return dia_centro(momento) <= ultimo_dia


def ultimo_dia_de_solicitud(inicio: datetime, calendario: Calendario) -> date:
    """Return the last day to ask for a process: two working days before it starts (ET 1.2)."""
    return calendario.sumar(dia_centro(inicio), -DIAS_DE_ANTICIPACION)


def dentro_del_periodo(*, inicio: datetime, fin: datetime, momento: datetime) -> bool:
    """Return whether the app may be used at that instant (ET 4.8)."""
    return _con_zona(inicio) <= _con_zona(momento) <= _con_zona(fin)


def fuera_del_periodo(
    *, inicio: datetime, fin: datetime, no_antes: datetime, no_despues: datetime
) -> bool:
    """Return whether a capture fell outside the period whatever its true instant (ET 4.8).

    The clock of a phone is testimony: what is known is an interval, and the doubt favours it.
    """
    return _con_zona(no_despues) < _con_zona(inicio) or _con_zona(no_antes) > _con_zona(fin)


def cierre_de_envio(fin: datetime) -> datetime:
    """Return the last instant at which the server takes a registro, in UTC (ET 6.6)."""
    return _utc(fin) + PARA_ENVIAR


def acepta_envio(*, fin: datetime, momento: datetime) -> bool:
    """Return whether the server still takes a registro at that instant (ET 6.6)."""
    return _utc(momento) <= cierre_de_envio(fin)


def vencimiento_del_codigo(generado_en: datetime) -> datetime:
    """Return the last instant of an activation code, in UTC (ET 7.7)."""
    return _utc(generado_en) + VIGENCIA_DEL_CODIGO


def codigo_vigente(*, generado_en: datetime, momento: datetime) -> bool:
    """Return whether an activation code can be used at that instant (ET 7.7)."""
    return _utc(generado_en) <= _utc(momento) <= vencimiento_del_codigo(generado_en)


def ultimo_dia_de_revision(turnado_en: datetime, calendario: Calendario) -> date:
    """Return the last day to review a registro sent to the Mesa then (ET 10.2)."""
    return calendario.sumar(dia_centro(turnado_en), DIAS_DE_REVISION)


def corte_del_padron(recibido_en: datetime) -> date:
    """Return the cut that answers for a registro: last day of the month before (ET 10.4)."""
    return dia_centro(recibido_en).replace(day=1) - UN_DIA


def aviso_de_audiencia(audiencia: datetime) -> datetime:
    """Return the last instant to announce a hearing, in UTC (ET 11.3)."""
    return _utc(audiencia) - ANTES_DE_LA_AUDIENCIA


def resultado_de_audiencia(concluida_en: datetime) -> datetime:
    """Return the last instant to notify what a hearing decided, in UTC (ET 11.9)."""
    return _utc(concluida_en) + DESPUES_DE_LA_AUDIENCIA


def ultimo_dia_de_preliminares(notificado_en: datetime, calendario: Calendario) -> date:
    """Return the last day to deliver the preliminary results asked for then (ET 13.2)."""
    return calendario.sumar(dia_centro(notificado_en), DIAS_PARA_PRELIMINARES)


def dia_de_definitivos(notificado_en: datetime, calendario: Calendario) -> date:
    """Return the day to deliver the definitive results asked for then (ET 13.4)."""
    return calendario.sumar(dia_centro(notificado_en), DIAS_PARA_DEFINITIVOS)


def ultimo_dia_de_entrega_final(fin: datetime, calendario: Calendario) -> date:
    """Return the last of the 15 working days that follow the period and 48 hours (ET 13.7)."""
    arranque = _utc(fin) + ESPERA_DE_LA_ENTREGA_FINAL
    return calendario.sumar(dia_centro(arranque), DIAS_PARA_LA_ENTREGA_FINAL)


def despues_de(dia: date) -> datetime:
    """Return the instant at which a day is over, hora Centro, in UTC."""
    return datetime.combine(dia + UN_DIA, time.min, tzinfo=ZONA).astimezone(UTC)


def ultimo_dia_del_portal(entregado_en: datetime) -> date:
    """Return the last day on which the promovente enters the portal: 30 natural days (ET 13.8)."""
    return dia_centro(entregado_en) + timedelta(days=DIAS_DE_ACCESO_AL_PORTAL)


def _con_zona(momento: datetime) -> datetime:
    if momento.tzinfo is None:
        raise ValueError("an instant has no time zone")
    return momento


def _utc(momento: datetime) -> datetime:
    return _con_zona(momento).astimezone(UTC)
