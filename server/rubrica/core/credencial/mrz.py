"""The machine readable zone of the credential: ICAO TD1, 3 lines of 30, with sex H or M (mujer).

A stock library reads a woman as male and refuses H; this one does not. Layout, 1-based:

    line 1  1-5 IDMEX · 6-14 CIC · 15 its digit · 16-17 << · 18-21 sección · 22-30 identificador
    line 2  1-6 birth · 7 digit · 8 sex · 9-14 vigencia · 15 digit · 16-18 MEX · 19-29 optional · 30
    line 3  PATERNO<MATERNO<<NOMBRES

The last digit of line 2 covers L1[6-30] + L2[1-7] + L2[9-15] + L2[19-29]. Sex and names have none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from rubrica.core.credencial.causas import Causa, LecturaInvalida, exigir
from rubrica.core.credencial.claves import digito_verificador
from rubrica.core.credencial.fechas import es_dia

ANCHO = 30
CLASES = (
    "F" * 5 + "N" * 10 + "R" * 2 + "N" * 13  # line 1
    + "N" * 7 + "S" + "N" * 7 + "F" * 3 + "O" * 11 + "N"  # line 2
    + "A" * 30  # line 3
)  # fmt: skip
ADMITE = {
    "F": re.compile("[A-Z0-9<]"),  # fixed text, compared apart
    "R": re.compile("[A-Z0-9<]"),
    "N": re.compile("[0-9]"),
    "S": re.compile("[A-Z<]"),
    "O": re.compile("[A-Z0-9<]"),
    "A": re.compile("[A-Z<]"),
}
# What an OCR mistakes, by what the position asks for.
A_DIGITO = str.maketrans("OQDILBSZG", "000118526")
A_LETRA = str.maketrans("018526", "OIBSZG")
CORRIGE = {"N": A_DIGITO, "O": A_DIGITO, "F": A_LETRA, "S": A_LETRA, "A": A_LETRA, "R": {}}
OPCIONAL = re.compile("<([0-9]{2})<<[0-9]{5}<")


class Aviso(StrEnum):
    """What is unusual in an MRZ that is nevertheless taken."""

    SEXO_X = "sexo_x"
    SEXO_OCULTO = "sexo_oculto"
    NOMBRE_TRUNCADO = "nombre_truncado"
    NOMBRE_CORREGIDO = "nombre_corregido"  # a digit was read as a letter: 1 may be I or L
    LECTURA_CORREGIDA = "lectura_corregida"  # confusions undone, and all the digits agree


@dataclass(frozen=True, kw_only=True)
class Mrz:
    """What one MRZ says.

    nacimiento: YYMMDD, without a century (the CURP has it). vigencia: last day.
    emision: número de emisión inferred from the optional field, or "".
    apellidos, nombres: words separated by one space; compound surnames are not split.
    """

    cic: str
    ocr: str
    nacimiento: str
    sexo: str
    vigencia: date
    emision: str
    opcional: str
    apellidos: str
    nombres: str
    avisos: tuple[Aviso, ...] = ()

    @property
    def seccion(self) -> str:
        """Sección printed when the card was issued; the padrón's is the current one."""
        return self.ocr[:4]

    @property
    def identificador(self) -> str:
        """Identificador del Ciudadano."""
        return self.ocr[4:]


def leer(lineas: str | Sequence[str]) -> Mrz:
    """Return what the MRZ says; raise LecturaInvalida with its first cause.

    Spaces and line breaks are skipped, so the three lines may come joined. Letters read where
    digits go (and the reverse) are undone only if every check digit then agrees.
    """
    texto = lineas if isinstance(lineas, str) else "".join(lineas)
    zona = "".join(texto.split()).upper()
    try:
        return _leer_exacta(zona)
    except LecturaInvalida as motivo:
        if motivo.causa is Causa.LONGITUD:
            raise
        return _leer_corregida(zona, motivo)


def _leer_corregida(zona: str, motivo: LecturaInvalida) -> Mrz:
    """Return the MRZ with its confusions undone, or raise the refusal it had before."""
    corregida = "".join(c.translate(CORRIGE[k]) for c, k in zip(zona, CLASES, strict=True))
    if corregida == zona:
        raise motivo
    try:
        leida = _leer_exacta(corregida)
    except LecturaInvalida:
        raise motivo from None
    dudas = {
        Aviso.LECTURA_CORREGIDA: corregida[:60] != zona[:60],
        Aviso.NOMBRE_CORREGIDO: corregida[60:] != zona[60:],
    }
    return replace(leida, avisos=leida.avisos + tuple(a for a, hay in dudas.items() if hay))


