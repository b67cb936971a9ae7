"""The clave de elector: eighteen positions.

The algorithm of position 16 is not public and is not checked; 17-18 are normally 00. X and Ñ are
allowed among the letters, since how the authority replaces them is unverified.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from rubrica.core.credencial import nombres as letras
from rubrica.core.credencial.causas import Causa, exigir
from rubrica.core.credencial.entidades import POR_NUMERO
from rubrica.core.credencial.fechas import es_dia

LARGO = 18
FORMA = re.compile("[A-ZÑ]{6}[0-9]{8}[A-Z][0-9]{3}")


@dataclass(frozen=True, kw_only=True)
class ClaveElector:
    """A clave whose form holds. Only `leer` makes it."""

    texto: str

    @property
    def nacimiento(self) -> str:
        """YYMMDD, without a century."""
        return self.texto[6:12]

    @property
    def entidad(self) -> str:
        """Two digits of the entity of birth, not of residence."""
        return self.texto[12:14]

    @property
    def sexo(self) -> str:
        """H or M; also X since 2023, though its form is not verified."""
        return self.texto[14]

    @property
    def sexo_por_confirmar(self) -> bool:
        """Whether a person should look at the sex: a warning, never a refusal."""
        return self.sexo == "X"


def leer(texto: str) -> ClaveElector:
    """Return the clave; raise LecturaInvalida with its first cause."""
    clave = texto.strip().upper()
    exigir(len(clave) == LARGO, Causa.LONGITUD)
    exigir(FORMA.fullmatch(clave) is not None, Causa.CARACTER)
    exigir(es_dia(clave[6:12]), Causa.NACIMIENTO)
    exigir(clave[12:14] in POR_NUMERO, Causa.ENTIDAD)
    exigir(clave[14] in "HMX", Causa.SEXO)
    return ClaveElector(texto=clave)


def componer(
    *,
    paterno: str,
    materno: str,
    nombres: str,
    nacimiento: date,
    sexo: str,
    entidad: str,
    digito: str = "0",
    homoclave: str = "00",
) -> str:
    """Return the clave of those data. `entidad`: its two digits; a missing surname is ""."""
    apellidos = [letras.palabra_de_apellido(a) for a in (paterno, materno)]
    palabras = (*apellidos, letras.palabra_de_nombre(nombres))
    seis = "".join(letras.inicial(p) + letras.consonante_interna(p) for p in palabras)
    return f"{seis}{nacimiento:%y%m%d}{entidad}{sexo}{digito}{homoclave}"
