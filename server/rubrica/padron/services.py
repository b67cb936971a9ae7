"""Acts on the padrón: load a cut whole or not at all, activate it, discard it; load municipios."""

from __future__ import annotations

import csv
import hashlib
import multiprocessing
import os
from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import IO

from django.db import IntegrityError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from rubrica import llaves
from rubrica.bitacora.services import asentar
from rubrica.core.rechazos import Rechazo, rechazo
from rubrica.padron.bloques import COPY_FIN, COPY_INICIO, ENCABEZADO, Bloque, FilaInvalida, preparar
from rubrica.padron.indices import LlavesDeCorte
from rubrica.padron.models import COLUMNAS_DE_FILA, Corte, Municipio
from rubrica.padron.rules import EN_PIE, Estado, exigir_activable, exigir_fin_de_mes

LECTURA = 1 << 20  # bytes of the file in one block, to the end of its line
SOLO = 16 * LECTURA  # below this size starting processes costs more than it saves
POR_PROCESO = 2  # blocks prepared ahead by each process: bounds the memory
CERROJO = 0xC0_27E  # pg_advisory_lock: one load at a time
MARCA_DE_ORDEN = b"\xef\xbb\xbf"


def cargar(
    *,
    ruta: Path,
    fecha: date,
    quien: str,
    momento: datetime,
    sha256: str = "",
    filas: int | None = None,
    procesos: int | None = None,
) -> Corte:
    """Load the cut of that date; it waits for another person to activate it (ET 10.4).

    The whole file or no row of it. sha256, filas: control totals that came with the file, checked
    when given. procesos: how many prepare rows; as many as cores by default. Raises Rechazo
    (corte-repetido, corte-en-carga, corte-con-errores, corte-incompleto); of the last two the cut
    stays as FALLIDO, with its motive.
    """
    exigir_fin_de_mes(fecha)
    with _una_carga_a_la_vez():
        corte = _registrar(ruta, fecha, quien, momento)
        try:
            with transaction.atomic():
                _copiar(corte, ruta, procesos)
                _exigir_totales(corte, sha256, filas)
                _asentar(corte, "CARGAR_CORTE", quien, momento)
        except BaseException as falla:
            motivo = _motivo(falla)
            _fallar(corte, motivo)
            if isinstance(motivo, Rechazo):
                raise motivo from falla
            raise
    return corte


