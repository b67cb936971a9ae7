"""How the data of a citizen are shown to a room, and in the annex of an acta (ET 11.5)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

TAPA = "•"
VISIBLES = 3  # last signs of a key that are left: enough to tell two records apart


class Nivel(StrEnum):
    """How much of a datum is seen."""

    COMPLETO = "completo"
    PARCIAL = "parcial"
    OCULTO = "oculto"


NIVELES: Mapping[Nivel, str] = {
    Nivel.COMPLETO: "Completo",
    Nivel.PARCIAL: "En parte",
    Nivel.OCULTO: "Oculto",
}
NOMBRES = ("nombre", "paterno", "materno")
CLAVES = ("clave", "emision", "ocr", "cic")
IMAGENES = ("anverso", "reverso", "rostro", "firma")
CAMPOS: Mapping[str, str] = {
    "nombre": "Nombre(s)",
    "paterno": "Apellido paterno",
    "materno": "Apellido materno",
    "clave": "Clave de elector",
    "emision": "Número de emisión",
    "ocr": "OCR",
    "cic": "CIC",
}
ROTULOS: Mapping[str, str] = {
    **CAMPOS,
    "anverso": "Anverso de la credencial",
    "reverso": "Reverso de la credencial",
    "rostro": "Fotografía viva",
    "firma": "Firma",
}
# ET 11.4 b shows images and form to the promovente; the keys, in part, while nobody says otherwise.
POR_OMISION: Mapping[str, Nivel] = {
    **dict.fromkeys(NOMBRES, Nivel.COMPLETO),
    **dict.fromkeys(CLAVES, Nivel.PARCIAL),
    **dict.fromkeys(IMAGENES, Nivel.COMPLETO),
}
DEL_ACTA: Mapping[str, Nivel] = dict.fromkeys((*NOMBRES, *CLAVES), Nivel.PARCIAL)


def de_datos(datos: Mapping[str, str]) -> dict[str, Nivel]:
    """Return a whole mask from what was kept; what is missing or unknown is as by default."""
    return {
        campo: Nivel(datos[campo]) if datos.get(campo) in set(Nivel) else nivel
        for campo, nivel in POR_OMISION.items()
    }


def tapar(campo: str, valor: str, nivel: Nivel) -> str:
    """Return a datum as that level shows it; "" stays so, for who has none."""
    if not valor or nivel is Nivel.COMPLETO:
        return valor
    if nivel is Nivel.OCULTO:
        return TAPA * 4
    if campo in NOMBRES:
        return " ".join(palabra[:1] + TAPA * 3 for palabra in valor.split())
    return TAPA * 4 + valor[-VISIBLES:] if len(valor) > VISIBLES else TAPA * 4


def enmascarar(formulario: Mapping[str, str], mascara: Mapping[str, Nivel]) -> dict[str, str]:
    """Return the fields of ET 11.4 b i to vi as the mask shows them."""
    return {c: tapar(c, formulario.get(c, ""), mascara[c]) for c in CAMPOS}
