"""Light, colour and grain of a side of the credential: what parts a card from its copy."""

from __future__ import annotations

from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from rubrica.senales.pixeles.tarjeta import Imagen, Region

Pasos: TypeAlias = npt.NDArray[np.int16]

ANCHO = 320  # width at which all of this is measured
NEGRO, QUEMADO = 32, 250
CERCA, LEJOS = 2, 8
RUMBOS = ((1, 0), (0, 1), (1, 1), (1, -1))


def reducir(imagen: Imagen) -> Imagen:
    """Return the picture as wide as everything here is measured at."""
    alto = round(ANCHO * imagen.shape[0] / imagen.shape[1])
    return np.asarray(cv2.resize(imagen, (ANCHO, alto), interpolation=cv2.INTER_AREA), np.uint8)


def medir_color(chica: Imagen) -> float:
    """Return how much the hue strays from that of the light, × 1000, in the middle of the picture.

    Red and blue over green in blocks of 4 × 4, apart from the median of them all: a copy in black
    and white has only the colours of the light, whatever they are.
    """
    alto, ancho = chica.shape[:2]
    bloques = cv2.resize(chica, (ancho // 4, alto // 4), interpolation=cv2.INTER_AREA)
    y, x = bloques.shape[:2]
    centro = bloques[round(y * 0.22) : round(y * 0.78), round(x * 0.18) : round(x * 0.82)]
    b, v, r = (c.astype(np.float32).ravel() for c in cv2.split(centro))
    vale = (v > NEGRO) & (v < QUEMADO)
    if not vale.any():
        return 0.0
    tonos = (r[vale] / v[vale], b[vale] / v[vale])
    return float(1000 * sum(np.abs(t - np.median(t)).mean() for t in tonos))


def medir_tonos(chica: Imagen) -> dict[str, float]:
    """Return what the toner of a copy changes: pale tones lost, paper smooth, ink burnt.

    liso: share of the picture that is light and even. grano: how uneven what is light is.
    medios, palidos: shares of the middle neither paper nor ink. viveza: of its colours.
    """
    gris = cv2.cvtColor(chica, cv2.COLOR_BGR2GRAY).astype(np.float32)
    lado = chica.shape[1] // 8 | 1
    luz = cv2.blur(cv2.dilate(gris, np.ones((lado, lado), np.uint8)), (lado, lado))
    tono = gris / np.maximum(luz, 1)
    media = cv2.blur(gris, (7, 7))
    desviacion = np.sqrt(np.maximum(cv2.blur(gris * gris, (7, 7)) - media * media, 0))
    azul, verde, rojo = cv2.split(chica)
    mayor = cv2.max(cv2.max(azul, verde), rojo)
    color = cv2.subtract(mayor, cv2.min(cv2.min(azul, verde), rojo))
    viveza = color.astype(np.float32) / np.maximum(mayor, 1)
    alto, ancho = gris.shape
    centro = (slice(alto // 5, -alto // 5), slice(ancho // 5, -ancho // 5))
    claro = tono > 0.85
    return {
        "liso": float(((tono > 0.88) & (desviacion < 4)).mean()),
        "papel": float(((tono > 0.9) & (desviacion < 5) & (viveza < 0.12)).mean()),
        "grano": float(np.median(desviacion[claro])) if claro.any() else 0.0,
        "medios": float(((tono[centro] > 0.45) & (tono[centro] < 0.85)).mean()),
        "palidos": float(((tono[centro] > 0.6) & (tono[centro] < 0.9)).mean()),
        "viveza": float(np.percentile(viveza[centro], 90)),
        "luz": float(gris.mean()),
    }


def medir_enfoque(gris: Imagen) -> float:
    """Return how much of the step between pixels 8 apart is already there at 2, 0 to 1.

    In the worst of four directions: an edge out of focus, or shaken that way, climbs slowly. A flat
    piece gives 1. gris: a piece of a picture 1280 wide.
    """
    base = gris.astype(np.int16)
    alto, ancho = base.shape
    propio = base[LEJOS : alto - LEJOS : 2, LEJOS : ancho - LEJOS]
    razones = []
    for dx, dy in RUMBOS:
        cerca, lejos = (
            float(np.square(_corrida(base, dx * p, dy * p) - propio, dtype=np.float32).mean())
            for p in (CERCA, LEJOS)
        )
        razones.append(1.0 if lejos < 40 else min(1.0, cerca / lejos))
    return min(razones)


def _corrida(base: Pasos, dx: int, dy: int) -> Pasos:
    alto, ancho = base.shape
    return base[LEJOS + dy : alto - LEJOS + dy : 2, LEJOS + dx : ancho - LEJOS + dx]


def medir_reflejo(chica: Imagen) -> tuple[float, Region]:
    """Return the radius of the largest patch burnt to white, over the width, and where it is."""
    gris = cv2.cvtColor(chica, cv2.COLOR_BGR2GRAY)
    quemado = np.asarray(gris >= QUEMADO, np.uint8)
    hondo = cv2.distanceTransform(quemado, cv2.DIST_L2, 3)
    _, radio, _, (x, y) = cv2.minMaxLoc(hondo)
    alto, ancho = gris.shape
    r = max(radio, 1.0)
    region = ((x - r) / ancho, (y - r) / alto, 2 * r / ancho, 2 * r / alto)
    return float(radio / ancho), region
