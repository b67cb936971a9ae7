"""What was drawn on the pad: whether it can be a signature, and whether it looks like the card's.

Lengths are shares of the pad's diagonal; turns, in whole turns of the pen (ET 10.3 j, l, m).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from rubrica.core.contenido import Firma
from rubrica.senales.pixeles.tarjeta import Campo, Imagen, Region

PASO = 0.02  # of the diagonal between two points that count: less is the hand's tremble
QUIETO = 0.012  # extent under which a stroke is a touch
RECTO = 0.93  # how much of a straight stroke's length is between its ends
MALLA = (24, 12)  # cells in which two shapes are compared


@dataclass(frozen=True)
class Trazo:
    """Measures of the pad. largo: of the ink; alcance: of its box; vueltas: turns of the pen."""

    trazos: int
    largo: float
    alcance: float
    vueltas: float
    rectos: int
    cruces: int
    en_la_orilla: bool
    region: Region


def puntos_de(trazo: Sequence[int]) -> Campo:
    """Return the points of a stroke (t0, x0, y0, dt, dx, dy, …) in pixels: n × 2."""
    crudo = np.asarray(trazo, np.float32).reshape(-1, 3)[:, 1:]
    return np.asarray(np.cumsum(crudo, axis=0), np.float32)


def medir_trazo(firma: Firma) -> Trazo:
    """Return what is measured on the strokes; zeros of a blank pad."""
    diagonal = math.hypot(firma.ancho, firma.alto)
    lineas = [puntos_de(t) / diagonal for t in firma.trazos if len(t) >= 3]
    if not lineas:
        return Trazo(0, 0.0, 0.0, 0.0, 0, 0, True, (0.0, 0.0, 1.0, 1.0))
    todos = np.concatenate(lineas)
    (x0, y0), (x1, y1) = todos.min(axis=0), todos.max(axis=0)
    ancho, alto = firma.ancho / diagonal, firma.alto / diagonal
    simples = [_simplificar(linea) for linea in lineas]
    borde = min(x0, y0, ancho - x1, alto - y1) < 0.02 and max(x1 - x0, y1 - y0) < 0.05
    region = (x0 / ancho, y0 / alto, max((x1 - x0) / ancho, 0.02), max((y1 - y0) / alto, 0.04))
    return Trazo(
        trazos=len(lineas),
        largo=float(sum(_largo(linea) for linea in lineas)),
        alcance=float(math.hypot(x1 - x0, y1 - y0)),
        vueltas=float(sum(_vueltas(s) for s in simples)),
        rectos=sum(_es_recto(s) for s in simples),
        cruces=_cruces(simples),
        en_la_orilla=bool(borde),
        region=(float(region[0]), float(region[1]), float(region[2]), float(region[3])),
    )


def _largo(puntos: Campo) -> float:
    return float(np.hypot(*np.diff(puntos, axis=0).T).sum()) if len(puntos) > 1 else 0.0


def _simplificar(puntos: Campo) -> Campo:
    """Return the points at least PASO apart, the ends kept."""
    elegidos = [puntos[0]]
    for punto in puntos[1:]:
        if math.hypot(*(punto - elegidos[-1])) >= PASO:
            elegidos.append(punto)
    if len(elegidos) == 1 or not np.array_equal(elegidos[-1], puntos[-1]):
        elegidos.append(puntos[-1])
    return np.asarray(elegidos, np.float32)


def _vueltas(puntos: Campo) -> float:
    """Return how many whole turns the pen makes along the points, either way."""
    pasos = np.diff(puntos, axis=0)
    pasos = pasos[np.hypot(*pasos.T) > 1e-6]
    if len(pasos) < 2:
        return 0.0
    rumbos = np.unwrap(np.arctan2(pasos[:, 1], pasos[:, 0]))
    return float(np.abs(np.diff(rumbos)).sum() / (2 * math.pi))


def _es_recto(puntos: Campo) -> bool:
    largo = _largo(puntos)
    return largo > QUIETO and math.hypot(*(puntos[-1] - puntos[0])) >= RECTO * largo


def _cruces(lineas: Sequence[Campo]) -> int:
    """Return how many pairs of strokes cross, taken as the segment between their ends."""
    pares = [(a[0], a[-1]) for a in lineas if _es_recto(a)]
    return sum(
        _se_cortan(*pares[i], *pares[j])
        for i in range(len(pares))
        for j in range(i + 1, len(pares))
    )


def _se_cortan(a: Campo, b: Campo, c: Campo, d: Campo) -> bool:
    def lado(p: Campo, q: Campo, r: Campo) -> float:
        return float((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]))

    return lado(a, b, c) * lado(a, b, d) < 0 and lado(c, d, a) * lado(c, d, b) < 0


def dibujar(firma: Firma, medida: tuple[int, int] = (240, 120)) -> Imagen:
    """Return the ink of the pad, white on black, fitted to its own box. medida: width, height."""
    lienzo = np.zeros((medida[1], medida[0]), np.uint8)
    lineas = [puntos_de(t) for t in firma.trazos if len(t) >= 3]
    if not lineas:
        return lienzo
    todos = np.concatenate(lineas)
    origen, tamano = todos.min(axis=0), np.maximum(np.ptp(todos, axis=0), 1)
    escala = min((medida[0] - 8) / tamano[0], (medida[1] - 8) / tamano[1])
    corre = (np.asarray(medida) - tamano * escala) / 2
    for linea in lineas:
        puntos = np.round(((linea - origen) * escala + corre) * 16).astype(np.int32)
        cv2.polylines(lienzo, [puntos], False, 255, 3, cv2.LINE_AA, 4)
    return lienzo


def tinta_de(recorte: Imagen) -> Imagen:
    """Return the ink of a printed signature, white on black. recorte: BGR or grey."""
    gris = recorte if recorte.ndim == 2 else cv2.cvtColor(recorte, cv2.COLOR_BGR2GRAY)
    hondo = cv2.morphologyEx(gris, cv2.MORPH_BLACKHAT, np.ones((15, 15), np.uint8))
    _, tinta = cv2.threshold(hondo, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return _sin_motas(np.asarray(tinta, np.uint8))


def _sin_motas(tinta: Imagen) -> Imagen:
    """Return the ink without specks, and without the ruled line under it."""
    cuantas, marcas, datos, _ = cv2.connectedComponentsWithStats(tinta, connectivity=8)
    alto, ancho = tinta.shape
    limpia = np.zeros_like(tinta)
    for n in range(1, cuantas):
        w, h, area = (int(v) for v in datos[n, 2:5])
        raya = h < 0.06 * alto and w > 0.5 * ancho
        if area > 0.0015 * tinta.size and not raya:
            limpia[marcas == n] = 255
    return limpia


def comparar(una: Imagen, otra: Imagen) -> float | None:
    """Return how alike two inks are in shape, -1 to 1; None when either has next to none."""
    formas = [_malla(tinta) for tinta in (una, otra)]
    if formas[0] is None or formas[1] is None:
        return None
    a, b = (f - f.mean() for f in formas if f is not None)
    return float((a * b).sum() / max(float(np.sqrt((a * a).sum() * (b * b).sum())), 1e-6))


def _malla(tinta: Imagen) -> Campo | None:
    """Return how much ink is in each cell of the box of the ink, smoothed."""
    filas, columnas = np.flatnonzero(tinta.any(axis=1)), np.flatnonzero(tinta.any(axis=0))
    if len(filas) < 4 or len(columnas) < 4:
        return None
    caja = tinta[filas[0] : filas[-1] + 1, columnas[0] : columnas[-1] + 1]
    malla = cv2.resize(caja, MALLA, interpolation=cv2.INTER_AREA).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(malla, (0, 0), 0.9), np.float32)
