"""A face under a light, turned a little: the portrait of a card, the photograph of a phone."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import cv2
import numpy as np

from rubrica.ficticio import optica
from rubrica.ficticio.azar import azar
from rubrica.ficticio.optica import Imagen
from rubrica.ficticio.rostro.facciones import Modelo, modelo
from rubrica.ficticio.rostro.rasgos import Color, Rasgos
from rubrica.ficticio.rostro.trama import ALTO, ANCHO, CENTRO, RADIO, Campo, Puntos


@dataclass(frozen=True, kw_only=True)
class Toma:
    """How a face is looked at. giro, cabeceo: turns in half widths; ladeo in degrees."""

    luz: tuple[float, float, float]
    ambiente: float
    giro: float = 0.0
    cabeceo: float = 0.0
    ladeo: float = 0.0
    tono: Color = (1.0, 1.0, 1.0)


def iluminar(m: Modelo, toma: Toma) -> tuple[Campo, Campo]:
    """Return the lit face (BGR, 0-255) and its opacity, both after the turn of the head."""
    suave = cv2.GaussianBlur(m.relieve, (0, 0), 1.6) * RADIO[0]
    nx = cv2.Sobel(suave, cv2.CV_32F, 1, 0, scale=-1 / 8)
    ny = cv2.Sobel(suave, cv2.CV_32F, 0, 1, scale=-1 / 8)
    lx, ly, lz = (c / math.hypot(*toma.luz) for c in toma.luz)
    cae = np.clip((nx * lx + ny * ly + lz) / np.sqrt(nx * nx + ny * ny + 1), 0, 1)
    agudo = cae * cae * cae
    agudo *= agudo
    luz = (toma.ambiente + (1 - toma.ambiente) * 1.18 * cae) * m.sombra
    imagen = cv2.merge([luz * t for t in toma.tono]) * m.color + (24 * agudo * agudo)[..., None]
    return _girar(np.asarray(imagen, np.float32), m, toma)


def _girar(imagen: Campo, m: Modelo, toma: Toma) -> tuple[Campo, Campo]:
    """Move each point by its own depth, as when a head turns, and tilt the whole."""
    x, y = np.meshgrid(*(np.arange(n, dtype=np.float32) for n in (ANCHO, ALTO)))
    fondo = cv2.GaussianBlur(m.relieve, (0, 0), 5) - 0.5
    radio = np.float32(RADIO[0])
    mapa_x = x - fondo * np.float32(toma.giro) * radio
    mapa_y = y - fondo * np.float32(toma.cabeceo) * radio
    vuelta = cv2.invertAffineTransform(cv2.getRotationMatrix2D(CENTRO, toma.ladeo, 1.0))
    # One map for the turn and the tilt: turned where it was before it was tilted.
    origen_x = vuelta[0, 0] * x + vuelta[0, 1] * y + vuelta[0, 2]
    origen_y = vuelta[1, 0] * x + vuelta[1, 1] * y + vuelta[1, 2]
    mapa_x = origen_x.astype(np.float32) + (mapa_x - x)
    mapa_y = origen_y.astype(np.float32) + (mapa_y - y)
    orilla = cv2.BORDER_REPLICATE
    cara = cv2.remap(imagen, mapa_x, mapa_y, cv2.INTER_LINEAR, borderMode=orilla)
    opaco = cv2.remap(m.opaco, mapa_x, mapa_y, cv2.INTER_LINEAR, borderMode=orilla)
    return np.asarray(cara, np.float32), np.asarray(opaco, np.float32)


def retrato(r: Rasgos, tamano: tuple[int, int] = (300, 384)) -> Imagen:
    """Return the portrait of the card: frontal, even light, plain ground. tamano: width, height."""
    suerte = azar("retrato", r.quien)
    toma = Toma(
        luz=(suerte.uniform(-0.25, 0.25), -0.45, 1.0),
        ambiente=0.42,
        giro=suerte.uniform(-0.05, 0.05),
        ladeo=suerte.uniform(-1.5, 1.5),
    )
    cara, opaco = iluminar(modelo(r), toma)
    fondo = np.float32(226)
    imagen = fondo + (cara - fondo) * opaco[..., None]
    recorte = np.clip(imagen, 0, 255).astype(np.uint8)[26:398, 34:326]
    return np.asarray(cv2.resize(recorte, tamano, interpolation=cv2.INTER_AREA), np.uint8)


def toma_viva(suerte: random.Random) -> Toma:
    """Return a light and a pose as an auxiliar's phone meets them."""
    lado = suerte.choice((-1, 1)) * suerte.uniform(0.2, 0.75)
    calida = suerte.uniform(-0.07, 0.07)
    return Toma(
        luz=(lado, suerte.uniform(-0.7, -0.1), 1.0),
        ambiente=suerte.uniform(0.28, 0.46),
        giro=suerte.uniform(-0.13, 0.13),
        cabeceo=suerte.uniform(-0.07, 0.07),
        ladeo=suerte.uniform(-5, 5),
        tono=(1.0 - calida, 1.0, 1.0 + calida),
    )


