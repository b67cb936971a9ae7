"""The invented map: a Voronoi diagram whose cells meet edge to edge, as GeoJSON.

Neighbours share every vertex, so the map has neither gaps nor overlaps. The state's own border is
made of the edges between its cells and those of sites placed around it, which are then dropped.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import cv2
import numpy as np

from rubrica.ficticio.azar import semilla_de

if TYPE_CHECKING:
    from rubrica.ficticio.geografia import Municipio

Punto: TypeAlias = tuple[float, float]  # longitude, latitude
Vertice: TypeAlias = tuple[int, int]  # in units of 1/ESCALA of a degree

ESCALA = 10_000
TEMBLOR = 0.09  # how far an edge bends, as a share of its length
MARGEN = 0.14  # degrees between the sites that surround the state
# A state-like outline, drawn by hand: only which sites fall inside matters.
CONTORNO: tuple[Punto, ...] = (
    (-98.55, 16.35), (-98.2, 16.22), (-97.6, 15.95), (-96.9, 15.72), (-96.3, 15.66),
    (-95.6, 15.93), (-95.0, 16.13), (-94.4, 16.12), (-94.0, 16.05), (-93.87, 16.5),
    (-94.05, 17.05), (-94.7, 17.15), (-95.05, 17.5), (-95.3, 17.9), (-95.7, 18.2),
    (-96.0, 18.3), (-96.5, 18.62), (-96.85, 18.5), (-97.0, 18.22), (-97.5, 18.16),
    (-97.9, 18.02), (-98.2, 17.9), (-98.38, 17.4), (-98.2, 17.0), (-98.42, 16.7),
)  # fmt: skip


def contiene(contorno: Sequence[Punto], punto: Punto) -> bool:
    """Tell whether the point lies inside the outline (even-odd rule)."""
    x, y = punto
    dentro = False
    for (x1, y1), (x2, y2) in zip(contorno, [*contorno[1:], contorno[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            dentro = not dentro
    return dentro


def _alrededor(sitios: Sequence[Punto]) -> list[Punto]:
    """Return a grid of sites outside the outline and not too near the ones inside."""
    rejilla = [
        (float(x), float(y))
        for x in np.arange(-99.6, -92.8, MARGEN)
        for y in np.arange(14.8, 19.6, MARGEN)
    ]
    dentro = np.array(sitios)
    return [
        p
        for p in rejilla
        if not contiene(CONTORNO, p)
        and float(np.min(np.hypot(*(dentro - np.array(p)).T))) > MARGEN / 2
    ]


def _celdas(sitios: Sequence[Punto]) -> list[list[Vertice]]:
    """Return the Voronoi cell of each site, counter-clockwise, its vertices on a common lattice."""
    todos = [*sitios, *_alrededor(sitios)]
    plano = cv2.Subdiv2D((-8_000, 10_000, 16_000, 14_000))
    quienes = [plano.insert(((lon + 96) * 1000, lat * 1000)) for lon, lat in todos]
    facetas, _ = plano.getVoronoiFacetList(quienes[: len(sitios)])
    return [_en_rejilla(faceta) for faceta in facetas]


def _en_rejilla(faceta: Iterable[Sequence[float]]) -> list[Vertice]:
    """Return the ring in whole units, counter-clockwise, without the vertices that became one."""
    anillo: list[Vertice] = []
    for x, y in faceta:
        vertice = (round((x / 1000 - 96) * ESCALA), round(y / 1000 * ESCALA))
        if not anillo or anillo[-1] != vertice:
            anillo.append(vertice)
    if anillo[0] == anillo[-1]:
        anillo.pop()
    return anillo if area(anillo) > 0 else anillo[::-1]


def area(anillo: Sequence[Vertice]) -> float:
    """Return the area of the ring in square units, positive when counter-clockwise."""
    pares = zip(anillo, [*anillo[1:], anillo[0]], strict=True)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pares) / 2


def _doblez(a: Vertice, b: Vertice) -> Vertice:
    """Return the point where the edge bends: the same for both neighbours."""
    (x1, y1), (x2, y2) = min(a, b), max(a, b)
    desvio = (semilla_de("arista", x1, y1, x2, y2) / 2**63 - 1) * TEMBLOR
    return (
        round((x1 + x2) / 2 + (y2 - y1) * desvio),
        round((y1 + y2) / 2 - (x2 - x1) * desvio),
    )


def anillos(sitios: Sequence[Punto]) -> list[list[Vertice]]:
    """Return the outline of each site's municipio as an open counter-clockwise ring."""
    doblados = []
    for celda in _celdas(sitios):
        pares = zip(celda, [*celda[1:], celda[0]], strict=True)
        doblados.append([v for a, b in pares for v in (a, _doblez(a, b))])
    return doblados


def geojson(municipios: Sequence[Municipio]) -> dict[str, Any]:
    """Return the map as a FeatureCollection: one polygon a municipio, with its code and name."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": municipio.clave,
                "properties": {"municipio": municipio.clave, "nombre": municipio.nombre},
                "geometry": {"type": "Polygon", "coordinates": [_coordenadas(anillo)]},
            }
            for municipio, anillo in zip(
                municipios, anillos([m.sitio for m in municipios]), strict=True
            )
        ],
    }


def _coordenadas(anillo: Sequence[Vertice]) -> list[list[float]]:
    return [[x / ESCALA, y / ESCALA] for x, y in (*anillo, anillo[0])]


def como_texto(coleccion: dict[str, Any]) -> str:
    """Return the map as compact JSON, always the same bytes."""
    return json.dumps(coleccion, ensure_ascii=False, separators=(",", ":")) + "\n"
