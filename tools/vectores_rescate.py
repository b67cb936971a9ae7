"""Writes vectors/rescate/python.json: rescue files whole, cut, damaged and of somebody else.

Everything in it is fixed, so a new run writes the same bytes:
    cd server && ../.var/venv/bin/python ../tools/vectores_rescate.py
"""

from __future__ import annotations

import base64
import json
from pathlib import Path

from rubrica.core import rescate

ARCHIVO = Path(__file__).parents[1] / "vectors/rescate/python.json"
TRES = [(f"eyJ{n}.eyJ{n}.c2ln{n}".encode(), bytes([n]) * (40 + n)) for n in (1, 2, 3)]


def caso(
    nombre: str,
    archivo: bytes,
    registros: list[tuple[bytes, bytes]],
    *,
    causa: str = "",
    danado: int = -1,
) -> dict[str, object]:
    """Return one case: a file, the records that can be read of it, and why no more could."""
    leidos = [
        {"sobre": s.decode(), "paquete": base64.b64encode(p).decode(), "integro": n != danado}
        for n, (s, p) in enumerate(registros)
    ]
    return {
        "nombre": nombre,
        "archivo": base64.b64encode(archivo).decode(),
        "registros": leidos,
        "causa": causa,
    }


def flipped(archivo: bytes, en: int) -> bytes:
    cambiado = bytearray(archivo)
    cambiado[en] ^= 1
    return bytes(cambiado)


def contenido() -> list[dict[str, object]]:
    """Return every case."""
    tres, vacio = (b"".join(rescate.escribir(r)) for r in (TRES, []))
    inicio = len(rescate.INICIO)
    primero = inicio + rescate.CABEZA.size + sum(map(len, TRES[0]))
    tocado = [TRES[0], (TRES[1][0], flipped(TRES[1][1], 0)), TRES[2]]
    en_segundo = primero + rescate.CABEZA.size + len(TRES[1][0])
    return [
        caso("python: three records", tres, TRES),
        caso("python: none", vacio, []),
        caso("python: cut inside the second", tres[:en_segundo], TRES[:1], causa="rescate-cortado"),
        caso("python: cut before its end", tres[:-5], TRES, causa="rescate-cortado"),
        caso("python: a byte flipped in a paquete", flipped(tres, en_segundo), tocado, danado=1),
        caso("python: a byte flipped in the end", flipped(tres, -1), TRES, causa="rescate-danado"),
        caso(
            "python: a length flipped",
            flipped(tres, primero + 3),
            TRES[:1],
            causa="rescate-danado",
        ),
        caso("python: something after the end", tres + b"\0", TRES, causa="rescate-danado"),
        caso(
            "python: a record taken out",
            tres[:inicio] + tres[primero:],
            TRES[1:],
            causa="rescate-danado",
        ),
        caso("python: of somebody else", b"PK\x03\x04" + tres, [], causa="rescate-ajeno"),
        caso("python: empty", b"", [], causa="rescate-ajeno"),
    ]


if __name__ == "__main__":
    ARCHIVO.parent.mkdir(exist_ok=True)
    ARCHIVO.write_text(json.dumps(contenido(), indent=1) + "\n", encoding="utf-8")
