"""The destruction itself, by the worker: keys first, then files, rows, and what statistics keep.

The key of the bonds of Mi Apoyo is of the entidad: it goes after their rows, if none stays.

Each step is one transaction that also writes that it was done and how much it was: who is killed
half-way is followed by another that goes on where it was, and nothing is counted twice. After the
first step nothing that is left can be read, whatever happens to the rest (ET 13.9).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from rubrica import llaves
from rubrica.bitacora.services import asentar
from rubrica.core.rechazos import Rechazo
from rubrica.eliminacion import funciones, queries, registro
from rubrica.eliminacion.models import Eliminacion, Paso
from rubrica.eliminacion.registro import Tabla
from rubrica.eliminacion.rules import Estado
from rubrica.eliminacion.services.actos import (
    BLOBS,
    LLAVES,
    VINCULOS_DESTRUIDOS,
    VINCULOS_QUEDAN,
)
from rubrica.llaves.inventario import DE_PROCESO
from rubrica.mi_apoyo import entidades as mi_apoyo
from rubrica.procesos import queries as procesos
from rubrica.recepcion import almacen
from rubrica.recepcion import queries as recepcion

ESTADISTICAS = "estadisticas"
PREVISTOS = f"{BLOBS}:previstos"
VINCULOS_PREVISTOS = "vinculos:prevista:"


def ejecutar_debidas(*, momento: datetime) -> int:
    """Carry out every elimination whose cooling-off period is over; return how many ended."""
    hechas = 0
    for proceso in queries.debidas():
        try:
            hechas += ejecutar(proceso=proceso, momento=momento)
        except Rechazo:
            continue  # cancelled meanwhile
    return hechas


def ejecutar(*, proceso: str, momento: datetime) -> bool:
    """Destroy what is of a process; return False while its time has not come or it was done.

    Restartable: what a previous run did is not done again.
    """
    fila = _empezar(proceso, momento)
    if fila is None:
        return False
    _llaves(fila, momento)
    _blobs(fila, momento)
    for tabla in registro.por_vaciar():
        _vaciar(fila, tabla, momento)
    for tabla in registro.por_vaciar():
        _sin_rastro(tabla)
    _vinculos(fila, momento)
    _estadisticas(fila, momento)
    _acabar(fila, momento)
    return True


@transaction.atomic
def _empezar(proceso: str, momento: datetime) -> Eliminacion | None:
    """Return the elimination, now under way; None if it is not to be, or not yet."""
    fila = Eliminacion.objects.select_for_update().filter(
        proceso=proceso, estado__in=[Estado.AUTORIZADA.value, Estado.EN_CURSO.value]
    ).first()  # fmt: skip
    if fila is None or fila.ejecuta_desde is None or momento < fila.ejecuta_desde:
        return None
    if fila.estado == Estado.AUTORIZADA:
        fila.estado, fila.iniciada_en = Estado.EN_CURSO.value, momento
        fila.save(update_fields=["estado", "iniciada_en"])
        _asentar("empezar_eliminacion", fila, momento)
    return fila


def _llaves(fila: Eliminacion, momento: datetime) -> None:
    """No key of the process is left here (ET 13.9): from now on nothing of it opens."""
    llaves.destruir_proceso(fila.proceso)
    _hecho(fila, LLAVES, len(DE_PROCESO), 0, momento)


def _blobs(fila: Eliminacion, momento: datetime) -> None:
    """No file of the process is left: paquetes, scans, deliveries, what was half received.

    How many there were is written before the first one goes, so that a second run knows.
    """
    if fila.pasos.filter(que=BLOBS).exists():
        return
    carpeta = Path(settings.BLOBS_DIR, fila.proceso)
    tamanos = [ruta.stat().st_size for ruta in _archivos(carpeta)]
    _hecho(fila, PREVISTOS, len(tamanos), sum(tamanos), momento)
    for id_ in recepcion.subidas_de(fila.proceso):
        almacen.drop_partial(UUID(str(id_)))
    for ruta in _archivos(carpeta):
        ruta.unlink(missing_ok=True)
    _sin_carpetas(carpeta)
    previsto = fila.pasos.get(que=PREVISTOS)
    _hecho(fila, BLOBS, previsto.cuantos, previsto.bytes, momento)


def _archivos(carpeta: Path) -> Iterator[Path]:
    for donde, _, nombres in os.walk(carpeta):
        for nombre in nombres:
            yield Path(donde, nombre)


def _sin_carpetas(carpeta: Path) -> None:
    """The empty folders go too, and their going is durable."""
    for donde, _, _ in os.walk(carpeta, topdown=False):
        os.rmdir(donde)
    if carpeta.parent.is_dir():
        almacen.fsync_dir(carpeta.parent)


@transaction.atomic
def _vaciar(fila: Eliminacion, tabla: Tabla, momento: datetime) -> None:
    """That table has nothing of the process; how many rows it was is written with it."""
    if fila.pasos.filter(que=tabla.nombre).exists():
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {funciones.nombre(tabla.nombre)}(%s)", [fila.proceso])
        (filas,) = cursor.fetchone()
    _hecho(fila, tabla.nombre, filas, 0, momento)


def _sin_rastro(tabla: Tabla) -> None:
    """Neither the file of the table nor the planner keeps a value of what went.

    The table is written anew without the dead rows, and its statistics are made from what is left;
    those of an emptied table would stay, so they are taken away first.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_clear_attribute_stats('public', %s, attname::text, false))"
            " FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
            [tabla.nombre, tabla.nombre],
        )
        cursor.execute(f'VACUUM (FULL, ANALYZE) "{tabla.nombre}"')


