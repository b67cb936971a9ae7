"""Each of the four services, started for real with a key that is not its own, refuses."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rubrica.servicios import PERFILES, Servicio

RUTAS = {
    "acuse": "recepcion/acuse.key",
    "hora": "recepcion/hora.key",
    "portal": "portal/OAX26.portal",
    "proceso": "custodia/OAX26/proceso.key",
    "datos": "custodia/OAX26/datos.key",
    "indice": "custodia/cortes/3/indice.key",
    "corte": "custodia/cortes/3/corte.key",
    "manifiesto": "mesa/manifiesto.key",
    "resultados": "mesa/resultados.key",
    "segundo_factor": "mesa/segundo_factor.key",
    "declaraciones": "mesa/declaraciones.key",
    "punto_de_control": "worker/punto_de_control.key",
    "avisos": "worker/avisos.key",
    "mi_apoyo": "worker/mi_apoyo.key",
    "vinculos": "worker/vinculos.key",
}
SERVICIOS = [s for s in Servicio if s is not Servicio.TODOS]


def arrancar(
    servicio: Servicio, carpeta: Path, maestra: str = ""
) -> subprocess.CompletedProcess[str]:
    """Start the service's own WSGI application in a process of its own."""
    entorno = os.environ | {
        "SERVICIO": str(servicio),
        "KEYS_DIR": str(carpeta),
        "MASTER_KEY_FILE": maestra,
        "PYTHONWARNINGS": "ignore",
    }
    return subprocess.run(
        [sys.executable, "-c", "import rubrica.wsgi"],
        env=entorno,
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).resolve().parents[3],
    )


def poner(carpeta: Path, *rutas: str) -> None:
    for ruta in rutas:
        (carpeta / ruta).parent.mkdir(parents=True, exist_ok=True)
        (carpeta / ruta).write_bytes(bytes(32))


@pytest.mark.parametrize("servicio", SERVICIOS)
def test_a_service_starts_with_every_key_of_its_profile(servicio: Servicio, tmp_path: Path) -> None:
    poner(tmp_path, "publicas/acuse.pub", *(RUTAS[c] for c in PERFILES[servicio].llaves))

    arranque = arrancar(servicio, tmp_path)

    assert arranque.returncode == 0, arranque.stderr


@pytest.mark.parametrize("servicio", SERVICIOS)
def test_a_service_with_a_foreign_key_refuses_to_start(servicio: Servicio, tmp_path: Path) -> None:
    ajenas = set(RUTAS) - PERFILES[servicio].llaves
    ajena = RUTAS[sorted(ajenas)[0]]
    poner(tmp_path, ajena)

    arranque = arrancar(servicio, tmp_path)

    assert arranque.returncode != 0
    assert f"El servicio {servicio} no arranca: en KEYS_DIR puede leer {ajena}" in arranque.stderr


@pytest.mark.parametrize("servicio", [Servicio.RECEPCION, Servicio.PORTAL])
def test_what_faces_the_internet_refuses_the_master_key(servicio: Servicio, tmp_path: Path) -> None:
    maestra = tmp_path / "maestra.key"
    maestra.write_bytes(bytes(32))

    arranque = arrancar(servicio, tmp_path / "llaves", str(maestra))

    assert arranque.returncode != 0
    assert "puede leer la llave maestra" in arranque.stderr
