"""A thin and lossy line between a phone and the door: a TCP relay on loopback.

At first it lets everything pass. `empeorar` gives it a rate, shared by all its connections as a
radio link is, and a share of packets lost: each loss costs the wait of a retransmission, and three
in a row of one packet cut the connection, with whatever was on its way.
"""

from __future__ import annotations

import asyncio
import random
import socket
import threading
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from rubrica.launch.children import free_port

PAQUETE = 1_200  # bytes of a packet
RETRANSMISION_S = 0.25  # wait after the first loss of a packet; it doubles
PERDIDAS_QUE_CORTAN = 3


@dataclass
class Linea:
    """The relay. subidos: bytes that reached the door; cortes: connections that it has cut."""

    destino: int
    puerto: int = field(default_factory=free_port)
    bits_por_s: float = 0.0  # 0: as fast as it goes
    perdida: float = 0.0
    subidos: int = 0
    cortes: int = 0
    azar: random.Random = field(default_factory=lambda: random.Random(6_2))

    @property
    def origen(self) -> str:
        return f"http://127.0.0.1:{self.puerto}"

    def abrir(self) -> None:
        """Listen, in a thread of its own."""
        self._bucle = asyncio.new_event_loop()
        self._hilo = threading.Thread(target=self._bucle.run_forever, daemon=True, name="linea")
        self._hilo.start()
        self._correr(self._escuchar())

    def cerrar(self) -> None:
        self._correr(self._callar())
        self._bucle.call_soon_threadsafe(self._bucle.stop)
        self._hilo.join()
        self._bucle.close()

    def empeorar(self, *, kbits_por_s: float, perdida: float) -> None:
        self.bits_por_s, self.perdida = kbits_por_s * 1_000, perdida

    def _correr(self, que: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(que, self._bucle).result(30)

    async def _escuchar(self) -> None:
        self._turnos = (asyncio.Lock(), asyncio.Lock())
        self._tareas: set[asyncio.Task[None]] = set()
        enchufe = socket.socket()
        # Small, or the kernel would take at once what a radio takes seconds to carry.
        enchufe.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        enchufe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        enchufe.bind(("127.0.0.1", self.puerto))
        self._servidor = await asyncio.start_server(self._unir, sock=enchufe, limit=4_096)

    async def _callar(self) -> None:
        self._servidor.close()
        for tarea in self._tareas:
            tarea.cancel()
        await asyncio.gather(*self._tareas, return_exceptions=True)

    async def _unir(self, de: asyncio.StreamReader, hacia: asyncio.StreamWriter) -> None:
        propia = asyncio.current_task()
        assert propia
        self._tareas.add(propia)
        try:
            puerta_de, puerta_hacia = await asyncio.open_connection("127.0.0.1", self.destino)
        except OSError:
            hacia.transport.abort()
            return
        idas = [
            asyncio.create_task(self._pasar(de, puerta_hacia, sube=True)),
            asyncio.create_task(self._pasar(puerta_de, hacia, sube=False)),
        ]
        try:
            await asyncio.wait(idas, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for ida in idas:
                ida.cancel()
            for extremo in (hacia, puerta_hacia):
                extremo.close()
            self._tareas.discard(propia)

    async def _pasar(
        self, de: asyncio.StreamReader, hacia: asyncio.StreamWriter, *, sube: bool
    ) -> None:
        """Carry packets one way until an end closes or the line cuts."""
        with suppress(OSError):
            while trozo := await de.read(PAQUETE):
                if not await self._llega(len(trozo), self._turnos[sube]):
                    self.cortes += 1
                    return
                hacia.write(trozo)
                await hacia.drain()
                self.subidos += len(trozo) if sube else 0

    async def _llega(self, tamano: int, turno: asyncio.Lock) -> bool:
        """Take the time of one packet; False when the line lost it once too often."""
        if not self.bits_por_s:
            return True
        for intento in range(PERDIDAS_QUE_CORTAN):
            async with turno:
                await asyncio.sleep(tamano * 8 / self.bits_por_s)
            if self.azar.random() >= self.perdida:
                return True
            await asyncio.sleep(RETRANSMISION_S * 2**intento)
        return False
