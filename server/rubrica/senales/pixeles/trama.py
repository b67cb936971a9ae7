"""The dots of a screen: a pattern that repeats itself all over, which no card and no face has.

In greys, the twin of pwa/src/camara/trama.ts, which measures the middle; here the tiles are where
the thing lies. In colours, what stays of it when a phone shrinks and compresses the picture: red,
green and blue dots beat apart, while letters, bars and the lines of a sensor have no colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from rubrica.senales.pixeles.tarjeta import Campo, Imagen, Region

Plano: TypeAlias = Imagen | Campo

LADO = 128
RUIDO = 2_500.0  # power of a grain of one level: less than that is nothing seen
RUIDO_DE_COLOR = 600.0  # of half a level
PISO = 1.3  # how far the strongest of the frequencies of mere grain may stand out in colour
VERDE_CONTRA_LOS_OTROS = np.array([[-0.5, 1, -0.5]], np.float32)
MENOR = 0.11  # cycles per pixel under which letters and bars live
POR_LADO = 3  # tiles
EJES = 2  # frequencies this near an axis do not count
ALCANCE = 0.68  # cycles per pixel: the corners of the spectrum are dots too


@dataclass(frozen=True)
class _Espectro:
    """What every tile needs. anillo: the ring of each frequency, 0 if it does not count."""

    lisa: Campo
    anillo: npt.NDArray[np.intp]
    cuantos: npt.NDArray[np.intp]


@lru_cache(maxsize=1)
def _espectro() -> _Espectro:
    t = (np.arange(LADO) + 0.5) / LADO
    lisa = 0.5 - 0.5 * np.cos(2 * np.pi * t)
    y = np.fft.fftfreq(LADO)[:, None] * LADO
    x = np.fft.rfftfreq(LADO)[None, :] * LADO
    r = np.hypot(x, y)
    fuera = (r < MENOR * LADO) | (r >= ALCANCE * LADO)
    # Lines of the sensor, bars and edges of letters lie on the axes; the dots of a screen do not.
    fuera |= (np.abs(x) <= EJES) | (np.abs(y) <= EJES)
    anillo = np.where(fuera, 0, np.floor(r) + 1).astype(np.intp)
    cuantos = np.maximum(np.bincount(anillo.ravel()), 1)
    return _Espectro(np.asarray(np.outer(lisa, lisa), np.float32), anillo, cuantos)


def medir_trama(gris: Imagen, region: Region) -> float:
    """Return how much the strongest repeated pattern stands out, as a logarithm of base 10.

    gris: pixels of the camera, neither enlarged nor reduced.
    """
    return _mas_saliente(gris, region, RUIDO)


def medir_trama_de_color(imagen: Imagen, region: Region) -> float:
    """Return the same of green against red and blue, at the half size at which JPEG keeps colours.

    Less PISO: what grain alone does counts as nothing. imagen: BGR, the camera's pixels.
    """
    alto, ancho = imagen.shape[:2]
    media = cv2.resize(imagen, (ancho // 2, alto // 2), interpolation=cv2.INTER_AREA)
    verde = cv2.transform(media.astype(np.float32), VERDE_CONTRA_LOS_OTROS)
    return max(0.0, _mas_saliente(np.asarray(verde, np.float32), region, RUIDO_DE_COLOR) - PISO)


def _mas_saliente(plano: Plano, region: Region, ruido: float) -> float:
    """Return how far the frequency that most stands out does.

    Of each frequency, the median of nine tiles over the region, so that a bar code in one corner
    is no screen.
    """
    tejas = [plano[y : y + LADO, x : x + LADO] for x, y in _tejas(plano, region)]
    if not tejas:
        return 0.0
    cuentan = _espectro().anillo > 0
    medianas = np.median([_relieve(teja, ruido)[cuentan] for teja in tejas], axis=0)
    return float(max(0.0, medianas.max()) / np.log(10))


def _tejas(plano: Plano, region: Region) -> list[tuple[int, int]]:
    """Return the left tops of the tiles, spread over the region; none if the picture is small."""
    alto, ancho = plano.shape[:2]
    if min(alto, ancho) < LADO:
        return []
    x, y, w, h = region
    xs = np.linspace(x + 0.06 * w, x + 0.94 * w - LADO / ancho, POR_LADO) * ancho
    ys = np.linspace(y + 0.06 * h, y + 0.94 * h - LADO / alto, POR_LADO) * alto
    return [
        (int(np.clip(a, 0, ancho - LADO)), int(np.clip(b, 0, alto - LADO))) for b in ys for a in xs
    ]


def _relieve(teja: Plano, ruido: float) -> Campo:
    """Return how much each frequency of a tile stands out of its ring, as a natural logarithm."""
    de = _espectro()
    lisa = (teja - teja.mean(dtype=np.float32)) * de.lisa
    logs = np.log(np.abs(np.fft.rfft2(lisa)) ** 2 + ruido)
    # The mean of the logarithms stands for the median of the ring: one pass, no sorting.
    medio = np.bincount(de.anillo.ravel(), weights=logs.ravel()) / de.cuantos
    saliente = np.asarray(logs - medio[de.anillo], np.float32)
    return np.asarray(cv2.dilate(saliente, np.ones((3, 3), np.uint8)), np.float32)
