"""A person's name as it is looked for: without accents, signs or order (ET 10.3).

Loading reduces three million names, most of them seen before: each is reduced once.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache

from rubrica.core.credencial.nombres import a_mrz

VISTOS = 200_000  # names kept reduced: a state's surnames and given names are far fewer


@lru_cache(maxsize=VISTOS)
def _palabras(nombre: str) -> tuple[str, ...]:
    return tuple(a_mrz(nombre).split())


def llave_de_nombre(paterno: str, materno: str, nombres: str, nacimiento: str) -> str:
    """Return what two writings of one name share: its words sorted, and the day (YYYY-MM-DD)."""
    palabras = (*_palabras(paterno), *_palabras(materno), *_palabras(nombres))
    return " ".join((*sorted(palabras), nacimiento))


def parecido(uno: str, otro: str) -> float:
    """Return how alike two full names are, 0 to 1, whatever the order of their words."""
    a, b = (" ".join(sorted(_palabras(nombre))) for nombre in (uno, otro))
    return SequenceMatcher(None, a, b, autojunk=False).ratio()
