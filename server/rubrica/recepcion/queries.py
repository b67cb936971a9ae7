"""What the door looks up, and how long it may trust what it looked up a moment ago.

A few seconds of memory are enough to turn strangers away before a body is read. What decides is
read again by the very statement that writes the row: if it changed, nothing is written and the
door looks again (services.recibir).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Generic, TypeVar
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec

from rubrica.auxiliares.queries import (
    DispositivoEnPuerta,
    dispositivo_en_puerta,
    ids_de_dispositivos,
)
from rubrica.core import jws
from rubrica.mantenimiento.queries import Ventana, por_venir
from rubrica.mi_apoyo import queries as mi_apoyo
from rubrica.procesos.queries import ProcesoEnPuerta, proceso_en_puerta
from rubrica.recepcion.models import Subida
from rubrica.reloj import ahora

SEGUNDOS_DE_MEMORIA = 2.0
MAX_RECUERDOS = 20_000  # devices; past that, memory starts again from nothing

T = TypeVar("T")


class Memoria(Generic[T]):
    """Remembers for a few seconds what `buscar` found by its key; never that it found nothing."""

    def __init__(self, buscar: Callable[[str], T | None], segundos: float) -> None:
        self._buscar, self._segundos = buscar, segundos
        self._recuerdos: dict[str, tuple[float, T]] = {}

    def get(self, clave: str) -> T | None:
        """Return what is under `clave`, at most `segundos` old."""
        recuerdo = self._recuerdos.get(clave)
        if recuerdo is not None and time.monotonic() - recuerdo[0] < self._segundos:
            return recuerdo[1]
        return self.get_fresh(clave)

    def get_fresh(self, clave: str) -> T | None:
        """Look again, and remember."""
        hallado = self._buscar(clave)
        if hallado is None:
            self._recuerdos.pop(clave, None)
            return None
        if len(self._recuerdos) >= MAX_RECUERDOS:
            self._recuerdos = {}
        self._recuerdos[clave] = (time.monotonic(), hallado)
        return hallado

    def forget(self) -> None:
        """Start from nothing."""
        self._recuerdos = {}


def dispositivo_de(kid: str) -> DispositivoEnPuerta | None:
    """Return the device of that key, of an auxiliar or of Mi Apoyo; None if it has no owner."""
    return dispositivo_en_puerta(kid) or mi_apoyo.dispositivo_en_puerta(kid)


def _key_of(kid: str) -> ec.EllipticCurvePublicKey | None:
    hallado = dispositivos.get(kid)
    return None if hallado is None else jws.clave_de_jwk(hallado.jwk)


dispositivos: Memoria[DispositivoEnPuerta] = Memoria(dispositivo_de, SEGUNDOS_DE_MEMORIA)
procesos: Memoria[ProcesoEnPuerta] = Memoria(proceso_en_puerta, SEGUNDOS_DE_MEMORIA)
# A kid is the hash of its key: what it names never changes.
claves: Memoria[ec.EllipticCurvePublicKey] = Memoria(_key_of, float("inf"))
# The maintenances to come, under one name: that there are none is remembered too.
mantenimientos: Memoria[tuple[Ventana, ...]] = Memoria(
    lambda _: por_venir(ahora()), SEGUNDOS_DE_MEMORIA
)


def forget() -> None:
    """Forget everything remembered, as a process just started would."""
    for memoria in (dispositivos, procesos, claves, mantenimientos):
        memoria.forget()


def subidas_de(proceso: str) -> list[UUID]:
    """Return the ids of what devices of a process have half sent."""
    suyos = ids_de_dispositivos(proceso)
    return list(Subida.objects.filter(dispositivo__in=suyos).values_list("id", flat=True))
