"""Camera files for Chromium: a picture as a few frames of a hand that trembles.

    chromium --use-fake-device-for-media-stream --use-file-for-fake-video-capture=x.mjpeg

Renaming a new file over the old one changes what the next getUserMedia sees.
"""

from __future__ import annotations

import os
from pathlib import Path

import cv2
import numpy as np

from rubrica.ficticio.azar import azar
from rubrica.ficticio.optica import Imagen, a_jpeg

VIDEO = (1280, 720)
CAMARA = (1600, 1200)
CUADROS = 6


def cuadros(imagen: Imagen, tamano: tuple[int, int] = VIDEO, cuantos: int = CUADROS) -> list[bytes]:
    """Return JPEG frames of the picture, whole within `tamano` (width, height), shaken a little."""
    base, suerte = _encajar(imagen, tamano), azar("temblor", *imagen.shape)
    lista = []
    for _ in range(cuantos):
        paso = np.array([[1, 0, suerte.uniform(-1.2, 1.2)], [0, 1, suerte.uniform(-1.2, 1.2)]])
        movida = cv2.warpAffine(base, paso, tamano, borderMode=cv2.BORDER_REPLICATE)
        lista.append(a_jpeg(np.asarray(movida, np.uint8), 92))
    return lista


def _encajar(imagen: Imagen, tamano: tuple[int, int]) -> Imagen:
    """Return the picture scaled to fit, over a blurred copy of itself that fills the rest."""
    alto, ancho = imagen.shape[:2]
    escala = min(tamano[0] / ancho, tamano[1] / alto)
    medida = (round(ancho * escala), round(alto * escala))
    chica = cv2.resize(imagen, medida, interpolation=cv2.INTER_AREA)
    lienzo = cv2.GaussianBlur(cv2.resize(imagen, (160, 90)), (0, 0), 8)
    lienzo = cv2.resize(lienzo, tamano, interpolation=cv2.INTER_CUBIC)
    x, y = (tamano[0] - medida[0]) // 2, (tamano[1] - medida[1]) // 2
    lienzo[y : y + medida[1], x : x + medida[0]] = chica
    return np.asarray(lienzo, np.uint8)


def escribir_mjpeg(imagen: Imagen, ruta: Path, tamano: tuple[int, int] = VIDEO) -> None:
    """Write the camera file in one step: who opens it sees the old picture or the new one."""
    temporal = ruta.with_suffix(".parte")
    temporal.write_bytes(b"".join(cuadros(imagen, tamano)))
    os.replace(temporal, ruta)
