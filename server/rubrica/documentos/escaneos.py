"""What a scanned sheet is, by what it holds and never by its name."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

FORMATOS = {"JPEG": "image/jpeg", "PNG": "image/png"}
PDF = "application/pdf"
COLA_DE_PDF = 2048  # bytes within which a PDF says where it ends
MAX_PIXELES = 120_000_000


class NoEsEscaneo(ValueError):
    """It is no whole PDF, PNG or JPEG, or it is too big."""


def tipo_de(contenido: bytes, *, maximo: int) -> str:
    """Return the type of a scan of at most that many bytes; raise NoEsEscaneo."""
    if not 0 < len(contenido) <= maximo:
        raise NoEsEscaneo
    if contenido.startswith(b"%PDF-") and b"%%EOF" in contenido[-COLA_DE_PDF:]:
        return PDF
    return _tipo_de_imagen(contenido)


def _tipo_de_imagen(contenido: bytes) -> str:
    try:
        with Image.open(BytesIO(contenido), formats=list(FORMATOS)) as imagen:
            if imagen.width * imagen.height > MAX_PIXELES:
                raise NoEsEscaneo
            imagen.load()
            return FORMATOS[str(imagen.format)]
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise NoEsEscaneo from None
