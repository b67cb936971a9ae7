"""What migrations of registros tell of the records that were there before them (ET 2.2, 10.2)."""

from __future__ import annotations

import os
from importlib import import_module
from uuid import uuid4

import pytest
from django.db import connection

from rubrica.procesos.models import Proceso
from rubrica.registros import revision, services
from rubrica.registros.models import Movimiento, Total
from rubrica.registros.services import EnPapel

RECORDAR: list[str] = import_module("rubrica.registros.migrations.0006_figuras").RECORDAR
TURNOS: list[str] = import_module("rubrica.registros.migrations.0011_marcha").TURNOS
CHECK = "movimiento_inconsistencia_con_numeral"
OLVIDAR = (
    "SET CONSTRAINTS ALL IMMEDIATE",
    f"ALTER TABLE registros_movimiento DROP CONSTRAINT {CHECK}",
    "ALTER TABLE registros_movimiento DISABLE TRIGGER USER",
    "UPDATE registros_movimiento SET de_situacion = '', a_situacion = '',"
    " de_inconsistencia = '', a_inconsistencia = ''",
    "ALTER TABLE registros_movimiento ENABLE TRIGGER USER",
    "DELETE FROM registros_total",
)


@pytest.fixture
def con_papel(poblado: Proceso) -> Proceso:
    """Besides the records of phones, two rows of paper, one without signature (ET 8.5 d)."""
    filas = [
        EnPapel(
            id=uuid4(), folio=f"OAX26-80000001-1-0000{n}-XYK", consecutivo=n, formulario={},
            inciso=inciso, detalle="Sin firma" if inciso else "", persona=os.urandom(16),
            municipio="002", situacion="lista_nominal", causa="", corte="1", regla_motivo="",
        )
        for n, inciso in enumerate(("", "d"), start=1)
    ]  # fmt: skip
    services.capturar_papel(
        filas, proceso=poblado.pk, promovente=poblado.promovente_id, actor="cuenta:1",
        momento=poblado.abierto_en or poblado.inicio,
    )  # fmt: skip
    services.rodar()
    return poblado


def totales() -> set[tuple[object, ...]]:
    return set(
        Total.objects.exclude(n=0).values_list("proceso", "dimension", "valor", "clase", "n")
    )


def inconsistencias() -> list[tuple[object, ...]]:
    return list(
        Movimiento.objects.order_by("id").values_list("id", "de_inconsistencia", "a_inconsistencia")
    )


@pytest.mark.numeral("ET 2.2")
def test_the_records_of_before_add_up_to_the_same_figures(con_papel: Proceso) -> None:
    antes = totales(), inconsistencias()
    assert {"ET 3.4", "ET 8.5 d", "ET 10.3 j"} <= {fila[2] for fila in antes[1]}

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s", [CHECK]
        )
        (definicion,) = cursor.fetchone()
        for orden in (*OLVIDAR, *RECORDAR):
            cursor.execute(orden)
        cursor.execute(f"ALTER TABLE registros_movimiento ADD CONSTRAINT {CHECK} {definicion}")
    services.rodar()

    assert (totales(), inconsistencias()) == antes


def turnos() -> list[tuple[object, ...]]:
    return list(Movimiento.objects.order_by("id").values_list("id", "turno"))


@pytest.mark.numeral("ET 10.2")
def test_the_mesa_of_before_goes_as_it_did(con_papel: Proceso) -> None:
    antes = turnos(), revision.marcha(con_papel.pk), totales()
    assert any(turno for _, turno in antes[0])
    check = "movimiento_con_su_turno"

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s", [check]
        )
        (definicion,) = cursor.fetchone()
        for orden in (
            "SET CONSTRAINTS ALL IMMEDIATE",
            f"ALTER TABLE registros_movimiento DROP CONSTRAINT {check}",
            "ALTER TABLE registros_movimiento DISABLE TRIGGER USER",
            "UPDATE registros_movimiento SET turno = NULL",
            "ALTER TABLE registros_movimiento ENABLE TRIGGER USER",
            "DELETE FROM registros_marcha",
            *TURNOS,
            f"ALTER TABLE registros_movimiento ADD CONSTRAINT {check} {definicion}",
        ):
            cursor.execute(orden)
    services.rodar()

    assert (turnos(), revision.marcha(con_papel.pk), totales()) == antes
