"""The logo of a process: what the OPL sends, looked at and made again (ET 1.2).

It is decoded and encoded anew: nothing of the file sent (metadata, what follows the image) goes on.
"""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

MAX_ENVIADO = 500 * 1024  # ET 1.2
MAX_GUARDADO = 40 * 1024
MAX_PIXELES = 25_000_000
TIPO = "image/webp"
# Side in pixels and quality, the best first; the last fits whatever it shows.
INTENTOS = ((320, 90), (320, 75), (320, 50), (240, 50), (160, 40))


class LogotipoInvalido(ValueError):
    """The file is no logo; its message says why and what to do, in Spanish."""


def preparar(crudo: bytes) -> bytes:
    """Return the logo as WebP, at most 320 px and 40 KB; raise LogotipoInvalido."""
    if len(crudo) > MAX_ENVIADO:
        raise LogotipoInvalido("Pesa más de 500 KB (ET 1.2). Redúzcala y vuelva a elegirla.")
    return _codificar(_abrir(crudo))


def _abrir(crudo: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            imagen = Image.open(io.BytesIO(crudo), formats=("PNG", "JPEG"))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise LogotipoInvalido("Mide demasiados píxeles. Redúzcala y vuelva a elegirla.") from None
    except (OSError, ValueError, SyntaxError):
        raise LogotipoInvalido("No es una imagen PNG o JPG (ET 1.2). Elija otra.") from None
    if imagen.width * imagen.height > MAX_PIXELES:
        raise LogotipoInvalido("Mide demasiados píxeles. Redúzcala y vuelva a elegirla.")
    if getattr(imagen, "is_animated", False):
        raise LogotipoInvalido("Es una imagen animada. Elija una fija.")
    try:
        imagen.load()
        return ImageOps.exif_transpose(imagen)
    except (OSError, ValueError, SyntaxError):
        raise LogotipoInvalido("El archivo está dañado o incompleto. Elija otro.") from None


def _codificar(imagen: Image.Image) -> bytes:
    modo = "RGBA" if imagen.has_transparency_data else "RGB"
    limpia = imagen.convert(modo)
    limpia.info.clear()
    for lado, calidad in INTENTOS:
        copia = limpia.copy()
        copia.thumbnail((lado, lado))
        salida = io.BytesIO()
        copia.save(salida, "WEBP", quality=calidad, alpha_quality=calidad, method=6)
        if salida.tell() <= MAX_GUARDADO:
            return salida.getvalue()
    raise LogotipoInvalido("No se pudo reducir a 40 KB. Elija una imagen más sencilla.")
