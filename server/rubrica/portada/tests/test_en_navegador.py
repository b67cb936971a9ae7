"""The portal's own pages in a browser: nothing for axe, no overflow, nothing from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.navegador import ANCHOS, abrir, desborde, navegador, violaciones

# What the app's own test reads too: pwa/tests/letras.test.ts.
ORTOGRAFIAS = Path(__file__).parents[4] / "vectors/ortografias.json"
_ESCRIBIR = "textos => { document.querySelector('[lang=mul]').textContent = textos.join(' ') }"
PAGINAS = ("/", "/componentes", "/demo/buzon/", "/nada", "/app/")
pytestmark = [pytest.mark.story, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with navegador() as abierto:
        yield abierto


@pytest.fixture(autouse=True)
def _sin_construir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """The app is not built here: its page of 503 is what is looked at."""
    settings.APP_DIST = tmp_path
    monkeypatch.setenv("BUZON_DIR", str(tmp_path))


@pytest.mark.parametrize("tema", ["light", "dark"])
@pytest.mark.parametrize("ancho", ANCHOS)
def test_axe_finds_nothing_and_nothing_overflows(
    live_server: LiveServer, browser: Browser, ancho: int, tema: str
) -> None:
    pagina = abrir(browser, ancho=ancho, tema=tema)

    for ruta in PAGINAS:
        pagina.goto(live_server.url + ruta)
        assert (ruta, violaciones(pagina), desborde(pagina)) == (ruta, [], 0)


def test_no_request_goes_to_another_origin_and_the_policy_is_not_broken(
    live_server: LiveServer, browser: Browser
) -> None:
    pagina = abrir(browser)
    pedidas: list[str] = []
    quejas: list[str] = []
    pagina.on("request", lambda r: pedidas.append(r.url))
    pagina.on("console", lambda m: quejas.append(m.text) if "Content Security" in m.text else None)

    for ruta in PAGINAS:
        pagina.goto(live_server.url + ruta)

    assert {url for url in pedidas if not url.startswith(live_server.url)} == set()
    assert quejas == []


def test_the_choice_of_mode_stays_after_the_reload(
    live_server: LiveServer, browser: Browser
) -> None:
    pagina = abrir(browser)
    pagina.goto(live_server.url)

    pagina.get_by_role("button", name="Modo oscuro").click()
    pagina.reload()

    assert pagina.locator("html").get_attribute("data-tema") == "oscuro"


def test_the_keyboard_jumps_to_the_content(live_server: LiveServer, browser: Browser) -> None:
    pagina = abrir(browser)
    pagina.goto(live_server.url)

    pagina.keyboard.press("Tab")
    pagina.keyboard.press("Enter")

    assert pagina.evaluate("document.activeElement.id") == "contenido"


def test_our_own_face_draws_every_orthography_of_oaxaca(
    live_server: LiveServer, browser: Browser
) -> None:
    pagina = abrir(browser)
    pagina.goto(f"{live_server.url}/componentes")
    pagina.evaluate(_ESCRIBIR, [t["texto"] for t in json.loads(ORTOGRAFIAS.read_text())["textos"]])
    cdp = pagina.context.new_cdp_session(pagina)
    for dominio in ("DOM", "CSS"):
        cdp.send(f"{dominio}.enable")
    raiz = cdp.send("DOM.getDocument")["root"]["nodeId"]
    nodo = cdp.send("DOM.querySelector", {"nodeId": raiz, "selector": "[lang=mul]"})["nodeId"]

    fuentes = cdp.send("CSS.getPlatformFontsForNode", {"nodeId": nodo})["fonts"]

    assert [(fuente["familyName"], fuente["isCustomFont"]) for fuente in fuentes] == [
        ("Noto Sans", True)
    ]
