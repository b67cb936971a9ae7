"""A pool of processes that shares the work of a compulsa, in order and with bounded memory."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

POR_PROCESO = 2  # pieces under way for each process
Pieza = TypeVar("Pieza")
Hecho = TypeVar("Hecho")


class Taller:
    """Does pieces of work. grupo: None does them here, one after another."""

    def __init__(self, grupo: ProcessPoolExecutor | None, procesos: int) -> None:
        self._grupo, self._procesos = grupo, procesos

    def hacer(
        self, piezas: Iterable[Pieza], trabajo: Callable[[Pieza], Hecho]
    ) -> Iterator[tuple[Pieza, Hecho]]:
        """Yield each piece with what came of it, in order. trabajo: a picklable callable."""
        if self._grupo is None:
            yield from ((pieza, trabajo(pieza)) for pieza in piezas)
            return
        pendientes: deque[tuple[Pieza, Future[Hecho]]] = deque()
        for pieza in piezas:
            pendientes.append((pieza, self._grupo.submit(trabajo, pieza)))
            if len(pendientes) >= POR_PROCESO * self._procesos:
                primera, futuro = pendientes.popleft()
                yield primera, futuro.result()
        for primera, futuro in pendientes:
            yield primera, futuro.result()


@contextmanager
def taller(*, solo: bool) -> Iterator[Taller]:
    """Yield one of as many processes as cores; solo: without any, when starting them costs more."""
    cuantos = os.cpu_count() or 1
    if solo or cuantos == 1:
        yield Taller(None, 1)
        return
    contexto = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(cuantos, mp_context=contexto) as grupo:
        yield Taller(grupo, cuantos)
