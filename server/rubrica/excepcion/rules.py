"""What a row of a sheet may say, which rows are captured twice, and when a sheet is done (ET 8)."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

from rubrica.core.credencial import clave_elector, claves
from rubrica.core.credencial.causas import LecturaInvalida
from rubrica.core.incisos_papel import INCISOS_DE_PAPEL
from rubrica.core.rechazos import rechazo

MAX_COMENTARIO = 400
MAX_NOMBRE = 50
MAX_RENGLONES, MAX_CEDULAS = 50, 5000  # of a sheet, of a lot
MAX_ESCANEO = 25 * 1024 * 1024  # bytes
ESCANEOS_POR_CEDULA = 4  # of a lot, at most: both sides of each sheet, and once more
SERIE_DEL_FOLIO = 80_000_000  # what stands for the Id_Auxiliar: no auxiliar is numbered there
MUNICIPIO = 3  # digits


class EstadoDeCedula(StrEnum):
    """Where one sheet is."""

    EN_CAPTURA = "EN_CAPTURA"
    CERRADA = "CERRADA"


class Custodia(StrEnum):
    """What was done with the paper of a lot."""

    RECIBIR = "RECIBIR"
    ABRIR = "ABRIR"
    SELLAR = "SELLAR"
    TRASLADAR = "TRASLADAR"
    DEVOLVER = "DEVOLVER"


CUSTODIA = {
    Custodia.RECIBIR: "Se recibió de la persona promovente",
    Custodia.ABRIR: "Se abrió la caja",
    Custodia.SELLAR: "Se cerró y selló la caja",
    Custodia.TRASLADAR: "Se trasladó",
    Custodia.DEVOLVER: "Se devolvió a la persona promovente",
}


class Cotejo(StrEnum):
    """What a second capture says of the first."""

    COINCIDE = "COINCIDE"
    DIFIERE = "DIFIERE"
    RESUELTO = "RESUELTO"


@dataclass(frozen=True, kw_only=True)
class Renglon:
    """What was typed of one row; "" where nothing was.

    nacimiento: YYYY-MM-DD. inciso: of ET 8.5. Wrong, it does not construct (Rechazo
    `renglon-incompleto`, with `campo` and what to mend).
    """

    clave: str = ""
    ocr: str = ""
    cic: str = ""
    emision: str = ""
    nombres: str = ""
    paterno: str = ""
    materno: str = ""
    nacimiento: str = ""
    inciso: str = ""
    comentario: str = ""

    def __post_init__(self) -> None:
        for campo, falta in _faltas(self).items():
            raise rechazo("renglon-incompleto", campo=campo, falta=falta)

    @property
    def llaves(self) -> dict[str, str]:
        """The keys by which the padrón is asked."""
        return {n: getattr(self, n) for n in ("clave", "ocr", "cic", "emision") if getattr(self, n)}

    def iguales(self, otro: Renglon) -> bool:
        """Whether two captures of one row say the same of whom and of what is wrong (ET 8.4)."""
        return (self.llaves, self.inciso) == (otro.llaves, otro.inciso)

    def como_mapa(self) -> dict[str, str]:
        """Return every field, by name."""
        return asdict(self)


_LECTORES = {
    "clave": lambda texto: clave_elector.leer(texto).texto,
    "ocr": claves.leer_ocr,
    "cic": claves.leer_cic,
    "emision": claves.leer_emision,
}
_PALABRAS = {
    "clave": "La clave de elector no tiene la forma de una clave: revise las 18 posiciones.",
    "ocr": "El OCR tiene 12 o 13 dígitos.",
    "cic": "El CIC tiene 9 dígitos.",
    "emision": "El número de emisión tiene 2 dígitos.",
}


def limpio(campos: Mapping[str, str]) -> Renglon:
    """Return the row that a person typed: without spaces around, keys in capitals."""
    textos = {n: " ".join(str(campos.get(n, "")).split()) for n in Renglon.__dataclass_fields__}
    textos["clave"] = textos["clave"].replace(" ", "").upper()
    return Renglon(**textos)


def _faltas(renglon: Renglon) -> dict[str, str]:
    return {
        **_faltas_de_llaves(renglon),
        **_faltas_de_persona(renglon),
        **_faltas_de_inciso(renglon),
    }


def _faltas_de_llaves(renglon: Renglon) -> dict[str, str]:
    faltas = {}
    for campo, lector in _LECTORES.items():
        escrito = getattr(renglon, campo)
        try:
            if escrito and lector(escrito) != escrito:
                faltas[campo] = _PALABRAS[campo]
        except LecturaInvalida:
            faltas[campo] = _PALABRAS[campo]
    return faltas


def _faltas_de_persona(renglon: Renglon) -> dict[str, str]:
    if renglon.nacimiento and not _es_fecha(renglon.nacimiento):
        return {"nacimiento": "La fecha de nacimiento no existe."}
    if any(len(getattr(renglon, n)) > MAX_NOMBRE for n in ("nombres", "paterno", "materno")):
        return {"nombres": f"Cada parte del nombre tiene {MAX_NOMBRE} caracteres o menos."}
    if not renglon.llaves and not renglon.inciso:
        return {"clave": "Escriba la clave de elector, o busque por nombre y elija a la persona."}
    return {}


def _faltas_de_inciso(renglon: Renglon) -> dict[str, str]:
    if renglon.inciso and renglon.inciso not in INCISOS_DE_PAPEL:
        return {"inciso": "La inconsistencia es una letra de la a) a la e)."}
    if len(renglon.comentario) > MAX_COMENTARIO:
        return {"comentario": f"El comentario tiene {MAX_COMENTARIO} caracteres o menos."}
    if renglon.inciso and INCISOS_DE_PAPEL[renglon.inciso].comentario and not renglon.comentario:
        return {"comentario": "Explique en qué consiste la inconsistencia (ET 8.5 e)."}
    if renglon.comentario and not renglon.inciso:
        return {"inciso": "El comentario explica una inconsistencia: elija cuál."}
    return {}


def _es_fecha(texto: str) -> bool:
    try:
        date.fromisoformat(texto)
    except ValueError:
        return False
    return True


def detalle(renglon: Renglon) -> str:
    """Return the words kept of its inconsistency; "" when it has none (ET 8.5)."""
    if not renglon.inciso:
        return ""
    return INCISOS_DE_PAPEL[renglon.inciso].redactar(renglon.comentario)


def lugar_de(cedula: int, renglon: int) -> str:
    """Return what the seal of a row is bound to."""
    return f"{cedula}/{renglon}"


def se_coteja(*, lote: int, cedula: int, renglon: int, muestra: int) -> bool:
    """Whether that row is captured twice: `muestra` of every hundred, the same ones every time."""
    huella = hashlib.sha256(f"rubrica/cotejo/1|{lote}|{cedula}|{renglon}".encode()).digest()
    return int.from_bytes(huella[:4], "big") % 100 < muestra


def fuera_de_regimen(municipio: str, admitidos: Collection[str]) -> bool:
    """Whether a municipio is none of those where paper is admitted; with none named, all are."""
    return bool(municipio and admitidos) and municipio not in admitidos


def exigir_completa(*, renglones: int, capturados: int, por_cotejar: int) -> None:
    """Raise `cedula-incompleta` unless every row of a sheet is captured and compared (ET 8.4)."""
    if capturados != renglones or por_cotejar:
        raise rechazo("cedula-incompleta", faltan=renglones - capturados, por_cotejar=por_cotejar)
