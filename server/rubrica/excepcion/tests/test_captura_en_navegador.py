"""Catalina captures a sheet by keyboard alone, at the pace of a practised hand (ET 8.3, 8.4)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from rubrica.cuentas.models import Cuenta
from rubrica.cuentas.rules import Rol
from rubrica.cuentas.tests.elenco import Reparto
from rubrica.excepcion.models import Cedula, Regimen, Renglon
from rubrica.excepcion.tests.conftest import ANA, ELSA, JUAN
from tests.navegador import ANCHOS, abrir, desborde, navegador, violaciones

pytestmark = [
    pytest.mark.story,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("a_su_hora"),
]
Abre = Callable[[Cuenta, str], Page]
MS_POR_TECLA = 110  # a practised hand: some 110 words a minute of four letters and a space
MINIMO_POR_MINUTO = 12


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with navegador() as abierto:
        yield abierto


@pytest.fixture
def de(live_server: LiveServer, browser: Browser) -> Iterator[Abre]:
    """Return who opens an address in the browser of a person."""
    abiertas: list[Page] = []

    def abierta(cuenta: Cuenta, ruta: str) -> Page:
        client = Client()
        client.force_login(cuenta)
        galleta = client.cookies[settings.SESSION_COOKIE_NAME].value
        pagina = abrir(
            browser,
            ancho=390 if cuenta.rol == Rol.PROMOVENTE else 1366,
            galletas={settings.SESSION_COOKIE_NAME: galleta},
            origen=live_server.url,
        )
        pagina.goto(live_server.url + ruta)
        abiertas.append(pagina)
        return pagina

    yield abierta
    for pagina in abiertas:
        pagina.context.close()


@pytest.fixture
def pagina(
    live_server: LiveServer, browser: Browser, client: Client, catalina: Cuenta, cedula: Cedula
) -> Iterator[Page]:
    """The first sheet, open in Catalina's browser."""
    client.force_login(catalina)
    galleta = client.cookies[settings.SESSION_COOKIE_NAME].value
    abierta = abrir(
        browser,
        ancho=1366,
        alto=768,
        galletas={settings.SESSION_COOKIE_NAME: galleta},
        origen=live_server.url,
    )
    abierta.goto(f"{live_server.url}/papel/cedulas/{cedula.pk}/")
    yield abierta
    abierta.context.close()


@pytest.mark.sola
@pytest.mark.numeral("ET 8.3", "ET 8.4")
def test_a_sheet_is_typed_and_closed_without_the_mouse(
    pagina: Page, cedula: Cedula, capsys: pytest.CaptureFixture[str]
) -> None:
    Cedula.objects.filter(pk=cedula.pk).update(renglones=12)
    pagina.reload()
    comienzo = time.perf_counter()

    for numero, clave in enumerate([JUAN, ANA, ELSA] * 4, start=1):
        expect(pagina.locator("#numero")).to_have_text(str(numero))
        pagina.keyboard.type(clave.lower(), delay=MS_POR_TECLA)
        pagina.keyboard.press("Enter")
    expect(pagina.locator("#lista tr[data-escrito]")).to_have_count(12)
    por_minuto = 12 * 60 / (time.perf_counter() - comienzo)
    pagina.keyboard.press("F10")

    pagina.wait_for_url("**/papel/cedulas/*/")
    expect(pagina.locator(".recado-hecho")).to_contain_text("se contaron")
    with capsys.disabled():
        print(f"\npapel: {por_minuto:.0f} renglones por minuto a {MS_POR_TECLA} ms por tecla")
    assert por_minuto >= MINIMO_POR_MINUTO


def test_the_padron_says_who_before_the_row_is_kept_and_a_refusal_keeps_what_was_typed(
    pagina: Page,
) -> None:
    pagina.keyboard.type(JUAN)
    expect(pagina.locator(".papel-hallado")).to_contain_text("JUAN HERNÁNDEZ GARCÍA")

    pagina.locator("[name=inciso]").fill("e")
    pagina.keyboard.press("Enter")

    expect(pagina.locator(".papel-falta")).to_contain_text("Explique")
    expect(pagina.locator("[name=comentario]")).to_be_focused()
    assert pagina.locator("[name=clave]").input_value() == JUAN
    assert not Renglon.objects.exists()


