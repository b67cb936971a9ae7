"""Records that are nearly the same, looked at together; each is decided on its own (ET 10.3)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rubrica.core.rechazos import Rechazo
from rubrica.mesa.services.consola import dictaminar
from rubrica.registros import queries as guardados
from rubrica.registros import services as registros
from rubrica.registros.rules import Dictamen


@dataclass(frozen=True, kw_only=True)
class Decidido:
    """What came of one record of a group: motivo is why it was refused, "" when it was decided."""

    folio: str
    motivo: str


def tomar_grupo(*, ids: Collection[UUID], operador: str, momento: datetime) -> set[UUID]:
    """Take for a person those of a group that wait and nobody else holds; return which."""
    tomados = registros.tomar_estos(registros=ids, operador=operador, momento=momento)
    return {registro.id for registro in tomados}


def dictaminar_grupo(*, ids: Collection[UUID], dictamen: Dictamen) -> list[Decidido]:
    """Give each of those records its own dictamen, with one reason; return how each went.

    Each in its own transaction, with its own history and asiento: one refused holds back no other.
    """
    return [_one(fila.id, fila.folio, dictamen) for fila in guardados.varios(ids)]


def _one(registro: UUID, folio: str, dictamen: Dictamen) -> Decidido:
    try:
        dictaminar(registro=registro, dictamen=dictamen)
    except Rechazo as motivo:
        return Decidido(folio=folio, motivo=motivo.fila.titulo)
    return Decidido(folio=folio, motivo="")
