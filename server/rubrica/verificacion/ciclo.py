"""The worker's loop: threads that take turns until they are told to stop, and what they report.

A turn that fails is logged by the kind of its failure alone (its text may name a citizen), gives
its connection back and waits; the next one starts afresh. Nothing here keeps state that matters:
what was being done when the process died is done again by whoever comes next.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connection

PAUSA_TRAS_FALLA = 2.0  # seconds
LATIDO_MAXIMO = 30.0  # seconds without a turn before a thread is reported as missing
bitacora_tecnica = logging.getLogger(__name__)


class Hilo(threading.Thread):
    """Takes turns until `parar`. A turn returns whether there was work: then the next is at once.

    pausa: seconds to wait after a turn without work.
    """

    def __init__(
        self, nombre: str, turno: Callable[[], bool], *, pausa: float, parar: threading.Event
    ) -> None:
        super().__init__(name=nombre, daemon=True)
        self._turno, self._pausa, self._parar = turno, pausa, parar
        self._latido = time.monotonic()

    def run(self) -> None:
        while not self._parar.is_set():
            if not self._take_turn():
                self._parar.wait(self._pausa)
        connection.close()

    def _take_turn(self) -> bool:
        try:
            hubo = self._turno()
        except Exception as falla:
            bitacora_tecnica.error("%s: %s", self.name, type(falla).__name__)
            connection.close()
            self._parar.wait(PAUSA_TRAS_FALLA)
            return False
        self.latir()
        return hubo

    def latir(self) -> None:
        """Say that it is alive; a turn that lasts says so itself."""
        self._latido = time.monotonic()

    def late(self) -> bool:
        """Whether it ended, or has not finished a turn for LATIDO_MAXIMO seconds."""
        return not self.is_alive() or time.monotonic() - self._latido > LATIDO_MAXIMO


@dataclass
class Periodica:
    """Something to do every `cada` seconds."""

    cada: float
    hacer: Callable[[], object]
    proxima: float = 0.0


class Agenda:
    """The turn of a thread that has several things to do, each at its own pace."""

    def __init__(self, periodicas: Sequence[Periodica]) -> None:
        self._periodicas = periodicas

    def __call__(self) -> bool:
        """Do what is due. One that fails waits for its next time and does not hold the others."""
        fallas: list[Exception] = []
        for periodica in self._periodicas:
            if time.monotonic() < periodica.proxima:
                continue
            periodica.proxima = time.monotonic() + periodica.cada
            try:
                periodica.hacer()
            except Exception as falla:
                fallas.append(falla)
        if fallas:
            raise fallas[0]
        return False
