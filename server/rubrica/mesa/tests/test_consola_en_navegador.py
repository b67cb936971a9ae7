"""Olga reviews by keyboard alone, and nothing she decided is lost (ET 10.1–10.3)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils.timezone import now
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from rubrica.cuentas.models import Cuenta
from rubrica.mesa import rules
from rubrica.mesa.tests.conftest import EnMesa, actor
from rubrica.registros import sellos
from rubrica.registros.models import Registro
from rubrica.registros.rules import Estatus
from rubrica.senales import services as senales
from rubrica.senales.rules import Hallazgo
from rubrica.verificacion.busqueda import Pregunta, Resultado
from tests.navegador import abrir, desborde, navegador, violaciones

pytestmark = [pytest.mark.story, pytest.mark.django_db(transaction=True)]
Abrir = Callable[..., Page]
SEGUNDOS_DE_VERDAD = rules.SEGUNDOS_PARA_DESHACER
ULTIMA_PETICION_S = 0.5  # what was already on its way when the page was cut off


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with navegador() as abierto:
        yield abierto


@pytest.fixture
def galleta(client: Client, olga: Cuenta) -> dict[str, str]:
    """Olga's session."""
    client.force_login(olga)
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


@pytest.fixture(autouse=True)
def sin_esperar(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dictamen can be undone for one second, so that its test need not wait for ten."""
    monkeypatch.setattr(rules, "SEGUNDOS_PARA_DESHACER", 1)


@pytest.fixture
def consola(
    live_server: LiveServer, browser: Browser, galleta: dict[str, str], asomos: object
) -> Iterator[Abrir]:
    """Return an opener of the console on the first record of the queue.

    At the end each page is cut off before it closes: a dictamen that still waited in it must not
    reach the server in the middle of the next test.
    """
    abiertas: list[Page] = []

    def mostrar(**ventana: object) -> Page:
        pagina = abrir(
            browser,
            **{"ancho": 1366, "alto": 768, **ventana},  # type: ignore[arg-type]
            galletas=galleta,
            origen=live_server.url,
        )
        abiertas.append(pagina)
        pagina.goto(f"{live_server.url}/mesa/")
        pagina.get_by_role("button", name="Revisar el siguiente").click()
        pagina.wait_for_selector(".vista img")
        pagina.wait_for_load_state("networkidle")  # the two next ones are prepared
        return pagina

    yield mostrar
    for pagina in abiertas:
        pagina.context.set_offline(True)
        pagina.context.close()
    time.sleep(ULTIMA_PETICION_S)


def _hasta(condicion: Callable[[], bool], segundos: float = 10) -> None:
    limite = time.monotonic() + segundos
    while not condicion():
        assert time.monotonic() < limite
        time.sleep(0.1)


def _hasta_con(pagina: Page, condicion: Callable[[], bool]) -> None:
    """Wait while the page works: its requests are heard only while it is attended."""
    for _ in range(50):
        if condicion():
            return
        pagina.wait_for_timeout(100)
    raise AssertionError(condicion)


def _estatus(registro: Registro) -> str:
    registro.refresh_from_db()
    return registro.estatus


def _folio(pagina: Page, registro: Registro) -> None:
    expect(pagina.locator("#registro h1")).to_contain_text(registro.folio)


@pytest.mark.numeral("ET 10.3")
def test_three_records_are_decided_without_the_mouse(consola: Abrir, en_mesa: EnMesa) -> None:
    bueno, cruz, silla, ultimo = (en_mesa() for _ in range(4))
    pagina = consola()

    _folio(pagina, bueno)
    pagina.keyboard.press("Enter")
    _folio(pagina, cruz)
    for tecla in ("j", "3", "Enter"):
        pagina.keyboard.press(tecla)
    _folio(pagina, silla)
    for tecla in ("h", "4"):
        pagina.keyboard.press(tecla)
    pagina.keyboard.type("una silla")
    pagina.keyboard.press("Enter")
    _folio(pagina, ultimo)

    _hasta(lambda: _estatus(silla) == Estatus.CON_INCONSISTENCIA)
    assert _estatus(bueno) == Estatus.PARA_COMPULSA
    assert (_estatus(cruz), cruz.inciso, sellos.abrir_detalle(cruz)) == (
        Estatus.CON_INCONSISTENCIA,
        "j",
        "Una cruz",
    )
    assert sellos.abrir_detalle(silla) == "Objeto en lugar de una persona: una silla"
    assert _estatus(ultimo) == Estatus.EN_MESA


@pytest.mark.numeral("ET 10.3")
def test_who_decides_while_the_next_ones_arrive_meets_no_record_twice(
    consola: Abrir, en_mesa: EnMesa
) -> None:
    primero, segundo, tercero = (en_mesa() for _ in range(3))
    pagina = consola()
    tomas: list[Route] = []

    def esperar(toma: Route) -> None:
        tomas.append(toma)

    pagina.route("**/tomar/", esperar)
    pagina.route(f"**/{segundo.id}/imagenes", esperar)
    pagina.reload()
    pagina.locator("[data-acto=inconsistencia]").wait_for()

    pagina.keyboard.press("Enter")  # asks by itself for the ones that the page is asking for too
    _hasta_con(pagina, lambda: len(tomas) == 2)
    tomas[0].continue_()
    _hasta_con(pagina, lambda: len(tomas) == 3)
    tomas[1].continue_()
    pagina.wait_for_timeout(300)
    tomas[2].continue_()
    _folio(pagina, segundo)
    pagina.unroute_all()
    pagina.keyboard.press("Enter")

    _folio(pagina, tercero)
    _hasta(lambda: _estatus(primero) == Estatus.PARA_COMPULSA)


def test_a_slow_network_makes_the_sixth_dictamen_wait_and_loses_none(
    consola: Abrir, en_mesa: EnMesa
) -> None:
    todos = [en_mesa() for _ in range(8)]
    pagina = consola()
    detenidas: list[Route] = []

    def detener(envio: Route) -> None:
        detenidas.append(envio)

    pagina.route("**/dictamen/", detener)
    for siguiente in todos[1:6]:
        pagina.keyboard.press("Enter")
        _folio(pagina, siguiente)
    pagina.keyboard.press("Enter")
    pagina.wait_for_timeout(500)
    _folio(pagina, todos[5])

    detenidas[0].continue_()

    _folio(pagina, todos[6])
    _hasta(lambda: _estatus(todos[0]) == Estatus.PARA_COMPULSA)


def test_what_must_be_precise_keeps_the_dialog_open(consola: Abrir, registro: Registro) -> None:
    pagina = consola()

    for tecla in ("h", "4", "Enter"):
        pagina.keyboard.press(tecla)

    expect(pagina.get_by_text("Precise cuál o de qué se trata.")).to_be_visible()
    assert _estatus(registro) == Estatus.EN_MESA


@pytest.mark.numeral("ET 10.3")
def test_the_last_dictamenes_can_be_undone_one_by_one(
    consola: Abrir, en_mesa: EnMesa, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "SEGUNDOS_PARA_DESHACER", 3)
    primero, segundo, tercero = (en_mesa() for _ in range(3))
    pagina = consola()
    for siguiente in (segundo, tercero):
        pagina.keyboard.press("Enter")
        _folio(pagina, siguiente)

    for anterior in (segundo, primero):
        pagina.keyboard.press("z")
        _folio(pagina, anterior)

    pagina.wait_for_timeout(3500)
    assert (_estatus(primero), _estatus(segundo)) == (Estatus.EN_MESA, Estatus.EN_MESA)


def test_a_dictamen_can_be_undone_for_ten_seconds() -> None:
    assert SEGUNDOS_DE_VERDAD == 10


@pytest.mark.numeral("ET 10.3")
def test_data_are_corrected_with_mayus_f_only_when_the_padron_found_nobody(
    consola: Abrir, en_mesa: EnMesa, monkeypatch: pytest.MonkeyPatch
) -> None:
    registro, hallado = en_mesa(situacion="no_encontrado"), en_mesa()
    monkeypatch.setattr("rubrica.verificacion.busqueda.buscar", _lo_halla)
    pagina = consola()

    pagina.keyboard.press("Shift+F")
    pagina.get_by_role("textbox", name="CIC (opcional)").fill("987654321")
    pagina.keyboard.press("Enter")

    expect(pagina.locator(".datos")).to_contain_text("antes: 123456789")
    expect(pagina.locator(".datos")).to_contain_text("En Lista Nominal")
    expect(pagina.locator(".vista img")).to_have_count(4)
    pagina.keyboard.press("Shift+F")
    expect(pagina.locator("#recado")).to_contain_text("sólo se corrigen cuando")
    pagina.keyboard.press("Enter")
    _folio(pagina, hallado)
    _hasta(lambda: _estatus(registro) == Estatus.PARA_COMPULSA)


def _lo_halla(preguntas: Sequence[Pregunta]) -> list[Resultado]:
    """The padrón finds whoever is asked for."""
    return [
        Resultado(persona=b"p" * 16, municipio="067", situacion="lista_nominal", corte="1")
        for _ in preguntas
    ]


@pytest.mark.numeral("ET 10.3 f")
def test_a_small_f_is_the_inciso_and_mayus_h_is_the_help(
    consola: Abrir, registro: Registro
) -> None:
    pagina = consola()

    pagina.keyboard.press("f")
    expect(pagina.locator("[data-detalle=f] [data-ley]")).to_contain_text("sea ilegible en alguno")
    pagina.keyboard.press("Escape")
    expect(pagina.locator("#inconsistencias")).to_be_hidden()
    pagina.keyboard.press("Shift+H")

    expect(pagina.locator("#ayuda")).to_be_visible()
    expect(pagina.locator("#ayuda")).to_contain_text("sin usar conocimientos técnicos")
    expect(pagina.locator("#ayuda")).to_contain_text("personas trans")


@pytest.mark.numeral("ET 10.3 h")
def test_where_a_photograph_came_from_suggests_its_object(
    consola: Abrir, registro: Registro
) -> None:
    pagina = consola()

    for tecla in ("h", "1", "Enter"):
        pagina.keyboard.press(tecla)

    _hasta(lambda: _estatus(registro) == Estatus.CON_INCONSISTENCIA)
    assert sellos.abrir_detalle(registro) == (
        "Tomada de la misma credencial: la fotografía de la Credencial para Votar"
    )


@pytest.mark.numeral("ET 10.4")
def test_what_no_inciso_names_is_set_aside_by_keyboard(consola: Abrir, en_mesa: EnMesa) -> None:
    primero, segundo = en_mesa(), en_mesa()
    pagina = consola()

    pagina.keyboard.press("o")
    pagina.keyboard.type("Un orificio sobre la clave")
    pagina.keyboard.press("Enter")

    _folio(pagina, segundo)
    _hasta(lambda: _estatus(primero) == Estatus.APARTADO)
    assert sellos.abrir_detalle(primero) == "Un orificio sobre la clave"


def test_a_browser_that_closes_gives_back_what_it_did_not_decide(
    consola: Abrir, en_mesa: EnMesa
) -> None:
    primero, segundo, tercero = (en_mesa() for _ in range(3))
    pagina = consola()
    pagina.keyboard.press("Enter")
    _folio(pagina, segundo)

    pagina.wait_for_timeout(700)  # what it was asking for has come
    pagina.goto("about:blank")

    _hasta(lambda: _estatus(primero) == Estatus.PARA_COMPULSA)
    _hasta(lambda: not Registro.objects.exclude(tomado_por="").exists())
    assert (_estatus(segundo), _estatus(tercero)) == (Estatus.EN_MESA, Estatus.EN_MESA)


def test_leaving_the_page_saves_the_dictamen_that_waits(consola: Abrir, en_mesa: EnMesa) -> None:
    primero, segundo = en_mesa(), en_mesa()
    pagina = consola()
    pagina.keyboard.press("Enter")
    _folio(pagina, segundo)

    pagina.goto("about:blank")

    _hasta(lambda: _estatus(primero) == Estatus.PARA_COMPULSA, 4)


def test_without_network_the_dictamen_is_kept_and_sent_later(
    consola: Abrir, en_mesa: EnMesa
) -> None:
    primero, segundo = en_mesa(), en_mesa()
    pagina = consola()
    pagina.context.set_offline(True)
    pagina.keyboard.press("Enter")
    _folio(pagina, segundo)

    expect(pagina.locator("#recado")).to_contain_text("1 dictamen sin guardar", timeout=8000)
    pagina.context.set_offline(False)

    _hasta(lambda: _estatus(primero) == Estatus.PARA_COMPULSA)


def test_a_lost_session_is_said_and_the_dictamen_waits_for_the_next(
    consola: Abrir, en_mesa: EnMesa, galleta: dict[str, str], live_server: LiveServer
) -> None:
    primero, segundo = en_mesa(), en_mesa()
    pagina = consola()
    pagina.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    pagina.keyboard.press("Enter")
    _folio(pagina, segundo)

    expect(pagina.locator("#recado")).to_contain_text("Su sesión terminó", timeout=8000)
    (nombre, valor), *_ = galleta.items()
    pagina.context.add_cookies([{"name": nombre, "value": valor, "url": live_server.url}])

    _hasta(lambda: _estatus(primero) == Estatus.PARA_COMPULSA)


def test_a_record_that_another_took_is_said_by_its_folio(
    consola: Abrir, en_mesa: EnMesa, susana: Cuenta
) -> None:
    primero, segundo = en_mesa(), en_mesa()
    pagina = consola()
    Registro.objects.filter(id=primero.id).update(
        tomado_por=actor(susana), tomado_hasta=now() + timedelta(minutes=5)
    )

    pagina.keyboard.press("Enter")
    _folio(pagina, segundo)
    pagina.keyboard.press("Enter")

    expect(pagina.locator("#recado")).to_contain_text(f"Registro {primero.folio}", timeout=8000)
    expect(pagina.locator("#recado")).to_contain_text("Intro vuelve a la Mesa", timeout=8000)
    pagina.keyboard.press("Enter")
    pagina.wait_for_url("**/mesa/")


def test_the_pictures_move_together(consola: Abrir, registro: Registro) -> None:
    pagina = consola()

    for tecla in ("+", "r", "x"):
        pagina.keyboard.press(tecla)

    giros = pagina.eval_on_selector_all("[data-vista] img", "n => n.map(i => i.style.transform)")
    assert len(giros) == 4
    assert set(giros) == {"translate(0%, 0%) scale(1.5) rotate(90deg)"}


@pytest.mark.parametrize("alto", [768, 640])
def test_nothing_scrolls_on_the_screen_of_an_office(
    consola: Abrir, registro: Registro, alto: int
) -> None:
    pagina = consola(alto=alto)

    sobra = pagina.evaluate("document.documentElement.scrollHeight - innerHeight")
    assert (max(sobra, 0), desborde(pagina)) == (0, 0)
    expect(pagina.get_by_role("button", name="Sin inconsistencia")).to_be_in_viewport(ratio=1)
    expect(pagina.get_by_role("button", name="Ayuda")).to_be_in_viewport(ratio=1)
    anverso = pagina.locator("[data-vista][data-testigo=anverso]").bounding_box()
    assert anverso is not None
    assert anverso["height"] > alto * 0.3  # the pictures have the screen, nothing else


@pytest.mark.parametrize("tema", ["light", "dark"])
@pytest.mark.parametrize("ancho", [320, 768, 1366])
def test_axe_finds_nothing_in_the_console(
    consola: Abrir, registro: Registro, ancho: int, tema: str
) -> None:
    pagina = consola(ancho=ancho, tema=tema)

    assert (violaciones(pagina), desborde(pagina)) == ([], 0)
    for tecla in ("n", "4"):
        pagina.keyboard.press(tecla)
    assert (violaciones(pagina), desborde(pagina)) == ([], 0)


def test_the_console_works_without_its_script(
    live_server: LiveServer,
    browser: Browser,
    galleta: dict[str, str],
    asomos: object,
    registro: Registro,
) -> None:
    contexto = browser.new_context(java_script_enabled=False)
    contexto.add_cookies(
        [{"name": n, "value": v, "url": live_server.url} for n, v in galleta.items()]
    )
    pagina = contexto.new_page()
    pagina.goto(f"{live_server.url}/mesa/{registro.id}/")

    pagina.get_by_label("Inconsistencia y detalle").select_option("e-0")
    pagina.get_by_role("button", name="Señalar inconsistencia").click()

    assert _estatus(registro) == Estatus.CON_INCONSISTENCIA


@pytest.mark.numeral("ET 10.3")
def test_a_senal_shows_where_it_is_in_its_image(consola: Abrir, en_mesa: EnMesa) -> None:
    registro = en_mesa()
    hallazgos = [
        Hallazgo(clave="fotocopia", valor=97, imagen="anverso", region=(0.25, 0.25, 0.5, 0.5)),
        Hallazgo(clave="firma-cruz", valor=0.2, imagen="firma", region=(0.4, 0.2, 0.2, 0.6)),
    ]
    senales.guardar(registro, hallazgos=hallazgos, huellas={}, momento=now())
    pagina = consola()

    resumen = pagina.locator("[data-senales] summary", has_text="Parece fotocopia")
    resumen.click()

    marca = pagina.locator('.vista[data-testigo="anverso"] .senal-marca').bounding_box()
    imagen = pagina.locator('.vista[data-testigo="anverso"] img').bounding_box()
    assert marca
    assert imagen
    assert marca["x"] + marca["width"] / 2 == pytest.approx(
        imagen["x"] + imagen["width"] / 2, abs=4
    )
    assert violaciones(pagina) == []
