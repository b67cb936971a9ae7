"""What a maintenance is, and what it may not be (ET 6.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from rubrica.core.rechazos import rechazo

OPORTUNIDAD = timedelta(hours=24)  # ET 6.3 orders "con oportunidad" and gives no number: ours
MAX_DURACION = timedelta(hours=72)
MAX_MENSAJE, MAX_URGENCIA = 500, 500  # characters
MIN_ESPERA_S, MAX_ESPERA_S = 30, 3600  # of Retry-After: a phone asks again at least each hour


class Parte(StrEnum):
    """What stops while it lasts."""

    RECEPCION = "recepcion"
    PORTAL = "portal"
    MESA = "mesa"


QUE_SE_DETIENE = {
    Parte.RECEPCION: "La recepción de registros: lo captado espera en el teléfono",
    Parte.PORTAL: "El Portal Web y el alta de dispositivos",
    Parte.MESA: "La Mesa de Control y el portal de oficiales",
}


class Cambio(StrEnum):
    """What an announcement says of its maintenance."""

    ANUNCIADO = "anunciado"
    PRORROGADO = "prorrogado"
    TERMINADO = "terminado"
    CANCELADO = "cancelado"


@dataclass(frozen=True, kw_only=True)
class Anuncio:
    """A maintenance as it is announced; wrong, it does not construct (ValueError).

    inicio, fin: instants with their zone, at most 72 hours apart. mensaje: what people read.
    urgencia: why it is announced late; "" when it is not.
    """

    inicio: datetime
    fin: datetime
    partes: frozenset[Parte]
    mensaje: str
    urgencia: str = ""

    def __post_init__(self) -> None:
        if not es_intervalo(self.inicio, self.fin):
            raise ValueError("inicio, fin")
        if not self.partes:
            raise ValueError("partes")
        if not 0 < len(self.mensaje) <= MAX_MENSAJE or len(self.urgencia) > MAX_URGENCIA:
            raise ValueError("mensaje, urgencia")


def es_intervalo(inicio: datetime, fin: datetime) -> bool:
    """Whether two instants, each with its zone, bound a maintenance of at most 72 hours."""
    con_zona = inicio.tzinfo is not None and fin.tzinfo is not None
    return con_zona and timedelta(0) < fin - inicio <= MAX_DURACION


def exigir_oportunidad(anuncio: Anuncio, momento: datetime) -> None:
    """Raise `mantenimiento-pasado`, or `mantenimiento-sin-oportunidad` if late without a reason."""
    if anuncio.fin <= momento:
        raise rechazo("mantenimiento-pasado")
    if anuncio.inicio - momento < OPORTUNIDAD and not anuncio.urgencia:
        raise rechazo("mantenimiento-sin-oportunidad")


def al_terminar(inicio: datetime, momento: datetime) -> Cambio:
    """Return what ending it now means: before it began it is cancelled, later it is over."""
    return Cambio.CANCELADO if momento < inicio else Cambio.TERMINADO


def espera_s(fin: datetime, momento: datetime) -> int:
    """Return the seconds that a phone is asked to wait: until the end, within an hour."""
    falta = int((fin - momento).total_seconds()) + 1
    return max(MIN_ESPERA_S, min(falta, MAX_ESPERA_S))
