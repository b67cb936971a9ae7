"""What a process publishes of itself: its two privacy notices and its logo (ET 1.2, 1.3, 14.2).

A notice is plain text with light structure: a line that starts with "# " is a heading, with "- " an
item of a list, and an empty line ends a paragraph. Nothing else is markup; pwa/src/core/avisos.ts
reads it the same way (vectors/avisos.json).
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Clase(StrEnum):
    """The two notices of ET 1.3."""

    INTEGRAL = "integral"
    SIMPLIFICADO = "simplificado"


# Characters. Both, at their longest and with a logo, fit a signed manifest (256 KiB).
MAX_TEXTO: Mapping[Clase, int] = MappingProxyType(
    {Clase.INTEGRAL: 24_000, Clase.SIMPLIFICADO: 6_000}
)


class AvisoInvalido(ValueError):
    """The text is no notice; its message says why, in Spanish."""


@dataclass(frozen=True, kw_only=True)
class Bloque:
    """A piece of a notice. tipo: "titulo", "parrafo" (one renglón each) or "lista"."""

    tipo: str
    renglones: tuple[str, ...]


def limpiar(clase: Clase, texto: str) -> str:
    """Return the text as it is kept: \\n ends a line, no blank at its ends; raise AvisoInvalido."""
    limpio = texto.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").strip()
    if not limpio:
        raise AvisoInvalido("Escriba el texto del aviso.")
    if len(limpio) > MAX_TEXTO[clase]:
        raise AvisoInvalido(
            f"Tiene {len(limpio):,} caracteres; caben {MAX_TEXTO[clase]:,}. Abrévielo."
        )
    if any(unicodedata.category(c) in ("Cc", "Cs") and c != "\n" for c in limpio):
        raise AvisoInvalido("Tiene caracteres que no se ven. Péguelo como texto sin formato.")
    return limpio


def huella(texto: str) -> str:
    """Return the SHA-256 of a notice in UTF-8, in hexadecimal."""
    return hashlib.sha256(texto.encode()).hexdigest()


def bloques(texto: str) -> tuple[Bloque, ...]:
    """Return the pieces of a notice in their order."""
    hechos: list[tuple[str, list[str]]] = []
    abierto = ""
    for renglon in (r.strip() for r in texto.split("\n")):
        tipo, dicho = _de_renglon(renglon)
        if not tipo:
            abierto = ""
        elif tipo == abierto == "lista":
            hechos[-1][1].append(dicho)
        elif tipo == abierto == "parrafo":
            hechos[-1][1][0] += f" {dicho}"
        else:
            hechos.append((tipo, [dicho]))
            abierto = tipo
    return tuple(Bloque(tipo=t, renglones=tuple(r)) for t, r in hechos)


def _de_renglon(renglon: str) -> tuple[str, str]:
    if renglon.startswith("# "):
        return "titulo", renglon[2:].strip()
    if renglon.startswith("- "):
        return "lista", renglon[2:].strip()
    return ("parrafo", renglon) if renglon else ("", "")
