"""How a name gives its letters to the CURP and to the clave de elector.

Instructivo normativo of the CURP (DOF 18/10/2021): accents fall, Ñ and the signs / - . give X
where they take part, particles are skipped, José and María too when another name follows, and a
compound surname counts by its first word. The apostrophe, unconfirmed, is taken as a sign.
"""

from __future__ import annotations

import re
import unicodedata

PARTICULAS = frozenset("DA DAS DE DEL DER DI DIE DD EL LA LOS LAS LE LES MAC MC VAN VON Y".split())
SE_OMITEN = frozenset({"JOSE", "J", "J.", "MARIA", "MA", "MA."})
SIGNOS = "/.'-"
SIN_LETRA = "X"
VOCAL = re.compile(f"[AEIOU{SIGNOS}]")
CONSONANTE = re.compile(f"[B-DF-HJ-NP-TV-ZÑ{SIGNOS}]")


def sin_acentos(texto: str) -> str:
    """Return the text in capitals, without accents or dieresis, and with its Ñ."""
    separado = unicodedata.normalize("NFD", texto.upper())
    limpio = re.sub("[\u0300-\u0302\u0304-\u036f]|(?<!N)\u0303", "", separado)
    return unicodedata.normalize("NFC", limpio)


def a_mrz(texto: str) -> str:
    """Return the words of a name as an MRZ writes them: A-Z, one space between, Ñ as N."""
    letras = sin_acentos(texto).replace("Ñ", "N").replace("'", "")
    return " ".join(re.sub("[^A-Z]", " ", letras).split())


def palabra_de_apellido(apellido: str) -> str:
    """Return the word of a surname that takes part; "" for who has none."""
    return _principales(apellido)[0] if apellido.strip() else ""


def palabra_de_nombre(nombres: str) -> str:
    """Return the given name that takes part: MARIA JOSE gives JOSE, MA. DE LOS ANGELES, ANGELES."""
    palabras = _principales(nombres)
    return palabras[1] if len(palabras) > 1 and palabras[0] in SE_OMITEN else palabras[0]


def _principales(texto: str) -> list[str]:
    palabras = sin_acentos(texto).split()
    return [p for p in palabras if p not in PARTICULAS] or palabras


def inicial(palabra: str) -> str:
    """Return the first letter; X when there is no word, or for Ñ and signs."""
    return _letra(palabra[:1])


def vocal_interna(palabra: str) -> str:
    """Return the first vowel after the first letter; X if there is none or a sign comes first."""
    return _primera(VOCAL, palabra)


def consonante_interna(palabra: str) -> str:
    """Return the first consonant after the first letter; X if none, or if it is Ñ or a sign."""
    return _primera(CONSONANTE, palabra)


def _primera(clase: re.Pattern[str], palabra: str) -> str:
    hallada = clase.search(palabra, 1)
    return _letra(hallada[0]) if hallada else SIN_LETRA


def _letra(caracter: str) -> str:
    return caracter if re.fullmatch("[A-Z]", caracter) else SIN_LETRA
