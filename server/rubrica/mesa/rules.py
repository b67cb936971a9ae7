"""What the Mesa shows of its own work; the rules of a dictamen are in registros.rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from rubrica.core.credencial.modelos import Recorte

PAUSA = timedelta(minutes=5)  # a longer gap between two dictámenes is rest, not review
TESTIGOS = ("anverso", "reverso", "rostro", "firma")  # ET 10.7 e, 11.4 b


_A_LA_DERECHA = Recorte("anverso", 0.72, 0.2, 0.25, 0.48)
_A_LA_IZQUIERDA = Recorte("anverso", 0.03, 0.2, 0.27, 0.52)
# Models that are not here are taken as the newest known: the layout of the front has only moved
# once, and the whole card is beside the crop in any case.
RETRATOS = {"A": _A_LA_DERECHA, "B": _A_LA_DERECHA, "C": _A_LA_DERECHA, "D": _A_LA_DERECHA}


def retrato_en(modelo: str) -> Recorte:
    """Return where the portrait of a model is."""
    return RETRATOS.get(modelo, _A_LA_IZQUIERDA)


@dataclass(frozen=True)
class Ritmo:
    """hoy: dictámenes of this person today. segundos: median of each; None under two."""

    hoy: int
    segundos: int | None


def ritmo(momentos: Sequence[datetime]) -> Ritmo:
    """Return the pace of a day, from the instants of its dictámenes in order."""
    pasos = [despues - antes for antes, despues in pairwise(momentos) if despues - antes <= PAUSA]
    segundos = round(median(paso.total_seconds() for paso in pasos)) if pasos else None
    return Ritmo(len(momentos), segundos)


def es_de_otro(
    tomado_por: str, tomado_hasta: datetime | None, *, operador: str, momento: datetime
) -> bool:
    """Whether another person holds a record now; a turn that ran out holds nothing."""
    vigente = tomado_hasta is not None and tomado_hasta > momento
    return vigente and tomado_por not in ("", operador)
