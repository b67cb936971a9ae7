"""Every refusal that a person or a program can meet: one catalogue, in catalogos/rechazos.json.

Each has a code, an HTTP status, a title, what to do about it, and the numeral when the law says so.
docs/rechazos.md is this catalogue for reading: `python -m rubrica.core.rechazos` writes it anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

CATALOGO = Path(__file__).with_name("catalogos") / "rechazos.json"
DOCUMENTO = Path(__file__).parents[3] / "docs/rechazos.md"
ENCABEZADO = """\
# Rechazos

Todo lo que Rúbrica puede negar, con su código, el estado HTTP que lo acompaña y qué hacer. Las
respuestas siguen RFC 9457 (`application/problem+json`); `type` es `/rechazos/` y el código.
Esta página se genera del catálogo `server/rubrica/core/catalogos/rechazos.json`.

| código | HTTP | qué pasó | qué hacer | numeral |
| --- | --- | --- | --- | --- |
"""


@dataclass(frozen=True, kw_only=True)
class Fila:
    """One refusal of the catalogue. numeral: "" when it is not the law that refuses."""

    code: str
    status: int
    titulo: str
    que_hacer: str
    numeral: str


class Rechazo(Exception):
    """A refusal with its data; the data never name a citizen (ET 14.1)."""

    def __init__(self, fila: Fila, datos: Mapping[str, object]) -> None:
        super().__init__(fila.code)
        self.fila = fila
        self.datos = MappingProxyType(dict(datos))

    @property
    def code(self) -> str:
        """Code in the catalogue."""
        return self.fila.code

    @property
    def status(self) -> int:
        """HTTP status."""
        return self.fila.status

    def problema(self) -> dict[str, object]:
        """Return the body of its application/problem+json; the data are members of it."""
        return {
            **self.datos,
            "type": f"/rechazos/{self.code}",
            "title": self.fila.titulo,
            "status": self.status,
            "detail": self.fila.titulo,
            "que_hacer": self.fila.que_hacer,
            "numeral": self.fila.numeral,
        }


def _cargar() -> Mapping[str, Fila]:
    filas = [Fila(**fila) for fila in json.loads(CATALOGO.read_text("utf-8"))]
    return MappingProxyType({fila.code: fila for fila in filas})


CATALOGADOS = _cargar()


def rechazo(code: str, **datos: object) -> Rechazo:
    """Return, ready to raise, the refusal of that code; KeyError if it is not in the catalogue."""
    return Rechazo(CATALOGADOS[code], datos)


def documento() -> str:
    """Return docs/rechazos.md, in order of code."""
    filas = sorted(CATALOGADOS.values(), key=lambda fila: fila.code)
    lineas = (
        f"| `{f.code}` | {f.status} | {f.titulo} | {f.que_hacer} | {f.numeral} |\n" for f in filas
    )
    return ENCABEZADO + "".join(lineas)


if __name__ == "__main__":
    DOCUMENTO.write_text(documento(), encoding="utf-8")
