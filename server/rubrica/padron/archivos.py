"""The file of a cut as blocks of CSV lines, whatever it is written in: one path for all rows.

A Parquet file is read by groups of rows and written as the lines of docs/padron-csv.md, so that it
is checked, counted and numbered exactly as a CSV (ADR 0106).
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path

from rubrica.padron.bloques import ENCABEZADO, NOMBRES, FilasInvalidas

LECTURA = 1 << 20  # bytes of the file in one block, to the end of its line
FILAS_POR_LOTE = 8_192  # rows of a Parquet file in one block: about a megabyte
MARCA_DE_ORDEN = b"\xef\xbb\xbf"
MAGIA_DE_PARQUET = b"PAR1"  # its first and last four bytes


@dataclass
class Archivo:
    """A file as it is read. leidos: bytes so far, of tamano; sha256: of all of it, at its end."""

    ruta: Path
    leidos: int = 0
    sha256: str = ""
    tamano: int = field(init=False)

    def __post_init__(self) -> None:
        self.tamano = self.ruta.stat().st_size

    def bloques(self) -> Iterator[bytes]:
        """Yield whole lines after the header; raise FilasInvalidas({0: …}) if it is another."""
        with self.ruta.open("rb") as abierto:
            es_parquet = abierto.read(len(MAGIA_DE_PARQUET)) == MAGIA_DE_PARQUET
            abierto.seek(0)
            yield from self._de_parquet(abierto) if es_parquet else self._de_csv(abierto)
        self.leidos = self.tamano

    def _de_csv(self, abierto: BufferedReader) -> Iterator[bytes]:
        encabezado = abierto.readline()
        huella = hashlib.sha256(encabezado)
        if encabezado.removeprefix(MARCA_DE_ORDEN).rstrip(b"\r\n") != ENCABEZADO:
            raise FilasInvalidas({0: "encabezado"})
        while trozo := abierto.read(LECTURA):
            bloque = trozo + abierto.readline()
            huella.update(bloque)
            self.leidos += len(bloque)
            yield bloque
        self.sha256 = huella.hexdigest()

    def _de_parquet(self, abierto: BufferedReader) -> Iterator[bytes]:
        """Rows come in the order of the file, its columns in that of the CSV."""
        import pyarrow
        from pyarrow import parquet

        self.sha256 = hashlib.file_digest(abierto, "sha256").hexdigest()
        abierto.seek(0)
        try:
            tabla = parquet.ParquetFile(abierto)
            if sorted(tabla.schema_arrow.names) != sorted(NOMBRES):
                raise FilasInvalidas({0: "encabezado"})
            hechas, total = 0, tabla.metadata.num_rows
            for lote in tabla.iter_batches(batch_size=FILAS_POR_LOTE, columns=list(NOMBRES)):
                hechas += lote.num_rows
                self.leidos = self.tamano * hechas // total
                yield _lineas(lote.select(NOMBRES))
        except (pyarrow.ArrowException, OSError) as falla:
            raise FilasInvalidas({0: "parquet"}) from falla


def _lineas(lote: object) -> bytes:
    """Return a batch as lines; a null is an empty field."""
    from pyarrow import csv

    salida = io.BytesIO()
    csv.write_csv(lote, salida, csv.WriteOptions(include_header=False))
    return salida.getvalue()
