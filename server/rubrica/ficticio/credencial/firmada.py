"""What a credential prints where its holder signs: the signature, or that there is none."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from rubrica.ficticio.credencial.impresa import Impresa
from rubrica.ficticio.credencial.lienzo import NEGRITA, letra
from rubrica.ficticio.firma import firmar, trazos_a_imagen

SIN_FIRMA = "SIN FIRMA"


def firma_impresa(i: Impresa, tamano: tuple[int, int], grueso: float) -> npt.NDArray[np.uint8]:
    """Return that piece as ink on white, of that size (width, height)."""
    if not i.sin_firma:
        return trazos_a_imagen(firmar(i.persona.cic, "credencial"), tamano, grueso)
    pieza = Image.new("L", tamano, 255)
    ancho, alto = tamano
    ImageDraw.Draw(pieza).text(
        (ancho / 2, alto / 2), SIN_FIRMA, fill=30, anchor="mm", font=letra(NEGRITA, ancho // 7)
    )
    return np.array(pieza)
