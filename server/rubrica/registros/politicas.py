"""What a process decided about duplicates, read where the process keeps it."""

from __future__ import annotations

from rubrica.procesos import queries as procesos
from rubrica.procesos.rules import PoliticaDeDuplicados


def de_proceso(proceso: str) -> tuple[PoliticaDeDuplicados, frozenset[str]]:
    """Return which support of a person counts, and the situaciones that the process accepts."""
    politica, situaciones = procesos.politica_de_duplicados(proceso)
    return PoliticaDeDuplicados(politica), situaciones
