"""What a cut answers: who has these keys, which cut replies, how many there are in each place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.db.models import QuerySet, Sum

from rubrica.core.plazos import corte_del_padron
from rubrica.padron.busqueda import (
    Candidato,
    Hallazgo,
    Persona,
    Pregunta,
    buscar,
    buscar_varios,
    candidatos,
    hallazgo_de,
    llaves_de,
)
from rubrica.padron.models import Conteo, Corte, Municipio, Reseccion
from rubrica.padron.rules import Estado

__all__ = [
    "Candidato",
    "Hallazgo",
    "Persona",
    "Pregunta",
    "Provisionales",
    "buscar",
    "buscar_varios",
    "candidatos",
    "corte",
    "corte_activo_mas_reciente",
    "corte_de_referencia",
    "corte_provisional",
    "corte_que_responde",
    "cortes",
    "es_provisional",
    "fecha_de",
    "fecha_que_responde",
    "hallazgo_de",
    "lista_nominal",
    "llaves_de",
    "lugares",
    "municipio_de_inegi",
    "municipios",
    "nombre_de_municipio",
    "por_municipio",
    "resecciones",
]
Nivel = Literal["entidad", "distrito_federal", "distrito_local", "municipio", "seccion"]


def fecha_que_responde(recibido_en: datetime) -> date:
    """Return the date of the cut that answers for what was received then (ET 10.4)."""
    return corte_del_padron(recibido_en)


def corte_que_responde(recibido_en: datetime) -> Corte | None:
    """Return the active cut that answers for what was received then; None if not there yet."""
    fecha = fecha_que_responde(recibido_en)
    return Corte.objects.filter(fecha=fecha, estado=Estado.ACTIVO).first()


def corte_provisional(recibido_en: datetime) -> Corte | None:
    """Return the active cut that answers while the one of its month is not there (ET 10.4).

    The newest before it. What it answers is provisional: the compulsa asks again.
    """
    anteriores = Corte.objects.filter(
        fecha__lt=fecha_que_responde(recibido_en), estado=Estado.ACTIVO
    )
    return anteriores.order_by("-fecha").first()


def fecha_de(corte: str) -> date | None:
    """Return the date of a cut as a record keeps its number; None of one that is not known."""
    if not corte.isdecimal():
        return None
    return Corte.objects.filter(pk=int(corte)).values_list("fecha", flat=True).first()


def es_provisional(corte: str, recibido_en: datetime) -> bool:
    """Whether what that cut said of a record is to be asked again: it is not its own (ET 10.4)."""
    return _no_es_el_suyo(fecha_de(corte), recibido_en)


class Provisionales:
    """The same of many records, with one question: there is a cut each month."""

    def __init__(self) -> None:
        self._fechas = {str(pk): fecha for pk, fecha in Corte.objects.values_list("pk", "fecha")}

    def incluye(self, corte: str, recibido_en: datetime) -> bool:
        """Whether what that cut said of a record received then is to be asked again (ET 10.4)."""
        return _no_es_el_suyo(self._fechas.get(corte), recibido_en)


def _no_es_el_suyo(fecha: date | None, recibido_en: datetime) -> bool:
    return fecha is not None and fecha != fecha_que_responde(recibido_en)


def corte_activo_mas_reciente() -> Corte | None:
    """Return the newest cut that answers, None when there is none."""
    return Corte.objects.filter(estado=Estado.ACTIVO).order_by("-fecha").first()


def cortes() -> QuerySet[Corte]:
    """Return every cut, the latest first."""
    return Corte.objects.all()


def corte(numero: int) -> Corte:
    """Return one cut by its number; raise Corte.DoesNotExist."""
    return Corte.objects.get(pk=numero)


def lista_nominal(corte: Corte | int, nivel: Nivel, *, entidad: int = 20) -> dict[int, int]:
    """Return how many are in the lista nominal of that cut, by place of one level."""
    conteos = Conteo.objects.filter(corte=corte, entidad=entidad)
    filas = conteos.values_list(nivel).annotate(total=Sum("lista_nominal")).order_by(nivel)
    return dict(filas)


@dataclass(frozen=True, kw_only=True)
class Referencia:
    """The cut against which a requirement is measured."""

    corte: int
    fecha: date


def corte_de_referencia(inicio: datetime) -> Referencia | None:
    """Return the active cut that a process which starts then is measured by (ADR 0079).

    The one that answers for its first day, or the last before it; while there is neither, the
    first one that is active. None when none is.
    """
    activos = [
        Referencia(corte=corte, fecha=fecha)
        for corte, fecha in Corte.objects.filter(estado=Estado.ACTIVO)
        .order_by("fecha")
        .values_list("pk", "fecha")
    ]
    hasta = fecha_que_responde(inicio)
    anteriores = [r for r in activos if r.fecha <= hasta]
    return next(iter([*anteriores[::-1], *activos]), None)


@dataclass(frozen=True, kw_only=True)
class Lugar:
    """A municipio, and how many are in its lista nominal. distrito: local, of most of it."""

    municipio: str
    nombre: str
    distrito: int
    lista_nominal: int


def lugares(corte: int, *, entidad: int) -> list[Lugar]:
    """Return every municipio of an entidad, in order of number; one without people has none."""
    personas = lista_nominal(corte, "municipio", entidad=entidad)
    return [
        Lugar(
            municipio=f"{municipio:03}",
            nombre=nombre,
            distrito=distrito,
            lista_nominal=personas.get(municipio, 0),
        )
        for municipio, nombre, distrito in municipios(entidad).values_list(
            "municipio", "nombre", "distrito_local"
        )
    ]


@dataclass(frozen=True, kw_only=True)
class Renglon:
    """What a cut counts in one municipio. nombre: "" when the catalogue lacks it."""

    municipio: str
    nombre: str
    lista_nominal: int
    padron: int
    bajas: int


def por_municipio(corte: Corte, *, entidad: int = 20) -> list[Renglon]:
    """Return the totals of a cut by municipio of one entity, in order of number."""
    nombres = dict(municipios(entidad).values_list("municipio", "nombre"))
    sumas = (
        Conteo.objects.filter(corte=corte, entidad=entidad)
        .values("municipio")
        .annotate(nominal=Sum("lista_nominal"), solo_padron=Sum("padron"), de_baja=Sum("bajas"))
        .order_by("municipio")
    )
    return [
        Renglon(
            municipio=f"{s['municipio']:03}",
            nombre=nombres.get(s["municipio"], ""),
            lista_nominal=s["nominal"],
            padron=s["solo_padron"],
            bajas=s["de_baja"],
        )
        for s in sumas
    ]


def municipios(entidad: int = 20) -> QuerySet[Municipio]:
    """Return the catalogue of one entity."""
    return Municipio.objects.filter(entidad=entidad)


def nombre_de_municipio(municipio: str, entidad: int = 20) -> str:
    """Return the name of a municipio by its number ("066"); "" if the catalogue lacks it."""
    hallado = Municipio.objects.filter(entidad=entidad, municipio=int(municipio or 0)).first()
    return hallado.nombre if hallado else ""


def municipio_de_inegi(inegi: int, entidad: int = 20) -> str:
    """Return INE's number ("066") of the municipio that the INEGI numbers so; "" if not known."""
    hallado = Municipio.objects.filter(entidad=entidad, inegi=inegi).first()
    return f"{hallado.municipio:03}" if hallado else ""


def resecciones() -> QuerySet[Reseccion]:
    """Return every section that became another one, in order."""
    return Reseccion.objects.all()
