"""Where the supports that count are: the progress of each municipio, and the map of squares.

A square is a municipio and a block a local district; no outline of a municipio is needed to see
where support is missing. Pure: places and progress in, squares out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from rubrica.cifras.tablas import Tabla
from rubrica.padron.queries import Lugar
from rubrica.procesos.requisito import Avance

POR_RENGLON = 6  # squares in a row of a block
LADO, PASO = 22, 26  # of a square, and to the next one


class Escalon(IntEnum):
    """How near a municipio is to its share; each has a pattern of its own on the map."""

    SIN_PERSONAS = 0
    SIN_APOYOS = 1
    POCOS = 2
    MEDIO = 3
    CERCA = 4
    ALCANZA = 5


ESCALONES: Mapping[Escalon, str] = {
    Escalon.ALCANZA: "Alcanza lo requerido",
    Escalon.CERCA: "Dos tercios o más",
    Escalon.MEDIO: "De uno a dos tercios",
    Escalon.POCOS: "Menos de un tercio",
    Escalon.SIN_APOYOS: "Sin apoyos que cuenten",
    Escalon.SIN_PERSONAS: "Sin personas en la Lista Nominal",
}


def escalon(avance: Avance) -> Escalon:
    """Return the step of a municipio: thirds of what it needs, without a float.

    meta   validos               step
    0      any                   SIN_PERSONAS
    > 0    0                     SIN_APOYOS
           under 1/3 of meta     POCOS
           under 2/3             MEDIO
           under it              CERCA
           it or more            ALCANZA
    """
    if not avance.meta:
        return Escalon.SIN_PERSONAS
    if not avance.validos:
        return Escalon.SIN_APOYOS
    tercios = min(3 * avance.validos // avance.meta, 3)
    return (Escalon.POCOS, Escalon.MEDIO, Escalon.CERCA, Escalon.ALCANZA)[tercios]


@dataclass(frozen=True, kw_only=True)
class Casilla:
    """One municipio of the map; x, y: of its corner within the block."""

    x: int
    y: int
    escalon: Escalon
    texto: str


@dataclass(frozen=True, kw_only=True)
class Bloque:
    """One local district of the map. cumplen: how many of its municipios have their share."""

    distrito: int
    ancho: int
    alto: int
    cumplen: int
    casillas: list[Casilla]


def mapa(lugares: Sequence[Lugar], avances: Mapping[str, Avance]) -> list[Bloque]:
    """Return the blocks in order of district, their municipios in order of number."""
    por_distrito: dict[int, list[Lugar]] = defaultdict(list)
    for lugar in lugares:
        por_distrito[lugar.distrito].append(lugar)
    return [_bloque(d, suyos, avances) for d, suyos in sorted(por_distrito.items())]


def _bloque(distrito: int, lugares: Sequence[Lugar], avances: Mapping[str, Avance]) -> Bloque:
    renglones = -(-len(lugares) // POR_RENGLON)
    return Bloque(
        distrito=distrito,
        ancho=POR_RENGLON * PASO,
        alto=renglones * PASO,
        cumplen=sum(avances[lugar.municipio].cumple for lugar in lugares),
        casillas=[
            Casilla(
                x=n % POR_RENGLON * PASO,
                y=n // POR_RENGLON * PASO,
                escalon=escalon(avances[lugar.municipio]),
                texto=_en_una_linea(lugar, avances[lugar.municipio]),
            )
            for n, lugar in enumerate(lugares)
        ],
    )


def _en_una_linea(lugar: Lugar, avance: Avance) -> str:
    return f"{lugar.nombre}: {avance.validos:,} de {avance.meta:,}"


def tabla(lugares: Sequence[Lugar], avances: Mapping[str, Avance]) -> Tabla:
    """Return what the map shows as a table, in order of number of municipio."""
    filas = [(lugar, avances[lugar.municipio]) for lugar in lugares]
    return Tabla(
        clave="dispersion",
        titulo="Avance de cada municipio",
        columnas=(
            "Municipio", "Distrito local", "Avance", "Lista Nominal", "Requeridos",
            "Cuentan", "Faltan",
        ),
        filas=[
            (
                lugar.nombre, str(lugar.distrito), ESCALONES[escalon(a)], a.personas, a.meta,
                a.validos, a.faltan,
            )
            for lugar, a in filas
        ],
        numeros=4,
    )  # fmt: skip
