"""From lines of a cut to rows ready for COPY: checked, indexed, sealed. docs/padron-csv.md.

Pure: bytes in, bytes out, so that a pool of processes can share the work. A block is whole lines.
"""

from __future__ import annotations

import csv
import re
import struct
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from rubrica.core.situaciones import coherente
from rubrica.padron.indices import LlavesDeCorte
from rubrica.padron.nombres import llave_de_nombre

SEPARA = "\x1f"
COLUMNAS = {
    "cic": r"(?:[0-9]{9})?",
    "identificador": r"(?:[0-9]{9})?",
    "ocr": r"[0-9]{12,13}",
    "clave_elector": r"[A-ZÑ]{6}[0-9]{8}[HMX][0-9]{3}",
    "emision": r"[0-9]{2}",
    "curp": r"(?:[A-Z]{4}[0-9]{6}[HMX][A-Z]{5}[A-Z0-9][0-9])?",
    "paterno": r"[^\x1f\r\n]{0,50}",
    "materno": r"[^\x1f\r\n]{0,50}",
    "nombres": r"[^\x1f\r\n]{1,50}",
    "nacimiento": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "sexo": r"[HMX]",
    "entidad": r"(?:0[1-9]|[12][0-9]|3[0-2])",
    "distrito_federal": r"[0-9]{1,2}",
    "distrito_local": r"[0-9]{1,2}",
    "municipio": r"[0-9]{1,3}",
    "seccion": r"[0-9]{1,4}",
    "situacion": r"[a-z_]{1,20}",
    "causa": r"[a-z_]{0,40}",
    "vigencia": r"(?:[0-9]{4})?",
}
ENCABEZADO = ",".join(COLUMNAS).encode()
FORMA = re.compile(SEPARA.join(COLUMNAS.values()))
NOMBRES = tuple(COLUMNAS)
SITUACION, CAUSA = NOMBRES.index("situacion"), NOMBRES.index("causa")
ENTIDAD = NOMBRES.index("entidad")
MAX_FALTAS = 20  # rows named in one refusal
RAIZ = 12  # first positions of the clave: consonants of the name and day of birth
SELLADAS = (*NOMBRES[:11], "vigencia")  # in this order inside the seal
GEO = slice(NOMBRES.index("entidad"), NOMBRES.index("seccion") + 1)

# Binary COPY: number of fields, then each with its length before it.
CAMPOS = 14
INICIO = struct.Struct("!hii")
CON_CIC = struct.Struct("!i16si16si16sihihihihih")
SIN_CIC = struct.Struct("!ii16si16sihihihihih")
LARGO = struct.Struct("!i")
DE_PERSONA = struct.Struct("!i16si16s")
NULO = -1
COPY_INICIO = b"PGCOPY\n\xff\r\n\0" + bytes(8)
COPY_FIN = struct.pack("!h", -1)


class FilasInvalidas(ValueError):
    """Rows that cannot be loaded: which and by which column, never what they hold.

    faltas: row → column, at most MAX_FALTAS of them.
    """

    def __init__(self, faltas: dict[int, str]) -> None:
        super().__init__(faltas)
        self.faltas = faltas

    def desde(self, filas_anteriores: int) -> FilasInvalidas:
        """Return the same, counted in the whole file: row 1 is the first after the header."""
        return FilasInvalidas({f + filas_anteriores: c for f, c in self.faltas.items()})


@dataclass(frozen=True)
class Bloque:
    """Rows ready for COPY. totales: situación → how many."""

    copia: bytes
    filas: int
    totales: Counter[str] = field(default_factory=Counter)


def preparar(lineas: bytes, llaves: LlavesDeCorte, entidad: str = "") -> Bloque:
    """Return the rows of those whole lines; raise FilasInvalidas with those that are not.

    entidad: the only one that the cut may name, two digits; "" when it is of several.
    """
    copia = list[bytes]()
    totales: Counter[str] = Counter()
    faltas: dict[int, str] = {}
    for numero, fila in _filas(lineas, faltas):
        if _vale(fila, entidad):
            totales[fila[SITUACION]] += 1
            copia.append(_en_binario(fila, llaves))
        else:
            faltas[numero] = _columna_mala(fila)
        if len(faltas) == MAX_FALTAS:
            break
    if faltas:
        raise FilasInvalidas(faltas)
    return Bloque(b"".join(copia), len(copia), totales)


def _filas(lineas: bytes, faltas: dict[int, str]) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with its number; what cannot be read at all goes to `faltas`."""
    try:
        texto = lineas.decode("utf-8")
    except UnicodeDecodeError as falla:
        faltas[lineas.count(b"\n", 0, falla.start) + 1] = "codificación"
        return
    renglones = csv.reader(texto.splitlines(), strict=True)
    try:
        for numero, fila in enumerate(renglones, start=1):
            if renglones.line_num != numero:
                faltas[numero] = "salto de línea"
                return
            yield numero, fila
    except csv.Error:
        faltas[renglones.line_num] = "comillas"


def _vale(fila: list[str], entidad: str) -> bool:
    return (
        FORMA.fullmatch(SEPARA.join(fila)) is not None
        and coherente(fila[SITUACION], fila[CAUSA])
        and entidad in ("", fila[ENTIDAD])
    )


def _columna_mala(fila: list[str]) -> str:
    """Return the name of the first column that does not have its form."""
    if len(fila) != len(COLUMNAS):
        return "número de columnas"
    for (nombre, forma), valor in zip(COLUMNAS.items(), fila, strict=True):
        if not re.fullmatch(forma, valor):
            return nombre
    return "entidad" if coherente(fila[SITUACION], fila[CAUSA]) else "causa"


def _en_binario(fila: list[str], llaves: LlavesDeCorte) -> bytes:
    """Return one row as binary COPY wants it, in the order of models.COLUMNAS_DE_FILA."""
    clave = llaves.clave(fila[3])
    geo = [n for valor in fila[GEO] for n in (2, int(valor))]
    ocr = llaves.ocr(fila[2])
    if fila[0]:
        indices = CON_CIC.pack(16, llaves.cic(fila[0]), 16, ocr, 16, clave, *geo)
    else:
        indices = SIN_CIC.pack(NULO, 16, ocr, 16, clave, *geo)
    claro = SEPARA.join((*fila[:11], fila[18])).encode()
    textos = (fila[SITUACION].encode(), fila[CAUSA].encode(), llaves.sellar(claro, clave))
    nombre = llaves.nombre(llave_de_nombre(fila[6], fila[7], fila[8], fila[9]))
    raiz = llaves.raiz(fila[3][:RAIZ])
    return b"".join(
        (
            INICIO.pack(CAMPOS, 4, llaves.corte),
            indices,
            *(LARGO.pack(len(t)) + t for t in textos),
            DE_PERSONA.pack(16, nombre, 16, raiz),
        )
    )
