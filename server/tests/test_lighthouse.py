"""The first screen of the built app, as the portal hands it over: how fast, and for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from bench.cifras import barras
from tests.lighthouse import medir
from tests.navegador import abrir, navegador, violaciones

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
VECES = 3  # of which the median is taken: one run alone varies with the machine


@pytest.fixture
def browser() -> Iterator[Browser]:
    with navegador() as abierto:
        yield abierto


@pytest.mark.sola
def test_lighthouse_is_content_with_the_first_screen(live_server: LiveServer) -> None:
    medidas = [medir(f"{live_server.url}/app/") for _ in range(VECES)]
    puntaje = median(m.puntaje for m in medidas)

    assert barras()["app.lighthouse"].holds(puntaje), "\n".join(map(str, medidas))


@pytest.mark.parametrize("tema", ["light", "dark"])
def test_axe_finds_nothing_on_the_first_screen(
    live_server: LiveServer, browser: Browser, tema: str
) -> None:
    pagina = abrir(browser, ancho=320, alto=640, tema=tema)
    pagina.goto(f"{live_server.url}/app/")
    pagina.locator("main[data-paso=primera-vez]").wait_for()

    assert violaciones(pagina) == []
