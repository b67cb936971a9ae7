"""Images for the person entitled to see them: in memory, marked with who looks and when.

Nothing here writes a file. The mark is a band in a corner and a faint diagonal: it can be read
on any copy and hides nothing of the card. Photographs are read, marked and written by OpenCV, in
half of Pillow's time and in place: four of them are what a desk waits for.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np
from cv2.typing import MatLike
from PIL import Image, ImageDraw, ImageFont

from rubrica.core.contenido import Contenido, ConTestigo, Firma, SinFirma
from rubrica.documentos import LETRA

Pixeles = MatLike  # rows, columns, and blue, green and red but for a mask

cv2.setNumThreads(1)  # the service's own threads are enough for its cores
CALIDAD = 88
EN_COLOR = cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION
TINTA = (20, 24, 60)
GRUESO = 4  # pixels of the pen, before reducing
ESCALA = 2  # strokes are drawn larger and reduced: smooth edges
MARGEN = 12
TENUE = 22  # of 255: how much the diagonal shows, which is of a middle grey
REDUCCION = 2  # of the diagonal, while it is drawn
GIRO = 30  # degrees
LADO_MINIMO = 320
LADO_DE_HUELLA = 480
ROTULO = 16
DICE_SIN_FIRMA = "La credencial dice: sin firma"


def marcar(jpeg: bytes, marca: str) -> bytes:
    """Return the JPEG with the mark over it, same size in pixels.

    Raises OSError when the bytes are no image.
    """
    pixeles = cv2.imdecode(np.frombuffer(jpeg, np.uint8), EN_COLOR) if jpeg else None
    if pixeles is None:
        raise OSError("imagen-danada")
    return _as_jpeg(_with_mark(pixeles, marca))


def dibujar_aceptacion(contenido: Contenido, marca: str) -> bytes:
    """Return all by which a person accepted as one JPEG (ET 5.12, 10.3 m); marca: "" for no mark.

    The strokes; under them what the auxiliar said of a credential *sin firma*; or the fingerprint
    or the mark, and the witness's name and signature. Raises OSError when the fingerprint is no
    image.
    """
    como = contenido.aceptacion
    if como is None:
        return dibujar_firma(contenido.firma, marca)
    if isinstance(como, SinFirma):
        partes = [_ink(contenido.firma)] if contenido.firma.trazos else []
        return _marcada(_column([*partes, _label(DICE_SIN_FIRMA)]), marca)
    return _marcada(_column(_before_witness(contenido.firma, como)), marca)


def _before_witness(firma: Firma, como: ConTestigo) -> list[Image.Image]:
    partes = [_ink(firma)] if firma.trazos else []
    if como.huella is not None:
        with Image.open(BytesIO(como.huella)) as huella:
            suya = huella.convert("RGB")
        suya.thumbnail((LADO_DE_HUELLA, LADO_DE_HUELLA))
        partes = [_label("Huella"), suya, *partes]
    else:
        partes = [_label("Marca"), *partes]
    return [*partes, _label(f"Testigo: {como.testigo.nombre}"), _ink(como.testigo.firma)]


def _label(texto: str) -> Image.Image:
    return _written(ROTULO, texto)


def _column(partes: list[Image.Image]) -> Image.Image:
    """Return the pictures one under the other on white."""
    ancho = max(LADO_MINIMO, *(parte.width for parte in partes))
    alto = sum(parte.height + MARGEN for parte in partes) + 4 * MARGEN
    lienzo = Image.new("RGB", (ancho, alto), "white")
    y = MARGEN
    for parte in partes:
        lienzo.paste(parte, (0, y))
        y += parte.height + MARGEN
    return lienzo


def dibujar_firma(firma: Firma, marca: str) -> bytes:
    """Return the strokes of a signature as a marked JPEG, ink on white."""
    return _marcada(_ink(firma), marca)


def _marcada(lienzo: Image.Image, marca: str) -> bytes:
    return _as_jpeg(_with_mark(_as_pixels(lienzo), marca))


def _as_pixels(lienzo: Image.Image) -> Pixeles:
    return cv2.cvtColor(np.asarray(lienzo), cv2.COLOR_RGB2BGR)


def _ink(firma: Firma) -> Image.Image:
    lienzo = Image.new("RGB", (firma.ancho * ESCALA, firma.alto * ESCALA), "white")
    dibujo = ImageDraw.Draw(lienzo)
    for trazo in firma.trazos:
        _draw_stroke(dibujo, trazo)
    return lienzo.reduce(ESCALA)


def _draw_stroke(dibujo: ImageDraw.ImageDraw, trazo: tuple[int, ...]) -> None:
    """Draw (t0, x0, y0, dt, dx, dy, …): the first point and then differences."""
    x = y = 0
    puntos = []
    for i in range(0, len(trazo), 3):
        x, y = x + trazo[i + 1], y + trazo[i + 2]
        puntos.append((x * ESCALA, y * ESCALA))
    radio = GRUESO / 2
    for a, b in pairwise(puntos):
        dibujo.line([a, b], fill=TINTA, width=GRUESO)
    for px, py in puntos:
        dibujo.ellipse([px - radio, py - radio, px + radio, py + radio], fill=TINTA)


def _with_mark(pixeles: Pixeles, marca: str) -> Pixeles:
    """Mark the picture in place, and return it."""
    if not marca:
        return pixeles
    alto, ancho, _ = pixeles.shape
    velo = _velo((ancho, alto), marca)
    cv2.multiply(pixeles, velo.queda, dst=pixeles, scale=1 / 255)
    cv2.add(pixeles, velo.pone, dst=pixeles)
    _pegar(pixeles, _band(max(ancho // 60, 11), marca))
    return pixeles


def _pegar(pixeles: Pixeles, banda: Pixeles) -> None:
    """Put a band over the lower left corner, cut where the picture ends."""
    arriba = max(pixeles.shape[0] - banda.shape[0] - MARGEN, 0)
    hueco = pixeles[arriba : arriba + banda.shape[0], MARGEN : MARGEN + banda.shape[1]]
    hueco[:] = banda[: hueco.shape[0], : hueco.shape[1]]


class Velo(NamedTuple):
    """What a faint mark does to each pixel: how much of 255 it leaves of it, and what it adds."""

    queda: Pixeles
    pone: Pixeles


@lru_cache(maxsize=32)  # of eight people, three sizes in a minute; some 7 MB each
def _velo(tamano: tuple[int, int], marca: str) -> Velo:
    cubre = _diagonal(tamano, marca)
    queda, pone = (
        cv2.cvtColor(v, cv2.COLOR_GRAY2BGR) for v in (cv2.bitwise_not(cubre), cubre // 2)
    )
    return Velo(queda, pone)


def _diagonal(tamano: tuple[int, int], marca: str) -> Pixeles:
    """The mark repeated along the diagonal, as a faint mask of that size: columns, rows.

    It is drawn at half its size and turned and enlarged in one step: it is anew each minute for
    each person.
    """
    lado = max(*tamano, LADO_MINIMO) // REDUCCION
    capa = _renglones(lado * 3 // 2, lado // 3, f"{marca}      {marca}")
    centro = capa.shape[1] / 2, capa.shape[0] / 2
    gira = cv2.getRotationMatrix2D(centro, GIRO, REDUCCION)
    gira[:, 2] += tamano[0] / 2 - centro[0], tamano[1] / 2 - centro[1]
    return cv2.warpAffine(capa, gira, tamano, flags=cv2.INTER_LINEAR)


def _renglones(lado: int, cada: int, dice: str) -> Pixeles:
    """Return a square of that side with the same faint line of text every so many pixels."""
    renglon = Image.new("L", (lado, cada), 0)
    letra = _letra(lado * 2 // 3 // 28)
    ImageDraw.Draw(renglon).text((0, 0), dice, fill=TENUE, font=letra)
    return np.tile(np.asarray(renglon), (-(-lado // cada), 1))[:lado]


@lru_cache(maxsize=64)
def _letra(alto: int) -> ImageFont.FreeTypeFont:
    """Return our own face, with accents, a sixth smaller: it hides little of what it marks."""
    return ImageFont.truetype(str(LETRA), alto * 5 // 6)


@lru_cache(maxsize=64)
def _band(alto: int, marca: str) -> Pixeles:
    return _as_pixels(_written(alto, marca))


def _written(alto: int, texto: str) -> Image.Image:
    """Return the text in black on a white band of its size."""
    letra = _letra(alto)
    _, _, ancho, bajo = letra.getbbox(texto)
    banda = Image.new("RGB", (int(ancho) + alto, int(bajo) + alto // 2), "white")
    ImageDraw.Draw(banda).text((alto // 2, alto // 4), texto, fill="black", font=letra)
    return banda


def _as_jpeg(pixeles: Pixeles) -> bytes:
    return cv2.imencode(".jpg", pixeles, [cv2.IMWRITE_JPEG_QUALITY, CALIDAD])[1].tobytes()
