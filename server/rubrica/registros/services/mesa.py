"""What the Mesa de Control writes: who has which record, and what was found in it (ET 10.3)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from rubrica.registros import sellos
from rubrica.registros.models import Registro
from rubrica.registros.rules import (
    MINUTOS_DE_TURNO,
    ORDEN_DE_REVISION,
    Acto,
    ActoImprocedente,
    Dictamen,
    Estatus,
)
from rubrica.registros.services.cerrojos import bloquear_registro
from rubrica.registros.services.duplicados import repartir
from rubrica.registros.services.movimientos import actualizar, guardar, mover


class TomadoPorOtro(Exception):
    """Another operador holds the record and its time has not run out."""


@dataclass(frozen=True, kw_only=True)
class Correccion:
    """What a person corrected in the form, and what the padrón then answered (ET 10.3).

    formulario: the whole form as it stands now; it is sealed before it is written.
    """

    formulario: dict[str, str]
    persona: bytes | None
    municipio: str
    situacion: str
    causa: str
    corte: str


def tomar_siguiente(
    *, operador: str, procesos: Collection[str], momento: datetime
) -> Registro | None:
    """Return the record that the operador holds or the next free one, taken; None if none is."""
    tomados = tomar_siguientes(operador=operador, procesos=procesos, momento=momento, cuantos=1)
    return tomados[0] if tomados else None


@transaction.atomic
def tomar_siguientes(
    *, operador: str, procesos: Collection[str], momento: datetime, cuantos: int
) -> list[Registro]:
    """Return up to `cuantos` records that the operador now holds, in the order to review them.

    First those it held already, then free ones, by ORDEN_DE_REVISION: what repeats a person goes
    last (ET 10.7 c), the rest by day, and in each day what señales noticed first. Two operadores
    never get the same one; each waits ten minutes for its dictamen and is then free again.
    """
    en_mesa = Registro.objects.filter(estatus=Estatus.EN_MESA.value, proceso__in=procesos)
    propios = list(
        en_mesa.select_for_update()
        .filter(tomado_por=operador, tomado_hasta__gt=momento)
        .order_by(*ORDEN_DE_REVISION)[:cuantos]
    )
    libres = list(
        en_mesa.select_for_update(skip_locked=True)
        .filter(Q(tomado_hasta=None) | Q(tomado_hasta__lte=momento))
        .order_by(*ORDEN_DE_REVISION)[: cuantos - len(propios)]
    )
    for registro in (tomados := propios + libres):
        registro.tomado_por = operador
        registro.tomado_hasta = momento + timedelta(minutes=MINUTOS_DE_TURNO)
    actualizar(tomados)
    return tomados


@transaction.atomic
def soltar(*, registro: UUID, operador: str) -> None:
    """Free a record that the operador holds; one that it does not hold stays as it is."""
    for fila in Registro.objects.select_for_update().filter(id=registro, tomado_por=operador):
        _free(fila)
        actualizar([fila])


@transaction.atomic
def dictaminar(*, registro: UUID, dictamen: Dictamen) -> Registro:
    """Move one record of the Mesa as its dictamen says, then see who of its person counts.

    Of two operadores who sign at once, the second is refused: the person and the row stay locked
    until the commit (ET 10.3, 10.7). Raises Registro.DoesNotExist, ActoImprocedente and
    TomadoPorOtro.
    """
    fila = bloquear_registro(registro)
    if fila.estatus == Estatus.EN_MESA and _is_anothers(fila, dictamen):
        raise TomadoPorOtro(fila.folio)
    return _decide(fila, dictamen.acto, dictamen)


def _is_anothers(fila: Registro, dictamen: Dictamen) -> bool:
    return (
        fila.tomado_por not in ("", dictamen.operador)
        and fila.tomado_hasta is not None
        and fila.tomado_hasta > dictamen.momento
    )


@transaction.atomic
def senalar_por_analisis(*, registro: UUID, dictamen: Dictamen) -> Registro:
    """Class as inconsistent a reviewed record, by a concluded case of analysis (ET 7.26, 10.6).

    If it was the one that counted, the next of its person rises.
    """
    if not dictamen.inciso:
        raise ActoImprocedente(Estatus.PARA_COMPULSA, Acto.SENALAR_POR_ANALISIS)
    return _decide(bloquear_registro(registro), Acto.SENALAR_POR_ANALISIS, dictamen)


@transaction.atomic
def reconsiderar(*, registro: UUID, dictamen: Dictamen) -> Registro:
    """Let a hearing take an inciso back (ET 11.4 c); the rule of duplicates then decides b or c.

    The dictamen carries no inciso. Raises ActoImprocedente for one classed by rule.
    """
    if dictamen.inciso:
        raise ActoImprocedente(Estatus.CON_INCONSISTENCIA, Acto.RECONSIDERAR)
    return _decide(bloquear_registro(registro), Acto.RECONSIDERAR, dictamen)


def _decide(fila: Registro, acto: Acto, dictamen: Dictamen) -> Registro:
    """Write the decision on a locked record and set its group in order; return it as it stands."""
    contaba = fila.cuenta
    detalle = sellos.sellar_detalle(fila, dictamen.detalle) if dictamen.detalle else None
    paso = mover(fila, acto, motivo=dictamen.inciso, detalle=detalle)
    fila.inciso, fila.detalle = dictamen.inciso, detalle
    fila.cuenta = False
    _free(fila)
    guardar([paso], actor=dictamen.operador, momento=dictamen.momento)
    if fila.persona is not None and (contaba or fila.estatus == Estatus.PARA_COMPULSA):
        repartir(fila.proceso, bytes(fila.persona), momento=dictamen.momento)
        fila.refresh_from_db()
    return fila


@transaction.atomic
def levantar_regla(*, registro: UUID, actor: str, momento: datetime, motivo: str) -> Registro:
    """Let a person undo what a rule classed: the record goes to the Mesa (ET 10.1, 11.4 c).

    motivo: the agreement that says so, without personal data. Raises ActoImprocedente for one
    that a person classed.
    """
    fila = bloquear_registro(registro)
    paso = mover(fila, Acto.LEVANTAR_REGLA, motivo=motivo)
    guardar([paso], actor=actor, momento=momento)
    return fila


@transaction.atomic
def corregir_datos(
    *, registro: UUID, operador: str, momento: datetime, correccion: Correccion
) -> Registro:
    """Keep the form as a person corrected it, and whom the padrón now finds (ET 10.3).

    Only in the Mesa: raises ActoImprocedente in any other estatus.
    """
    fila = bloquear_registro(registro, tambien=correccion.persona)
    paso = mover(fila, Acto.CORREGIR_DATOS, municipio=correccion.municipio)
    fila.persona = correccion.persona
    fila.situacion, fila.causa = correccion.situacion, correccion.causa
    fila.corte = correccion.corte
    fila.datos = sellos.sellar_formulario(fila, correccion.formulario)
    fila.repite = _has_another(fila)
    guardar([paso], actor=operador, momento=momento)
    return fila


def _has_another(fila: Registro) -> bool:
    if fila.persona is None:
        return False
    otros = Registro.objects.filter(proceso=fila.proceso, persona=fila.persona)
    return otros.exclude(id=fila.id).exists()


def _free(fila: Registro) -> None:
    fila.tomado_por, fila.tomado_hasta = "", None
