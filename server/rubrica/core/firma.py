"""What strokes look like to whoever must accept them as a signature (ET 10.3 j, m). Pure.

It is advice, never a bar: only a blank pad is no signature. pwa/src/core/firma.ts is its twin; both
read the same thresholds, catalogos/firma.json, and answer the cases of vectors/firma alike. Lengths
are shares of the shorter side of the pad; square roots only, which both languages round alike.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise
from math import sqrt
from pathlib import Path
from typing import TypeAlias

from rubrica.core.contenido import Firma

# punto: all the ink within it. mancha: a stroke not worth counting. recta_desvio: farthest point
# from the chord, as a share of it. recta_largo: of the way along a straight stroke to its chord.
# vuelta: what the hand must go back to have turned. vueltas: fewest of a signature. extension: of
# the ink along the pad.
UMBRALES: dict[str, float] = json.loads(
    (Path(__file__).with_name("catalogos") / "firma.json").read_text("utf-8")
)

Punto: TypeAlias = tuple[int, int]
Trazo: TypeAlias = Sequence[Punto]


class Aspecto(StrEnum):
    """What it looks like; all but FIRMA are pointed out, and travel as avisos_de_calidad."""

    VACIA = "vacia"
    PUNTO = "punto"
    LINEA = "linea"
    CRUZ = "cruz"
    PALOMITA = "palomita"
    ESCASA = "escasa"
    FIRMA = "firma"


def puntos_de(trazo: Sequence[int]) -> list[Punto]:
    """Return the points of (t0, x0, y0, dt, dx, dy, …), absolute."""
    x = y = 0
    puntos = []
    for i in range(0, len(trazo), 3):
        x, y = x + trazo[i + 1], y + trazo[i + 2]
        puntos.append((x, y))
    return puntos


def aspecto(firma: Firma) -> Aspecto:
    """Return what the strokes look like, the plainest first."""
    trazos = [puntos_de(trazo) for trazo in firma.trazos]
    todos = [punto for trazo in trazos for punto in trazo]
    if not todos:
        return Aspecto.VACIA
    lado = min(firma.ancho, firma.alto)
    ancho, alto = _medidas(todos)
    if max(ancho, alto) < UMBRALES["punto"] * lado:
        return Aspecto.PUNTO
    contados = [trazo for trazo in trazos if max(_medidas(trazo)) >= UMBRALES["mancha"] * lado]
    simbolo = _simbolo(contados)
    if simbolo is not None:
        return simbolo
    corta = max(ancho / firma.ancho, alto / firma.alto) < UMBRALES["extension"]
    vueltas = sum(_vueltas(trazo, UMBRALES["vuelta"] * lado) + 1 for trazo in contados)
    return Aspecto.ESCASA if corta or vueltas < UMBRALES["vueltas"] else Aspecto.FIRMA


def _simbolo(trazos: Sequence[Trazo]) -> Aspecto | None:
    """Return which mark one or two strokes are; None when they are none."""
    if len(trazos) == 1:
        if _es_recta(trazos[0]):
            return Aspecto.LINEA
        return Aspecto.PALOMITA if _es_palomita(trazos[0]) else None
    if len(trazos) != 2 or not all(map(_es_recta, trazos)):
        return None
    uno, otro = trazos
    return Aspecto.CRUZ if _se_cruzan(uno[0], uno[-1], otro[0], otro[-1]) else Aspecto.LINEA


def _medidas(puntos: Sequence[Punto]) -> tuple[int, int]:
    xs, ys = [x for x, _ in puntos], [y for _, y in puntos]
    return max(xs) - min(xs), max(ys) - min(ys)


def _distancia(a: Punto, b: Punto) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    return sqrt(dx * dx + dy * dy)


def _giro(a: Punto, b: Punto, p: Punto) -> int:
    """Return twice the area of a, b, p: its sign says on which side of a–b the point is."""
    return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])


def _es_recta(trazo: Trazo) -> bool:
    """Whether a stroke goes from one end to the other without leaving the line or coming back."""
    cuerda = _distancia(trazo[0], trazo[-1])
    if cuerda == 0:
        return False
    largo = sum(_distancia(a, b) for a, b in pairwise(trazo))
    desvio = max(abs(_giro(trazo[0], trazo[-1], p)) for p in trazo) / cuerda
    return desvio <= UMBRALES["recta_desvio"] * cuerda and largo <= UMBRALES["recta_largo"] * cuerda


def _es_palomita(trazo: Trazo) -> bool:
    """Whether a stroke goes straight down to one corner and straight up to a longer arm."""
    en = max(range(len(trazo)), key=lambda i: (trazo[i][1], -i))
    baja, sube = trazo[: en + 1], trazo[en:]
    if len(baja) < 2 or len(sube) < 2 or not (_es_recta(baja) and _es_recta(sube)):
        return False
    return baja[0][0] < baja[-1][0] < sube[-1][0]


def _se_cruzan(a: Punto, b: Punto, c: Punto, d: Punto) -> bool:
    """Whether the segments a–b and c–d cross."""
    por_un_lado = (_giro(a, b, c) > 0) != (_giro(a, b, d) > 0)
    return por_un_lado and (_giro(c, d, a) > 0) != (_giro(c, d, b) > 0)


def _vueltas(trazo: Trazo, minimo: float) -> int:
    """Return how many times the hand turned back, across or up and down."""
    return sum(_cambios([punto[eje] for punto in trazo], minimo) for eje in (0, 1))


def _cambios(valores: Sequence[int], minimo: float) -> int:
    """Return the changes of direction of a sequence, each of `minimo` or more."""
    cambios, sentido, extremo = 0, 0, valores[0]
    for valor in valores:
        avance = valor - extremo
        if (sentido and avance * sentido > 0) or (not sentido and abs(avance) >= minimo):
            sentido, extremo = sentido or (1 if avance > 0 else -1), valor
        elif sentido and abs(avance) >= minimo:
            cambios, sentido, extremo = cambios + 1, -sentido, valor
    return cambios
