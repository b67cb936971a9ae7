"""Faces in a picture, what covers one, and whether it was taken of a paper or of a screen.

Faces are found by a cascade that opencv ships inside its wheel (`haarcascade_frontalface_default`,
Lienhart 2000). Nobody is recognised: two faces are only shown side by side.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from rubrica.senales.pixeles import orla, papel, tarjeta, trama
from rubrica.senales.pixeles.tarjeta import Campo, Imagen, Region

CASCADA = Path(cv2.__file__).parent / "data/haarcascade_frontalface_default.xml"
ALTO = 240  # of the picture in which faces are looked for
PASO, VECINOS, MENOR = 1.12, 5, 0.2  # scale step, votes that make a face, least side over the width
FORMA = (0.5, 1.3)  # a printed portrait or a screen held upright, times as wide as high
_de_cada_hilo = threading.local()

Caja = tuple[float, float, float, float]
ENTRECEJO: Caja = (0.42, 0.3, 0.58, 0.44)
NARIZ: Caja = (0.42, 0.52, 0.58, 0.64)
MEJILLAS: tuple[Caja, ...] = ((0.2, 0.62, 0.36, 0.76), (0.64, 0.62, 0.8, 0.76))


def _cascada() -> Any:
    """Return the cascade of this thread: one that two threads share gives nonsense."""
    propia = getattr(_de_cada_hilo, "cascada", None)
    if propia is None:
        propia = _de_cada_hilo.cascada = cv2.CascadeClassifier(str(CASCADA))
    return propia


def buscar_caras(gris: Imagen, *, menor: float = MENOR) -> list[Region]:
    """Return the faces seen from the front, largest first, as shares. menor: least side / width."""
    alto, ancho = gris.shape[:2]
    escala = ALTO / alto
    chica = cv2.resize(gris, (round(ancho * escala), ALTO), interpolation=cv2.INTER_AREA)
    lado = round(menor * chica.shape[1])
    cajas = _cascada().detectMultiScale(
        cv2.equalizeHist(chica), PASO, VECINOS, minSize=(lado, lado)
    )
    w, h = chica.shape[1], chica.shape[0]
    regiones = [(x / w, y / h, a / w, b / h) for x, y, a, b in (map(float, c) for c in cajas)]
    return sorted(regiones, key=lambda r: -r[2])


@dataclass(frozen=True)
class Rostro:
    """Measures of a live photograph; region: of the face, or the whole picture without one."""

    caras: int
    region: Region
    medidas: dict[str, float]


def medir_rostro(imagen: Imagen) -> Rostro:
    """Return what is measured on a live photograph. imagen: BGR, about 480 wide."""
    gris = np.asarray(cv2.cvtColor(imagen, cv2.COLOR_BGR2GRAY), np.uint8)
    caras = buscar_caras(gris)
    otras = [c for c in caras[1:] if c[2] > 0.5 * caras[0][2]]
    region = caras[0] if caras else tarjeta.ENTERA
    medidas = {"luz": float(gris.mean()), "caras": float(len(otras) + bool(caras))}
    medidas |= _del_soporte(imagen, region)
    if caras:
        medidas |= _de_la_cara(imagen, gris, region)
    return Rostro(len(otras) + bool(caras), region, medidas)


def _de_la_cara(imagen: Imagen, gris: Imagen, region: Region) -> dict[str, float]:
    piel = _tinte(imagen, region, ENTRECEJO)
    lejos = [_distancia(_tinte(imagen, region, c), piel) for c in (NARIZ, *MEJILLAS)]
    return {"tapado": min(lejos), "enfoque": papel.medir_enfoque(recortar(gris, region))}


def recortar(imagen: Imagen, region: Region) -> Imagen:
    """Return the piece of the picture that a region says; at least 24 pixels a side."""
    alto, ancho = imagen.shape[:2]
    x, y = int(max(0, region[0]) * ancho), int(max(0, region[1]) * alto)
    w, h = max(24, int(region[2] * ancho)), max(24, int(region[3] * alto))
    x, y = min(x, ancho - 24), min(y, alto - 24)
    return imagen[y : y + h, x : x + w]


def _tinte(imagen: Imagen, region: Region, caja: Caja) -> tuple[float, float, float]:
    """Return the light of a piece of the face, and its red and blue over green."""
    x, y, w, h = region
    x0, y0, x1, y1 = caja
    pieza = recortar(imagen, (x + x0 * w, y + y0 * h, (x1 - x0) * w, (y1 - y0) * h))
    b, v, r = (float(c) for c in cv2.mean(pieza)[:3])
    return 0.3 * r + 0.59 * v + 0.11 * b, r / max(v, 1), b / max(v, 1)


def _distancia(a: tuple[float, float, float], b: tuple[float, float, float]) -> float:
    luz = abs(float(np.log((a[0] + 4) / (b[0] + 4))))
    return abs(a[1] - b[1]) + abs(a[2] - b[2]) + 0.3 * luz


def _del_soporte(imagen: Imagen, region: Region) -> dict[str, float]:
    """Return how much the face looks laid on something flat with four straight edges."""
    hallada = tarjeta.localizar(imagen, FORMA)
    if hallada is None or not _dentro(region, hallada.region):
        return {"nitidas": 0.0, "ocupa": 0.0, "marco": 0.0, "hoja": 0.0}
    alrededor = orla.recorrer(imagen, hallada.cuadro)
    return {
        "nitidas": hallada.nitidas,
        "ocupa": hallada.ocupa,
        "marco": orla.medir_marco(alrededor),
        "hoja": orla.medir_hoja(alrededor),
    }


def _dentro(cara: Region, cosa: Region) -> bool:
    cx, cy = cara[0] + cara[2] / 2, cara[1] + cara[3] / 2
    en_x, en_y = cosa[0] < cx < cosa[0] + cosa[2], cosa[1] < cy < cosa[1] + cosa[3]
    return en_x and en_y and cosa[2] > 0.8 * cara[2]


def medir_puntos(gris: Imagen, region: Region) -> float:
    """Return how much the dots of a screen stand out over the face. gris: the camera's pixels."""
    return trama.medir_trama(gris, region)


__all__ = ["Campo", "Rostro", "buscar_caras", "medir_puntos", "medir_rostro", "recortar"]
