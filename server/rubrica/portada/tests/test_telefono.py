"""*¿Mi teléfono sirve?*, and whom to call: public, and free of anybody's data."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db


@pytest.fixture
def construida(tmp_path: Path, settings: Settings) -> None:
    """A built app of two pages."""
    (tmp_path / "index.html").write_text("<title>Rúbrica</title>")
    (tmp_path / "telefono.html").write_text("<title>¿Mi teléfono sirve?</title>")
    settings.APP_DIST = tmp_path


@pytest.mark.numeral("ET 12.1")
@pytest.mark.usefixtures("construida")
def test_anyone_may_test_a_phone_and_the_page_may_run_what_the_app_runs(client: Client) -> None:
    respuesta = client.get("/telefono/")

    assert "¿Mi teléfono sirve?" in respuesta.content.decode()
    assert "wasm-unsafe-eval" in respuesta["Content-Security-Policy"]
    assert respuesta["Cache-Control"] == "no-cache"


def test_home_leads_to_it(client: Client) -> None:
    assert 'href="/telefono/"' in client.get("/").content.decode()


@pytest.mark.numeral("ET 12.2")
def test_support_is_that_of_the_convenio_and_the_clock_is_told_with_its_zone(
    client: Client,
) -> None:
    dicho = client.get("/api/v1/soporte").json()

    assert (dicho["nombre"], dicho["telefono"]) == ("INETEL", "800 433 2000")
    assert datetime.fromisoformat(dicho["hora"]).tzinfo is not None


@pytest.mark.numeral("ET 12.2")
def test_an_installation_may_say_another_telephone(client: Client, settings: Settings) -> None:
    settings.SOPORTE = {"nombre": "IEEPCO", "telefono": "951 502 0630", "horario": ""}

    dicho = client.get("/api/v1/soporte").json()

    assert (dicho["nombre"], dicho["telefono"]) == ("IEEPCO", "951 502 0630")
    assert "9:00" in dicho["horario"]
