"""Every forbidden kind, for every service, a leftover draft included; in memory, so all of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from pytest_django import Settings

from rubrica.llaves.revision import revisar
from rubrica.llaves.tests.test_revision import RUTAS, SERVICIOS, poner
from rubrica.servicios import PERFILES, Servicio

PAREJAS = [(s, c) for s in SERVICIOS for c in RUTAS]


@pytest.fixture(autouse=True)
def carpeta(tmp_path: Path, settings: Settings) -> Path:
    settings.KEYS_DIR, settings.MASTER_KEY_FILE = tmp_path, ""
    return tmp_path


@pytest.mark.parametrize(("servicio", "clase"), PAREJAS)
def test_a_kind_of_key_is_accepted_or_refused_as_the_profile_says(
    servicio: Servicio, clase: str, carpeta: Path
) -> None:
    poner(carpeta, RUTAS[clase])

    if clase in PERFILES[servicio].llaves:
        assert revisar(servicio) == [RUTAS[clase]]
    else:
        with pytest.raises(ImproperlyConfigured, match=RUTAS[clase]):
            revisar(servicio)


@pytest.mark.numeral("ET 14.1")
@pytest.mark.parametrize("ruta", ["worker/vinculos/20.key", "worker/vinculos/.20.key.48-21ab"])
@pytest.mark.parametrize("servicio", SERVICIOS)
def test_the_bonds_of_an_entidad_are_the_workers_alone(
    servicio: Servicio, ruta: str, carpeta: Path
) -> None:
    poner(carpeta, ruta)

    if servicio is Servicio.WORKER:
        assert revisar(servicio) == [ruta]
    else:
        with pytest.raises(ImproperlyConfigured, match=ruta):
            revisar(servicio)


@pytest.mark.parametrize("ruta", ["recepcion/.manifiesto.key.4821", "recepcion/nota.txt"])
def test_a_leftover_or_a_stray_file_stops_the_start(ruta: str, carpeta: Path) -> None:
    poner(carpeta, ruta)

    with pytest.raises(ImproperlyConfigured, match="no arranca"):
        revisar(Servicio.RECEPCION)


def test_a_key_behind_a_link_is_seen_too(
    carpeta: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    lejos = tmp_path_factory.mktemp("lejos")
    poner(lejos, "OAX26/proceso.key")
    (carpeta / "portal").symlink_to(lejos, target_is_directory=True)

    with pytest.raises(ImproperlyConfigured, match=r"portal/OAX26/proceso\.key"):
        revisar(Servicio.PORTAL)


def test_the_command_says_in_one_sentence_what_is_too_much(
    carpeta: Path, settings: Settings
) -> None:
    settings.SERVICIO = Servicio.PORTAL
    poner(carpeta, RUTAS["acuse"])

    with pytest.raises(CommandError, match="Deje en su KEYS_DIR solo las llaves de su perfil"):
        call_command("check_keys")
