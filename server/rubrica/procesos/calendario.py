"""Every deadline of a process with its numeral, from core/plazos.py: what the calendar page shows.

Those that start at an act have no day until there is one; given the day of the act, they do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from rubrica.core import plazos
from rubrica.core.plazos import ZONA, Calendario, dia_centro
from rubrica.procesos.actos import Acto
from rubrica.procesos.rules import Tipo

Vencimiento = date | datetime  # a day, until it ends in hora Centro; or an instant


class Situacion(StrEnum):
    """Where a deadline is at one instant."""

    PASADO = "pasado"
    SIGUE = "sigue"
    PENDIENTE = "pendiente"
    DE_UN_ACTO = "de un acto"
    CORRE = "corre"  # its act happened
    CUMPLIDO = "cumplido"


@dataclass(frozen=True, kw_only=True)
class Plazo:
    """One deadline. desde: the act at which it starts, "" when the period itself gives its day.

    empezo_en: when that act happened; cumplido_en: when the deadline was met. None while not.
    """

    nombre: str
    numeral: str
    vence: Vencimiento | None
    desde: str = ""
    situacion: Situacion = Situacion.PENDIENTE
    empezo_en: datetime | None = None
    cumplido_en: datetime | None = None


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
        desde="desde que llegó a la Mesa el registro que más espera",
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
    solicitado_en: datetime | None = None,
    acto: datetime | None = None,
    ocurridos: Mapping[str, Acto] | None = None,
) -> list[Plazo]:
    """Return the deadlines: first those of the period, in order, then those that an act starts.

    solicitado_en: when the process was asked for, which meets the first of them.
    acto: the instant at which one wonders that an act may occur; None gives those no day.
    ocurridos: numeral → act that did occur: its deadline runs from it, whatever one wonders.
    """
    hechos = ocurridos or {}
    return [
        *_con_situacion(_del_periodo(inicio, fin, calendario, solicitado_en), momento, hechos),
        *(
            _de_acto(d, acto, hechos.get(d.numeral), calendario, momento)
            for d in DE_ACTOS
            if tipo.garantia_de_audiencia or not d.de_audiencia
        ),
    ]


def _de_acto(
    de: DeUnActo,
    supuesto: datetime | None,
    ocurrido: Acto | None,
    calendario: Calendario,
    momento: datetime,
) -> Plazo:
    """Return a deadline of an act: counted from the one that occurred, else from the supposed."""
    empezo = ocurrido.desde if ocurrido else None
    desde = empezo or supuesto
    fila = Plazo(
        nombre=de.nombre,
        numeral=de.numeral,
        desde=de.desde,
        vence=de.vence(desde, calendario) if desde else None,
        situacion=Situacion.DE_UN_ACTO,
        empezo_en=empezo,
    )
    if empezo is None or fila.vence is None:
        return fila
    situacion = Situacion.PASADO if ha_pasado(fila.vence, momento) else Situacion.CORRE
    return _cumplido(replace(fila, situacion=situacion), ocurrido)


def _cumplido(fila: Plazo, acto: Acto | None) -> Plazo:
    """Return the deadline as met, when its act says so."""
    if acto is None or acto.cumplido_en is None:
        return fila
    return replace(fila, situacion=Situacion.CUMPLIDO, cumplido_en=acto.cumplido_en)


def ha_pasado(vence: Vencimiento, momento: datetime) -> bool:
    """Whether a deadline, its last day or instant included, is over."""
    if isinstance(vence, datetime):
        return momento > vence
    return dia_centro(momento) > vence


def al_mediodia(dia: date) -> datetime:
    """Return noon of a day, hora Centro: an instant that falls on it whatever is counted."""
    return datetime.combine(dia, time(12), tzinfo=ZONA)


def _del_periodo(
    inicio: datetime, fin: datetime, calendario: Calendario, solicitado_en: datetime | None
) -> list[Plazo]:
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
    alta, *demas = (Plazo(nombre=n, numeral=e, vence=v) for n, e, v in dias)
    return [replace(alta, cumplido_en=solicitado_en), *demas]


def _con_situacion(
    filas: list[Plazo], momento: datetime, hechos: Mapping[str, Acto]
) -> list[Plazo]:
    """Return the same deadlines, each met, past, next (the first that is not) or pending."""
    marcadas, hay_siguiente = [], False
    for fila in filas:
        hecha = _cumplido(fila, hechos.get(fila.numeral))
        if hecha.cumplido_en is not None:
            marcadas.append(replace(hecha, situacion=Situacion.CUMPLIDO))
            continue
        situacion = Situacion.PENDIENTE
        if fila.vence is not None and ha_pasado(fila.vence, momento):
            situacion = Situacion.PASADO
        elif not hay_siguiente:
            situacion, hay_siguiente = Situacion.SIGUE, True
        marcadas.append(replace(fila, situacion=situacion))
    return marcadas
