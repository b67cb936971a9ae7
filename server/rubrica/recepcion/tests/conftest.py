from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from rubrica.auxiliares.models import Auxiliar
from rubrica.auxiliares.tests import escenas
from rubrica.cuentas.models import Cuenta
from rubrica.procesos.models import Proceso
from rubrica.recepcion import queries
from rubrica.recepcion.tests.puerta import Puerta
from rubrica.recepcion.tests.telefono import Telefono


@pytest.fixture(autouse=True)
def disco(tmp_path: Path, settings: Settings) -> Path:
    """A blob store of its own, and a door that remembers nothing of other tests."""
    settings.BLOBS_DIR = tmp_path / "blobs"
    queries.forget()
    return tmp_path / "blobs"


@pytest.fixture
def proceso(pilar: Cuenta) -> Proceso:
    return escenas.proceso_abierto(pilar)


@pytest.fixture
def abel(proceso: Proceso) -> Auxiliar:
    """Abel auxilia in OAX26."""
    return escenas.auxiliar_de(proceso)


@pytest.fixture
def telefono(abel: Auxiliar) -> Telefono:
    return escenas.telefono_de(abel)


@pytest.fixture
def puerta(client: Client) -> Puerta:
    return Puerta(client)


@pytest.fixture
def a_las(monkeypatch: pytest.MonkeyPatch) -> Callable[[object], None]:
    """Return what sets the clock of the door."""

    def poner(momento: object) -> None:
        for modulo in ("api", "services"):
            monkeypatch.setattr(f"rubrica.recepcion.{modulo}.ahora", lambda: momento)

    return poner
