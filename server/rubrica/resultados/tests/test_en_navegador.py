"""From the oficio to the acknowledgment, in two people's browsers and the OPL's own terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from rubrica.cuentas.models import Cuenta
from rubrica.resultados import rules, services
from rubrica.resultados.models import Entrega
from rubrica.resultados.tests import apertura
from rubrica.resultados.tests import conftest as escenas
from rubrica.resultados.tests.conftest import ANA, JUAN, LUIS, Poner
from tests.navegador import abrir, desborde, navegador, violaciones

pytestmark = [
    pytest.mark.story,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("a_su_hora"),
    pytest.mark.timeout(400),
]
BASE = "/resultados/OAX26"
PARTES = ("/", "/oficios/", "/entrega/", "/cortes/2/", "/cortes/2/movimientos/", "/eliminacion/")
VISTAS = ((390, "light"), (1440, "light"), (390, "dark"), (1440, "dark"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with navegador() as abierto:
        yield abierto


def pagina_de(browser: Browser, live_server: LiveServer, cuenta: Cuenta) -> Page:
    """Return a page in which that person has signed in."""
    cliente = Client()
    cliente.force_login(cuenta)
    galleta = cliente.cookies[settings.SESSION_COOKIE_NAME].value
    galletas = {settings.SESSION_COOKIE_NAME: galleta}
    return abrir(browser, ancho=1440, galletas=galletas, origen=live_server.url)


@pytest.fixture
def de_ada(browser: Browser, live_server: LiveServer, ada: Cuenta) -> Iterator[Page]:
    abierta = pagina_de(browser, live_server, ada)
    yield abierta
    abierta.context.close()


@pytest.fixture
def de_irma(browser: Browser, live_server: LiveServer, irma: Cuenta) -> Iterator[Page]:
    abierta = pagina_de(browser, live_server, irma)
    yield abierta
    abierta.context.close()


def notificar(pagina: Page, casa: str, que: str) -> None:
    pagina.goto(f"{casa}{BASE}/oficios/")
    pagina.get_by_label(que).check()
    pagina.get_by_label("Número de oficio").fill("IEEPCO/SE/0777/2026")
    pagina.get_by_label("Fecha del oficio").fill("2026-11-19")
    pagina.get_by_role("button", name="Notificar a la DERFE").click()
    expect(pagina.locator(".recado-hecho")).to_contain_text("Quedó notificado")


def recibir(pagina: Page, casa: str) -> None:
    pagina.goto(f"{casa}{BASE}/oficios/")
    pagina.get_by_label("Día y hora de recepción").fill("2026-11-19T12:00")
    pagina.get_by_role("button", name="Registrar la recepción").click()
    expect(pagina.locator(".recado-hecho")).to_contain_text("recepción")


def confirmar(pagina: Page, casa: str, huella: str) -> None:
    pagina.goto(f"{casa}{BASE}/entrega/")
    pagina.get_by_label("Huella de la llave").fill(huella)
    pagina.get_by_role("button", name="Confirmar la huella").click()
    expect(pagina.locator(".recado-hecho").first).to_contain_text("coincide")


def ensayar(pagina: Page, identidad: pyrage.x25519.Identity) -> None:
    """Open the test package of the key and write its words."""
    with pagina.expect_download() as descarga:
        pagina.get_by_role("link", name="Descargar el paquete de prueba").click()
    abierto = pyrage.decrypt(descarga.value.path().read_bytes(), [identidad]).decode()
    pagina.get_by_label("Palabras del paquete de prueba").fill(abierto.splitlines()[-1])
    pagina.get_by_role("button", name="Comprobar las palabras").click()
    expect(pagina.locator(".recado-hecho").first).to_contain_text("Las palabras son correctas")


@pytest.mark.numeral("ET 13.2", "ET 13.4", "ET 13.7")
def test_the_opl_notifies_the_derfe_receives_and_freezes_and_the_calendar_watches(
    de_ada: Page, de_irma: Page, live_server: LiveServer, valido: Poner
) -> None:
    valido(JUAN)
    casa = live_server.url

    notificar(de_ada, casa, "Concluyó la revisión en la Mesa de Control")
    recibir(de_irma, casa)
    de_irma.goto(f"{casa}{BASE}/")
    de_irma.get_by_role("button", name="Congelar definitivos").click()
    expect(de_irma.locator(".recado-falta")).to_contain_text("todavía no notifica")
    de_irma.get_by_role("button", name="Congelar preliminares").click()
    expect(de_irma.get_by_role("heading", level=1)).to_have_text("Corte 1: resultados preliminares")
    notificar(de_ada, casa, "Concluyeron los actos de Derecho de Garantía de Audiencia")
    de_irma.goto(f"{casa}{BASE}/")
    de_irma.get_by_role("button", name="Congelar definitivos").click()

    expect(de_irma.get_by_role("heading", level=1)).to_have_text("Corte 2: resultados definitivos")
    de_ada.goto(f"{casa}/procesos/OAX26/calendario/")
    fila = de_ada.get_by_role("row", name="Resultados preliminares")
    expect(fila).to_contain_text("26 de noviembre de 2026")
    expect(fila).to_contain_text("Cumplido")
    entrega_final = de_ada.get_by_role("row", name="Entrega final")
    expect(entrega_final).to_contain_text("10 de diciembre de 2026")


@pytest.mark.numeral("ET 13.5", "ET 13.6")
def test_the_delivery_is_downloaded_opened_with_age_and_acknowledged(
    de_ada: Page,
    de_irma: Page,
    live_server: LiveServer,
    valido: Poner,
    tmp_path: Path,
) -> None:
    for clave in (JUAN, ANA):
        valido(clave)
    casa, identidad = live_server.url, pyrage.x25519.Identity.generate()
    notificar(de_ada, casa, "Concluyó la revisión en la Mesa de Control")
    de_irma.goto(f"{casa}{BASE}/")
    de_irma.get_by_role("button", name="Congelar preliminares").click()
    de_ada.goto(f"{casa}{BASE}/entrega/")
    de_ada.get_by_label("Llave pública de entrega").fill(str(identidad.to_public()))
    de_ada.get_by_role("button", name="Registrar la llave").click()
    ensayar(de_ada, identidad)
    for pagina in (de_ada, de_irma):
        confirmar(pagina, casa, rules.huella(str(identidad.to_public())))
    de_irma.get_by_role("button", name="Preparar la entrega").click()
    expect(de_irma.locator("progress")).to_be_visible()

    services.preparar(entrega=Entrega.objects.get().pk)  # what the worker does
    de_irma.get_by_role("link", name="Actualizar").click()
    de_irma.get_by_role("button", name="Poner a disposición del OPL").click()
    de_ada.goto(f"{casa}{BASE}/entrega/")
    with de_ada.expect_download() as descarga:
        de_ada.get_by_role("link", name=".tar.age").click()
    sellado = tmp_path / descarga.value.suggested_filename
    descarga.value.save_as(sellado)
    apertura.comprobar(apertura.descifrar(sellado, identidad, tmp_path))
    de_ada.get_by_label("Código de integridad que calculó").fill(
        apertura.codigo_de_integridad(tmp_path)
    )
    de_ada.get_by_role("button", name="Acusar la recepción").click()

    expect(de_ada.locator(".recado-hecho").first).to_contain_text("quedó recibida")
    expect(de_ada.get_by_role("heading", level=3)).to_contain_text("recibida por el OPL")


@pytest.mark.parametrize(("ancho", "tema"), VISTAS)
def test_every_page_is_accessible_and_fits(
    browser: Browser,
    live_server: LiveServer,
    con_todo: Cuenta,
    ancho: int,
    tema: str,
) -> None:
    pagina = pagina_de(browser, live_server, con_todo)
    pagina.emulate_media(color_scheme="dark" if tema == "dark" else "light")
    pagina.set_viewport_size({"width": ancho, "height": 900})

    for parte in PARTES:
        pagina.goto(f"{live_server.url}{BASE}{parte}")
        assert violaciones(pagina) == [], parte
        assert desborde(pagina) == 0, parte
    pagina.context.close()


@pytest.fixture
def con_todo(valido: Poner, irma: Cuenta, ada: Cuenta, llave_confirmada: object) -> Cuenta:
    """Two cuts, an oficio and a delivery at disposal; the one who looks is Ada."""
    for clave in (JUAN, ANA):
        valido(clave)
    escenas.congelar(irma)
    valido(LUIS)
    escenas.notificar(ada, rules.Concluye.MESA)
    fila = escenas.preparada(irma, escenas.congelar(irma))
    services.disponer(proceso="OAX26", entrega=fila.pk, quien=irma.pk, momento=escenas.DESPUES)
    return ada
