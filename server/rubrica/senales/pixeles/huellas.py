"""Perceptual hashes: 256 bits that pictures of one thing share but for a few (personal data).

A picture is reduced to cells and each is compared with its neighbour: light, contrast, size and
compression change few bits. Two pictures are near when few bits differ.
"""

from __future__ import annotations

import cv2
import numpy as np

from rubrica.core.contenido import Firma
from rubrica.senales.pixeles import firma as trazos
from rubrica.senales.pixeles.tarjeta import Campo, Imagen, Region

BYTES = 32
LADO = 12  # of the mesh: 11 × 12 steps to the right and 11 × 12 down are more than 256 bits
PLANO = 6.0  # spread of greys under which a picture has nothing to compare


def huella_de(gris: Imagen) -> bytes:
    """Return the 32 bytes of a picture; b"" of one that is flat."""
    malla = _malla(gris)
    if float(malla.std()) < PLANO:
        return b""
    derecha, abajo = malla[:, 1:] > malla[:, :-1], malla[1:] > malla[:-1]
    bits = np.concatenate([derecha.ravel()[:128], abajo.ravel()[:128]])
    return np.packbits(bits).tobytes()


def _malla(gris: Imagen) -> Campo:
    return np.asarray(cv2.resize(gris, (LADO, LADO), interpolation=cv2.INTER_AREA), np.float32)


def distancia(una: bytes, otra: bytes) -> int:
    """Return how many bits differ."""
    return (int.from_bytes(una, "big") ^ int.from_bytes(otra, "big")).bit_count()


def de_la_firma(firma: Firma) -> bytes:
    """Return the hash of the shape of a signature; b"" of what is too little to be told apart."""
    dibujo = trazos.dibujar(firma, (144, 72))
    if len(firma.trazos) == 0 or trazos.medir_trazo(firma).vueltas < 2:
        return b""
    return huella_de(np.asarray(cv2.GaussianBlur(dibujo, (0, 0), 3), np.uint8))


def del_fondo(gris: Imagen, cara: Region | None) -> bytes:
    """Return the hash of what is behind a person: the two upper corners, beside the head."""
    alto, ancho = gris.shape[:2]
    corte = round(alto * 0.42)
    orilla = round(ancho * (min(0.24, max(0.12, cara[0] * 0.7)) if cara else 0.2))
    lados = np.hstack([gris[:corte, :orilla], gris[:corte, ancho - orilla :]])
    return huella_de(np.asarray(cv2.GaussianBlur(lados, (0, 0), 5), np.uint8))
