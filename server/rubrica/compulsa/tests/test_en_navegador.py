"""Irma starts a compulsa in her browser, leaves, and comes back to a report that balances."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from rubrica.compulsa import services
from rubrica.compulsa.models import Compulsa
from rubrica.compulsa.tests.conftest import (
    ANA,
    ELSA,
    JUAN,
    LUIS,
    OCTUBRE,
    PROCESO,
    SEPTIEMBRE,
    Cargar,
    Revisar,
)
from rubrica.cuentas.models import Cuenta
from tests.navegador import abrir, desborde, navegador, violaciones

pytestmark = [
    pytest.mark.story,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(400),
]
BASE = f"/compulsa/{PROCESO}/"
PAGINAS = ("/compulsa/", BASE, f"{BASE}1/", "/padron/")
VISTAS = ((390, "light"), (1440, "light"), (390, "dark"), (1440, "dark"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with navegador() as abierto:
        yield abierto


def pagina_de(browser: Browser, live_server: LiveServer, cuenta: Cuenta, **como: object) -> Page:
    """Return a page in which that person has signed in."""
    cliente = Client()
    cliente.force_login(cuenta)
    galleta = cliente.cookies[settings.SESSION_COOKIE_NAME].value
    galletas = {settings.SESSION_COOKIE_NAME: galleta}
    return abrir(browser, galletas=galletas, origen=live_server.url, **como)  # type: ignore[arg-type]


@pytest.fixture
def revisados(cargar: Cargar, revisar: Revisar) -> None:
    """Four records that the cut of September answered; that of October is there by now."""
    cargar(SEPTIEMBRE, JUAN, ANA, LUIS)
    for quien in ("juan", "ana", "luis", "elsa"):
        revisar(quien)
    cargar(OCTUBRE, JUAN.replace("lista_nominal,", "baja,defuncion"), ANA, LUIS, ELSA)


@pytest.mark.numeral("ET 10.4", "ET 10.7 b")
@pytest.mark.usefixtures("revisados")
def test_irma_starts_it_leaves_and_reads_a_report_that_balances(
    browser: Browser, live_server: LiveServer, irma: Cuenta
) -> None:
    pagina = pagina_de(browser, live_server, irma)
    pagina.goto(live_server.url + BASE)
    pagina.get_by_role("button", name="Iniciar la compulsa").click()
    expect(pagina.locator(".recado-hecho")).to_contain_text("Comenzó la compulsa 1")
    mirar(browser, live_server, irma, "en-curso", (BASE,))

    services.correr(compulsa=Compulsa.objects.get().pk)

    pagina.get_by_role("link", name="Actualizar").click()
    pagina.get_by_role("link", name="1: concluida").click()
    expect(pagina.locator(".recado-hecho")).to_contain_text("La compulsa cuadra")
    expect(pagina.get_by_role("table").last).to_contain_text("Baja del Padrón Electoral")
    mirar(browser, live_server, irma, "concluida", PAGINAS)


def mirar(
    browser: Browser, live_server: LiveServer, irma: Cuenta, nombre: str, paginas: tuple[str, ...]
) -> None:
    """Nothing is wrong with those pages at any width, light or dark (CAPTURAS keeps them)."""
    for ancho, tema in VISTAS:
        pagina = pagina_de(browser, live_server, irma, ancho=ancho, tema=tema)
        for n, ruta in enumerate(paginas):
            pagina.goto(live_server.url + ruta)
            if carpeta := os.environ.get("CAPTURAS"):
                archivo = Path(carpeta) / f"{nombre}-{n}-{ancho}-{tema}.png"
                pagina.screenshot(path=archivo, full_page=True)
            assert desborde(pagina) == 0, (ruta, ancho)
            assert violaciones(pagina) == [], (ruta, ancho, tema)
        pagina.context.close()
