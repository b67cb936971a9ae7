"""What an asiento may say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from rubrica.core.asiento import Dato

MAX_VALOR = 200


def actor_de_cuenta(numero: int) -> str:
    """Return how every asiento names an account: by number, since an e-mail is personal data.

    Asientos of before may name one of the Mesa by its e-mail: what is written is never rewritten,
    and who reads accepts both (ADR 0090).
    """
    return f"cuenta:{numero}"


class ValorImpropio(ValueError):
    """A value that an asiento does not take: not str, int, bool or None, or too long."""


@dataclass(frozen=True, kw_only=True)
class Apunte:
    """One act as the bitácora will keep it. No personal data of citizens (ET 14.1).

    momento: with its time zone. objeto: the folio or id of what was acted on.
    datos: at most 200 characters a text; raises ValorImpropio for anything else.
    """

    momento: datetime
    actor: str
    acto: str
    objeto: str
    proceso: str = ""
    datos: Mapping[str, Dato] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.momento.tzinfo is None:
            raise ValueError("momento has no time zone")
        for nombre, valor in self.datos.items():
            if not isinstance(valor, str | int | bool | None):
                raise ValorImpropio(f"{nombre}: {type(valor).__name__}")
            if isinstance(valor, str) and len(valor) > MAX_VALOR:
                raise ValorImpropio(f"{nombre}: {len(valor)} caracteres")
