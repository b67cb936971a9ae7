"""A production service does not start with a secret that everybody knows."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

BASE = {
    "PATH": os.environ["PATH"],
    "PYTHONPATH": ":".join(sys.path),
    "MODO": "produccion",
    "SECRET_KEY": "una-clave-larga-y-propia",
    "MASTER_KEY_FILE": "/dev/null",
    "SERVICIO": "mesa",
}


def start(**cambios: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", "import rubrica.settings"],
        env=BASE | cambios, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.numeral("ET 14.1")
@pytest.mark.parametrize(
    ("cambios", "motivo"),
    [
        ({"SECRET_KEY": "clave-solo-para-pruebas"}, "Falta SECRET_KEY"),
        ({"SEGUNDO_FACTOR": "omitido"}, "SEGUNDO_FACTOR=omitido no se admite"),
        ({"SEGUNDO_FACTOR": "opcional"}, "SEGUNDO_FACTOR debe ser"),
        ({"DEBUG": "1"}, "DEBUG no se admite"),
        ({"MASTER_KEY_FILE": ""}, "Falta MASTER_KEY_FILE"),
        ({"MODO": "otro"}, "MODO debe ser"),
    ],
)
def test_production_refuses_to_start_unsafe(cambios: dict[str, str], motivo: str) -> None:
    intento = start(**cambios)

    assert intento.returncode != 0
    assert motivo in intento.stderr


def test_production_starts_with_its_own_secrets() -> None:
    assert start().returncode == 0


def test_what_faces_the_internet_needs_no_master_key() -> None:
    assert start(SERVICIO="recepcion", MASTER_KEY_FILE="").returncode == 0
