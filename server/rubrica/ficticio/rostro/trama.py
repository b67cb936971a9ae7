"""The sheet a face is drawn on: soft fields in face coordinates, masks and inks.

u goes from left to right and v from top to bottom; 1 is half the width, or half the height, of the
face. u is one row and v one column, so that fields grow by broadcasting.
"""

from __future__ import annotations

from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from rubrica.ficticio.rostro.rasgos import Color, Par, Rasgos

Campo: TypeAlias = npt.NDArray[np.float32]
Lienzo: TypeAlias = npt.NDArray[np.uint8]  # one channel
Puntos: TypeAlias = npt.NDArray[np.float64]  # n × (x, y)

ANCHO, ALTO = 360, 460
CENTRO = (180.0, 212.0)
RADIO = (92.0, 126.0)  # half width and half height of the average face, in pixels


def plano() -> tuple[Campo, Campo]:
    """Return the columns as one row and the rows as one column: fields grow by broadcasting."""
    x, y = np.arange(ANCHO, dtype=np.float32), np.arange(ALTO, dtype=np.float32)
    return x[None, :], y[:, None]


def ejes(r: Rasgos) -> tuple[Campo, Campo]:
    """Return the face coordinates u (left to right, one row) and v (up to down, one column)."""
    x, y = plano()
    u = (x - np.float32(CENTRO[0])) / np.float32(RADIO[0] * r.ancho)
    v = (y - np.float32(CENTRO[1])) / np.float32(RADIO[1] * r.alto)
    return u, v


def bulto(u: Campo, v: Campo, centro: Par, radios: Par) -> Campo:
    """Return a soft bump of height 1."""
    du, dv = (u - centro[0]) / radios[0], (v - centro[1]) / radios[1]
    return np.asarray(np.exp(-0.5 * du * du) * np.exp(-0.5 * dv * dv), np.float32)


def pares(u: Campo, v: Campo, centro: Par, radios: Par) -> Campo:
    """Return a bump and its mirror image."""
    return bulto(np.abs(u), v, centro, radios)


def poner(color: Campo, capa: Color | Campo, mascara: Campo) -> None:
    """Lay a colour over the drawing where the mask (0-1) says, visiting only the box it touches."""
    x, y, ancho, alto = cv2.boundingRect((mascara > 0.004).astype(np.uint8))
    caja = slice(y, y + alto), slice(x, x + ancho)
    tinta = np.asarray(capa, np.float32)
    trozo = color[caja]
    trozo += ((tinta if tinta.ndim == 1 else tinta[caja]) - trozo) * mascara[caja][..., None]


def suavizar(lienzo: Lienzo, suave: float) -> Campo:
    """Return the drawing as a mask from 0 to 1, blurred where there is something."""
    if suave:
        borde = round(suave * 4) + 1
        x, y, ancho, alto = cv2.boundingRect(lienzo)
        caja = (
            slice(max(0, y - borde), y + alto + borde),
            slice(max(0, x - borde), x + ancho + borde),
        )
        lienzo[caja] = cv2.GaussianBlur(lienzo[caja], (0, 0), suave)
    return lienzo.astype(np.float32) * np.float32(1 / 255)


def lienzo_vacio() -> Lienzo:
    return np.zeros((ALTO, ANCHO), np.uint8)


def fijos(puntos: Puntos) -> npt.NDArray[np.int32]:
    """Return points in the sixteenths of a pixel that the drawing takes."""
    return np.round(puntos * 16).astype(np.int32)


def mascara_de(puntos: Puntos, suave: float = 0.0) -> Campo:
    lienzo = lienzo_vacio()
    cv2.fillPoly(lienzo, [fijos(puntos)], 255, cv2.LINE_AA, shift=4)
    return suavizar(lienzo, suave)


def en_pixeles(r: Rasgos, puntos: object) -> Puntos:
    """Return face coordinates as pixels."""
    escala = np.array([RADIO[0] * r.ancho, RADIO[1] * r.alto])
    pixeles = np.asarray(puntos, np.float64).reshape(-1, 2) * escala + np.array(CENTRO)
    return np.asarray(pixeles, np.float64)


def trazo(puntos: Puntos, grosor: float) -> Campo:
    """Return the mask of a line through points given in pixels."""
    lienzo = lienzo_vacio()
    cv2.polylines(lienzo, [fijos(puntos)], False, 255, max(1, round(grosor)), cv2.LINE_AA, 4)
    return suavizar(lienzo, 0.6)


def disco(centro: Par, radio: float) -> Campo:
    lienzo = lienzo_vacio()
    x, y = np.round(np.asarray(centro) * 16).astype(int).tolist()
    cv2.circle(lienzo, (x, y), round(radio * 16), 255, -1, cv2.LINE_AA, 4)
    return suavizar(lienzo, 0.0)
