"""Families of credentials and phones: another press, laminate, lens and screen.

A reader is tuned on some and judged on all; APARTE is never seen by any training nor threshold.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import cv2
import numpy as np

from rubrica.ficticio import foto, optica
from rubrica.ficticio.azar import azar, numeros
from rubrica.ficticio.foto import Pulso
from rubrica.ficticio.optica import Campo, Imagen


@dataclass(frozen=True, kw_only=True)
class Familia:
    """One kind of card before one kind of phone. Pairs are ranges to draw from."""

    imprenta: tuple[float, float]  # how far ink spreads beyond the strokes, in pixels of the card
    tinta: tuple[float, float]  # how black: 1 as drawn, 0 as the paper
    punteada: float  # share of the ink that a worn head leaves out, in rows of dots
    mica: str  # lisa, rayada, holograma, granulada
    barril: float  # how far the corners are pulled in by the lens, as a share
    cromatica: float  # pixels between red and blue in the corners
    nitidez: float  # how much the phone sharpens what it saw
    trama: float  # levels that the lines of the sensor, or of its screen, leave in every picture


FAMILIAS = MappingProxyType(
    {
        "offset": Familia(
            imprenta=(0, 0.5), tinta=(0.92, 1), punteada=0, mica="lisa", barril=0.012,
            cromatica=0.6, nitidez=0, trama=0,
        ),
        "laser": Familia(
            imprenta=(0.2, 1.2), tinta=(0.85, 1), punteada=0.02, mica="rayada", barril=0.03,
            cromatica=1.4, nitidez=0.7, trama=0.8,
        ),
        "sublimacion": Familia(
            imprenta=(-0.9, 0.2), tinta=(0.68, 0.88), punteada=0.05, mica="granulada",
            barril=-0.015, cromatica=0.8, nitidez=0.4, trama=1.2,
        ),
        "inyeccion": Familia(
            imprenta=(0.6, 1.7), tinta=(0.72, 0.95), punteada=0.09, mica="holograma", barril=0.05,
            cromatica=2.2, nitidez=1.3, trama=2.2,
        ),
    }
)  # fmt: skip
APARTE = "inyeccion"

# A hand and ordinary light; and the same with one thing wrong, and somewhat worse in all else.
ORDINARIA = "ordinaria"
DEFECTOS = MappingProxyType(
    {
        ORDINARIA: Pulso(
            giro=6, fuga=0.02, ancho=(0.68, 0.86), desenfoque=(0.4, 1.1), temblor=(0, 2),
            grano=(1.5, 4), luz=(0.75, 1.1), sombra=0.5, brillo=0.15, calidad=(68, 80),
        ),
        "reflejo": Pulso(
            giro=8, fuga=0.025, ancho=(0.66, 0.84), desenfoque=(0.5, 1.3), temblor=(0, 2),
            grano=(2, 5), luz=(0.8, 1.2), sombra=0.6, brillo=1, calidad=(62, 76),
        ),
        "borrosa": Pulso(
            giro=8, fuga=0.025, ancho=(0.66, 0.84), desenfoque=(1.8, 3.1), temblor=(2, 8),
            grano=(2, 5), luz=(0.7, 1.1), sombra=0.5, brillo=0.3, calidad=(60, 74),
        ),
        "oscura": Pulso(
            giro=8, fuga=0.025, ancho=(0.66, 0.84), desenfoque=(0.6, 1.4), temblor=(0, 4),
            grano=(6, 12), luz=(0.18, 0.4), sombra=0.8, brillo=0.2, calidad=(58, 72),
        ),
        "lejana": Pulso(
            giro=8, fuga=0.02, ancho=(0.4, 0.52), desenfoque=(0.5, 1.2), temblor=(0, 2),
            grano=(2, 5), luz=(0.7, 1.1), sombra=0.5, brillo=0.2, calidad=(62, 76),
        ),
        "inclinada": Pulso(
            giro=16, fuga=0.055, ancho=(0.62, 0.8), desenfoque=(0.5, 1.4), temblor=(0, 2),
            grano=(2, 5), luz=(0.7, 1.1), sombra=0.5, brillo=0.3, calidad=(62, 76),
        ),
        "gastada": Pulso(
            giro=8, fuga=0.025, ancho=(0.66, 0.84), desenfoque=(0.5, 1.3), temblor=(0, 2),
            grano=(2, 5), luz=(0.7, 1.1), sombra=0.5, brillo=0.3, calidad=(62, 76),
        ),
    }
)  # fmt: skip


def retratar(plano: Imagen, cual: str, defecto: str, quien: str, toma: int) -> bytes:
    """Return the JPEG of a photograph of that flat card, by that family, with that defect.

    What belongs to the card (press, laminate, wear) hangs from `quien`; what the hand and the light
    do, from the take too.
    """
    familia = FAMILIAS[cual]
    tarjeta = credencial_de(plano, cual, quien)
    if defecto == "gastada":
        tarjeta = _gastar(tarjeta, azar("desgaste", cual, quien))
    suerte = azar("retrato de tarjeta", cual, defecto, quien, toma)
    imagen = foto.fotografiar_con(tarjeta, suerte, DEFECTOS[defecto])
    if defecto == "reflejo" or (familia.mica == "holograma" and suerte.random() < 0.3):
        imagen = _velar(imagen, suerte)
    imagen = por_el_telefono(imagen, cual, suerte)
    return optica.a_jpeg(imagen, suerte.randint(*DEFECTOS[defecto].calidad))


def credencial_de(plano: Imagen, cual: str, quien: str) -> Imagen:
    """Return the flat card as that family's press and laminate make it."""
    familia = FAMILIAS[cual]
    return _laminar(_imprimir(plano, familia, azar("imprenta", cual, quien)), familia, quien)


