"""The rows of a delivery: the fields of ET 13.5 and no other, as Parquet and as CSV.

The CSV is one that no spreadsheet runs; the Parquet holds the same rows, as they are.

A cell that a spreadsheet would take for a formula goes after one apostrophe, and so does one that
begins with an apostrophe: taking the first one away gives back exactly what the padrón says. The
código de integridad of a record is of the true data, so that whoever reads it can check.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from rubrica.padron.queries import Hallazgo

CAMPOS = (
    "nombre_completo", "clave_de_elector", "estado", "distrito_federal", "distrito_local",
    "municipio", "seccion",
)  # fmt: skip  # ET 13.5
CODIGO = "codigo_de_integridad"
SEPARA = "\x1f"
BOM = "\ufeff"
DE_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'")


def campos(hallazgo: Hallazgo) -> tuple[str, ...]:
    """Return the fields of ET 13.5 of a person of the padrón, in order."""
    return (
        hallazgo.persona.nombre_completo,
        hallazgo.persona.clave_elector,
        hallazgo.entidad,
        f"{hallazgo.distrito_federal:02}",
        f"{hallazgo.distrito_local:02}",
        hallazgo.municipio,
        hallazgo.seccion,
    )


def codigo_de(valores: Sequence[str]) -> str:
    """Return the código de integridad of a record: SHA-256 of its fields, U+001F between them."""
    return hashlib.sha256(SEPARA.join(valores).encode()).hexdigest()


def celda(valor: str) -> str:
    """Return a value as its cell holds it."""
    return f"'{valor}" if valor.startswith(DE_FORMULA) else valor


def valor(celda: str) -> str:
    """Return what `celda` was made of."""
    return celda.removeprefix("'")


def csv_de(filas: Iterable[Sequence[str]], campos: Sequence[str] = CAMPOS) -> bytes:
    """Return the file of those rows: UTF-8 with BOM, header, CRLF (RFC 4180), code of each."""
    texto = io.StringIO(newline="")
    escritor = csv.writer(texto, quoting=csv.QUOTE_ALL)
    escritor.writerow((*campos, CODIGO))
    for fila in filas:
        escritor.writerow((*map(celda, fila), codigo_de(fila)))
    return (BOM + texto.getvalue()).encode()


def parquet_de(filas: Iterable[Sequence[str]]) -> bytes:
    """Return the same rows as Apache Parquet: text columns that no null and no type bends."""
    columnas = zip(*((*fila, codigo_de(fila)) for fila in filas), strict=True)
    esquema = pa.schema([pa.field(c, pa.string(), nullable=False) for c in (*CAMPOS, CODIGO)])
    tabla = pa.table([pa.array(c, pa.string()) for c in columnas], schema=esquema)
    salida = io.BytesIO()
    pq.write_table(tabla, salida, compression="snappy")
    return salida.getvalue()
