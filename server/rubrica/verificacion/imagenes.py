"""Images for the person entitled to see them: in memory, marked with who looks and when.

Nothing here writes a file. The mark is a band in a corner and a faint diagonal: it can be read
on any copy and hides nothing of the card.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFont

from rubrica.core.contenido import Contenido, ConTestigo, Firma, SinFirma
from rubrica.documentos import LETRA

CALIDAD = 88
TINTA = (20, 24, 60)
GRUESO = 4  # pixels of the pen, before reducing
ESCALA = 2  # strokes are drawn larger and reduced: smooth edges
MARGEN = 12
TENUE = 22  # of 255: how much the diagonal shows
REDUCCION = 2  # of the diagonal, while it is drawn
LADO_MINIMO = 320
LADO_DE_HUELLA = 480
ROTULO = 16
DICE_SIN_FIRMA = "La credencial dice: sin firma"


def marcar(jpeg: bytes, marca: str) -> bytes:
    """Return the JPEG with the mark over it, same size in pixels.

    Raises OSError when the bytes are no image.
    """
    with Image.open(BytesIO(jpeg)) as imagen:
        lienzo = imagen.convert("RGB")
    return _as_jpeg(_with_mark(lienzo, marca))


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
        return _as_jpeg(_with_mark(_column([*partes, _label(DICE_SIN_FIRMA)]), marca))
    return _as_jpeg(_with_mark(_column(_before_witness(contenido.firma, como)), marca))


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
    return _band(ROTULO, texto)


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
    return _as_jpeg(_with_mark(_ink(firma), marca))


def _ink(firma: Firma) -> Image.Image:
    lienzo = Image.new("RGB", (firma.ancho * ESCALA, firma.alto * ESCALA), "white")
    dibujo = ImageDraw.Draw(lienzo)
    for trazo in firma.trazos:
        _draw_stroke(dibujo, trazo)
    return lienzo.resize((firma.ancho, firma.alto), Image.Resampling.LANCZOS)


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


def _with_mark(lienzo: Image.Image, marca: str) -> Image.Image:
    if not marca:
        return lienzo
    diagonal = _diagonal(lienzo.size, marca)
    lienzo.paste((128, 128, 128), (0, 0), diagonal)
    banda = _band(max(lienzo.width // 60, 11), marca)
    lienzo.paste(banda, (MARGEN, lienzo.height - banda.height - MARGEN))
    return lienzo


@lru_cache(maxsize=256)
def _diagonal(tamano: tuple[int, int], marca: str) -> Image.Image:
    """The mark repeated along the diagonal, as a faint mask of that size.

    It is drawn and turned at half its size, and then enlarged: a quarter of the work, each minute
    anew for each person.
    """
    ancho, alto = (-(-lado // REDUCCION) for lado in tamano)
    lado = max(ancho, alto, LADO_MINIMO // REDUCCION)
    letra = _letra(lado // 28)
    capa = Image.new("L", (lado * 3 // 2, lado * 3 // 2), 0)
    dibujo = ImageDraw.Draw(capa)
    for y in range(0, capa.height, lado // 3):
        dibujo.text((0, y), f"{marca}      {marca}", fill=TENUE, font=letra)
    girada = capa.rotate(30, resample=Image.Resampling.BILINEAR)
    x, y = (girada.width - ancho) // 2, (girada.height - alto) // 2
    reducida = girada.crop((x, y, x + ancho, y + alto))
    return reducida.resize(tamano, Image.Resampling.BILINEAR)


@lru_cache(maxsize=64)
def _letra(alto: int) -> ImageFont.FreeTypeFont:
    """Return our own face, with accents, a sixth smaller: it hides little of what it marks."""
    return ImageFont.truetype(str(LETRA), alto * 5 // 6)


@lru_cache(maxsize=64)
def _band(alto: int, marca: str) -> Image.Image:
    letra = _letra(alto)
    _, _, ancho, bajo = letra.getbbox(marca)
    banda = Image.new("RGB", (int(ancho) + alto, int(bajo) + alto // 2), "white")
    ImageDraw.Draw(banda).text((alto // 2, alto // 4), marca, fill="black", font=letra)
    return banda


def _as_jpeg(lienzo: Image.Image) -> bytes:
    salida = BytesIO()
    lienzo.save(salida, "JPEG", quality=CALIDAD)
    return salida.getvalue()
