"""What the worker's loop calls: the sequencer each second, the checkpoint each minute."""

from __future__ import annotations

from datetime import datetime

from rubrica.bitacora import services


def secuenciar() -> int:
    """Place the leaves that are ready; return how many."""
    return services.secuenciar()


def firmar_punto_de_control(momento: datetime) -> int | None:
    """Sign what was placed; return the size signed, None when there is nothing new."""
    punto = services.firmar_punto_de_control(momento=momento)
    return None if punto is None else punto.tamano
