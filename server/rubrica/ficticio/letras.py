"""Clave de elector and CURP at the pace of a padrón: the rules are core's, remembered by word.

A test holds both against core.credencial, character by character.
"""

from __future__ import annotations

from functools import lru_cache
from operator import mul
from typing import TypeAlias

from rubrica.core.credencial import nombres
from rubrica.core.credencial.curp import ALFABETO, INCONVENIENTES
from rubrica.core.credencial.entidades import EXTERIOR, NACIDO_EN_EL_EXTRANJERO, POR_NUMERO

Letras: TypeAlias = tuple[str, str, str]  # first letter, inner vowel, inner consonant
NombreCompleto: TypeAlias = tuple[str, str, str]  # paterno, materno or "", nombres
VALOR = {c: i for i, c in enumerate(ALFABETO)}
PESOS = tuple(range(18, 1, -1))


def _letras(palabra: str) -> Letras:
    return (
        nombres.inicial(palabra),
        nombres.vocal_interna(palabra),
        nombres.consonante_interna(palabra),
    )


@lru_cache(maxsize=4_096)
def letras_de_apellido(apellido: str) -> Letras:
    """Return the letters that a surname gives; X for who has none."""
    return _letras(nombres.palabra_de_apellido(apellido))


@lru_cache(maxsize=65_536)
def letras_de_nombre(nombre: str) -> Letras:
    """Return the letters that the given names give."""
    return _letras(nombres.palabra_de_nombre(nombre))


def claves(
    nombre: NombreCompleto, *, nacimiento: str, sexo: str, entidad: str, homonimia: int
) -> tuple[str, str]:
    """Return the clave de elector and the CURP of one person.

    nacimiento: YYYY-MM-DD. homonimia: number from 0 that tells apart those born the same day; its
    last digit goes to position 16 of the clave and 17 of the CURP, the others to the homoclave.
    """
    p, m = letras_de_apellido(nombre[0]), letras_de_apellido(nombre[1])
    n = letras_de_nombre(nombre[2])
    dia = nacimiento[2:4] + nacimiento[5:7] + nacimiento[8:]
    resto, digito = divmod(homonimia, 10)
    digito = (digito + int(dia)) % 10
    clave = f"{p[0]}{p[2]}{m[0]}{m[2]}{n[0]}{n[2]}{dia}{entidad}{sexo}{digito}{resto:02}"
    cuatro = p[0] + p[1] + m[0] + n[0]
    if cuatro in INCONVENIENTES:
        cuatro = f"{cuatro[0]}X{cuatro[2:]}"
    natal = NACIDO_EN_EL_EXTRANJERO if entidad in EXTERIOR else POR_NUMERO[entidad].curp
    distintivo = ("0123456789" if nacimiento < "2000" else "ABCDEFGHIJ")[homonimia % 10]
    base = f"{cuatro}{dia}{sexo}{natal}{p[2]}{m[2]}{n[2]}{distintivo}"
    return clave, base + str(-sum(map(mul, map(VALOR.__getitem__, base), PESOS)) % 10)
