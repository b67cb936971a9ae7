"""A CSV of auxiliares as people make them, read into rows (ET 3.2): any usual encoding and sign.

Pure: bytes in, rows or a refusal out. What each row says is judged afterwards, by the same form as
one that is typed.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from rubrica.core.credencial.nombres import sin_acentos
from rubrica.core.rechazos import rechazo

MAX_BYTES = 5 * 1024 * 1024
MAX_FILAS = 10_000
MAX_COLUMNAS = 256  # a sheet with many of its own is read; they are ignored, and said
MAX_IGNORADAS = 20  # that are said
MAX_CAMPO = 500  # characters: past it, it is no datum of a person
SEPARADORES = ",;\t|"
OBLIGATORIAS = frozenset(
    {"nombres", "paterno", "nacimiento", "telefono", "correo", "clave_elector"}
)
FECHAS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")
MARCAS = (("utf-8-sig", b"\xef\xbb\xbf"), ("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"))


@dataclass(frozen=True, kw_only=True)
class Fila:
    """One row, by the names of ET 3.2. numero: of its line in the file, the header being 1."""

    numero: int
    campos: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Archivo:
    """What a file holds. ignoradas: columns that nobody asks for."""

    filas: tuple[Fila, ...]
    ignoradas: tuple[str, ...]


def leer(contenido: bytes) -> Archivo:
    """Return the rows of a CSV; raise Rechazo with what to mend of the file itself.

    `csv-vacio`, `csv-grande`, `csv-ilegible`, `csv-columnas`, `csv-sin-columnas` (with `faltan`),
    `csv-repetida`.
    """
    if len(contenido) > MAX_BYTES:
        raise rechazo("csv-grande")
    texto = _texto(contenido)
    renglones = _renglones(texto)
    encabezado = next(renglones, None)
    if encabezado is None:
        raise rechazo("csv-vacio")
    columnas = _columnas(encabezado[1])
    filas = tuple(_fila(n, campos, columnas) for n, campos in renglones)
    if not filas:
        raise rechazo("csv-vacio")
    ignoradas = tuple(
        nombre[:40] for i, nombre in enumerate(encabezado[1]) if i not in columnas and nombre
    )
    return Archivo(filas=filas, ignoradas=ignoradas[:MAX_IGNORADAS])


def _texto(contenido: bytes) -> str:
    """Return the file as text: by its mark, else UTF-8, else what Excel writes in Mexico."""
    for nombre, marca in MARCAS:
        if contenido.startswith(marca):
            return _decodificar(contenido, nombre)
    try:
        return contenido.decode("utf-8")
    except UnicodeDecodeError:
        return _decodificar(contenido, "cp1252")


def _decodificar(contenido: bytes, nombre: str) -> str:
    try:
        return contenido.decode(nombre)
    except UnicodeDecodeError:
        raise rechazo("csv-ilegible") from None


def _renglones(texto: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, fields) of each line that says something."""
    if "\0" in texto:
        raise rechazo("csv-ilegible")
    lector = csv.reader(io.StringIO(texto), delimiter=_separador(texto))
    try:
        for cuantos, campos in enumerate(lector):
            limpios = [" ".join(campo.split()) for campo in campos]
            if len(campos) > MAX_COLUMNAS:
                raise rechazo("csv-columnas", renglon=lector.line_num)
            if any(len(c) > MAX_CAMPO for c in limpios):
                raise rechazo("csv-ilegible", renglon=lector.line_num)
            if cuantos > MAX_FILAS:
                raise rechazo("csv-grande")
            if any(limpios):
                yield lector.line_num, limpios
    except csv.Error:
        raise rechazo("csv-ilegible", renglon=lector.line_num) from None


def _separador(texto: str) -> str:
    """Return the sign that parts the header: the one that it has most of."""
    primera = texto.lstrip("\ufeff").lstrip().split("\n", 1)[0]
    return max(SEPARADORES, key=primera.count)


def _columnas(encabezado: list[str]) -> dict[int, str]:
    """Return which datum each column is; raise Rechazo when one is missing or comes twice."""
    columnas = {
        i: dato for i, nombre in enumerate(encabezado) if (dato := _sinonimos().get(_forma(nombre)))
    }
    faltan = OBLIGATORIAS - set(columnas.values())
    if faltan:
        raise rechazo("csv-sin-columnas", faltan=", ".join(sorted(faltan)))
    if len(set(columnas.values())) != len(columnas):
        raise rechazo("csv-repetida")
    return columnas


@cache
def _sinonimos() -> dict[str, str]:
    datos = json.loads(Path(__file__).with_name("encabezados.json").read_text("utf-8"))
    return {_forma(nombre): dato for dato, nombres in datos.items() for nombre in nombres}


def _forma(nombre: str) -> str:
    """Return a title without accents, signs or capitals: "Nombre (s)" and "NOMBRES" meet."""
    return re.sub(r"[^a-z]", "", sin_acentos(nombre).lower())


def _fila(numero: int, campos: list[str], columnas: Mapping[int, str]) -> Fila:
    valores = {dato: campos[i] if i < len(campos) else "" for i, dato in columnas.items()}
    valores["nacimiento"] = _fecha(valores["nacimiento"])
    return Fila(numero=numero, campos=valores)


def _fecha(texto: str) -> str:
    """Return a day as the form takes it; what is no day stays as it was, to be refused there."""
    for forma in FECHAS:
        try:
            return datetime.strptime(texto, forma).date().isoformat()  # noqa: DTZ007 (a day)
        except ValueError:
            continue
    return texto
