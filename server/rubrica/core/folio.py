"""The folio of a registro: OAX26-0153-1-00042-XYK, made to be dictated over a telephone.

Id Proceso, Id_Auxiliar, number of the device, consecutivo, two random characters (a forked phone
never repeats a folio) and one of control. Each position has its own weight modulo 37, hyphens count
as characters, and the whole adds up to zero: any one wrong character and any two swapped are seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

MODULO = 37
ALFABETO = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-"  # 37 values: none is lost modulo 37
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MAX_LARGO = 36  # a weight each, none zero and none repeated modulo 37
FORMA = re.compile(
    "(?P<proceso>[A-Z][A-Z0-9]{3,7})"
    "-(?P<auxiliar>[0-9]{4}|[1-9][0-9]{4,7})"
    "-(?P<dispositivo>[1-9][0-9]?)"
    "-(?P<consecutivo>[0-9]{5}|[1-9][0-9]{5,7})"
    f"-(?P<azar>[{CROCKFORD}]{{2}})[{CROCKFORD}]"
)

Azar = Callable[[int], bytes]  # n → n random bytes


class FolioInvalido(ValueError):
    """The text is no folio, or a character of it is wrong."""


@dataclass(frozen=True, kw_only=True)
class Folio:
    """A folio that adds up. auxiliar keeps its zeros; consecutivo 0 is the alta (ET 4.5)."""

    texto: str
    proceso: str
    auxiliar: str
    dispositivo: int
    consecutivo: int
    azar: str


def componer(*, proceso: str, auxiliar: str, dispositivo: int, consecutivo: int, azar: Azar) -> str:
    """Return a new folio; `azar` is asked again while its control is no Crockford character.

    Raises FolioInvalido when a part is outside its form.
    """
    inicio = f"{proceso}-{auxiliar}-{dispositivo}-{consecutivo:05d}-"
    if not FORMA.fullmatch(f"{inicio}000"):
        raise FolioInvalido("a part is outside its form")
    while True:
        base = inicio + "".join(CROCKFORD[b & 31] for b in azar(2))
        control = ALFABETO[-_suma(f"{base}0") % MODULO]
        if control in CROCKFORD:
            return base + control


def leer(texto: str) -> Folio:
    """Return the folio, whatever its case and the spaces around; raise FolioInvalido."""
    limpio = texto.strip()
    hallado = FORMA.fullmatch(limpio.upper()) if limpio.isascii() else None
    if hallado is None or _suma(hallado[0]) != 0:
        raise FolioInvalido("not a folio, or a wrong character")
    return Folio(
        texto=hallado[0],
        proceso=hallado["proceso"],
        auxiliar=hallado["auxiliar"],
        dispositivo=int(hallado["dispositivo"]),
        consecutivo=int(hallado["consecutivo"]),
        azar=hallado["azar"],
    )


def es_valido(texto: str) -> bool:
    """Return whether `leer` would take it."""
    try:
        leer(texto)
    except FolioInvalido:
        return False
    return True


def _suma(folio: str) -> int:
    """Return the weighted sum modulo 37; the control, last, weighs 1."""
    valores = (ALFABETO.index(c) for c in reversed(folio))
    return sum(peso * v for peso, v in enumerate(valores, start=1)) % MODULO
