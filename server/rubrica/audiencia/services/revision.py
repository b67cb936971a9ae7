"""The review that OPL and promovente agree on (ET 10.8): it changes nothing by itself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rubrica.audiencia import queries, rules
from rubrica.audiencia.models import Propuesta, Sesion
from rubrica.audiencia.rules import Acto, Clase, Estado, Parte
from rubrica.audiencia.services._comun import (
    anotar,
    avisar_a,
    avisar_al_opl,
    exigir_estado,
    mover,
    siguiente,
    tomar,
    turno,
)
from rubrica.core.rechazos import rechazo
from rubrica.cuentas import queries as cuentas
from rubrica.cuentas.rules import Rol
from rubrica.procesos import queries as procesos

DEL_OPL = (Rol.OPL_ADMINISTRADOR, Rol.SUPERVISOR)


@transaction.atomic
def proponer(
    *,
    proceso: str,
    inicio: datetime,
    fin: datetime,
    sala: str,
    parte: Parte,
    quien: int,
    momento: datetime,
) -> Sesion:
    """Propose a review to the other party, in business days and hours (ET 10.8).

    Raises `sin-revision` for a mechanism without it, `sesion-en-mal-momento`, `revision-inhabil`.
    """
    turno(proceso)
    if not procesos.tipo(proceso).revision:
        raise rechazo("sin-revision")
    _exigir_fecha(proceso, inicio, fin, momento)
    fila = Sesion.objects.create(
        proceso=proceso, clase=Clase.REVISION.value, numero=siguiente(proceso),
        estado=rules.INICIAL[Clase.REVISION].value, inicio=inicio, fin=fin, sala=sala,
        creada_en=momento, creada_por=quien,
    )  # fmt: skip
    _proponer(fila, parte, quien, momento)
    return fila


@transaction.atomic
def contraproponer(
    *,
    sesion: int,
    inicio: datetime,
    fin: datetime,
    sala: str,
    parte: Parte,
    quien: int,
    momento: datetime,
) -> Sesion:
    """Answer a proposal with another date (ET 10.8). Raises as `proponer`."""
    fila = tomar(sesion)
    exigir_estado(fila, Estado.PROPUESTA)
    _exigir_fecha(fila.proceso, inicio, fin, momento)
    fila.inicio, fila.fin, fila.sala = inicio, fin, sala
    fila.save(update_fields=["inicio", "fin", "sala"])
    _proponer(fila, parte, quien, momento)
    return fila


@transaction.atomic
def aceptar(*, sesion: int, parte: Parte, quien: int, momento: datetime) -> Sesion:
    """The party that did not propose the date accepts it: it is agreed (ET 10.8).

    Raises `revision-propia` for the one that proposed it, `sesion-en-mal-momento` once it has
    passed, `sesion-improcedente`.
    """
    fila = tomar(sesion)
    exigir_estado(fila, Estado.PROPUESTA)
    ultima = queries.propuesta(fila)
    if ultima is None or ultima.parte == parte:
        raise rechazo("revision-propia")
    rules.exigir_futura(inicio=fila.inicio, fin=fila.fin, momento=momento)
    mover(fila, Acto.ACORDAR, quien=quien, momento=momento, parte=parte.value)
    avisar_a(_promoventes(fila, momento), fila, "acordada", momento)
    avisar_al_opl(fila, "acordada")
    return fila


def _exigir_fecha(proceso: str, inicio: datetime, fin: datetime, momento: datetime) -> None:
    rules.exigir_futura(inicio=inicio, fin=fin, momento=momento)
    rules.exigir_habil(inicio=inicio, fin=fin, calendario=procesos.calendario(proceso))


def _proponer(fila: Sesion, parte: Parte, quien: int, momento: datetime) -> None:
    """Keep the proposal and tell the other party."""
    Propuesta.objects.create(
        sesion=fila, parte=parte.value, inicio=fila.inicio, fin=fila.fin, sala=fila.sala,
        quien=quien, momento=momento,
    )  # fmt: skip
    anotar("proponer_revision", fila, quien=quien, momento=momento, parte=parte.value)
    if parte is Parte.PROMOVENTE:
        avisar_al_opl(fila, "propuesta")
    else:
        avisar_a(_promoventes(fila, momento), fila, "propuesta", momento)


def _promoventes(fila: Sesion, momento: datetime) -> list[str]:
    return cuentas.correos_en(fila.proceso, [Rol.PROMOVENTE], momento=momento)


def comunicar_al_opl(*, sesion: int, cambio: str, momento: datetime) -> None:
    """Write to the OPL what happened with a review, in the worker (ET 10.8)."""
    fila = Sesion.objects.get(pk=sesion)
    avisar_a(cuentas.correos_en(fila.proceso, DEL_OPL, momento=momento), fila, cambio, momento)
