"""What a proof of an account serves for, until when, and how the phone names it (ET 4.4, 7.8)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

VIGENCIA = timedelta(hours=1)  # to go, come back, read the responsiva and choose a password
SE_GUARDA = timedelta(hours=48)  # a request of Mi Apoyo waits 24 hours for the padrón at most
SECRETO = re.compile(r"[A-Za-z0-9_-]{43}")  # 32 bytes


class Uso(StrEnum):
    """What the person was doing, which is where she goes back to."""

    ALTA = "alta"
    OLVIDO = "olvido"
    MI_APOYO = "mi_apoyo"


class Estado(StrEnum):
    """Where a proof stands."""

    PENDIENTE = "pendiente"
    PROBADA = "probada"
    NEGADA = "negada"


DONDE_SIGUE = {Uso.ALTA: "alta", Uso.OLVIDO: "olvide", Uso.MI_APOYO: "mi-apoyo"}


@dataclass(frozen=True, kw_only=True)
class Muestra:
    """A proof as who asked for it shows it: its id and the secret whose digest is its reto."""

    id: UUID
    secreto: str


def leer_muestra(texto: str) -> Muestra | None:
    """Return what "id.secret" says, None when it is not that."""
    numero, _, secreto = texto.partition(".")
    try:
        return Muestra(id=UUID(numero), secreto=secreto) if SECRETO.fullmatch(secreto) else None
    except ValueError:
        return None


def sirve(*, estado: Estado, vence_en: datetime, momento: datetime) -> bool:
    """Say whether a proof may still be spent."""
    return estado is Estado.PROBADA and momento < vence_en
