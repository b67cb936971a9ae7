"""The tray: what did not open, why, and what was asked of it (ET 10.7 f)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rubrica.core.rechazos import CATALOGADOS
from rubrica.mesa.models import SinAbrir
from rubrica.registros import queries as registros
from rubrica.registros import sellos
from rubrica.registros.services import Registro


@dataclass(frozen=True, kw_only=True)
class Pedida:
    """That a person asked to class it: who, when and why."""

    por: str
    en: datetime
    razon: str


@dataclass(frozen=True, kw_only=True)
class Detenido:
    """One record of the tray: `causa` says why it did not open, without personal data."""

    id: UUID
    folio: str
    proceso: str
    recibido_en: datetime
    causa: str
    que_hacer: str
    pedida: Pedida | None


def charola(procesos: Collection[str]) -> list[Detenido]:
    """Return the records of those processes that did not open, oldest first (ET 10.7 f)."""
    filas = [fila for p in sorted(procesos) for fila in registros.en_charola(p)]
    pedidas = {
        pedida.registro: pedida
        for pedida in SinAbrir.objects.filter(proceso__in=list(procesos), resuelta_en=None)
    }
    return [_held_up(fila, pedidas.get(fila.id)) for fila in filas]


def _held_up(fila: Registro, pedida: SinAbrir | None) -> Detenido:
    causa = CATALOGADOS.get(fila.espera)
    return Detenido(
        id=fila.id,
        folio=fila.folio,
        proceso=fila.proceso,
        recibido_en=fila.recibido_en,
        causa=causa.titulo if causa else fila.espera,
        que_hacer=causa.que_hacer if causa else "",
        pedida=_asked(fila, pedida) if pedida else None,
    )


def _asked(fila: Registro, pedida: SinAbrir) -> Pedida:
    razon = sellos.abrir_palabras(fila, pedida.razon)
    return Pedida(por=pedida.pedida_por, en=pedida.pedida_en, razon=razon)
