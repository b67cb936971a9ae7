"""`python -m rubrica.ficticio.ocrb.vectores`: the cases of `vectors/lectura/`, for both suites.

`red.json`: windows and the logits that the network gives them. `fotos.json`: small pieces of
generated photographs (grey, gzip, base64) with what they say. Everyone in them is synthetic.
"""

from __future__ import annotations

import base64
import gzip
import json
import sys
from pathlib import Path

import cv2
import numpy as np

from rubrica.ficticio.azar import azar
from rubrica.ficticio.credencial import impresa, reverso
from rubrica.ficticio.familias import retratar
from rubrica.ficticio.ocrb.renglones import franja
from rubrica.ficticio.padron import Padron
from rubrica.ocrb import red

CARPETA = Path(__file__).parents[4] / "vectors/lectura"
ANCHO = 640
# modelo, defecto, and rows of the photograph that are kept, as shares of its height
FOTOS = (
    ("G", "ordinaria", (0.55, 0.95)),
    ("E", "inclinada", (0.5, 1.0)),
    ("C", "ordinaria", (0.6, 0.95)),
    ("A", "ordinaria", (0.6, 0.95)),
    ("G", "ordinaria", (0.0, 0.4)),
)


def _foto(n: int, modelo: str, defecto: str, filas: tuple[float, float]) -> dict[str, object]:
    tarjeta = impresa(Padron(4_000).persona(900 + 31 * n), modelo)
    datos = retratar(reverso(tarjeta), "offset", defecto, f"vector {n}", 0)
    gris = np.asarray(cv2.imdecode(np.frombuffer(datos, np.uint8), cv2.IMREAD_GRAYSCALE), np.uint8)
    alto = round(gris.shape[0] * ANCHO / gris.shape[1])
    chico = np.asarray(cv2.resize(gris, (ANCHO, alto), interpolation=cv2.INTER_AREA), np.uint8)
    trozo = chico[round(filas[0] * alto) : round(filas[1] * alto)] & 0xF8
    comprimido = gzip.compress(trozo.tobytes(), mtime=0)
    con_texto = filas[1] > 0.5
    return {
        "modelo": modelo,
        "ancho": ANCHO,
        "alto": len(trozo),
        "gris": base64.b64encode(comprimido).decode(),
        "mrz": list(tarjeta.lineas) if tarjeta.con_mrz and con_texto else None,
        "ocr": tarjeta.persona.ocr if not tarjeta.con_mrz and con_texto else None,
    }


def _red() -> dict[str, object]:
    plana, centros = franja("IDMEX1234567897<<2575012345678", azar("vector de red"))
    ventanas = [
        plana[:, round(c) - 10 : round(c) + 10] for c in centros[::4] if c + 10 < plana.shape[1]
    ]
    cuantizadas = [np.round(v * 100) / 100 for v in ventanas]
    logits = red.puntuar(red.entrenada(), np.asarray(cuantizadas, np.float32))
    return {
        "ventanas": [np.round(v * 100).astype(int).T.tolist() for v in cuantizadas],
        "logits": np.round(logits, 3).tolist(),
    }


def main() -> int:
    """Write the two files."""
    CARPETA.mkdir(exist_ok=True)
    fotos = [_foto(n, *caso) for n, caso in enumerate(FOTOS)]
    (CARPETA / "red.json").write_text(json.dumps(_red()) + "\n")
    (CARPETA / "fotos.json").write_text(json.dumps(fotos, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
