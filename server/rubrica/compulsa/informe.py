"""The report of a compulsa as people read it: its progress, and where each situación went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rubrica.compulsa.models import Compulsa
from rubrica.compulsa.rules import SALIO, Estado, Matriz
from rubrica.core.situaciones import SITUACIONES

ORDEN = (*SITUACIONES, "", SALIO)
ESTADOS: Mapping[Estado, str] = {
    Estado.PEDIDA: "por comenzar",
    Estado.DERIVANDO: "preparando los registros",
    Estado.CRUZANDO: "cruzando con el padrón",
    Estado.COTEJANDO: "cotejando las respuestas",
    Estado.CONCLUIDA: "concluida",
    Estado.FALLIDA: "no se pudo concluir",
}


def nombre(situacion: str) -> str:
    """Return a situación as people read it."""
    if situacion == SALIO:
        return "Cambió de clase mientras tanto: no se tocó"
    return SITUACIONES.get(situacion, "Sin consultar")


@dataclass(frozen=True, kw_only=True)
class Renglon:
    """One situación: how many entered in it, how many came out in it, how many stayed."""

    nombre: str
    entraron: int
    salieron: int
    siguen: int


@dataclass(frozen=True, kw_only=True)
class Cambio:
    """How many went from one situación to another."""

    antes: str
    despues: str
    n: int


def renglones(entraron: Mapping[str, int], matriz: Matriz) -> list[Renglon]:
    """Return a row for each situación that has any, in the order of the catalogue."""
    salieron = {s: sum(n for (_, d), n in matriz.items() if d == s) for s in ORDEN}
    return [
        Renglon(
            nombre=nombre(s),
            entraron=entraron.get(s, 0),
            salieron=salieron[s],
            siguen=matriz.get((s, s), 0),
        )
        for s in ORDEN
        if entraron.get(s, 0) or salieron[s]
    ]


def cambios(matriz: Matriz) -> list[Cambio]:
    """Return what went from one situación to another, in the order of the catalogue."""
    pares = sorted(matriz, key=lambda par: (ORDEN.index(par[0]), ORDEN.index(par[1])))
    return [Cambio(antes=nombre(a), despues=nombre(d), n=matriz[a, d]) for a, d in pares if a != d]


def avance(fila: Compulsa) -> tuple[str, int, int]:
    """Return what it is at now, how many records of it are done, and of how many."""
    if fila.estado == Estado.COTEJANDO:
        return "Registros cotejados", fila.cotejados, fila.entraron
    return "Registros preparados", fila.derivados, max(fila.esperados, fila.derivados)
