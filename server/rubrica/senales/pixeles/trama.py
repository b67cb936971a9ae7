"""The dots of a screen: a pattern that repeats itself all over, which no card and no face has.

Twin of pwa/src/camara/trama.ts, which measures the middle; here the tiles are where the thing lies.
"""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt

from rubrica.senales.pixeles.tarjeta import Campo, Imagen, Region

LADO = 128
RUIDO = 2_500.0  # power of a grain of one level: less than that is nothing seen
MENOR = 0.11  # cycles per pixel under which letters and bars live
POR_LADO = 3  # tiles
EJES = 2  # frequencies this near an axis do not count
ALCANCE = 0.68  # cycles per pixel: the corners of the spectrum are dots too


@lru_cache(maxsize=1)
def _anillos() -> tuple[Campo, npt.NDArray[np.intp]]:
    """Return the smooth window, and the ring of each frequency; -1: it does not count."""
    t = (np.arange(LADO) + 0.5) / LADO
    lisa = 0.5 - 0.5 * np.cos(2 * np.pi * t)
    y = np.fft.fftfreq(LADO)[:, None] * LADO
    x = np.fft.rfftfreq(LADO)[None, :] * LADO
    r = np.hypot(x, y)
    fuera = (r < MENOR * LADO) | (r >= ALCANCE * LADO)
    # Lines of the sensor, bars and edges of letters lie on the axes; the dots of a screen do not.
    fuera |= (np.abs(x) <= EJES) | (np.abs(y) <= EJES)
    anillo = np.where(fuera, -1, np.floor(r)).astype(int)
    return np.asarray(np.outer(lisa, lisa), np.float32), anillo


def medir_trama(gris: Imagen, region: Region) -> float:
    """Return how much the strongest repeated pattern stands out, as a logarithm of base 10.

    Of each frequency, the median of nine tiles over the region, so that a bar code in one corner
    is no screen. gris: pixels of the camera, neither enlarged nor reduced.
    """
    salientes = [_relieve(gris[y : y + LADO, x : x + LADO]) for x, y in _tejas(gris, region)]
    if not salientes:
        return 0.0
    _, anillo = _anillos()
    medianas = np.median(salientes, axis=0)[anillo >= 0]
    return float(np.log10(max(1.0, medianas.max())))


def _tejas(gris: Imagen, region: Region) -> list[tuple[int, int]]:
    """Return the left tops of the tiles, spread over the region; none if the picture is small."""
    alto, ancho = gris.shape[:2]
    if min(alto, ancho) < LADO:
        return []
    x, y, w, h = region
    xs = np.linspace(x + 0.06 * w, x + 0.94 * w - LADO / ancho, POR_LADO) * ancho
    ys = np.linspace(y + 0.06 * h, y + 0.94 * h - LADO / alto, POR_LADO) * alto
    return [
        (int(np.clip(a, 0, ancho - LADO)), int(np.clip(b, 0, alto - LADO))) for b in ys for a in xs
    ]


def _relieve(teja: Imagen) -> Campo:
    """Return how much each frequency of a tile stands out of its ring."""
    lisa, anillo = _anillos()
    poder = np.abs(np.fft.rfft2((teja - teja.mean(dtype=np.float32)) * lisa)) ** 2
    # The mean of the logarithms stands for the median of the ring: one pass, no sorting.
    fila = anillo + 1
    cuantos = np.maximum(np.bincount(fila.ravel()), 1)
    logs = np.log(poder + RUIDO)
    medio = np.exp(np.bincount(fila.ravel(), weights=logs.ravel()) / cuantos)
    saliente = np.asarray((poder + RUIDO) / medio[fila], np.float32)
    return np.asarray(cv2.dilate(saliente, np.ones((3, 3), np.uint8)), np.float32)
