"""Draws the pixels of vectors/camara/pixeles.json: small pictures on which every twin must agree.

Run by hand when a picture is added; then `npm run vectores` in pwa/ writes what the app measures of
them in vectors/camara/medidas.json. pixeles: RGBA rows, deflated (zlib), in base64.
"""

from __future__ import annotations

import base64
import json
import zlib
from pathlib import Path

import cv2
import numpy as np

from rubrica.ficticio import tomas_malas
from rubrica.ficticio.azar import azar
from rubrica.ficticio.credencial import anverso, impresa
from rubrica.ficticio.optica import Imagen
from rubrica.ficticio.padron import Padron
from rubrica.ficticio.rostro import rasgos

SALIDA = Path(__file__).parents[1] / "vectors/camara/pixeles.json"


def _caso(sujeto: str, defecto: str, imagen: Imagen, tamano: tuple[int, int]) -> dict[str, object]:
    chica = cv2.resize(imagen, tamano, interpolation=cv2.INTER_AREA)
    # Six bits a channel: as good for measuring, and half the file.
    pixeles = cv2.cvtColor(np.asarray(chica & 0xFC, np.uint8), cv2.COLOR_BGR2RGBA)
    return {
        "sujeto": sujeto,
        "defecto": defecto,
        "ancho": tamano[0],
        "alto": tamano[1],
        "pixeles": base64.b64encode(zlib.compress(pixeles.tobytes(), 9)).decode(),
    }


def main() -> None:
    """Write the file anew; the same bytes every time."""
    persona = Padron(1_000).persona(5)
    plano, cara = anverso(impresa(persona, "G")), rasgos(persona.cic, persona.sexo, 34)
    casos = []
    for defecto in ("", "cortada", "fotocopia"):
        imagen = tomas_malas.credencial(defecto, plano, azar("vector", defecto))
        casos.append(_caso("credencial", defecto, imagen, (160, 120)))
    for defecto in ("", "cubierto"):
        imagen = tomas_malas.cara(defecto, cara, azar("vector", defecto))
        casos.append(_caso("rostro", defecto, imagen, (180, 240)))
    SALIDA.parent.mkdir(exist_ok=True)
    SALIDA.write_text(json.dumps(casos, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
