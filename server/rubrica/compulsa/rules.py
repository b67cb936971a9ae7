"""How far a compulsa has come, and when its report balances (ET 10.4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from rubrica.core.rechazos import rechazo


class Estado(StrEnum):
    """Where a compulsa is."""

    PEDIDA = "PEDIDA"
    DERIVANDO = "DERIVANDO"
    CRUZANDO = "CRUZANDO"
    COTEJANDO = "COTEJANDO"
    CONCLUIDA = "CONCLUIDA"
    FALLIDA = "FALLIDA"


EN_CURSO = (Estado.PEDIDA, Estado.DERIVANDO, Estado.CRUZANDO, Estado.COTEJANDO)  # one a process
SALIO = "salio"  # left classes b and c while the compulsa ran: nothing was written of it
Matriz = Mapping[tuple[str, str], int]  # (situación before, situación after) → records


def exigir_cortes(piden: list[date], activos: Mapping[date, int]) -> list[int]:
    """Return the cuts that answer; raise `compulsa-sin-corte` with the dates that are missing."""
    if faltan := [fecha for fecha in piden if fecha not in activos]:
        raise rechazo("compulsa-sin-corte", faltan=", ".join(f"{f:%d/%m/%Y}" for f in faltan))
    return [activos[fecha] for fecha in piden]


def cuadra(entraron: Mapping[str, int], matriz: Matriz) -> bool:
    """Whether what entered in each situación is what came out of it, record by record.

    entraron: situación → records taken. matriz: where each of them ended.
    """
    salieron: Counter[str] = Counter()
    for (antes, _), n in matriz.items():
        salieron[antes] += n
    return salieron == Counter(entraron)
