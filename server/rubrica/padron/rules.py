"""What a cut may do next, and who may decide it (ET 10.4)."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from rubrica.core.rechazos import rechazo


class Estado(StrEnum):
    """Where a cut is in its life. Only an ACTIVO one answers."""

    CARGANDO = "CARGANDO"
    CARGADO = "CARGADO"
    ACTIVO = "ACTIVO"
    FALLIDO = "FALLIDO"
    DESCARTADO = "DESCARTADO"


EN_PIE = (Estado.CARGANDO, Estado.CARGADO, Estado.ACTIVO)  # one per date


def exigir_fin_de_mes(fecha: date) -> None:
    """Raise ValueError unless the date is the last day of a month (ET 10.4)."""
    if (fecha + timedelta(days=1)).day != 1:
        raise ValueError(f"{fecha} no es el último día de un mes.")


def exigir_activable(estado: Estado, *, cargado_por: str, activa: str) -> None:
    """Raise Rechazo unless that person may activate a cut in that state.

    Two different people: a wrong cut would misjudge every registro of a month.
    """
    if estado is not Estado.CARGADO:
        raise rechazo("corte-no-activable", estado=estado.value)
    if cargado_por == activa:
        raise rechazo("corte-misma-persona")


def concuerda(por: str, leido: str, *, identificador: str, emision: str) -> bool:
    """Whether what was read beside the key that found a row is the row's own (ET 10.3).

        por      leido beside it   must be the row's
        cic      identificador     identificador
        clave    emisión           emisión
        other    anything          nothing: an OCR holds its identificador; an old clave is of
                                   another card, whose emisión the row does not keep

    leido: "" where it was not read, which agrees.
    """
    debe = {"cic": identificador, "clave": emision}.get(por, leido)
    return leido in ("", debe)
