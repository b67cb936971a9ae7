"""What the Mesa shows of its own work; the rules of a dictamen are in registros.rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

PAUSA = timedelta(minutes=5)  # a longer gap between two dictámenes is rest, not review
TESTIGOS = ("anverso", "reverso", "rostro", "firma")  # ET 10.7 e, 11.4 b


@dataclass(frozen=True)
class Ritmo:
    """hoy: dictámenes of this person today. segundos: median of each; None under two."""

    hoy: int
    segundos: int | None


def ritmo(momentos: Sequence[datetime]) -> Ritmo:
    """Return the pace of a day, from the instants of its dictámenes in order."""
    pasos = [
        despues - antes
        for antes, despues in zip(momentos, momentos[1:], strict=False)
        if despues - antes <= PAUSA
    ]
    segundos = round(median(paso.total_seconds() for paso in pasos)) if pasos else None
    return Ritmo(len(momentos), segundos)
