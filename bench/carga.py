"""A load generator: some connections kept alive, a bounded number of PUTs, times of each answer.

Raw sockets, because a client library would cost more than the server measured. Bodies share one
block and differ in their last bytes, so that a thousand of them fit in memory.
"""

from __future__ import annotations

import socket
import statistics
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

ESPERA_SEGUNDOS = 30


@dataclass(frozen=True)
class Peticion:
    """One PUT: the head as it goes on the wire, and the last bytes of its body."""

    cabeza: bytes
    cola: bytes


@dataclass
class Resultado:
    """What a run gave. tiempos: seconds to each answer, as they came; status 0: it was cut."""

    segundos: float = 0.0
    tiempos: list[float] = field(default_factory=list)
    estados: dict[int, int] = field(default_factory=dict)
    fallas: int = 0
    por_peticion: list[tuple[Peticion, int]] = field(default_factory=list)

    @property
    def por_segundo(self) -> float:
        buenas = sum(n for estado, n in self.estados.items() if estado < 300)
        return buenas / self.segundos

    def percentil_ms(self, cual: int) -> float:
        """Return that percentile of the times, in milliseconds."""
        return statistics.quantiles(self.tiempos, n=100)[cual - 1] * 1000


def enviar(
    puerto: int, peticiones: Sequence[Peticion], bloque: bytes, *, conexiones: int
) -> Resultado:
    """Send every petition once over that many connections to loopback; wait for all of them."""
    resultado = Resultado()
    cola = iter(peticiones)
    cerrojo = threading.Lock()
    hilos = [
        threading.Thread(target=_send_some, args=(puerto, cola, cerrojo, bloque, resultado))
        for _ in range(conexiones)
    ]
    antes = time.perf_counter()
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()
    resultado.segundos = time.perf_counter() - antes
    return resultado


def _send_some(
    puerto: int,
    cola: Iterator[Peticion],
    cerrojo: threading.Lock,
    bloque: bytes,
    resultado: Resultado,
) -> None:
    enchufe: socket.socket | None = None
    while True:
        with cerrojo:
            peticion = next(cola, None)
        if peticion is None:
            break
        antes = time.perf_counter()
        try:
            enchufe = enchufe or _connect(puerto)
            estado = _one(enchufe, peticion, bloque)
        except OSError:
            enchufe, estado = None, 0
        tardo = time.perf_counter() - antes
        with cerrojo:
            resultado.tiempos.append(tardo)
            resultado.estados[estado] = resultado.estados.get(estado, 0) + 1
            resultado.fallas += estado == 0
            resultado.por_peticion.append((peticion, estado))
    if enchufe:
        enchufe.close()


def _connect(puerto: int) -> socket.socket:
    enchufe = socket.create_connection(("127.0.0.1", puerto), timeout=ESPERA_SEGUNDOS)
    enchufe.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return enchufe


def _one(enchufe: socket.socket, peticion: Peticion, bloque: bytes) -> int:
    """Send one PUT and return its status; raise OSError when the connection breaks."""
    enchufe.sendall(peticion.cabeza)
    enchufe.sendall(bloque)
    enchufe.sendall(peticion.cola)
    recibido = b""
    while not _is_whole(recibido):
        recibido += _receive(enchufe)
    return int(recibido.split(b" ", 2)[1])


def _is_whole(recibido: bytes) -> bool:
    """Whether an answer is all here, by its length or by its last chunk."""
    cabeza, corte, cuerpo = recibido.partition(b"\r\n\r\n")
    if not corte:
        return False
    for linea in cabeza.lower().split(b"\r\n"):
        if linea.startswith(b"content-length:"):
            return len(cuerpo) >= int(linea.split(b":")[1])
    return b"chunked" not in cabeza.lower() or cuerpo.endswith(b"0\r\n\r\n")


def _receive(enchufe: socket.socket) -> bytes:
    trozo = enchufe.recv(65536)
    if not trozo:
        raise ConnectionResetError
    return trozo
