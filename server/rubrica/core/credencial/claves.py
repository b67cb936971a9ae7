"""The short keys: CIC, OCR, identificador, número de emisión, sección and the 1-D bar code.

Leading zeros count. A 13-digit OCR is the sección (4) and the Identificador del Ciudadano (9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import cycle
from typing import Literal

from rubrica.core.credencial.causas import Causa, exigir

PESOS = (7, 3, 1)
LARGO_OCR = (12, 13)


def digito_verificador(texto: str) -> str:
    """Return the 7-3-1 check digit of ICAO 9303; `<` weighs 0 and A weighs 10.

    It does not see a swap of neighbours that differ by 5 under weights 7-3 or 3-1.
    """
    valores = (0 if c == "<" else int(c, 36) for c in texto)
    return str(sum(v * p for v, p in zip(valores, cycle(PESOS), strict=False)) % 10)


def leer_cic(texto: str) -> str:
    """Return the nine digits of a CIC; ten are taken as CIC and check digit, which is verified."""
    cic = _digitos(texto, 9, 10)
    if len(cic) == 10:
        exigir(digito_verificador(cic[:9]) == cic[9], Causa.DIGITO_DEL_CIC)
    return cic[:9]


def leer_ocr(texto: str) -> str:
    """Return the 12 or 13 digits of an OCR."""
    return _digitos(texto, *LARGO_OCR)


def leer_identificador(texto: str) -> str:
    """Return the nine digits of an Identificador del Ciudadano."""
    return _digitos(texto, 9)


def leer_emision(texto: str) -> str:
    """Return the two digits of a número de emisión."""
    return _digitos(texto, 2)


def leer_seccion(texto: str) -> str:
    """Return the four digits of a sección, 0001 to 9999."""
    seccion = _digitos(texto, 4)
    exigir(seccion != "0000", Causa.SECCION)
    return seccion


def partes_del_ocr(ocr: str) -> tuple[str, str]:
    """Return (sección, identificador) of an OCR; the identificador is empty in one of 12 digits."""
    return ocr[:4], ocr[4:] if len(ocr) == 13 else ""


@dataclass(frozen=True, kw_only=True)
class Barras:
    """What a 1-D code gave: `tipo` says which key `clave` is."""

    tipo: Literal["cic", "ocr"]
    clave: str


def leer_barras(texto: str) -> Barras:
    """Return the key in a 1-D code of any symbology: 9 or 10 digits are a CIC, 12 or 13 an OCR."""
    digitos = _digitos(texto, 9, 10, *LARGO_OCR)
    if len(digitos) <= 10:
        return Barras(tipo="cic", clave=leer_cic(digitos))
    return Barras(tipo="ocr", clave=digitos)


def _digitos(texto: str, *largos: int) -> str:
    limpio = texto.strip()
    exigir(len(limpio) in largos, Causa.LONGITUD)
    exigir(re.fullmatch("[0-9]+", limpio) is not None, Causa.CARACTER)
    return limpio
