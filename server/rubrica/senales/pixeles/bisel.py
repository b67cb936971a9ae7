"""The bezel of a screen: a dark band with no colour of its own, straight, on every side.

It is looked for from the middle of the picture to its edges, not around the thing found: whether
the edges found are the inner or the outer ones, or none, does not matter. The ground on which a
card lies has no end inside the picture, and hair, bars and shadows are not straight all around.
"""

from __future__ import annotations

from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from rubrica.senales.pixeles.tarjeta import Enteros, Imagen

Mascara: TypeAlias = npt.NDArray[np.bool_]

OSCURO = 0.42  # of the light of the middle: darker than that can be a bezel
TINTE = 0.22  # of its own light that its colours may differ
GRANO = 5  # levels that they may differ besides
GRUESO = (0.012, 0.09)  # of the picture's width that a band measures across
TRAMO = 0.4  # of each side of the picture, in its middle, that is looked at
SESGOS = np.linspace(-0.3, 0.3, 25)  # slants that the outer edge of a band may have
HOLGURA = 2  # pixels that its points may stray


def medir_bisel(chica: Imagen) -> float:
    """Return how whole the bezel is, 0 to 1: of the four sides the second least.

    A glare may hide one side. chica: BGR, reduced.
    """
    mascara = _oscura(chica)
    minimo, maximo = (g * chica.shape[1] for g in GRUESO)
    vistas = (mascara, mascara[:, ::-1], mascara.T, mascara.T[:, ::-1])
    return float(np.sort([_banda(v, minimo, maximo) for v in vistas])[1])


def _oscura(chica: Imagen) -> Mascara:
    """Return what is dark for that picture, and grey."""
    suave = cv2.GaussianBlur(chica, (3, 3), 0)
    azul, verde, rojo = cv2.split(suave)
    mayor = cv2.max(cv2.max(azul, verde), rojo)
    color = cv2.subtract(mayor, cv2.min(cv2.min(azul, verde), rojo))
    alto, ancho = mayor.shape
    claro = float(np.median(mayor[alto * 3 // 10 : alto * 7 // 10, ancho // 4 : ancho * 3 // 4]))
    gris = (mayor < OSCURO * claro) & (color < TINTE * mayor + GRANO)
    cerrada = cv2.morphologyEx(gris.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    return np.asarray(cerrada, np.bool_)


def _banda(mascara: Mascara, minimo: float, maximo: float) -> float:
    """Return in which share of the rows the left half has a band whose outer edges lie in line."""
    alto, ancho = mascara.shape
    cuantas = round(TRAMO * alto)
    desde = (alto - cuantas) // 2
    filas = mascara[desde : desde + cuantas, : ancho // 2].astype(np.int8)
    cambio = np.diff(np.pad(filas, ((0, 0), (1, 1))), axis=1)
    fila, entra = np.nonzero(cambio == 1)
    sale = np.nonzero(cambio == -1)[1]
    grueso = sale - entra
    # What comes in from the edge of the picture is ground; what reaches its middle, the thing.
    vale = (grueso >= minimo) & (grueso <= maximo) & (entra > HOLGURA) & (sale < ancho // 2)
    return float(min(1.0, _en_linea(fila[vale], entra[vale]) / cuantas))


def _en_linea(fila: Enteros, donde: Enteros) -> int:
    """Return how many of those points the best straight line goes through."""
    if not len(fila):
        return 0
    corrido = donde - SESGOS[:, None] * (fila - fila.mean())
    casillas = np.rint((corrido - corrido.min()) / HOLGURA).astype(np.intp)
    largo = int(casillas.max()) + 2
    por_sesgo = casillas + largo * np.arange(len(SESGOS))[:, None]
    votos = np.bincount(por_sesgo.ravel(), minlength=largo * len(SESGOS)).reshape(-1, largo)
    return int((votos[:, 1:] + votos[:, :-1]).max())
