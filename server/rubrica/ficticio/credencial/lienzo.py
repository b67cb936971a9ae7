"""The sheet a card is drawn on: type, codes, guilloches. Colours are BGR throughout."""

from __future__ import annotations

import random
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt
import zxingcpp
from PIL import Image, ImageDraw, ImageFont

from rubrica.ficticio.azar import azar, numeros

ANCHO, ALTO = 1180, 744  # 85.6 × 54 mm at 350 dpi
TIPOGRAFIA = Path(__file__).parents[1] / "tipografia"
NORMAL, NEGRITA, OCRB = "NotoSans-400.ttf", "NotoSans-700.ttf", "OCRB.otf"
TINTA, GRIS = (34, 30, 30), (96, 88, 84)

Imagen: TypeAlias = npt.NDArray[np.uint8]  # height × width × BGR
Color: TypeAlias = tuple[int, int, int]
Punto: TypeAlias = tuple[int, int]


@lru_cache(maxsize=64)
def letra(archivo: str, tamano: int) -> ImageFont.FreeTypeFont:
    """Return a face of ours at that size; plain layout, so that no system library changes it."""
    ruta = str(TIPOGRAFIA / archivo)
    return ImageFont.truetype(ruta, tamano, layout_engine=ImageFont.Layout.BASIC)


def escribir(
    pluma: ImageDraw.ImageDraw,
    donde: Punto,
    texto: str,
    *,
    tamano: int = 26,
    archivo: str = NORMAL,
    color: Color = TINTA,
    cabe: int = 0,
) -> None:
    """Write a line with its left top at `donde`, smaller if it must fit `cabe` pixels."""
    fuente = letra(archivo, tamano)
    while cabe and tamano > 12 and fuente.getlength(texto) > cabe:
        tamano -= 1
        fuente = letra(archivo, tamano)
    pluma.text(donde, texto, font=fuente, fill=color, anchor="la")


def barras(texto: str, modulo: int, alto: int) -> Imagen:
    """Return the Code 128 of the text, without its quiet zones."""
    codigo = zxingcpp.create_barcode(texto, zxingcpp.BarcodeFormat.Code128)
    fila = np.asarray(codigo.to_image(scale=1, add_quiet_zones=False), np.uint8)[:1]
    return _ampliar(np.repeat(fila, alto, axis=0), modulo, 1)


def pdf417(texto: str, modulo: int) -> Imagen:
    """Return a PDF417."""
    codigo = zxingcpp.create_barcode(texto, zxingcpp.BarcodeFormat.PDF417)
    matriz = np.asarray(codigo.to_image(scale=1, add_quiet_zones=False), np.uint8)
    return _ampliar(matriz, modulo, modulo)


def qr(datos: bytes | str, modulo: int, correccion: str = "L") -> Imagen:
    """Return a QR code."""
    codigo = zxingcpp.create_barcode(datos, zxingcpp.BarcodeFormat.QRCode, ec_level=correccion)
    matriz = np.asarray(codigo.to_image(scale=1, add_quiet_zones=False), np.uint8)
    return _ampliar(matriz, modulo, modulo)


def _ampliar(gris: npt.NDArray[np.uint8], ancho: int, alto: int) -> Imagen:
    grande = np.repeat(np.repeat(gris, ancho, axis=1), alto, axis=0)
    return np.asarray(cv2.cvtColor(grande, cv2.COLOR_GRAY2BGR), np.uint8)


def pegar(hoja: Imagen, pieza: Imagen, donde: Punto) -> None:
    """Lay a piece over the sheet with its left top at `donde`; what falls outside is cut."""
    x, y = donde
    alto, ancho = min(pieza.shape[0], hoja.shape[0] - y), min(pieza.shape[1], hoja.shape[1] - x)
    hoja[y : y + alto, x : x + ancho] = pieza[:alto, :ancho]


def estampar(hoja: Imagen, pieza: npt.NDArray[np.uint8], donde: Punto) -> None:
    """Print a piece as ink: what is white in it leaves the paper as it was."""
    x, y = donde
    if pieza.ndim == 2:
        pieza = np.asarray(cv2.cvtColor(pieza, cv2.COLOR_GRAY2BGR), np.uint8)
    zona = hoja[y : y + pieza.shape[0], x : x + pieza.shape[1]]
    zona[:] = cv2.multiply(zona, pieza[: zona.shape[0], : zona.shape[1]], scale=1 / 255)


