"""What every test may lean on: a real PostgreSQL of its own, and the cast.

One person per role, so a test reads as a story. Ramiro is the one who must not.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

DE_FUERA = dict(os.environ)
os.environ["MODO"] = "prueba"
os.environ["DJANGO_SETTINGS_MODULE"] = "rubrica.settings"


def _start_database() -> None:
    """Give this run a cluster of its own, unless DATABASE_URL names a server."""
    if os.environ.get("DATABASE_URL"):
        return
    from rubrica.launch import postgres

    folder = Path(tempfile.mkdtemp(prefix="rubrica prueba "))  # a path with a space, on purpose
    server = postgres.start(folder / "pg", durable=False)
    os.environ["DATABASE_URL"] = server.url
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(server.stop)


def _make_directories() -> None:
    folder = Path(tempfile.mkdtemp(prefix="rubrica-llaves-"))
    os.environ["KEYS_DIR"] = str(folder / "llaves")
    os.environ["BLOBS_DIR"] = str(folder / "blobs")
    maestra = folder / "maestra.key"
    maestra.write_bytes(os.urandom(32))
    maestra.chmod(0o600)
    os.environ["MASTER_KEY_FILE"] = str(maestra)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)


def _setup_django() -> None:
    """Load the apps now: pytest-django looked for settings before this file could name them."""
    import django

    django.setup()


def _empty_only_what_is_full() -> None:
    """Empty, after a test that commits, the tables that hold rows: truncating all costs far more.

    Their triggers refuse to forget to everybody else, so they sleep for that one transaction.
    """
    from django.db.backends.postgresql.operations import DatabaseOperations

    def sql_flush(self: DatabaseOperations, *_: Any, **__: Any) -> list[str]:
        with self.connection.cursor() as cursor:
            tablas = set(self.connection.introspection.table_names(cursor)) - {"django_migrations"}
            nombres = {tabla: self.quote_name(tabla) for tabla in tablas}
            llenas = (f"SELECT '{t}' WHERE EXISTS (SELECT 1 FROM {n})" for t, n in nombres.items())  # noqa: S608
            cursor.execute(" UNION ALL ".join(llenas))
            borrados = [f"DELETE FROM {nombres[tabla]}" for (tabla,) in cursor.fetchall()]  # noqa: S608
        return ["SET LOCAL session_replication_role = replica", *borrados] if borrados else []

    DatabaseOperations.sql_flush = sql_flush  # type: ignore[method-assign,assignment]


_start_database()
_make_directories()
_setup_django()
_empty_only_what_is_full()
pytest_plugins = ["rubrica.cuentas.tests.elenco"]  # the cast


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Let each process that shares the tests start as this one did, with a cluster of its own.

    What waits for every transaction of a server to end must not wait for a neighbour's.
    """
    for nombre in set(os.environ) - set(DE_FUERA):
        del os.environ[nombre]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--numerales", action="store_true", help="list the tests of each numeral")


def pytest_collection_finish(session: pytest.Session) -> None:
    """With --numerales, print which tests answer for which numeral of the ET."""
    if not session.config.getoption("numerales"):
        return
    mapa: dict[str, set[str]] = defaultdict(set)
    for item in session.items:
        for marca in item.iter_markers("numeral"):
            for numeral in marca.args:
                mapa[numeral].add(item.nodeid.split("[")[0])
    for numeral in sorted(mapa):
        print(numeral, *sorted(mapa[numeral]), sep="\n  ")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The plugin's; at the end whoever is still letting go of the database is not waited for."""
    yield
    with django_db_blocker.unblock():
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
