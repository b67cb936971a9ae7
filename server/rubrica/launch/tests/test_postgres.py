"""The embedded server survives what machines do to it."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from rubrica.launch import postgres


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "con espacios y ñ" / "pg"


def test_a_committed_row_is_there_after_the_server_was_killed(data: Path) -> None:
    primero = postgres.start(data)
    with psycopg.connect(primero.url) as conexion:
        conexion.execute("CREATE TABLE apoyo (folio text)")
        conexion.execute("INSERT INTO apoyo VALUES ('OAX26')")
    assert primero.process
    primero.process.kill()
    primero.process.wait()

    segundo = postgres.start(data)

    try:
        with psycopg.connect(segundo.url) as conexion:
            assert conexion.execute("SELECT folio FROM apoyo").fetchall() == [("OAX26",)]
    finally:
        segundo.stop()


def test_a_server_left_running_is_stopped_before_a_new_one_takes_its_data(data: Path) -> None:
    olvidado = postgres.start(data, durable=False)

    nuevo = postgres.start(data, durable=False)

    try:
        assert olvidado.process
        assert olvidado.process.wait(10) is not None
        with psycopg.connect(nuevo.url) as conexion:
            assert conexion.execute("SELECT 1").fetchone() == (1,)
    finally:
        nuevo.stop()


def test_the_data_is_its_owners_alone_and_its_parents_stay_as_they_were(data: Path) -> None:
    data.parent.mkdir()
    data.parent.chmod(0o750)

    servidor = postgres.start(data, durable=False)
    servidor.stop()

    assert data.stat().st_mode & 0o777 == 0o700
    assert data.parent.stat().st_mode & 0o777 == 0o750
    assert (data.parent / "pg.clave").stat().st_mode & 0o777 == 0o600


def test_a_half_made_cluster_is_made_again(data: Path) -> None:
    borrador = data.with_name("pg.nuevo")
    borrador.mkdir(parents=True)
    (borrador / "PG_VERSION").write_text("18")

    servidor = postgres.start(data, durable=False)

    servidor.stop()
    assert (data / "base").is_dir()


def test_without_its_password_nobody_enters(data: Path) -> None:
    servidor = postgres.start(data, durable=False)

    try:
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(servidor.url.replace(servidor.password, "otra"))
    finally:
        servidor.stop()