def papel(claro: Color, oscuro: Color, semilla: str) -> Imagen:
    """Return a sheet with a soft wash of two colours and fine guilloches."""
    y, x = np.mgrid[0:1:ALTO * 1j, 0:1:ANCHO * 1j].astype(np.float32)  # fmt: skip
    mezcla = (0.5 + 0.5 * np.sin(3 * x + 2 * y + np.sin(5 * y)))[..., None]
    hoja = np.asarray(claro, np.float32) * (1 - mezcla) + np.asarray(oscuro, np.float32) * mezcla
    imagen = np.asarray(hoja, np.uint8)
    suerte = azar("guilloche", semilla)
    for familia in range(3):
        _guilloche(imagen, [c * 0.86 for c in (oscuro, claro, oscuro)[familia]], suerte)
    return imagen


def _guilloche(imagen: Imagen, color: Iterable[float], suerte: random.Random) -> None:
    """Draw a family of fine waves that never quite meet."""
    x = np.linspace(0, ANCHO, 240)
    base, amplitud = suerte.uniform(0.1, 0.9) * ALTO, suerte.uniform(30, 110)
    paso, onda = suerte.uniform(5, 9), suerte.uniform(1.5, 4)
    fase = suerte.uniform(0, 6.28)
    tinta = tuple(float(c) for c in color)
    for i in range(26):
        y = base + (i - 13) * paso + amplitud * np.sin(onda * x / ANCHO * 6.28 + fase + i * 0.09)
        y += 14 * np.sin(onda * 3.7 * x / ANCHO * 6.28 - i * 0.2)
        puntos = np.round(np.stack([x, y], axis=1) * 16).astype(np.int32)
        cv2.polylines(imagen, [puntos], False, tinta, 1, cv2.LINE_AA, 4)


def roseta(imagen: Imagen, centro: Punto, radio: int, color: Color) -> None:
    """Draw an invented emblem: an eight-petalled rosette of fine lines."""
    t = np.linspace(0, 2 * np.pi, 400)
    for i in range(7):
        r = radio * (0.35 + 0.1 * i) * (1 + 0.18 * np.cos(8 * t + i * 0.4))
        puntos = np.stack([centro[0] + r * np.cos(t), centro[1] + r * np.sin(t)], axis=1)
        fijos = np.round(puntos * 16).astype(np.int32)
        cv2.polylines(imagen, [fijos], True, color, 2, cv2.LINE_AA, 4)


@lru_cache(maxsize=4)
def sello(tamano: int = 170) -> Imagen:
    """Return MUESTRA across a whole sheet, as a stamp on white."""
    hoja = Image.new("RGB", (ANCHO, ALTO), (255, 255, 255))
    pluma = ImageDraw.Draw(hoja)
    fuente = letra(NEGRITA, tamano)
    ancho = fuente.getlength("MUESTRA")
    pluma.text(((ANCHO - ancho) / 2, ALTO * 0.34), "MUESTRA", font=fuente, fill=(206, 206, 255))
    giro = cv2.getRotationMatrix2D((ANCHO / 2, ALTO / 2), 14, 1.0)
    return np.asarray(
        cv2.warpAffine(np.asarray(hoja), giro, (ANCHO, ALTO), borderValue=(255, 255, 255)), np.uint8
    )


def huella(quien: str, tamano: tuple[int, int] = (150, 190)) -> npt.NDArray[np.uint8]:
    """Return a fingerprint that is nobody's: ridges around a whorl, as grey on white."""
    suerte = azar("huella", quien)
    y, x = np.mgrid[-1 : 1 : tamano[1] * 1j, -1 : 1 : tamano[0] * 1j]
    ruido = numeros("huella", quien).normal(0, 1, (7, 6)).astype(np.float32)
    ondas = cv2.resize(ruido, tamano, interpolation=cv2.INTER_CUBIC)
    cx, cy = suerte.uniform(-0.2, 0.2), suerte.uniform(-0.25, 0.2)
    lejos = np.hypot((x - cx) * 1.25, (y - cy) * (1.0 - 0.3 * (y > cy)))
    vuelta = np.arctan2(y - cy, x - cx) * suerte.choice((-1, 0, 1))
    crestas = 0.5 + 0.5 * np.sin(lejos * suerte.uniform(52, 62) + ondas * 1.6 + vuelta)
    yema = np.clip((1 - (x / 0.88) ** 2 - (y / 0.94) ** 2) * 5, 0, 1)
    gris = 255 - 190 * yema * np.clip(crestas * 1.7 - 0.35, 0, 1)
    return np.asarray(gris, np.uint8)
