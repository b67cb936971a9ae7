"""What of a position the reviewer reads (ET 4.4, 10.5): none, or one that is old or wide.

The position itself stays in the paquete. A fix of the moment and of the place says nothing here.
"""

from __future__ import annotations

from rubrica.core.contenido import Posicion

RECIENTE_S = 300  # a fix up to five minutes old is of the capture itself
PRECISA_M = 1_000
SIN_POSICION = "sin"


def anotar(posicion: Posicion | None) -> str:
    """Return "" for a good fix, "sin" for none, else `edad_s/precision_m`."""
    if posicion is None:
        return SIN_POSICION
    if posicion.edad_s <= RECIENTE_S and posicion.precision_m <= PRECISA_M:
        return ""
    return f"{posicion.edad_s}/{posicion.precision_m}"


def leer(anotada: str) -> str:
    """Return the sentence of a line of `anotar`, "" when it says nothing."""
    if not anotada:
        return ""
    if anotada == SIN_POSICION:
        return "Ubicación: sin posición; el teléfono no tenía señal de ubicación."
    edad_s, precision_m = (int(parte) for parte in anotada.split("/"))
    return f"Ubicación: de {_edad(edad_s)}, con un margen de {_margen(precision_m)}."


def _edad(segundos: int) -> str:
    if segundos <= RECIENTE_S:
        return "ese momento"
    if segundos < 2 * 3600:
        return f"{segundos // 60} minutos antes"
    return f"{segundos // 3600} horas antes"


def _margen(metros: int) -> str:
    return f"{metros} m" if metros < 1_000 else f"{metros / 1_000:.1f} km"
