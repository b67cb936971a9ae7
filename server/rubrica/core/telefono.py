"""A Mexican telephone number, as people write it and as it is kept."""

from __future__ import annotations

import re

DIEZ_CIFRAS = re.compile(r"\d{10}", re.ASCII)


def cifras_de_telefono(texto: str) -> str:
    """Return the digits of a number as people write it, without the country code 52."""
    cifras = re.sub(r"[\s()+\-.]", "", texto)
    return cifras.removeprefix("52") if len(cifras) == 12 else cifras


def es_telefono(texto: str) -> bool:
    """Whether a text is the ten digits of a Mexican number."""
    return DIEZ_CIFRAS.fullmatch(texto) is not None
