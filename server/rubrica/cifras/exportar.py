"""A table as a file, by parts: memory does not grow with its rows.

Both formats say the same: first whose figures they are, of when, and that they are preliminary
(ET 2.2); then the rows; at the end how many there were.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

import xlsxwriter

from rubrica.cifras.tablas import Fila, Valor
from rubrica.core.plazos import ZONA

MAX_POR_HOJA = 1_000_000  # Excel takes 1,048,576
RENGLONES_DE_UNA_VEZ = 1_000
# What a spreadsheet would take for a formula when it opens a CSV.
DE_FORMULA = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"


@dataclass(frozen=True, kw_only=True)
class Hoja:
    """What a file holds. cabeza: one line each, before the table. filas: read once."""

    titulo: str
    cabeza: Sequence[str]
    columnas: Sequence[str]
    filas: Iterable[Fila]
    total: Fila | None = None


def como_csv(hoja: Hoja) -> Iterator[bytes]:
    """Yield the file as UTF-8 with BOM, so that Excel reads its accents."""
    trozo = io.StringIO()
    escribe = csv.writer(trozo)
    trozo.write(BOM)
    escribe.writerows([_texto_seguro(linea)] for linea in hoja.cabeza)
    escribe.writerows([[], hoja.columnas])
    cuantas = 0
    for cuantas, fila in enumerate(hoja.filas, start=1):
        escribe.writerow([_en_csv(valor) for valor in fila])
        if cuantas % RENGLONES_DE_UNA_VEZ == 0:
            yield _vaciar(trozo)
    if hoja.total:
        escribe.writerow([_en_csv(valor) for valor in hoja.total])
    escribe.writerows([[], ["Renglones", cuantas]])
    yield _vaciar(trozo)


def _vaciar(trozo: io.StringIO) -> bytes:
    escrito = trozo.getvalue().encode()
    trozo.seek(0)
    trozo.truncate()
    return escrito


def _en_csv(valor: Valor) -> Valor:
    if isinstance(valor, datetime):
        return valor.astimezone(ZONA).strftime("%Y-%m-%d %H:%M:%S")
    return _texto_seguro(valor) if isinstance(valor, str) else valor


def _texto_seguro(texto: str) -> str:
    """Return the text with an apostrophe before what would otherwise be run."""
    return f"'{texto}" if texto.startswith(DE_FORMULA) else texto


def como_xlsx(hoja: Hoja) -> IO[bytes]:
    """Return the workbook in a file without name, at its beginning; whoever gets it closes it.

    Rows go to disk as they come. Past MAX_POR_HOJA they go on in another sheet.
    """
    archivo = tempfile.TemporaryFile()
    libro = xlsxwriter.Workbook(
        archivo,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    _Escritor(libro).escribir(hoja)
    libro.close()
    archivo.seek(0)
    return archivo


class _Escritor:
    """Writes a Hoja in a workbook, row after row: constant_memory takes no way back."""

    def __init__(self, libro: Any) -> None:
        self._libro = libro
        self._negrita = libro.add_format({"bold": True})
        self._dia = libro.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self._momento = libro.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "align": "left"})
        self._numero = libro.add_format({"num_format": "#,##0"})

    def escribir(self, hoja: Hoja) -> None:
        cuantas = 0
        for cuantas, fila in enumerate(hoja.filas, start=1):
            if cuantas % MAX_POR_HOJA == 1:
                self._otra_hoja(hoja)
            self._renglon(fila)
        if not cuantas:
            self._otra_hoja(hoja)
        if hoja.total:
            self._renglon(hoja.total)
        self._renglon(())
        self._renglon(("Renglones", cuantas))

    def _otra_hoja(self, hoja: Hoja) -> None:
        self._hoja, self._en = self._libro.add_worksheet(), 0
        self._hoja.set_column(0, len(hoja.columnas) - 1, 24)
        for linea in hoja.cabeza:
            self._renglon((linea,))
        self._renglon(())
        self._hoja.freeze_panes(self._en + 1, 0)
        self._renglon(tuple(hoja.columnas), self._negrita)

    def _renglon(self, fila: Fila, formato: Any = None) -> None:
        for columna, valor in enumerate(fila):
            self._celda(columna, valor, formato)
        self._en += 1

    def _celda(self, columna: int, valor: Valor, formato: Any) -> None:
        if isinstance(valor, datetime):
            local = valor.astimezone(ZONA).replace(tzinfo=None)
            self._hoja.write_datetime(self._en, columna, local, self._momento)
        elif isinstance(valor, date):
            self._hoja.write_datetime(self._en, columna, valor, self._dia)
        elif isinstance(valor, int):
            self._hoja.write_number(self._en, columna, valor, self._numero)
        elif valor:
            self._hoja.write_string(self._en, columna, valor, formato)