FOTO_VIVA = (720, 960)  # width, height of the live photograph


LUGARES = ("pared", "calle", "cuarto")


def foto_viva(r: Rasgos, suerte: random.Random, *, sombrero: bool = False) -> Imagen:
    """Return the person as the phone sees them: held by hand, wherever they happened to be."""
    return mirar(r, suerte, sombrero=sombrero)


def mirar(
    r: Rasgos,
    suerte: random.Random,
    *,
    sombrero: bool = False,
    toma: Toma | None = None,
    escala: float | None = None,
    donde: tuple[float, float] | None = None,
    tras: Imagen | None = None,
) -> Imagen:
    """Return the person at a distance, in a place, before a scene; each of them by chance if None.

    escala: 1.5 to 1.95 fills the oval; donde: pixels off the centre; tras: what is behind.
    """
    ancho, alto = FOTO_VIVA
    escena = optica.un_fondo(suerte.choice(LUGARES), suerte, ancho, alto)
    toma = toma or toma_viva(suerte)
    cara, opaco = iluminar(modelo(r), toma)
    escala = suerte.uniform(1.5, 1.95) if escala is None else escala
    x = ancho / 2 - CENTRO[0] * escala + suerte.uniform(-60, 60)
    y = alto * suerte.uniform(0.42, 0.5) - CENTRO[1] * escala
    if donde is not None:
        x, y = ancho / 2 - CENTRO[0] * escala + donde[0], y + donde[1]
    if tras is not None:
        escena = tras
    a_escena = np.array([[escala, 0, x], [0, escala, y]])
    # Where the drawing ends the shoulders go on; above and beside them there is nobody.
    foto = _encima(
        escena,
        *(
            cv2.warpAffine(capa, a_escena, FOTO_VIVA, borderMode=cv2.BORDER_REPLICATE)
            for capa in (cara, _sin_orillas(opaco))
        ),
    )
    if sombrero:
        _ensombrerar(foto, a_escena, r, suerte)
    campo = optica.luz_pareja(suerte, 0.14)
    foto = optica.alumbrar(foto, campo * np.float32(suerte.uniform(0.86, 1.06)))
    return optica.granular(optica.enfocar_mal(foto, suerte.uniform(0.3, 0.9)), 2.2, suerte)


def _sin_orillas(opaco: Campo) -> Campo:
    limpio = opaco.copy()
    limpio[0] = 0
    limpio[: round(CENTRO[1] + RADIO[1] * 0.9), [0, -1]] = 0
    return limpio


def _encima(escena: Imagen, cara: object, opaco: object) -> Imagen:
    """Return the person over the scene, both pictures of one size."""
    mascara = np.asarray(opaco, np.float32)[..., None]
    mezcla = escena + (np.asarray(cara, np.float32) - escena) * mascara
    return np.asarray(mezcla.clip(0, 255), np.uint8)


def _ensombrerar(foto: Imagen, a_escena: Puntos, r: Rasgos, suerte: random.Random) -> None:
    """Put a palm hat on the head; it leaves brows and eyes in its shade."""
    escala, (x, y) = a_escena[0, 0], a_escena[:, 2]
    cx, cy = CENTRO[0] * escala + x, (CENTRO[1] - RADIO[1] * r.alto * 0.62) * escala + y
    ala = (round(RADIO[0] * 1.75 * escala), round(RADIO[1] * 0.2 * escala))
    copa = (round(RADIO[0] * 0.98 * escala), round(RADIO[1] * 0.62 * escala))
    palma = suerte.choice(((150, 196, 222), (96, 140, 176), (60, 66, 80)))
    centro = (round(cx), round(cy))
    cv2.ellipse(foto, centro, copa, 0, 180, 360, palma, -1, cv2.LINE_AA)
    cv2.ellipse(foto, centro, ala, 0, 0, 360, palma, -1, cv2.LINE_AA)
    oscura = tuple(c * 0.55 for c in palma)
    cv2.ellipse(foto, centro, (copa[0], round(ala[1] * 0.8)), 0, 180, 360, oscura, 9, cv2.LINE_AA)
    cv2.ellipse(foto, centro, ala, 0, 0, 180, oscura, 5, cv2.LINE_AA)
