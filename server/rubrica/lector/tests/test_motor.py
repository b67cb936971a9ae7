"""The engine itself, on a front of the press: its models come in a wheel and nothing is fetched."""

from __future__ import annotations

import shutil
import subprocess
import sys

import numpy as np
import pytest

from rubrica.ficticio import muestras
from rubrica.lector import credencial, motor
from rubrica.senales.pixeles import expediente, tarjeta


@pytest.fixture(scope="module")
def frente() -> motor.Imagen:
    return tarjeta.para_leer(expediente.decodificar(muestras.tarjeta("", "examen", 4, "anverso")))


@pytest.mark.numeral("ET 10.3 n")
def test_the_front_of_a_credential_is_read_from_its_photograph(frente: motor.Imagen) -> None:
    de_quien = muestras.persona_de("examen", 4).persona

    leido = credencial.leer_frente(motor.leer(frente))

    assert (leido.clave, leido.curp) == (de_quien.clave_elector, de_quien.curp)
    assert (leido.seccion, leido.vigencia) == (de_quien.ocr[:4], de_quien.vigencia)
    assert leido.nombre == (de_quien.paterno, de_quien.materno, de_quien.nombres)


def test_what_is_enough_is_not_followed_by_the_rest(frente: motor.Imagen) -> None:
    nada = (0.0, 0.0, 0.0, 0.0)

    leidos = motor.leer(frente, lambda _: nada)

    assert credencial.leer_frente(leidos).clave
    assert len(leidos) < 12


def test_a_picture_of_nothing_says_nothing() -> None:
    assert motor.leer(np.full((480, 640, 3), 200, np.uint8)) == []
    assert motor.leer(np.full((20, 900, 3), 200, np.uint8)) == []


def test_the_engine_is_loaded_without_a_network() -> None:
    sin_red = ["unshare", "-rn"] if shutil.which("unshare") else []
    if subprocess.run([*sin_red, "true"], check=False).returncode:
        sin_red = []  # this machine lets nobody cut a network: it is loaded all the same
    programa = (
        "import numpy as n; from rubrica.lector import motor;"
        "print(motor.falta() or len(motor.leer(n.full((64, 64, 3), 9, n.uint8))))"
    )
    orden = [*sin_red, sys.executable, "-c", programa]

    salida = subprocess.run(orden, capture_output=True, text=True, timeout=120, check=True)

    assert salida.stdout.strip() == "0"


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(motor, "find_spec", lambda nombre: None)

    assert motor.falta() == "onnxruntime"
    with pytest.raises(motor.MotorAusente):
        motor._modelo(motor.LECTOR)
