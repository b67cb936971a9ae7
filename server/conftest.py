"""What every test may lean on: a real PostgreSQL of its own, and the cast.

One person per role, so a test reads as a story. Ramiro is the one who must not.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

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


def _let_flush_through() -> None:
    """Empty tables between tests although their triggers refuse TRUNCATE to everybody else."""
    from django.db.backends.postgresql.operations import DatabaseOperations

    original = DatabaseOperations.sql_flush

    def sql_flush(self: DatabaseOperations, *args: Any, **kwargs: Any) -> list[str]:
        ordenes = original(self, *args, **kwargs)
        return ["SET LOCAL session_replication_role = replica", *ordenes] if ordenes else []

    DatabaseOperations.sql_flush = sql_flush  # type: ignore[method-assign]


_start_database()
_make_directories()
_setup_django()
_let_flush_through()
pytest_plugins = ["rubrica.cuentas.tests.elenco"]  # the cast


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
