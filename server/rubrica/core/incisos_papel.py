"""The inconsistencies of paper (ET 8.5), read from catalogos/incisos_papel.json, versioned."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

CATALOGO = Path(__file__).with_name("catalogos") / "incisos_papel.json"


@dataclass(frozen=True)
class IncisoDePapel:
    """One row. texto: the ET's words. comentario: whether it must be explained."""

    inciso: str
    texto: str
    comentario: bool

    def redactar(self, comentario: str) -> str:
        """Return what is kept of it: its words, and the comment after them."""
        comentario = " ".join(comentario.split())
        return f"{self.texto}: {comentario}" if comentario else self.texto


_CRUDO = json.loads(CATALOGO.read_text("utf-8"))
VERSION: str = _CRUDO["version"]
INCISOS_DE_PAPEL: Mapping[str, IncisoDePapel] = MappingProxyType(
    {fila["inciso"]: IncisoDePapel(**fila) for fila in _CRUDO["incisos"]}
)