def por_el_telefono(imagen: Imagen, cual: str, suerte: random.Random) -> Imagen:
    """Return what is before the lens as that family's phone sees it."""
    familia = FAMILIAS[cual]
    return _revelar(_curvar(imagen, familia), familia, suerte)


def _imprimir(plano: Imagen, familia: Familia, suerte: random.Random) -> Imagen:
    """Return the card as that press leaves it: strokes wider or thinner, paler, dotted."""
    corre = suerte.uniform(*familia.imprenta)
    lado = 2 * int(np.ceil(abs(corre))) + 1
    imagen = plano
    if lado > 1:
        nucleo = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (lado, lado))
        otra = (cv2.erode if corre > 0 else cv2.dilate)(plano, nucleo)
        peso = abs(corre) / ((lado - 1) / 2)
        imagen = np.asarray(cv2.addWeighted(plano, 1 - peso, otra, peso, 0), np.uint8)
    claro = 1 - suerte.uniform(*familia.tinta)
    palida = cv2.addWeighted(imagen, 1 - claro, np.full_like(imagen, 235), claro, 0)
    if familia.punteada:
        faltan = numeros("cabezal", suerte.randrange(64)).random(
            (plano.shape[0] // 2, plano.shape[1] // 3)
        )
        puntos = (faltan < familia.punteada).astype(np.uint8) * suerte.randint(40, 110)
        grandes = cv2.resize(puntos, plano.shape[1::-1], interpolation=cv2.INTER_NEAREST)
        palida = cv2.add(palida, cv2.cvtColor(grandes, cv2.COLOR_GRAY2BGR))
    return np.asarray(palida, np.uint8)


@lru_cache(maxsize=32)
def _textura(mica: str, cual: int, ancho: int, alto: int) -> Campo:
    """Return what a laminate adds to each pixel, in levels."""
    suerte, numero = azar("mica", mica, cual), numeros("mica", mica, cual)
    campo = np.zeros((alto, ancho), np.float32)
    if mica == "rayada":
        for _ in range(26):
            x, y = suerte.randrange(ancho), suerte.randrange(alto)
            rumbo, largo = suerte.uniform(0, 6.28), suerte.uniform(60, 500)
            fin = (round(x + largo * np.cos(rumbo)), round(y + largo * np.sin(rumbo)))
            cv2.line(campo, (x, y), fin, suerte.uniform(-30, 70), 1, cv2.LINE_AA)
    if mica == "granulada":
        campo += cv2.GaussianBlur(
            numero.normal(0, 26, (alto, ancho)).astype(np.float32), (0, 0), 1.6
        )
    if mica == "holograma":
        y, x = np.mgrid[0:alto, 0:ancho].astype(np.float32)
        onda = np.sin(x / 17 + np.sin(y / 40) * 2) + np.sin((x + y) / 29)
        zona = np.exp(-(((x - suerte.uniform(0.2, 0.8) * ancho) / (0.3 * ancho)) ** 2))
        campo += 17 * onda * zona
    return campo


def _laminar(tarjeta: Imagen, familia: Familia, quien: str) -> Imagen:
    suerte = azar("laminado", quien)
    alto, ancho = tarjeta.shape[:2]
    textura = _textura(familia.mica, suerte.randrange(8), ancho, alto) * suerte.uniform(0.5, 1)
    return np.asarray((tarjeta + textura[..., None]).clip(0, 255), np.uint8)


def _gastar(tarjeta: Imagen, suerte: random.Random) -> Imagen:
    """Return the card after years in a pocket: rubbed ink, scratches, dirt, a crease."""
    alto, ancho = tarjeta.shape[:2]
    numero = numeros("roce", suerte.randrange(10_000))
    manchas = numero.normal(0, 1, (alto // 46, ancho // 60)).astype(np.float32)
    roce = cv2.resize(manchas, (ancho, alto), interpolation=cv2.INTER_CUBIC)
    falta = np.clip((roce - 0.6) * 0.5, 0, suerte.uniform(0.45, 0.75))[..., None]
    gastada = tarjeta * (1 - falta) + 226 * falta
    for _ in range(suerte.randrange(12, 40)):
        x, y, rumbo = suerte.randrange(ancho), suerte.randrange(alto), suerte.uniform(0, 6.28)
        largo = suerte.uniform(30, 400)
        fin = (round(x + largo * np.cos(rumbo)), round(y + largo * np.sin(rumbo)))
        tono = suerte.choice((90, 200, 235))
        cv2.line(gastada, (x, y), fin, (tono, tono, tono), suerte.choice((1, 1, 2)), cv2.LINE_AA)
    for _ in range(suerte.randrange(30)):
        centro = (suerte.randrange(ancho), suerte.randrange(alto))
        cv2.circle(gastada, centro, suerte.randint(1, 4), (70, 90, 100), -1, cv2.LINE_AA)
    pliegue = suerte.randrange(ancho)
    cv2.line(gastada, (pliegue, 0), (pliegue + suerte.randint(-80, 80), alto), (214, 216, 218), 3)
    return np.asarray(gastada.clip(0, 255), np.uint8)


def _velar(imagen: Imagen, suerte: random.Random) -> Imagen:
    """Return the picture with a lamp mirrored as a band across the card."""
    centro = (suerte.uniform(0.15, 0.85), suerte.uniform(0.3, 0.9))
    radio = suerte.uniform(0.06, 0.16)
    return optica.resplandor(imagen, centro, radio, suerte.uniform(0.35, 0.9))


def _curvar(imagen: Imagen, familia: Familia) -> Imagen:
    """Return the picture through the lens: lines bend, colours part in the corners."""
    canales = []
    for canal, corre in zip(cv2.split(imagen), (-0.5, 0, 0.5), strict=True):
        x, y = _rejilla(*imagen.shape[1::-1], familia.barril, corre * familia.cromatica)
        canales.append(cv2.remap(canal, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))
    return np.asarray(cv2.merge(canales), np.uint8)


@lru_cache(maxsize=32)
def _rejilla(ancho: int, alto: int, barril: float, corre: float) -> tuple[Campo, Campo]:
    y, x = np.mgrid[-1 : 1 : alto * 1j, -1 : 1 : ancho * 1j].astype(np.float32)
    lejos = x * x + (y * alto / ancho) ** 2
    factor = 1 - barril + barril * lejos + corre * lejos * 2 / ancho
    return (
        np.asarray((x * factor + 1) * (ancho - 1) / 2, np.float32),
        np.asarray((y * factor + 1) * (alto - 1) / 2, np.float32),
    )


def _revelar(imagen: Imagen, familia: Familia, suerte: random.Random) -> Imagen:
    """Return the picture as that phone's own processing leaves it."""
    if familia.nitidez:
        suave = cv2.GaussianBlur(imagen, (0, 0), 1.4)
        imagen = np.asarray(
            cv2.addWeighted(imagen, 1 + familia.nitidez, suave, -familia.nitidez, 0), np.uint8
        )
    if familia.trama:
        alto, ancho = imagen.shape[:2]
        paso, fase = suerte.uniform(2.5, 6), suerte.uniform(0, 6.28)
        lineas = familia.trama * np.sin(np.arange(alto) * 6.28 / paso + fase)
        columnas = 0.6 * familia.trama * np.sin(np.arange(ancho) * 6.28 / (paso * 1.3))
        suma = lineas[:, None, None] + columnas[None, :, None]
        imagen = np.asarray((imagen + suma).clip(0, 255), np.uint8)
    return imagen
