"""Why a key of the credential is refused: one cause each, never two, and never the data."""

from __future__ import annotations

from enum import StrEnum


class Causa(StrEnum):
    """The one thing that is wrong. Readers look in this order and stop at the first."""

    LONGITUD = "longitud"
    CARACTER = "caracter"  # a letter where digits go, or the reverse
    DOCUMENTO = "documento"  # the MRZ is not one of Mexico's credential
    RELLENO = "relleno"  # positions 16-17 of the first line are not <<
    NACIONALIDAD = "nacionalidad"
    DIGITO_DEL_CIC = "digito_del_cic"
    DIGITO_DEL_NACIMIENTO = "digito_del_nacimiento"
    DIGITO_DE_LA_VIGENCIA = "digito_de_la_vigencia"
    NACIMIENTO = "nacimiento"  # not a day of the calendar
    VIGENCIA = "vigencia"  # not a day of the calendar
    SEXO = "sexo"
    DIGITO_COMPUESTO = "digito_compuesto"
    NOMBRE = "nombre"  # no surname before the first filler
    ENTIDAD = "entidad"
    DIGITO = "digito"  # check digit of the CURP
    SECCION = "seccion"  # 0000 is no sección


class LecturaInvalida(ValueError):
    """A key that cannot be taken. Its text is the cause alone: keys are personal data (ET 14.1)."""

    def __init__(self, causa: Causa) -> None:
        super().__init__(causa.value)
        self.causa = causa


def exigir(condicion: bool, causa: Causa) -> None:
    """Raise LecturaInvalida(causa) unless `condicion` holds."""
    if not condicion:
        raise LecturaInvalida(causa)