@pytest.mark.numeral("ET 8.4")
def test_who_has_no_legible_clave_is_found_by_name(pagina: Page) -> None:
    pagina.keyboard.press("F2")
    pagina.keyboard.type("Ana")
    pagina.locator("[name=paterno]").fill("Pena")
    pagina.locator("[name=nacimiento]").fill("2001-02-03")
    pagina.get_by_role("button", name="Buscar", exact=True).click()
    expect(pagina.locator(".papel-candidatos button").first).to_be_focused()
    pagina.keyboard.press("Enter")

    expect(pagina.locator("[name=clave]")).to_have_value(ANA)
    pagina.keyboard.press("Enter")
    expect(pagina.locator("#lista tr[data-escrito]")).to_have_count(1)


def test_with_the_network_cut_what_was_typed_stays_and_can_be_kept_later(pagina: Page) -> None:
    pagina.context.set_offline(True)
    pagina.keyboard.type(JUAN)
    pagina.keyboard.press("Enter")
    expect(pagina.locator(".papel-falta")).to_contain_text("No hay conexión")

    pagina.context.set_offline(False)
    pagina.keyboard.press("Enter")

    expect(pagina.locator("#lista tr[data-escrito]")).to_have_count(1)


@pytest.mark.numeral("ET 8.4", "ET 8.5")
def test_catalina_carmen_and_susana_agree_on_a_sheet_and_pilar_reads_what_was_observed(
    de: Abre, catalina: Cuenta, reparto: Reparto, pilar: Cuenta, cedula: Cedula
) -> None:
    Regimen.objects.update(muestra=100)
    Cedula.objects.filter(pk=cedula.pk).update(renglones=1)
    carmen, susana = reparto("Carmen", Rol.CAPTURISTA), reparto("Susana", Rol.SUPERVISOR)
    de_catalina = de(catalina, f"/papel/cedulas/{cedula.pk}/")
    _capturar(de_catalina, JUAN, "e", "Hoja rota")
    expect(de_catalina.locator("#lista tr[data-escrito]")).to_have_count(1)

    de_carmen = de(carmen, "/papel/OAX26/cotejo/")
    expect(de_carmen.get_by_text(JUAN)).to_have_count(0)  # she does not see what the other typed
    _capturar(de_carmen, ANA, "e", "Hoja rota")
    expect(de_carmen.get_by_text("No hay renglones por cotejar")).to_be_visible()
    de_catalina.keyboard.press("F10")
    expect(de_catalina.locator(".recado-falta")).to_be_visible()  # nothing is counted meanwhile

    de_susana = de(susana, "/papel/discrepancias/")
    assert (violaciones(de_susana), desborde(de_susana)) == ([], 0)
    de_susana.get_by_role("button", name="Es esta").first.click()
    expect(de_susana.get_by_text("Todo coincide")).to_be_visible()
    de_catalina.goto(de_catalina.url.replace("cerrar/", ""))
    de_catalina.keyboard.press("F10")
    expect(de_catalina.locator(".recado-hecho")).to_contain_text("se contaron")

    de_pilar = de(pilar, "/")
    de_pilar.get_by_role("link", name="Papel").click()
    expect(de_pilar.get_by_text("Hoja rota")).to_be_visible()
    assert JUAN not in de_pilar.content()
    assert (violaciones(de_pilar), desborde(de_pilar)) == ([], 0)


def _capturar(pagina: Page, clave: str, inciso: str, comentario: str) -> None:
    pagina.locator("[name=clave]").fill(clave)
    pagina.locator("[name=inciso]").fill(inciso)
    pagina.locator("[name=comentario]").fill(comentario)
    pagina.keyboard.press("Enter")


@pytest.mark.parametrize("ancho", ANCHOS)
@pytest.mark.parametrize("url", ["", "/papel/", "/papel/OAX26/", "/papel/lotes/{lote}/"])
def test_every_page_is_accessible_and_fits(
    pagina: Page, live_server: LiveServer, cedula: Cedula, ancho: int, url: str
) -> None:
    Regimen.objects.update(muestra=5)
    pagina.set_viewport_size({"width": ancho, "height": 800})
    if url:
        pagina.goto(live_server.url + url.format(lote=cedula.lote_id))

    assert violaciones(pagina) == []
    assert desborde(pagina) == 0