@contextmanager
def _una_carga_a_la_vez() -> Iterator[None]:
    """Hold the lock of loads; what a killed load left CARGANDO is closed as FALLIDO."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [CERROJO])
        if not cursor.fetchone()[0]:
            raise rechazo("corte-en-carga")
        try:
            for corte in Corte.objects.filter(estado=Estado.CARGANDO):
                _fallar(corte, "La carga se interrumpió.")
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [CERROJO])


def _registrar(ruta: Path, fecha: date, quien: str, momento: datetime) -> Corte:
    if Corte.objects.filter(fecha=fecha, estado__in=EN_PIE).exists():
        raise rechazo("corte-repetido", fecha=fecha.isoformat())
    corte = Corte.objects.create(
        fecha=fecha,
        estado=Estado.CARGANDO,
        bytes=ruta.stat().st_size,
        cargado_por=quien,
        cargado_en=momento,
    )
    llaves.crear_corte(corte.pk)
    return corte


def _copiar(corte: Corte, ruta: Path, procesos: int | None) -> None:
    """The partition of the cut is there, indexed and counted; the cut has its totals."""
    tabla = sql.Identifier(particion(corte.pk))
    claves = LlavesDeCorte(
        corte.pk, llaves.de_corte(corte.pk, "indice"), llaves.de_corte(corte.pk, "corte")
    )
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        cursor.execute(CREAR.format(tabla=tabla, corte=sql.Literal(corte.pk)))
        totales = _copiar_filas(corte, ruta, claves, procesos, tabla)
        for orden in TERMINAR:
            cursor.execute(orden.format(**_nombres(corte.pk)))
    _exigir_municipios(corte)
    corte.lista_nominal, corte.padron = totales["lista_nominal"], totales["padron"]
    corte.bajas, corte.estado = totales["baja"], Estado.CARGADO
    corte.bytes_leidos = corte.bytes
    corte.save()


INDICES = ("clave", "cic", "ocr", "nombre", "raiz")


def particion(corte: int) -> str:
    """Return the name of the table of one cut."""
    return f"padron_fila_{corte}"


CREAR = sql.SQL(
    "CREATE TABLE {tabla} (LIKE padron_fila INCLUDING CONSTRAINTS,"
    " CONSTRAINT solo_su_corte CHECK (corte_id = {corte}))"
)
TERMINAR = (
    sql.SQL("CREATE UNIQUE INDEX {clave} ON {tabla} (clave)"),
    sql.SQL("CREATE UNIQUE INDEX {cic} ON {tabla} (cic) WHERE cic IS NOT NULL"),
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


def _nombres(corte: int) -> dict[str, sql.Composable]:
    tabla = particion(corte)
    indices = {llave: sql.Identifier(f"{tabla}_{llave}") for llave in INDICES}
    return {"tabla": sql.Identifier(tabla), "corte": sql.Literal(corte), **indices}


def _copiar_filas(
    corte: Corte, ruta: Path, claves: LlavesDeCorte, procesos: int | None, tabla: sql.Identifier
) -> Counter[str]:
    """Stream the file into the table; return how many of each situación. Sets filas and sha256."""
    huella = hashlib.sha256()
    totales: Counter[str] = Counter()
    columnas = sql.SQL(", ").join(map(sql.Identifier, COLUMNAS_DE_FILA))
    copiar = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY, FREEZE)").format(tabla, columnas)
    with (
        ruta.open("rb") as archivo,
        _testigo() as testigo,
        connection.cursor() as cursor,
        cursor.copy(copiar) as copia,
    ):
        copia.write(COPY_INICIO)
        for bloque in _preparados(_leer(archivo, huella, corte), claves, _cuantos(ruta, procesos)):
            copia.write(bloque.copia)
            totales += bloque.totales
            _avisar(testigo, corte)
        copia.write(COPY_FIN)
    corte.sha256, corte.filas = huella.hexdigest(), totales.total()
    return totales


def _leer(archivo: IO[bytes], huella: hashlib._Hash, corte: Corte) -> Iterator[bytes]:
    """Yield blocks of whole lines after the header; raise FilaInvalida(0) if it is another."""
    encabezado = archivo.readline()
    huella.update(encabezado)
    if encabezado.removeprefix(MARCA_DE_ORDEN).rstrip(b"\r\n") != ENCABEZADO:
        raise FilaInvalida(0, "encabezado")
    while trozo := archivo.read(LECTURA):
        bloque = trozo + archivo.readline()
        huella.update(bloque)
        corte.bytes_leidos += len(bloque)
        yield bloque


def _cuantos(ruta: Path, procesos: int | None) -> int:
    if procesos is not None:
        return procesos
    return (os.cpu_count() or 1) if ruta.stat().st_size > SOLO else 1


def _preparados(bloques: Iterator[bytes], claves: LlavesDeCorte, procesos: int) -> Iterator[Bloque]:
    """Yield the blocks ready for COPY, in order; raise FilaInvalida counted in the whole file."""
    filas = 0
    try:
        for bloque in _en_paralelo(bloques, claves, procesos):
            filas += bloque.filas
            yield bloque
    except FilaInvalida as falla:
        raise falla.desde(filas) from None


def _en_paralelo(
    bloques: Iterator[bytes], claves: LlavesDeCorte, procesos: int
) -> Iterator[Bloque]:
    """Yield each block prepared, in order, with a bounded number of them under way."""
    if procesos == 1:
        yield from (preparar(bloque, claves) for bloque in bloques)
        return
    contexto = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(procesos, mp_context=contexto) as grupo:
        pendientes: deque[Future[Bloque]] = deque()
        for bloque in bloques:
            pendientes.append(grupo.submit(preparar, bloque, claves))
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


def _avisar(testigo: BaseDatabaseWrapper, corte: Corte) -> None:
    with testigo.cursor() as cursor:
        cursor.execute(
            "UPDATE padron_corte SET bytes_leidos = %s WHERE id = %s",
            [corte.bytes_leidos, corte.pk],
        )


def _exigir_totales(corte: Corte, sha256: str, filas: int | None) -> None:
    """Raise Rechazo corte-incompleto unless the file is the one that its totals describe."""
    if sha256 and sha256.lower() != corte.sha256:
        raise rechazo("corte-incompleto", total="sha256")
    if filas is not None and filas != corte.filas:
        raise rechazo("corte-incompleto", total="filas", esperadas=filas, leidas=corte.filas)
    if not corte.filas:
        raise rechazo("corte-con-errores", fila=1, columna="(el archivo no tiene filas)")


def _exigir_municipios(corte: Corte) -> None:
    """Raise Rechazo if the cut names a municipio that the catalogue of its entity lacks."""
    conocidos = set(Municipio.objects.values_list("entidad", "municipio"))
    entidades = {entidad for entidad, _ in conocidos}
    for entidad, municipio in corte.conteos.values_list("entidad", "municipio").distinct():
        if entidad in entidades and (entidad, municipio) not in conocidos:
            nombre = f"{entidad:02}-{municipio:03}"
            raise rechazo("corte-con-errores", columna="municipio", municipio=nombre)


def _motivo(falla: BaseException) -> Rechazo | str:
    """Return what went wrong, as a refusal when it is the file's fault."""
    if isinstance(falla, Rechazo):
        return falla
    if isinstance(falla, FilaInvalida):
        return rechazo("corte-con-errores", fila=falla.fila, columna=falla.columna)
    if isinstance(falla, IntegrityError):
        return rechazo("corte-con-errores", columna=_repetida(falla))
    return "La carga se interrumpió."


