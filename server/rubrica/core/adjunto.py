"""A file that a person uploads, judged by what it holds and never by its name or its header."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
FORMATOS = {"JPEG": JPEG, "PNG": PNG}
EXTENSIONES = {PDF: "pdf", JPEG: "jpg", PNG: "png"}
COLA_DE_PDF = 2048  # bytes within which a PDF says where it ends
MAX_PIXELES = 120_000_000
LADO = 2600  # pixels of the longer side of a letter sheet at some 240 dots an inch
CALIDAD = 82


class AdjuntoImpropio(ValueError):
    """It is empty, too large, or neither a PDF nor a whole JPEG or PNG."""


def tipo_de(contenido: bytes, *, maximo: int) -> str:
    """Return the media type of a whole PDF, JPEG or PNG of at most `maximo` bytes.

    Raises AdjuntoImpropio.
    """
    if not 0 < len(contenido) <= maximo:
        raise AdjuntoImpropio("bytes")
    if contenido.startswith(b"%PDF-") and b"%%EOF" in contenido[-COLA_DE_PDF:]:
        return PDF
    with _abierta(contenido) as imagen:
        return FORMATOS[str(imagen.format)]


def sin_metadatos(contenido: bytes) -> bytes:
    """Return an image as a JPEG that is upright, of at most LADO pixels a side, and says no more.

    The place and the hour that a phone writes in its photographs stay out. Raises AdjuntoImpropio.
    """
    with _abierta(contenido) as imagen:
        derecha = ImageOps.exif_transpose(imagen).convert("RGB")
    derecha.thumbnail((LADO, LADO))
    salida = BytesIO()
    derecha.save(salida, "JPEG", quality=CALIDAD)
    return salida.getvalue()


def _abierta(contenido: bytes) -> Image.Image:
    """Return a whole image, decoded; raise AdjuntoImpropio."""
    try:
        imagen = Image.open(BytesIO(contenido), formats=list(FORMATOS))
        if imagen.width * imagen.height > MAX_PIXELES:
            raise AdjuntoImpropio("pixeles")
        imagen.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as falla:
        raise AdjuntoImpropio("contenido") from falla
    return imagen
