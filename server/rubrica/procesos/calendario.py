"""Every deadline of a process with its numeral, from core/plazos.py: what the calendar page shows.

Those that start at an act have no day until there is one; given the day of the act, they do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from rubrica.core import plazos
from rubrica.core.plazos import ZONA, Calendario, dia_centro
from rubrica.procesos.rules import Tipo

Vencimiento = date | datetime  # a day, until it ends in hora Centro; or an instant


class Situacion(StrEnum):
    """Where a deadline is at one instant."""

    PASADO = "pasado"
    SIGUE = "sigue"
    PENDIENTE = "pendiente"
    DE_UN_ACTO = "de un acto"


@dataclass(frozen=True, kw_only=True)
class Plazo:
    """One deadline. desde: the act at which it starts, "" when the period itself gives its day."""

    nombre: str
    numeral: str
    vence: Vencimiento | None
    desde: str = ""
    situacion: Situacion = Situacion.PENDIENTE


@dataclass(frozen=True, kw_only=True)
class DeUnActo:
    """A deadline that an act starts: how much, since what, and its day given the act's."""

    nombre: str
    numeral: str
    desde: str
    vence: Callable[[datetime, Calendario], Vencimiento]
    de_audiencia: bool = False


DE_ACTOS = (
    DeUnActo(
        nombre="Revisión en la Mesa de Control: diez días hábiles",
        numeral="ET 10.2",
        desde="desde que cada registro llega a la Mesa",
        vence=plazos.ultimo_dia_de_revision,
    ),
    DeUnActo(
        nombre="Aviso de la audiencia: 48 horas antes",
        numeral="ET 11.3",
        desde="contadas hacia atrás desde la audiencia",
        vence=lambda momento, _: plazos.aviso_de_audiencia(momento),
        de_audiencia=True,
    ),
    DeUnActo(
        nombre="Resultado de la audiencia: 24 horas",
        numeral="ET 11.9",
        desde="desde que concluye la audiencia",
        vence=lambda momento, _: plazos.resultado_de_audiencia(momento),
        de_audiencia=True,
    ),
    DeUnActo(
        nombre="Resultados preliminares: cinco días hábiles",
        numeral="ET 13.2",
        desde="desde la notificación de la solicitud",
        vence=plazos.ultimo_dia_de_preliminares,
    ),
    DeUnActo(
        nombre="Resultados definitivos: dos días hábiles",
        numeral="ET 13.4",
        desde="desde la notificación de la solicitud",
        vence=plazos.dia_de_definitivos,
    ),
    DeUnActo(
        nombre="Acceso al Portal Web: treinta días naturales",
        numeral="ET 13.8",
        desde="desde la entrega de los resultados",
        vence=lambda momento, _: plazos.ultimo_dia_del_portal(momento),
    ),
)


def del_proceso(
    *,
    inicio: datetime,
    fin: datetime,
    tipo: Tipo,
    calendario: Calendario,
    momento: datetime,
    acto: datetime | None = None,
) -> list[Plazo]:
    """Return the deadlines: first those of the period, in order, then those that an act starts.

    acto: the instant at which one wonders that an act may occur; None gives those no day.
    """
    return [
        *_con_situacion(_del_periodo(inicio, fin, calendario), momento),
        *(
            Plazo(
                nombre=d.nombre,
                numeral=d.numeral,
                desde=d.desde,
                vence=d.vence(acto, calendario) if acto else None,
                situacion=Situacion.DE_UN_ACTO,
            )
            for d in DE_ACTOS
            if tipo.garantia_de_audiencia or not d.de_audiencia
        ),
    ]


def ha_pasado(vence: Vencimiento, momento: datetime) -> bool:
    """Whether a deadline, its last day or instant included, is over."""
    if isinstance(vence, datetime):
        return momento > vence
    return dia_centro(momento) > vence


def al_mediodia(dia: date) -> datetime:
    """Return noon of a day, hora Centro: an instant that falls on it whatever is counted."""
    return datetime.combine(dia, time(12), tzinfo=ZONA)


def _del_periodo(inicio: datetime, fin: datetime, calendario: Calendario) -> list[Plazo]:
    dias: list[tuple[str, str, Vencimiento]] = [
        (
            "Último día para solicitar el alta: dos días hábiles antes del inicio",
            "ET 1.2",
            plazos.ultimo_dia_de_solicitud(inicio, calendario),
        ),
        ("Inicio de la captación", "ET 1.2", inicio),
        ("Conclusión de la captación", "ET 4.8", fin),
        (
            "Último momento para enviar lo captado: 24 horas",
            "ET 6.6",
            plazos.cierre_de_envio(fin),
        ),
        (
            "Entrega final: quince días hábiles después de 48 horas",
            "ET 13.7",
            plazos.ultimo_dia_de_entrega_final(fin, calendario),
        ),
    ]
    return [Plazo(nombre=n, numeral=e, vence=v) for n, e, v in dias]


def _con_situacion(filas: list[Plazo], momento: datetime) -> list[Plazo]:
    """Return the same deadlines, each past, next (the first that is not) or pending."""
    marcadas, hay_siguiente = [], False
    for fila in filas:
        situacion = Situacion.PENDIENTE
        if fila.vence is not None and ha_pasado(fila.vence, momento):
            situacion = Situacion.PASADO
        elif not hay_siguiente:
            situacion, hay_siguiente = Situacion.SIGUE, True
        marcadas.append(
            Plazo(nombre=fila.nombre, numeral=fila.numeral, vence=fila.vence, situacion=situacion)
        )
    return marcadas