def _vinculos(fila: Eliminacion, momento: datetime) -> None:
    """No key of bonds is left without bonds; how many stay in its entidad is written (ADR 0119).

    Which there were is written before the first one goes, so that a second run knows.
    """
    if fila.pasos.filter(que=VINCULOS_QUEDAN).exists():
        return
    for entidad in llaves.entidades_con_vinculos():
        _hecho(fila, f"{VINCULOS_PREVISTOS}{entidad}", 1, 0, momento)
    mi_apoyo.destruir_llaves_sin_uso()
    _contar_vinculos(fila, momento)


@transaction.atomic
def _contar_vinculos(fila: Eliminacion, momento: datetime) -> None:
    vivas = set(llaves.entidades_con_vinculos())
    for paso in fila.pasos.filter(que__startswith=VINCULOS_PREVISTOS):
        entidad = paso.que.removeprefix(VINCULOS_PREVISTOS)
        if entidad not in vivas:
            _hecho(fila, f"{VINCULOS_DESTRUIDOS}{entidad}", 1, 0, momento)
    proceso = procesos.proceso_en_puerta(fila.proceso)
    quedan = mi_apoyo.quedan(proceso.entidad) if proceso else 0
    _hecho(fila, VINCULOS_QUEDAN, quedan, 0, momento)


def _estadisticas(fila: Eliminacion, momento: datetime) -> None:
    """The planner's own table is written anew too: its dead rows held values of what went.

    Where this role may not (grants.ESTADISTICAS), the step says 0 and the owner of the database
    runs `VACUUM FULL pg_statistic`.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('pg_catalog.pg_statistic', 'MAINTAIN')")
        (puede,) = cursor.fetchone()
        if puede:
            cursor.execute("VACUUM (FULL) pg_catalog.pg_statistic")
    _hecho(fila, ESTADISTICAS, int(puede), 0, momento)


@transaction.atomic
def _acabar(fila: Eliminacion, momento: datetime) -> None:
    fila.estado, fila.destruida_en = Estado.DESTRUIDA.value, momento
    fila.save(update_fields=["estado", "destruida_en"])
    _asentar("terminar_eliminacion", fila, momento)


def _hecho(fila: Eliminacion, que: str, cuantos: int, octetos: int, momento: datetime) -> None:
    Paso.objects.get_or_create(
        eliminacion=fila,
        que=que,
        defaults={"cuantos": cuantos, "bytes": octetos, "hecho_en": momento},
    )


def _asentar(acto: str, fila: Eliminacion, momento: datetime) -> None:
    asentar(
        momento=momento, actor="worker", acto=acto, objeto=f"eliminacion:{fila.pk}",
        datos={"proceso": fila.proceso},
    )  # fmt: skip
