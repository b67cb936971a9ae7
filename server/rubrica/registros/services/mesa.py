"""What the Mesa de Control writes of a record: what was found in it (ET 10.3, 10.4)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from rubrica.registros import sellos
from rubrica.registros.models import Registro
from rubrica.registros.rules import (
    Acto,
    ActoImprocedente,
    Determinacion,
    Dictamen,
    Estatus,
    con_lo_leido,
    que_cambio,
)
from rubrica.registros.services.cerrojos import bloquear_registro
from rubrica.registros.services.duplicados import repartir
from rubrica.registros.services.movimientos import guardar, mover


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


def _is_anothers(fila: Registro, dictamen: Dictamen | Determinacion) -> bool:
    return (
        fila.tomado_por not in ("", dictamen.operador)
        and fila.tomado_hasta is not None
        and fila.tomado_hasta > dictamen.momento
    )


@transaction.atomic
def determinar(*, registro: UUID, determinacion: Determinacion) -> Registro:
    """Move one record as people determined outside the table of ET 10.3 (ET 10.4, 10.7 d).

    Its words stay sealed in the history; with the record too while they say why it is where it
    is. Raises Registro.DoesNotExist, ActoImprocedente and TomadoPorOtro.
    """
    fila = bloquear_registro(registro)
    if fila.estatus == Estatus.EN_MESA and _is_anothers(fila, determinacion):
        raise TomadoPorOtro(fila.folio)
    return _decide(fila, determinacion.acto, determinacion)


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


def _decide(fila: Registro, acto: Acto, dictamen: Dictamen | Determinacion) -> Registro:
    """Write the decision on a locked record and set its group in order; return it as it stands."""
    contaba = fila.cuenta
    detalle = sellos.sellar_detalle(fila, dictamen.detalle) if dictamen.detalle else None
    paso = mover(fila, acto, motivo=dictamen.inciso, detalle=detalle)
    fila.inciso = dictamen.inciso
    fila.detalle = None if fila.estatus == Estatus.PARA_COMPULSA else detalle
    fila.cuenta = False
    _free(fila)
    guardar([paso], actor=dictamen.operador, momento=dictamen.momento)
    if fila.persona is not None and (contaba or fila.estatus == Estatus.PARA_COMPULSA):
        repartir(fila.proceso, bytes(fila.persona), momento=dictamen.momento)
        fila.refresh_from_db()
    return fila


@transaction.atomic
def reabrir(*, registro: UUID, actor: str, momento: datetime) -> Registro:
    """Send back to be opened what was classed because it never opened (ET 11.4 c).

    Raises ActoImprocedente for any other.
    """
    fila = bloquear_registro(registro)
    paso = mover(fila, Acto.REABRIR)
    fila.inciso, fila.detalle = "", None
    guardar([paso], actor=actor, momento=momento)
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

    Both values are kept: what was read stays in the form under `leido_…`, and the history seals
    each change. Only in the Mesa: raises ActoImprocedente in any other estatus.
    """
    fila = bloquear_registro(registro, tambien=correccion.persona)
    antes = sellos.abrir_formulario(fila)
    detalle = _sealed_change(fila, antes, correccion.formulario)
    paso = mover(fila, Acto.CORREGIR_DATOS, detalle=detalle, municipio=correccion.municipio)
    fila.persona = correccion.persona
    fila.situacion, fila.causa = correccion.situacion, correccion.causa
    fila.corte = correccion.corte
    fila.datos = sellos.sellar_formulario(fila, con_lo_leido(antes, correccion.formulario))
    fila.repite = _has_another(fila)
    guardar([paso], actor=operador, momento=momento)
    return fila


def _sealed_change(fila: Registro, antes: Mapping[str, str], despues: Mapping[str, str]) -> bytes:
    return sellos.sellar_detalle(fila, json.dumps(que_cambio(antes, despues), ensure_ascii=False))


def _has_another(fila: Registro) -> bool:
    if fila.persona is None:
        return False
    otros = Registro.objects.filter(proceso=fila.proceso, persona=fila.persona)
    return otros.exclude(id=fila.id).exists()


def _free(fila: Registro) -> None:
    fila.tomado_por, fila.tomado_hasta = "", None
