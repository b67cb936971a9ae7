"""What surrounds the thing in the picture: the dark frame of a screen, the white paper of a copy.

Each side is walked across, from outside to inside, a hundredth of the thing at a time. Of each
step: how light it is along the side, and how much that changes.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from rubrica.senales.pixeles.tarjeta import Campo, Cuadro, Imagen

PASOS = 14  # hundredths of the thing looked at on each side of an edge
LARGO = 100  # pixels of the flat thing
MEDIO = slice(PASOS + 20, PASOS + 80)  # of a side: its corners do not count
FRANJA = 3  # hundredths that a frame takes at least
MARGEN = 5  # hundredths of bare paper around a printed portrait
MARGEN_DE_COPIA = 10  # and around the copy of a card: the sheet is larger on all its sides
CENTRO = slice(PASOS + 20, PASOS + 80)


@dataclass(frozen=True)
class Orla:
    """Walks across the four sides, from outside in: 4 × 2·PASOS. Light is 1 at the lightest."""

    luz: Campo
    cambio: Campo
    color: Campo


def recorrer(imagen: Imagen, cuadro: Cuadro) -> Orla:
    """Return what is met across each of the four edges. imagen: BGR, reduced is enough."""
    lado = LARGO + 2 * PASOS
    desde = np.asarray(cuadro * np.asarray(imagen.shape[1::-1], np.float32), np.float32)
    a, b = PASOS, PASOS + LARGO
    hasta = np.asarray([(a, a), (b, a), (b, b), (a, b)], np.float32)
    vista = cv2.getPerspectiveTransform(desde, hasta)
    plana = cv2.warpPerspective(
        imagen, vista, (lado, lado), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    gris = cv2.cvtColor(plana, cv2.COLOR_BGR2GRAY).astype(np.float32)
    mayor = plana.max(axis=2).astype(np.float32)
    viveza = (mayor - plana.min(axis=2)) / np.maximum(mayor, 24)
    claro = max(1.0, float(np.percentile(gris[CENTRO, CENTRO], 92)))
    luz, cambio, color = [], [], []
    for giro in range(4):  # up, right, down, left: each turned to the top
        g, v = np.rot90(gris, giro)[: 2 * PASOS, MEDIO], np.rot90(viveza, giro)[: 2 * PASOS, MEDIO]
        bajo, medio, alto = _cuantiles(g, 0.2, 0.5, 0.8)
        luz.append(medio / claro)
        cambio.append((alto - bajo) / claro)
        color.append(_cuantiles(v, 0.5)[0])
    return Orla(*(np.asarray(x, np.float32) for x in (luz, cambio, color)))


def _cuantiles(filas: Campo, *cuales: float) -> list[Campo]:
    """Return those quantiles of each row: of short rows, sorting once costs the least."""
    orden = np.sort(filas, axis=1)
    lugares = [c * (orden.shape[1] - 1) for c in cuales]
    return [
        orden[:, int(k)] + np.float32(k % 1) * (orden[:, int(np.ceil(k))] - orden[:, int(k)])
        for k in lugares
    ]


def medir_marco(orla: Orla) -> float:
    """Return how much darker a frame is than what is inside and outside of it, 0 to 1.

    Of the four sides the second least: a shadow darkens one or two, and a frame goes all around.
    """
    return float(np.sort([_valle(luz) for luz in orla.luz])[1])


def _valle(luz: Campo) -> float:
    """Return the depth of the darkest band of FRANJA steps, under the lesser of its two banks."""
    banda = np.convolve(luz, np.ones(FRANJA) / FRANJA, "valid")
    antes = np.maximum.accumulate(luz)[1 : len(banda) - 3]
    despues = np.maximum.accumulate(luz[::-1])[::-1][2 + FRANJA : len(banda) - 2 + FRANJA]
    hondos = np.minimum(antes, despues) - banda[2:-2]
    return max(0.0, float(hondos.max()))


def medir_hoja(orla: Orla) -> float:
    """Return how bare, white and even the paper around is: of the four sides the second least."""
    return float(_papel(orla, MARGEN)[1])


def medir_margen(orla: Orla) -> float:
    """Return the same of a wider band, of the least of the sides."""
    return float(_papel(orla, MARGEN_DE_COPIA)[0])


def _papel(orla: Orla, ancho: int) -> Campo:
    """Return of each side how like paper its best band is, from least to most."""
    papel = np.clip(orla.luz, 0, 1.1) - 1.6 * orla.cambio - 0.8 * orla.color
    ventana = np.ones(ancho) / ancho
    mejores = [np.convolve(lado, ventana, "valid").max() for lado in papel]
    return np.asarray(np.sort(mejores), np.float32)
