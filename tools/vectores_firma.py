"""Writes vectors/firma/aspecto.json: strokes, and what each was drawn to be (ET 10.3 j, m).

What a case is, its maker says: the rules of core/firma are not asked. Seeded: the same run gives
the same bytes. Run by hand when a case is added:
    cd server && PYTHONPATH=. ../.var/venv/bin/python ../tools/vectores_firma.py
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rubrica.core.contenido import Firma
from rubrica.ficticio.firma import Garabato, firmar, garabatear

VECTOR = Path(__file__).parents[1] / "vectors/firma/aspecto.json"
GARABATOS: dict[Garabato, str] = {
    "punto": "punto", "cruz": "cruz", "equis": "cruz", "linea": "linea", "palomita": "palomita",
}  # fmt: skip
A_MANO: list[tuple[str, str, tuple[int, int], list[list[int]]]] = [
    ("nothing drawn", "vacia", (320, 160), []),
    ("one touch", "punto", (320, 160), [[0, 160, 80]]),
    ("two touches side by side", "punto", (320, 160), [[0, 160, 80], [300, 164, 82]]),
    ("a line in a tall pad", "linea", (300, 500), [[0, 20, 250, 16, 130, 4, 16, 130, -2]]),
    ("a line and a stray touch", "linea", (320, 160), [[0, 20, 80, 16, 280, 0], [900, 5, 5]]),
    ("two lines one under the other", "linea", (320, 160), [
        [0, 40, 60, 9, 200, 0], [400, 40, 99, 9, 200, 2],
    ]),
    ("an X from corner to corner", "cruz", (320, 160), [
        [0, 0, 0, 9, 320, 160], [400, 320, 0, 9, -320, 160],
    ]),
    ("a tick of three points", "palomita", (320, 160), [[0, 100, 80, 9, 30, 50, 9, 70, -110]]),
    ("one letter C", "escasa", (320, 160), [
        [0, 180, 40, 9, -50, 10, 9, -10, 40, 9, 20, 30, 9, 50, 5],
    ]),
    ("initials J L", "escasa", (320, 160), [
        [0, 60, 30, 9, 0, 70, 9, -25, 20, 9, -15, -15], [500, 110, 30, 9, 0, 90, 9, 40, 0],
    ]),
]  # fmt: skip


def caso(nombre: str, aspecto: str, firma: Firma) -> dict[str, Any]:
    return {"nombre": nombre, "aspecto": aspecto, "firma": {**vars(firma)}}


def casos() -> list[dict[str, Any]]:
    """Return every case, the ones made by hand first."""
    hechos = [
        caso(n, que, Firma(ancho=ancho, alto=alto, trazos=tuple(map(tuple, trazos))))
        for n, que, (ancho, alto), trazos in A_MANO
    ]
    garabatos = [
        caso(f"{clase} {n}", que, garabatear(clase, f"vector {n}"))
        for clase, que in GARABATOS.items()
        for n in range(6)
    ]
    firmas = [caso(f"hand {n}", "firma", firmar(f"vector {n}", "app")) for n in range(20)]
    return [*hechos, *garabatos, *firmas]


def contenido() -> str:
    """Return the file as it is written: one case a line."""
    lineas = ",\n".join(json.dumps(c, ensure_ascii=False) for c in casos())
    return f"[\n{lineas}\n]\n"


if __name__ == "__main__":
    VECTOR.parent.mkdir(exist_ok=True)
    VECTOR.write_text(contenido(), encoding="utf-8")
