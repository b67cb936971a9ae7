"""Every column of every table is declared, kept or gone: none can be forgotten (ET 13.9)."""

from __future__ import annotations

from collections import Counter

import pytest
from django.apps import apps
from django.db import connection

from rubrica.eliminacion import registro
from rubrica.eliminacion.registro import MalDeclarada, Tabla
from rubrica.launch import grants

DE_MIGRACIONES = {"django_migrations"}


def columnas() -> dict[str, set[str]]:
    """Return table → columns, as the database has them by now; a partition is its table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
            " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')"
            " AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped"
        )
        hay: dict[str, set[str]] = {}
        for tabla, columna in cursor.fetchall():
            hay.setdefault(tabla, set()).add(columna)
    return {t: c for t, c in hay.items() if t not in DE_MIGRACIONES}


@pytest.mark.numeral("ET 13.9")
@pytest.mark.django_db
def test_every_table_of_the_database_is_declared_once_and_no_other_is() -> None:
    declaradas = Counter(tabla.nombre for tabla in registro.tablas())

    assert set(declaradas) == set(columnas())
    assert set(declaradas.values()) == {1}


@pytest.mark.numeral("ET 13.9")
@pytest.mark.django_db
@pytest.mark.parametrize("tabla", [t for t in registro.tablas() if t.vacia], ids=lambda t: t.nombre)
def test_every_column_of_a_table_that_stays_in_part_is_kept_or_emptied(tabla: Tabla) -> None:
    assert Counter([*tabla.conserva, *tabla.vacia]) == Counter(columnas()[tabla.nombre])


@pytest.mark.numeral("ET 13.9")
def test_every_model_has_its_table_in_the_registry() -> None:
    declaradas = {tabla.nombre for tabla in registro.tablas()}

    for modelo in apps.get_models(include_auto_created=True):
        assert modelo._meta.db_table in declaradas, modelo


def test_what_stays_whole_says_why() -> None:
    for tabla in registro.tablas():
        assert bool(tabla.condicion) or len(tabla.porque) > len("De Django"), tabla.nombre


@pytest.mark.parametrize("datos", [{}, {"conserva": []}, {"ajena": "x", "borra": "true"}])
def test_a_table_declared_in_another_way_stops_the_start(datos: dict[str, object]) -> None:
    with pytest.raises(MalDeclarada):
        registro._leer("x", "core", datos)


def test_the_worker_may_write_anew_each_table_that_loses_something() -> None:
    suyos = grants.matrix()["rubrica_worker"]

    assert [t.nombre for t in registro.por_vaciar() if "MAINTAIN" not in suyos[t.nombre]] == []
