"""Ada reviews a cédula and Pilar hands in a FURA, each in a real browser (ET 3.6, 3.8)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from rubrica.auxiliares.models import Auxiliar
from rubrica.cuentas.models import Cuenta
from rubrica.padron.models import Corte
from tests.navegador import abrir, desborde, navegador, violaciones

pytestmark = [pytest.mark.story, pytest.mark.django_db(transaction=True)]
PDF = b"%PDF-1.7\n%%EOF\n"
RETRATOS = os.environ.get("RETRATOS", "")  # a folder where to leave what was seen
Sesion = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with navegador() as abierto:
        yield abierto


@pytest.fixture
def sesion(live_server: LiveServer, browser: Browser, client: Client) -> Iterator[Sesion]:
    """Return who opens a page with somebody's session."""
    abiertas: list[Page] = []

    def entrar(cuenta: Cuenta, ancho: int = 1440, tema: str = "light") -> Page:
        client.force_login(cuenta)
        galleta = client.cookies[settings.SESSION_COOKIE_NAME].value
        pagina = abrir(
            browser,
            ancho=ancho,
            tema=tema,
            galletas={settings.SESSION_COOKIE_NAME: galleta},
            origen=live_server.url,
        )
        abiertas.append(pagina)
        return pagina

    yield entrar
    for pagina in abiertas:
        pagina.context.close()


def retratar(pagina: Page, nombre: str) -> None:
    if RETRATOS:
        pagina.screenshot(path=Path(RETRATOS, f"{nombre}.png"), full_page=True)


@pytest.mark.numeral("ET 3.8", "ET 4.5")
def test_ada_compares_and_accepts(
    sesion: Sesion, live_server: LiveServer, ada: Cuenta, corte: Corte, alta: UUID
) -> None:
    pagina = sesion(ada)
    pagina.goto(f"{live_server.url}/cedulas/OAX26/")

    pagina.get_by_role("link", name="Auxiliar 0001").click()
    expect(pagina.get_by_role("heading", name="Los datos coinciden")).to_be_visible()
    anchos = pagina.eval_on_selector_all("figure img", "i => i.map(x => x.naturalWidth)")
    pagina.get_by_role("button", name="Aceptar la cédula").click()

    expect(pagina.get_by_text("Se aceptó la cédula")).to_be_visible()
    expect(pagina.get_by_role("link", name="Aceptadas (1)")).to_be_visible()
    assert len(anchos) == 4
    assert all(ancho > 0 for ancho in anchos)


@pytest.mark.numeral("ET 3.6")
def test_pilar_hands_in_a_fura(
    sesion: Sesion, live_server: LiveServer, pilar: Cuenta, juan: Auxiliar
) -> None:
    pagina = sesion(pilar)
    pagina.goto(f"{live_server.url}/auxiliares/OAX26/0001/")
    with pagina.expect_download() as bajada:
        pagina.get_by_role("link", name="Descargar el FURA").click()

    pagina.get_by_label("FURA firmado").set_input_files(
        {"name": "fura.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    pagina.get_by_role("button", name="Subir el FURA firmado").click()

    expect(pagina.get_by_text("El FURA firmado quedó sellado")).to_be_visible()
    assert bajada.value.path().read_bytes().startswith(b"%PDF-1.7")


@pytest.mark.parametrize(("ancho", "tema"), [(390, "light"), (1440, "light"), (1440, "dark")])
def test_every_page_is_accessible_and_fits(
    sesion: Sesion, live_server: LiveServer, request: pytest.FixtureRequest, ancho: int, tema: str
) -> None:
    alta = request.getfixturevalue("alta")
    request.getfixturevalue("corte")
    rutas = {
        "ada": ("/cedulas/OAX26/", "/cedulas/OAX26/dispositivos/", "/cedulas/OAX26/0001/",
                f"/cedulas/OAX26/0001/{alta}/"),
        "pilar": ("/auxiliares/OAX26/", "/auxiliares/OAX26/0001/"),
    }  # fmt: skip
    for nombre, suyas in rutas.items():
        pagina = sesion(request.getfixturevalue(nombre), ancho, tema)
        for n, ruta in enumerate(suyas):
            pagina.goto(live_server.url + ruta)
            pagina.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            retratar(pagina, f"{nombre}-{n}-{ancho}-{tema}")
            assert violaciones(pagina) == [], ruta
            assert desborde(pagina) == 0, ruta
