"""What a phone left on its disk, and whether two pictures are of the same thing.

The disk is searched as an expert would who has the phone in the hand: every file of the browser's
profile, whatever it is called, byte by byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from rubrica.ficticio.optica import Imagen

# Whole headers: the three bytes FF D8 FF alone turn up by chance in megabytes of ciphertext.
JPEG = (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", b"\xff\xd8\xff\xe1", b"\xff\xd8\xff\xdb\x00\x43\x00")
CODIFICACIONES = ("utf-8", "latin-1", "utf-16-le")
MEDIDA = (96, 72)
BANDA = 40  # pixels from the bottom where it is written who looks


def imagenes_en(carpeta: Path) -> list[str]:
    """Return the files under a folder that hold a photograph, whole or not."""
    return [str(a) for a, crudo in _archivos(carpeta) if any(m in crudo for m in JPEG)]


def textos_en(carpeta: Path, textos: Iterable[str]) -> list[str]:
    """Return which of those texts some file under a folder holds, as a browser may write them."""
    buscados = {
        texto: {texto.encode(c) for c in CODIFICACIONES} | {texto.title().encode()}
        for texto in textos
        if texto
    }
    hallados = set()
    for _, crudo in _archivos(carpeta):
        hallados |= {t for t, formas in buscados.items() if any(f in crudo for f in formas)}
    return sorted(hallados)


def _archivos(carpeta: Path) -> Iterator[tuple[Path, bytes]]:
    for archivo in carpeta.rglob("*"):
        if archivo.is_file() and not archivo.is_symlink():
            try:
                yield archivo.relative_to(carpeta), archivo.read_bytes()
            except OSError:  # a live browser took it away meanwhile
                continue


def parecido(una: Imagen, otra: Imagen) -> float:
    """Return from -1 to 1 how much two photographs are the same, whatever their size and JPEG.

    The mark of who looks is a few faint letters: it takes hundredths away.
    """
    return _correlacion(_detalle(una), _detalle(otra))


def _detalle(imagen: Imagen) -> npt.NDArray[np.float32]:
    """Return what is drawn in a picture without its light: small, in colours, lows taken away."""
    chica = cv2.resize(imagen, MEDIDA, interpolation=cv2.INTER_AREA).astype(np.float32)
    return np.asarray(chica - cv2.GaussianBlur(chica, (0, 0), 8), np.float32)


def parecido_de_firmas(una: Imagen, otra: Imagen) -> float:
    """The same of two signatures drawn in boxes of the same size, the mark's band left out."""
    return _correlacion(_tinta(una), _tinta(otra))


def _tinta(imagen: Imagen) -> npt.NDArray[np.float32]:
    oscuro = 255 - imagen[:-BANDA].min(axis=2).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(oscuro, (0, 0), 3), np.float32)


def _correlacion(a: npt.NDArray[np.float32], b: npt.NDArray[np.float32]) -> float:
    a, b = a - a.mean(), b - b.mean()
    return float((a * b).sum() / (np.sqrt((a * a).sum() * (b * b).sum()) + 1e-9))
