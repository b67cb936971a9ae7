"""What a process decided about duplicates, read where the process keeps it."""

from __future__ import annotations

from rubrica.registros.rules import Politica, Situacion


def de_proceso(proceso: str) -> tuple[Politica, frozenset[str]]:
    """Return which support of a person counts, and the situaciones that the process accepts."""
    return Politica.PRIMERO_RECIBIDO, frozenset({Situacion.LISTA_NOMINAL.value})
