"""Real services on a disk: recepción under granian and a durable PostgreSQL, to be killed."""

from __future__ import annotations

import hashlib
import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from bench import escenario
from bench.carga import Peticion

OF_THE_TESTS = ("DATABASE_URL", "KEYS_DIR", "BLOBS_DIR", "MASTER_KEY_FILE", "SERVICIO")
TAMANO = 20_000  # bytes of a paquete: what is tried is order and survival, not speed


@contextmanager
def levantados(carpeta: Path) -> Iterator[Servicios]:
    """Yield the services up, with a database and keys of their own in `carpeta`.

    For a process of its own: it sets Django up on that database, not on the one of the tests.
    """
    for nombre in OF_THE_TESTS:
        os.environ.pop(nombre, None)
    with escenario.instalacion(carpeta) as instalacion:
        servicios = Servicios(instalacion, escenario.telefonos())
        servicios.start()
        yield servicios


class Servicios:
    """`telefonos`: enrolled. `comun`: the part that all bodies share."""

    def __init__(self, instalacion: Any, telefonos: Sequence[Any]) -> None:
        self.instalacion, self.telefonos = instalacion, telefonos
        self.comun = escenario.bloque(telefonos[0].kid_de_proceso, TAMANO)
        self._base = hashlib.sha256(self.comun)

    @property
    def puerto(self) -> int:
        puerto: int = self.instalacion.ports["recepcion"]
        return puerto

    @property
    def pid_base(self) -> int:
        pid: int = self.instalacion.server.process.pid
        return pid

    @property
    def blobs(self) -> Path:
        carpeta: Path = self.instalacion.folder / "blobs"
        return carpeta

    def pid(self, nombre: str) -> int:
        pid: int = self.instalacion.children.running[nombre].pid
        return pid

    def start(self) -> None:
        """Start recepción and wait until it answers."""
        self.instalacion.start_services("recepcion")
        escenario.wait_until_up(self.puerto)

    def kill_recepcion(self) -> None:
        """kill -9 of the service and all its workers, and up again."""
        _kill_tree(self.pid("recepcion"))
        self.instalacion.children.running.pop("recepcion").wait(10)
        self.start()

    def kill_base(self) -> None:
        """kill -9 of PostgreSQL and of recepción, and up again on the same data."""
        _kill_tree(self.pid_base)
        self.instalacion.server.process.wait(10)
        _kill_tree(self.pid("recepcion"))
        self.instalacion.children.running.pop("recepcion").wait(10)
        os.environ.pop("DATABASE_URL", None)  # Django's own; to the launcher, an operator's server
        self.instalacion.start_database()
        self._follow_base()
        self.start()

    def _follow_base(self) -> None:
        """This process' own connection goes where the database went: it started on another port."""
        from django.db import connection

        connection.close()
        connection.settings_dict["PORT"] = str(self.instalacion.server.port)

    def codigo_of(self, peticion: Peticion) -> str:
        """Return the código de integridad, in hex, of the body of a petition."""
        suma = self._base.copy()
        suma.update(peticion.cola)
        return suma.hexdigest()

    @staticmethod
    def children_of(pid: int) -> list[int]:
        return [p.pid for p in psutil.Process(pid).children(recursive=True)]


def _kill_tree(pid: int) -> None:
    for uno in [pid, *Servicios.children_of(pid)]:
        try:
            os.kill(uno, signal.SIGKILL)
        except ProcessLookupError:
            pass
