"""How fast a cut of the padrón loads and answers, against the bar of 3.1 million rows in a minute.

Measured on FILAS rows of the synthetic padrón, on a durable embedded PostgreSQL; the figure for 3.1
million is that rate carried over, and says so. PADRON_FILAS=3100000 measures it whole.
"""

from __future__ import annotations

import os
import tempfile
import threading
import time
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path

import psutil

from bench.cifras import Cifra

FILAS = int(os.environ.get("PADRON_FILAS", "200000"))
ESTADO = 3_100_000  # rows of a state like Oaxaca
PREGUNTAS = 20_000
LOTE = 500
CORTE = date(2026, 10, 31)


def medir() -> list[Cifra]:
    """Load a cut and ask it; return the rates, and what 3.1 million rows take at that rate."""
    from bench import escenario

    with tempfile.TemporaryDirectory(prefix="rubrica-bench-padron-") as carpeta:
        with escenario.instalacion(Path(carpeta)):
            return _medir(Path(carpeta))


def _medir(carpeta: Path) -> list[Cifra]:
    from rubrica import llaves
    from rubrica.ficticio.padron import Padron, escribir
    from rubrica.padron import services

    llaves.crear_instalacion()
    padron = Padron(FILAS, corte=CORTE)
    ruta = escribir(padron, carpeta / "padron")
    comienzo, memoria = time.perf_counter(), Memoria()
    corte = services.cargar(
        ruta=ruta, fecha=CORTE, quien="bench", momento=datetime.now(UTC),
        control=services.Control(filas=FILAS),
    )  # fmt: skip
    segundos, razon = time.perf_counter() - comienzo, memoria.razon()
    carga = f"medido con {FILAS:,} filas en {segundos:.1f} s"
    por_segundo = FILAS / segundos
    return [
        Cifra(nombre="padron.carga", valor=por_segundo, unidad="filas/s", nota=carga),
        Cifra(nombre="padron.corte_3_1_millones", valor=ESTADO / por_segundo, nota=_de_donde()),
        Cifra(nombre="padron.memoria", valor=razon, nota=f"hasta {memoria.maxima:.0f} MB"),
        *_consultas(corte.pk, padron),
    ]


class Memoria:
    """What this process and those it starts hold, ten times a second until asked."""

    def __init__(self) -> None:
        self._medidas: list[float] = []
        self._parar = threading.Event()
        self._hilo = threading.Thread(target=self._medir, daemon=True)
        self._hilo.start()

    def _medir(self) -> None:
        yo = psutil.Process()
        while not self._parar.wait(0.1):
            familia = [yo, *yo.children(recursive=True)]
            self._medidas.append(sum(_suyos(p) for p in familia) / 1e6)

    def razon(self) -> float | None:
        """Return the mean of the last third against that of the middle one, and stop."""
        self._parar.set()
        self._hilo.join()
        tercio = len(self._medidas) // 3
        if not tercio:
            return None
        medio, final = self._medidas[tercio : 2 * tercio], self._medidas[2 * tercio :]
        return (sum(final) / len(final)) / (sum(medio) / len(medio))

    @property
    def maxima(self) -> float:
        """The most that was held, in MB."""
        return max(self._medidas, default=0.0)


def _suyos(proceso: psutil.Process) -> float:
    """Return the bytes that a process holds; none of PostgreSQL's, which is not measured here."""
    try:
        return 0 if proceso.name().startswith("postgres") else proceso.memory_info().rss
    except psutil.Error:
        return 0


def _de_donde() -> str:
    medido = "medido entero" if FILAS >= ESTADO else f"extrapolado de {FILAS:,} filas, a su ritmo"
    return f"{medido}; carga {os.getloadavg()[0]:.0f}"


def _consultas(corte: int, padron: object) -> list[Cifra]:
    """Ask by CIC in batches and one by one; what is not there is asked too, one in ten."""
    from rubrica.padron.queries import Pregunta, buscar_varios

    preguntas = [
        Pregunta(cic=p.cic if i % 10 else "000000000", identificador=p.identificador)
        for i, p in enumerate(islice(iter(padron), PREGUNTAS))  # type: ignore[call-overload]
    ]
    cifras = []
    for nombre, tamano, total in (("lote", LOTE, PREGUNTAS), ("una", 1, PREGUNTAS // 10)):
        comienzo = time.perf_counter()
        for i in range(0, total, tamano):
            buscar_varios(corte, preguntas[i : i + tamano])
        ritmo = total / (time.perf_counter() - comienzo)
        nota = f"{tamano} por consulta, abiertas"
        cifras.append(
            Cifra(nombre=f"padron.busqueda_{nombre}", valor=ritmo, unidad="/s", nota=nota)
        )
    return cifras
