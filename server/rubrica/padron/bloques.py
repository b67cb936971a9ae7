"""From lines of the CSV to rows ready for COPY: checked, indexed, sealed. docs/padron-csv.md.

Pure: bytes in, bytes out, so that a pool of processes can share the work. A block is whole lines.
"""

from __future__ import annotations

import csv
import re
import struct
from collections import Counter
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


class FilaInvalida(ValueError):
    """A line of the CSV that cannot be loaded; says which and why, never what it holds."""

    def __init__(self, fila: int, columna: str) -> None:
        super().__init__(fila, columna)
        self.fila, self.columna = fila, columna

    def desde(self, filas_anteriores: int) -> FilaInvalida:
        """Return the same, counted in the whole file: row 1 is the first after the header."""
        return FilaInvalida(self.fila + filas_anteriores, self.columna)


@dataclass(frozen=True)
class Bloque:
    """Rows ready for COPY. totales: situación → how many."""

    copia: bytes
    filas: int
    totales: Counter[str] = field(default_factory=Counter)


def preparar(lineas: bytes, llaves: LlavesDeCorte) -> Bloque:
    """Return the rows of those whole lines; raise FilaInvalida with the first that is not one."""
    try:
        texto = lineas.decode("utf-8")
    except UnicodeDecodeError as falla:
        raise FilaInvalida(lineas.count(b"\n", 0, falla.start) + 1, "codificación") from None
    copia = list[bytes]()
    totales: Counter[str] = Counter()
    for numero, fila in enumerate(csv.reader(texto.splitlines(), strict=True), start=1):
        if not FORMA.fullmatch(SEPARA.join(fila)) or not coherente(fila[SITUACION], fila[CAUSA]):
            raise FilaInvalida(numero, _columna_mala(fila))
        totales[fila[SITUACION]] += 1
        copia.append(_en_binario(fila, llaves))
    return Bloque(b"".join(copia), len(copia), totales)


def _columna_mala(fila: list[str]) -> str:
    """Return the name of the first column that does not have its form."""
    if len(fila) != len(COLUMNAS):
        return "número de columnas"
    for (nombre, forma), valor in zip(COLUMNAS.items(), fila, strict=True):
        if not re.fullmatch(forma, valor):
            return nombre
    return "causa"


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