def _repetida(falla: IntegrityError) -> str:
    """Return the name of the key that two rows share."""
    diagnostico = getattr(falla.__cause__, "diag", None)
    indice = str(getattr(diagnostico, "constraint_name", ""))
    return {"clave": "clave_elector repetida", "cic": "cic repetido"}.get(
        indice.rpartition("_")[2], "valores fuera de catálogo"
    )


def _fallar(corte: Corte, motivo: Rechazo | str) -> None:
    """The cut is FALLIDO with its motive, and its keys are gone."""
    texto = motivo if isinstance(motivo, str) else _en_una_linea(motivo)
    corte.estado, corte.motivo = Estado.FALLIDO, texto[:200]
    corte.save(update_fields=["estado", "motivo"])
    llaves.destruir_corte(corte.pk)


def _en_una_linea(motivo: Rechazo) -> str:
    datos = "; ".join(f"{k}: {v}" for k, v in motivo.datos.items())
    return f"{motivo.fila.titulo} {datos}".strip()


@transaction.atomic
def activar(*, corte: int, quien: str, momento: datetime) -> Corte:
    """From now on that cut answers; who activates is not who loaded (ET 10.4).

    Raises Corte.DoesNotExist, and Rechazo corte-no-activable or corte-misma-persona.
    """
    fila = Corte.objects.select_for_update().get(pk=corte)
    exigir_activable(Estado(fila.estado), cargado_por=fila.cargado_por, activa=quien)
    fila.estado, fila.activado_por, fila.activado_en = Estado.ACTIVO, quien, momento
    fila.save(update_fields=["estado", "activado_por", "activado_en"])
    _asentar(fila, "ACTIVAR_CORTE", quien, momento)
    return fila


def descartar(*, corte: int, quien: str, momento: datetime) -> Corte:
    """The rows of a cut that was never activated are gone, and its keys with them.

    Raises Rechazo corte-no-activable for an active cut: registros rest on it.
    """
    with transaction.atomic():
        fila = Corte.objects.select_for_update().get(pk=corte)
        if fila.estado != Estado.CARGADO:
            raise rechazo("corte-no-activable", estado=fila.estado)
        fila.conteos.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("DROP TABLE {}").format(sql.Identifier(particion(corte))))
        fila.estado = Estado.DESCARTADO
        fila.save(update_fields=["estado"])
        _asentar(fila, "DESCARTAR_CORTE", quien, momento)
    llaves.destruir_corte(corte)
    return fila


def _asentar(corte: Corte, acto: str, quien: str, momento: datetime) -> None:
    asentar(
        momento=momento,
        actor=quien,
        acto=acto,
        objeto=f"corte:{corte.pk}",
        datos={"fecha": str(corte.fecha), "sha256": corte.sha256, "filas": corte.filas},
    )


@transaction.atomic
def cargar_municipios(*, ruta: Path, quien: str, momento: datetime) -> int:
    """The catalogue has the municipios of that CSV, new or corrected; return how many.

    Raises Rechazo corte-con-errores at the first row that is not one.
    """
    with ruta.open(encoding="utf-8-sig", newline="") as archivo:
        filas = [_municipio(n, fila) for n, fila in enumerate(csv.DictReader(archivo), start=1)]
    Municipio.objects.bulk_create(
        filas,
        update_conflicts=True,
        unique_fields=["entidad", "municipio"],
        update_fields=["nombre", "distrito_federal", "distrito_local", "lista_nominal"],
    )
    asentar(
        momento=momento,
        actor=quien,
        acto="CARGAR_MUNICIPIOS",
        objeto="municipios",
        datos={"filas": len(filas)},
    )
    return len(filas)


def _municipio(numero: int, fila: dict[str, str]) -> Municipio:
    try:
        return Municipio(
            nombre=fila["nombre"].strip(),
            **{
                campo: int(fila[campo])
                for campo in (
                    "entidad", "municipio", "distrito_federal", "distrito_local", "lista_nominal",
                )
            },
        )  # fmt: skip
    except (KeyError, ValueError, TypeError, AttributeError):
        raise rechazo("corte-con-errores", fila=numero, columna="municipios.csv") from None
