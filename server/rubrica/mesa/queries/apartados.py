"""What was set aside, for who determines it and for DERFE, who is told (ET 10.4)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from rubrica.mesa.queries.supervision import ultimo_dia
from rubrica.registros import queries as guardados
from rubrica.registros import revision, sellos
from rubrica.registros.rules import Acto
from rubrica.registros.services import Registro

ULTIMAS = 50


@dataclass(frozen=True, kw_only=True)
class Apartado:
    """One record set aside: what was seen in it, by whom, and until when it can wait (ET 10.2)."""

    id: UUID
    folio: str
    proceso: str
    descripcion: str
    por: str
    en: datetime
    vence: date


def apartados(procesos: Collection[str]) -> list[Apartado]:
    """Return the records set aside in those processes, the one that waited longest first."""
    return [_aside(fila) for fila in revision.apartados(procesos)]


def _aside(fila: Registro) -> Apartado:
    paso = next(m for m in reversed(guardados.historia(fila.id)) if m.acto == Acto.APARTAR)
    assert fila.turnado_en is not None
    return Apartado(
        id=fila.id,
        folio=fila.folio,
        proceso=fila.proceso,
        descripcion=sellos.abrir_detalle(fila),
        por=paso.actor,
        en=paso.momento,
        vence=ultimo_dia(fila.turnado_en, fila.proceso),
    )


@dataclass(frozen=True, kw_only=True)
class Determinado:
    """What the OPL determined of one record, and why."""

    folio: str
    proceso: str
    cuenta: bool
    razon: str
    por: str
    en: datetime


def determinados(procesos: Collection[str]) -> list[Determinado]:
    """Return the last determinations of those processes, the newest first."""
    return [
        Determinado(
            folio=paso.registro.folio,
            proceso=paso.proceso,
            cuenta=paso.acto == Acto.ADMITIR_APARTADO,
            razon=sellos.abrir_palabras(paso.registro, paso.detalle),
            por=paso.actor,
            en=paso.momento,
        )
        for paso in revision.determinaciones(procesos, cuantas=ULTIMAS)
    ]
