"""A month of Oaxaca in a day: eight records a second arrive, and each is verified within a minute.

Recepción, worker and PostgreSQL run as always, on the same cores as who sends. Each record is of
another person of the padrón, with photographs of its own, drawn beforehand and kept for the next
time in `.var/bench/fotos`. From its receipt until all that a machine does of it is done: opened,
looked up in its cut, codes read again, señales raised, compared with every record before it.
"""

from __future__ import annotations

import os
import tempfile
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from bench import apertura, escenario
from bench.cifras import Cifra

if TYPE_CHECKING:
    from rubrica.core.sobre import Sobre
    from rubrica.ficticio.padron import Persona
    from rubrica.ficticio.receta import Fotos

POR_SEGUNDO = float(os.environ.get("FLUJO_POR_SEGUNDO", "8"))
SEGUNDOS = int(os.environ.get("FLUJO_SEGUNDOS", "90"))
FOTOS = Path(__file__).parents[1] / ".var/bench/fotos"
NUCLEOS = len(os.sched_getaffinity(0))
PLAZO_S = 600  # once the last was sent: then it is said how many were left
MIRAR_S = 0.2

_LISTOS = """
SELECT s.registro FROM senales_senalado s JOIN registros_registro r ON r.id = s.registro
WHERE r.estatus <> 'RECIBIDO'
  AND s.xid < COALESCE((SELECT xid::text::xid8 FROM senales_avance WHERE nombre = 'cotejo'), '0')
"""


def medir() -> list[Cifra]:
    """Return how long the slowest of a hundred took, the slowest of all, and what was left."""
    with tempfile.TemporaryDirectory(prefix="rubrica-bench-flujo-") as carpeta:
        with escenario.instalacion(Path(carpeta)) as instalacion:
            apertura._load(Path(carpeta))
            enviables = _preparar(int(POR_SEGUNDO * SEGUNDOS))
            instalacion.start_services("recepcion", "worker")
            escenario.wait_until_up(instalacion.ports["recepcion"])
            return _medir(instalacion.ports["recepcion"], enviables)


def _preparar(cuantos: int) -> list[tuple[Sobre, bytes]]:
    """Return that many paquetes, sealed and signed by their phones."""
    from rubrica.core.contenido import Manifiesto
    from rubrica.verificacion.tests import captura

    personas = list(islice(iter(apertura._padron()), cuantos))
    telefonos = escenario.telefonos()
    dicho = Manifiesto(texto="Manifiesto mi apoyo.", version=1)
    with ProcessPoolExecutor(NUCLEOS, mp_context=get_context("spawn")) as grupo:
        fotos = grupo.map(_fotografiar, personas, chunksize=4)
        return [
            captura.sellar(
                telefonos[n % len(telefonos)], f.contenido(manifiesto=dicho, posicion=None)
            )
            for n, f in enumerate(fotos)
        ]


def _fotografiar(persona: Persona) -> Fotos:
    import cv2

    from rubrica.ficticio.dias import fotos_de
    from rubrica.ficticio.receta import Receta

    cv2.setNumThreads(1)
    return fotos_de(persona, Receta(toma="flujo"), FOTOS)


def _medir(puerto: int, enviables: list[tuple[Sobre, bytes]]) -> list[Cifra]:
    recibidos: dict[UUID, float] = {}
    enviando = threading.Thread(target=_enviar, args=(puerto, enviables, recibidos))
    enviando.start()
    listos = _esperar(enviando, recibidos, len(enviables))
    enviando.join()
    tardanzas = sorted(listos[id_] - en for id_, en in recibidos.items() if id_ in listos)
    nota = f"{len(recibidos):,} registros a {POR_SEGUNDO:g} por segundo"
    return [
        Cifra(nombre="flujo.p99", valor=_percentil(tardanzas, 0.99), unidad="s", nota=nota),
        Cifra(nombre="flujo.mas_lento", valor=tardanzas[-1], unidad="s", nota=nota),
        Cifra(nombre="flujo.mediana", valor=_percentil(tardanzas, 0.5), unidad="s", nota=nota),
        Cifra(
            nombre="flujo.sin_verificar", valor=len(recibidos) - len(tardanzas), unidad="",
            nota=f"a los {PLAZO_S} s del último",
        ),
    ]  # fmt: skip


def _enviar(
    puerto: int, enviables: list[tuple[Sobre, bytes]], recibidos: dict[UUID, float]
) -> None:
    """Send each at its time, and take down when its receipt came."""
    from rubrica.ficticio.telefono import ClienteHttp

    cliente = ClienteHttp(f"http://127.0.0.1:{puerto}")
    comienzo = time.perf_counter()
    for n, (sobre, paquete) in enumerate(enviables):
        time.sleep(max(0.0, comienzo + n / POR_SEGUNDO - time.perf_counter()))
        cabeceras = {"Sobre": sobre.jws, "Content-Type": "application/octet-stream"}
        respuesta = cliente.pedir("PUT", f"/api/v1/registros/{sobre.id}", paquete, cabeceras)
        assert respuesta.status == 201, (respuesta.status, respuesta.cuerpo[:200])
        recibidos[sobre.id] = time.perf_counter()


def _esperar(
    enviando: threading.Thread, recibidos: dict[UUID, float], cuantos: int
) -> dict[UUID, float]:
    """Return when each record was seen to be done; the last ones that are not are left out."""
    from django.db import connection

    listos: dict[UUID, float] = {}
    limite = time.perf_counter() + SEGUNDOS + PLAZO_S
    while len(listos) < cuantos and time.perf_counter() < limite:
        with connection.cursor() as cursor:
            cursor.execute(_LISTOS)
            visto = time.perf_counter()
            for (id_,) in cursor.fetchall():
                listos.setdefault(id_, visto)
        if not enviando.is_alive() and len(recibidos) < cuantos:
            break  # it failed: its thread has said why
        time.sleep(MIRAR_S)
    return listos


def _percentil(ordenadas: list[float], parte: float) -> float:
    return ordenadas[min(len(ordenadas) - 1, int(len(ordenadas) * parte))]