def _leer_exacta(zona: str) -> Mrz:
    _exigir_forma(zona)
    uno, dos, tres = zona[:30], zona[30:60], zona[60:]
    _exigir_digitos(uno, dos)
    apellidos, nombres = _nombres(tres)
    opcional = OPCIONAL.fullmatch(dos[18:29])
    return Mrz(
        cic=uno[5:14],
        ocr=uno[17:],
        nacimiento=dos[:6],
        sexo=dos[7],
        vigencia=date(2000 + int(dos[8:10]), int(dos[10:12]), int(dos[12:14])),
        emision=opcional[1] if opcional else "",
        opcional=dos[18:29],
        apellidos=apellidos,
        nombres=nombres,
        avisos=_avisos(dos[7], tres),
    )


def _exigir_forma(zona: str) -> None:
    """Length, fixed texts and the class of each position."""
    exigir(len(zona) == 3 * ANCHO, Causa.LONGITUD)
    exigir(zona[:5] == "IDMEX", Causa.DOCUMENTO)
    admitidos = (ADMITE[k].fullmatch(c) for c, k in zip(zona, CLASES, strict=True))
    exigir(all(admitidos), Causa.CARACTER)
    exigir(zona[15:17] == "<<", Causa.RELLENO)
    exigir(zona[45:48] == "MEX", Causa.NACIONALIDAD)


def _exigir_digitos(uno: str, dos: str) -> None:
    """The four check digits, and the two days and the sex they stand beside."""
    exigir(digito_verificador(uno[5:14]) == uno[14], Causa.DIGITO_DEL_CIC)
    exigir(digito_verificador(dos[:6]) == dos[6], Causa.DIGITO_DEL_NACIMIENTO)
    exigir(digito_verificador(dos[8:14]) == dos[14], Causa.DIGITO_DE_LA_VIGENCIA)
    exigir(es_dia(dos[:6]), Causa.NACIMIENTO)
    exigir(es_dia(dos[8:14]), Causa.VIGENCIA)
    exigir(dos[7] in "HMX<", Causa.SEXO)
    exigir(digito_verificador(_cubierto(uno, dos)) == dos[29], Causa.DIGITO_COMPUESTO)


def _cubierto(uno: str, dos: str) -> str:
    """What the composite digit covers."""
    return uno[5:] + dos[:7] + dos[8:15] + dos[18:29]


def _nombres(linea: str) -> tuple[str, str]:
    exigir(not linea.startswith("<"), Causa.NOMBRE)
    apellidos, _, nombres = linea.partition("<<")
    return " ".join(apellidos.split("<")).strip(), " ".join(filter(None, nombres.split("<")))


def _avisos(sexo: str, linea: str) -> tuple[Aviso, ...]:
    posibles = {
        Aviso.SEXO_X: sexo == "X",
        Aviso.SEXO_OCULTO: sexo == "<",
        Aviso.NOMBRE_TRUNCADO: not linea.endswith("<"),
    }
    return tuple(aviso for aviso, hay in posibles.items() if hay)


def componer(
    *,
    cic: str,
    seccion: str,
    identificador: str,
    nacimiento: date,
    sexo: str,
    vigencia: date,
    paterno: str,
    materno: str,
    nombres: str,
    emision: str = "00",
    opcional: str = "00000",
) -> tuple[str, str, str]:
    """Return the three lines, with their digits, for a credential of synthetic people.

    Names must come in the letters of an MRZ (see nombres.a_mrz); a long line is cut at 30.
    """
    uno = f"IDMEX{cic}{digito_verificador(cic)}<<{seccion}{identificador}"
    nace, vence = f"{nacimiento:%y%m%d}", f"{vigencia:%y%m%d}"
    fechas = f"{nace}{digito_verificador(nace)}{sexo}{vence}{digito_verificador(vence)}"
    dos = f"{fechas}MEX<{emision}<<{opcional}<"
    apellidos = "<".join(f"{paterno} {materno}".split())
    tres = f"{apellidos}<<{'<'.join(nombres.split())}"[:ANCHO].ljust(ANCHO, "<")
    return uno, dos + digito_verificador(_cubierto(uno, dos)), tres
