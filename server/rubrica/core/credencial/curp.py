"""The CURP: eighteen positions, its check digit, and its making from a name, a day and a place.

The digit does not see everything: nothing at position 9, H for M at 11, even differences at 14,
0 for O and 6 for G at 17, nor differences of 5 under an even weight. Sex X is valid (since 2023).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rubrica.core.credencial import nombres as letras
from rubrica.core.credencial.causas import Causa, exigir
from rubrica.core.credencial.entidades import POR_CURP
from rubrica.core.credencial.fechas import es_dia

ALFABETO = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
LARGO = 18
FORMA = re.compile("[A-Z][AEIOUX][A-Z]{2}[0-9]{6}[A-Z]{3}[B-DF-HJ-NP-TV-Z]{3}[A-Z0-9][0-9]")
PALABRAS = Path(__file__).parents[1] / "catalogos/palabras_inconvenientes.json"
INCONVENIENTES: frozenset[str] = frozenset(json.loads(PALABRAS.read_text("utf-8")))


@dataclass(frozen=True, kw_only=True)
class Curp:
    """A CURP whose every part agrees. Only `leer` makes it."""

    texto: str
    nacimiento: date

    @property
    def sexo(self) -> str:
        """H, M or X."""
        return self.texto[10]

    @property
    def entidad(self) -> str:
        """Two letters of the entity of birth."""
        return self.texto[11:13]


def digito_verificador(curp: str) -> str:
    """Return the check digit of the first 17 characters."""
    suma = sum(ALFABETO.index(c) * (LARGO - i) for i, c in enumerate(curp[:17]))
    return str(-suma % 10)


def leer(texto: str) -> Curp:
    """Return the CURP; raise LecturaInvalida with its first cause."""
    curp = texto.strip().upper()
    exigir(len(curp) == LARGO, Causa.LONGITUD)
    exigir(FORMA.fullmatch(curp) is not None, Causa.CARACTER)
    siglo = 1900 if curp[16].isdigit() else 2000
    exigir(es_dia(curp[4:10], siglo), Causa.NACIMIENTO)
    exigir(curp[10] in "HMX", Causa.SEXO)
    exigir(curp[11:13] in POR_CURP, Causa.ENTIDAD)
    exigir(digito_verificador(curp) == curp[17], Causa.DIGITO)
    dia = date(siglo + int(curp[4:6]), int(curp[6:8]), int(curp[8:10]))
    return Curp(texto=curp, nacimiento=dia)


def componer(
    *,
    paterno: str,
    materno: str,
    nombres: str,
    nacimiento: date,
    sexo: str,
    entidad: str,
    homonimia: str = "",
) -> str:
    """Return the CURP of those data. `entidad`: its two letters; a missing surname is "".

    homonimia: position 17; by default 0 for who was born to 1999 and A from 2000 on.
    """
    apellidos = [letras.palabra_de_apellido(a) for a in (paterno, materno)]
    palabras = (*apellidos, letras.palabra_de_nombre(nombres))
    consonantes = "".join(letras.consonante_interna(p) for p in palabras)
    distintivo = homonimia or ("0" if nacimiento.year < 2000 else "A")
    base = f"{_iniciales(*palabras)}{nacimiento:%y%m%d}{sexo}{entidad}{consonantes}{distintivo}"
    return base + digito_verificador(base)


def _iniciales(paterno: str, materno: str, nombre: str) -> str:
    """Return positions 1-4; an inconvenient word loses its second letter."""
    cuatro = (
        letras.inicial(paterno)
        + letras.vocal_interna(paterno)
        + letras.inicial(materno)
        + letras.inicial(nombre)
    )
    return f"{cuatro[0]}X{cuatro[2:]}" if cuatro in INCONVENIENTES else cuatro
