"""The rows of a cut, from the blocks of its file into a partition of their own, indexed, counted.

Processes prepare blocks (checked, indexed, sealed) while one connection copies them. Nothing of it
is seen by anybody before the commit: the other cuts answer all the while.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager

from django.db import IntegrityError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from rubrica import llaves
from rubrica.core.rechazos import rechazo
from rubrica.padron.archivos import LECTURA, Archivo
from rubrica.padron.bloques import (
    COPY_FIN,
    COPY_INICIO,
    MAX_FALTAS,
    Bloque,
    FilasInvalidas,
    preparar,
)
from rubrica.padron.indices import LlavesDeCorte
from rubrica.padron.models import COLUMNAS_DE_FILA, Corte, Municipio
from rubrica.padron.rules import Estado
from rubrica.padron.services._comun import particion

SOLO = 16 * LECTURA  # below this size starting processes costs more than it saves
POR_PROCESO = 2  # blocks prepared ahead by each process: bounds the memory
INDICES = ("clave", "cic", "ocr", "nombre", "raiz")
CREAR = sql.SQL(
    "CREATE TABLE {tabla} (LIKE padron_fila INCLUDING CONSTRAINTS,"
    " CONSTRAINT solo_su_corte CHECK (corte_id = {corte}))"
)
UNICOS = {
    "clave": (sql.SQL("CREATE UNIQUE INDEX {clave} ON {tabla} (clave)"), "clave_elector repetida"),
    "cic": (
        sql.SQL("CREATE UNIQUE INDEX {cic} ON {tabla} (cic) WHERE cic IS NOT NULL"),
        "cic repetido",
    ),
}
TERMINAR = (
    sql.SQL("CREATE INDEX {ocr} ON {tabla} (ocr)"),
    sql.SQL("CREATE INDEX {nombre} ON {tabla} (nombre)"),
    sql.SQL("CREATE INDEX {raiz} ON {tabla} (raiz)"),
    # The check spares the attachment a scan; no lookup waits for it.
    sql.SQL("ALTER TABLE padron_fila ATTACH PARTITION {tabla} FOR VALUES IN ({corte})"),
    sql.SQL("ALTER TABLE {tabla} DROP CONSTRAINT solo_su_corte"),
    sql.SQL(
        "INSERT INTO padron_conteo (corte_id, entidad, distrito_federal, distrito_local,"
        " municipio, seccion, lista_nominal, padron, bajas)"
        " SELECT corte_id, entidad, distrito_federal, distrito_local, municipio, seccion,"
        " count(*) FILTER (WHERE situacion = 'lista_nominal'),"
        " count(*) FILTER (WHERE situacion = 'padron'), count(*) FILTER (WHERE situacion = 'baja')"
        " FROM {tabla} GROUP BY 1, 2, 3, 4, 5, 6"
    ),
    sql.SQL("ANALYZE {tabla}"),
)
# COPY leaves the rows in the order of the file, so where one lies tells its number.
REPETIDAS = sql.SQL(
    "SELECT numero FROM"
    " (SELECT row_number() OVER (ORDER BY ctid) AS numero, {llave} FROM {tabla}) n"
    " JOIN (SELECT {llave} FROM {tabla} WHERE {llave} IS NOT NULL GROUP BY 1"
    " HAVING count(*) > 1 LIMIT {tope}) r USING ({llave}) ORDER BY 1 LIMIT {tope}"
)
PRIMERA_DE = sql.SQL(
    "SELECT min(numero) FROM (SELECT row_number() OVER (ORDER BY ctid) AS numero, entidad,"
    " municipio FROM {tabla}) n WHERE entidad = {entidad} AND municipio = {municipio}"
)


def copiar(corte: Corte, archivo: Archivo, procesos: int | None) -> None:
    """The partition of the cut is there, indexed and counted; the cut has its totals.

    Raises FilasInvalidas, and Rechazo corte-con-errores for a key that two rows share or a
    municipio that the catalogue lacks.
    """
    claves = LlavesDeCorte(
        corte.pk, llaves.de_corte(corte.pk, "indice"), llaves.de_corte(corte.pk, "corte")
    )
    nombres = _nombres(corte.pk)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        cursor.execute(CREAR.format(**nombres))
        totales = _copiar_filas(corte, archivo, claves, procesos)
        for llave, (orden, columna) in UNICOS.items():
            _exigir_unica(llave, orden.format(**nombres), columna, nombres)
        for orden in TERMINAR:
            cursor.execute(orden.format(**nombres))
    _exigir_municipios(corte)
    corte.lista_nominal, corte.padron = totales["lista_nominal"], totales["padron"]
    corte.bajas, corte.estado = totales["baja"], Estado.CARGADO
    corte.bytes_leidos = corte.bytes
    corte.save()


def _nombres(corte: int) -> dict[str, sql.Composable]:
    tabla = particion(corte)
    indices = {llave: sql.Identifier(f"{tabla}_{llave}") for llave in INDICES}
    return {"tabla": sql.Identifier(tabla), "corte": sql.Literal(corte), **indices}


def _copiar_filas(
    corte: Corte, archivo: Archivo, claves: LlavesDeCorte, procesos: int | None
) -> Counter[str]:
    """Stream the file into the table; return how many of each situación. Sets filas and sha256."""
    totales: Counter[str] = Counter()
    columnas = sql.SQL(", ").join(map(sql.Identifier, COLUMNAS_DE_FILA))
    tabla = sql.Identifier(particion(corte.pk))
    orden = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY, FREEZE)").format(tabla, columnas)
    with _testigo() as testigo, connection.cursor() as cursor, cursor.copy(orden) as copia:
        copia.write(COPY_INICIO)
        for bloque in _preparados(archivo, claves, corte.entidad, _cuantos(archivo, procesos)):
            copia.write(bloque.copia)
            totales += bloque.totales
            _avisar(testigo, corte, archivo)
        copia.write(COPY_FIN)
    corte.sha256, corte.filas = archivo.sha256, totales.total()
    return totales


def _cuantos(archivo: Archivo, procesos: int | None) -> int:
    if procesos is not None:
        return procesos
    return (os.cpu_count() or 1) if archivo.tamano > SOLO else 1


def _preparados(
    archivo: Archivo, claves: LlavesDeCorte, entidad: str, procesos: int
) -> Iterator[Bloque]:
    """Yield the blocks ready for COPY, in order; raise FilasInvalidas counted in the whole file."""
    filas = 0
    try:
        for bloque in _en_paralelo(archivo.bloques(), claves, entidad, procesos):
            filas += bloque.filas
            yield bloque
    except FilasInvalidas as falla:
        raise (falla if 0 in falla.faltas else falla.desde(filas)) from None


def _en_paralelo(
    bloques: Iterator[bytes], claves: LlavesDeCorte, entidad: str, procesos: int
) -> Iterator[Bloque]:
    """Yield each block prepared, in order, with a bounded number of them under way."""
    if procesos == 1:
        yield from (preparar(bloque, claves, entidad) for bloque in bloques)
        return
    contexto = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(procesos, mp_context=contexto) as grupo:
        pendientes: deque[Future[Bloque]] = deque()
        for bloque in bloques:
            pendientes.append(grupo.submit(preparar, bloque, claves, entidad))
            if len(pendientes) >= POR_PROCESO * procesos:
                yield pendientes.popleft().result()
        while pendientes:
            yield pendientes.popleft().result()


@contextmanager
def _testigo() -> Iterator[BaseDatabaseWrapper]:
    """A second connection, which tells the others how far the load has come before it commits."""
    otra = connection.copy()
    try:
        yield otra
    finally:
        otra.close()


def _avisar(testigo: BaseDatabaseWrapper, corte: Corte, archivo: Archivo) -> None:
    with testigo.cursor() as cursor:
        cursor.execute(
            "UPDATE padron_corte SET bytes_leidos = %s WHERE id = %s", [archivo.leidos, corte.pk]
        )


def _exigir_unica(
    llave: str, crear: sql.Composed, columna: str, nombres: dict[str, sql.Composable]
) -> None:
    """The unique index is there; raise Rechazo corte-con-errores with the rows that share a key."""
    with connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(crear)
        except IntegrityError:
            donde = {"tabla": nombres["tabla"], "llave": sql.Identifier(llave)}
            cursor.execute(REPETIDAS.format(tope=sql.Literal(MAX_FALTAS), **donde))
            filas = ", ".join(str(n) for (n,) in cursor)
            raise rechazo("corte-con-errores", filas=filas, columna=columna) from None


def _exigir_municipios(corte: Corte) -> None:
    """Raise Rechazo if the cut names a municipio that the catalogue of its entity lacks."""
    conocidos = set(Municipio.objects.values_list("entidad", "municipio"))
    entidades = {entidad for entidad, _ in conocidos}
    for entidad, municipio in corte.conteos.values_list("entidad", "municipio").distinct():
        if entidad in entidades and (entidad, municipio) not in conocidos:
            raise rechazo(
                "corte-con-errores",
                fila=_primera_de(corte, entidad, municipio),
                columna="municipio",
                municipio=f"{entidad:02}-{municipio:03}",
            )


def _primera_de(corte: Corte, entidad: int, municipio: int) -> int:
    lugar = {"entidad": sql.Literal(entidad), "municipio": sql.Literal(municipio)}
    with connection.cursor() as cursor:
        cursor.execute(PRIMERA_DE.format(tabla=sql.Identifier(particion(corte.pk)), **lugar))
        (numero,) = cursor.fetchone()
    return int(numero)
