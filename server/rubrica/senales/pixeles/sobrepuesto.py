"""Text pasted on a card: even patches with straight edges, lighter than its ground (ET 10.3 n)."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from rubrica.senales.pixeles.tarjeta import DERECHA, ENTERA, Imagen, Region

CLAROS = (2, 4, 7, 11)  # levels that a patch is lighter than what is around it: each is tried
LLENO = 0.8  # of its box that a patch fills
ALTURA = (0.035, 0.24)  # of a patch, as shares of the card's height
LARGO = 0.09  # least width, as a share of the card's
BANDA = 0.16  # of the card's height, above: its title, which is a band of one colour
MENOR = LLENO * ALTURA[0] * DERECHA[1] * LARGO * DERECHA[0]  # pixels of the least of them
ALREDEDOR = 25  # pixels, at a quarter of the size, in which the ground is taken


def medir_parches(plana: Imagen) -> tuple[float, Region]:
    """Return the share of the front that patches take, × 100, and the box of the largest.

    plana: the front laid flat, BGR, DERECHA in size. Of several ways to see them (each colour, each
    difference of light) the one that sees most.
    """
    assert plana.shape[1::-1] == DERECHA
    mejor: tuple[float, Region] = (0.0, ENTERA)
    for canal in (cv2.cvtColor(plana, cv2.COLOR_BGR2GRAY), plana[..., 0], plana[..., 1]):
        relieve = _relieve(np.ascontiguousarray(canal))
        for claro in CLAROS:
            mejor = max(mejor, _contar(np.asarray(relieve > claro, np.uint8)), key=lambda p: p[0])
    return mejor


def _relieve(canal: Imagen) -> Imagen:
    """Return by how much each place is lighter than what is around, without its letters."""
    sin_letras = cv2.morphologyEx(canal, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    sin_letras = cv2.morphologyEx(sin_letras, cv2.MORPH_OPEN, np.ones((7, 7), np.uint8))
    sin_letras = cv2.medianBlur(sin_letras, 5)
    chico = cv2.resize(sin_letras, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    alrededor = cv2.resize(cv2.medianBlur(chico, ALREDEDOR), DERECHA)
    relieve = cv2.subtract(sin_letras, alrededor)
    relieve[: round(DERECHA[1] * BANDA)] = 0
    return np.asarray(relieve, np.uint8)


def _contar(mancha: Imagen) -> tuple[float, Region]:
    area, mayor, region = 0.0, 0.0, ENTERA
    contornos, _ = cv2.findContours(mancha, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for contorno in contornos:
        suya = _parche(contorno)
        area += suya
        if suya > mayor:
            x, y, w, h = cv2.boundingRect(contorno)
            mayor = suya
            region = (x / DERECHA[0], y / DERECHA[1], w / DERECHA[0], h / DERECHA[1])
    return 100 * area / (DERECHA[0] * DERECHA[1]), region


def _parche(contorno: Any) -> float:
    """Return the area of what has the shape of a patch; 0 of anything else."""
    area = float(cv2.contourArea(contorno))
    if area < MENOR:
        return 0.0
    _, (a, b), _ = cv2.minAreaRect(contorno)
    ancho, alto = max(a, b), min(a, b)
    en_alto = ALTURA[0] * DERECHA[1] <= alto <= ALTURA[1] * DERECHA[1]
    vale = en_alto and ancho >= LARGO * DERECHA[0] and area >= LLENO * ancho * alto
    return area if vale else 0.0
