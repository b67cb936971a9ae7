"""A whole hearing in three people's browsers and the room's window: each record, each refusal."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, FilePayload, Page, expect
from pytest_django.live_server_helper import LiveServer

from rubrica.audiencia import queries
from rubrica.audiencia.models import Actuacion, Sesion
from rubrica.audiencia.tests.conftest import (
    CARLA,
    DORA,
    EN_LA_SALA,
    HOY,
    JUAN,
    LUIS,
    NADIE,
    PDF,
    SARA,
    TERMINA,
    Abierta,
    Poner,
    asunto_de,
    cargar_corte,
    guardar,
    notificada,
)
from rubrica.audiencia.tests.test_actuaciones import CARLA_HOY
from rubrica.cuentas.models import Cuenta
from rubrica.padron.tests import conftest as personas
from rubrica.registros.models import Registro
from rubrica.registros.rules import Regla
from tests.navegador import abrir, desborde, navegador, violaciones

pytestmark = [
    pytest.mark.story,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("asomos"),
    pytest.mark.timeout(400),
]
BASE = "/audiencia/OAX26"
SESION = f"{BASE}/1"
VISTAS = ((390, "dark"), (1440, "light"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with navegador() as abierto:
        yield abierto


class Reloj:
    """The hour that the pages look at."""

    def __init__(self) -> None:
        self.momento = HOY

    def __call__(self) -> datetime:
        return self.momento


@pytest.fixture
def reloj(monkeypatch: pytest.MonkeyPatch) -> Reloj:
    suyo = Reloj()
    for modulo in ("agenda", "sala", "proyeccion", "acta", "cambios"):
        monkeypatch.setattr(f"rubrica.audiencia.views.{modulo}.now", suyo)
    return suyo


class Casa:
    """Browsers of people who have signed in."""

    def __init__(self, browser: Browser, live_server: LiveServer) -> None:
        self.browser, self.url = browser, live_server.url
        self.abiertas: list[Page] = []

    def de(self, cuenta: Cuenta, ancho: int = 1440) -> Page:
        cliente = Client()
        cliente.force_login(cuenta)
        nombre = settings.SESSION_COOKIE_NAME
        galleta = {nombre: cliente.cookies[nombre].value}
        pagina = abrir(self.browser, ancho=ancho, alto=900, galletas=galleta, origen=self.url)
        pagina.context.route("**/*.woff2", lambda ruta: ruta.abort())
        self.abiertas.append(pagina)
        return pagina


@pytest.fixture
def casa(browser: Browser, live_server: LiveServer) -> Iterator[Casa]:
    suya = Casa(browser, live_server)
    yield suya
    for pagina in suya.abiertas:
        pagina.context.close()


Equipo = tuple[Cuenta, Cuenta, Cuenta]


@pytest.fixture
def equipo(susana: Cuenta, olga: Cuenta, irma: Cuenta) -> Equipo:
    """Who conducts, who operates and who applies."""
    return susana, olga, irma


def boton(pagina: Page, nombre: str) -> None:
    pagina.get_by_role("button", name=nombre, exact=True).click()


def hecho(pagina: Page, texto: str) -> None:
    expect(pagina.locator(".recado-hecho").first).to_contain_text(texto)


def negado(pagina: Page, texto: str, numeral: str) -> None:
    """The refusal is said, with what to do and its numeral."""
    expect(pagina.locator(".recado-falta").first).to_contain_text(texto)
    expect(pagina.locator("main")).to_contain_text(numeral)


def buscar(pagina: Page, casa: Casa, registro: Registro) -> None:
    """Olga goes to a record of her load as ET 11.4 a says."""
    pagina.goto(f"{casa.url}/audiencia/operar/")
    pagina.get_by_label("Folio del mecanismo").select_option("OAX26")
    boton(pagina, "Buscar")
    pagina.get_by_role("link", name=registro.folio).click()
    expect(pagina.get_by_role("heading", name=registro.folio)).to_be_visible()


def ir(pagina: Page, casa: Casa, registro: Registro) -> None:
    """Olga goes straight to a record, as from the list of the session."""
    pagina.goto(f"{casa.url}{SESION}/registros/{asunto_de(registro).pk}/")


def presentar(pagina: Page, que: str) -> None:
    pagina.get_by_label("Qué es").select_option(label=que)
    archivo: FilePayload = {"name": "documento.pdf", "mimeType": "application/pdf", "buffer": PDF}
    pagina.get_by_label("Documento", exact=True).set_input_files([archivo])
    boton(pagina, "Adjuntar documento")
    hecho(pagina, "adjunto al registro")


def cambiar(pagina: Page, cambio: str, **datos: str) -> None:
    """Write what was said, choose a change and save; the change is marked once."""
    pagina.get_by_label("Lo que manifestó").fill("Expone que su registro es válido.")
    pagina.get_by_label("Motivo de la decisión").fill("Se acredita.")
    pagina.get_by_label(cambio).check()
    for rotulo, valor in datos.items():
        pagina.get_by_label(rotulo.replace("_", " "), exact=False).first.fill(valor)
    boton(pagina, "Guardar el registro")


def citar(pagina: Page, casa: Casa) -> None:
    """Susana records the requirements, schedules, loads and notifies (ET 11.3, 11.5)."""
    pagina.goto(f"{casa.url}{BASE}/")
    pagina.get_by_role("textbox", name="Requisitos acordados").fill("Traer originales.")
    pagina.get_by_label("Con quién se acordaron").fill("Pilar Ejemplo")
    pagina.get_by_label("Día del acuerdo").fill("2026-11-18")
    boton(pagina, "Registrar los requisitos")
    pagina.get_by_role("link", name="Programar audiencia").click()
    pagina.get_by_label("Comienza").fill("2026-11-23T10:00")
    pagina.get_by_label("Termina").fill("2026-11-23T14:00")
    pagina.get_by_label("Lugar").fill("Sala de sesiones")
    pagina.get_by_label("Quién conduce").select_option(
        label="Susana (Supervisión de la Mesa de Control, susana@ejemplo.test)"
    )
    pagina.get_by_label("Olga").check()
    pagina.get_by_label("Representación de la").fill("Petra Representa, Representante legal")
    boton(pagina, "Guardar")
    boton(pagina, "Cargar registros")
    hecho(pagina, "quedaron en la sesión")
    boton(pagina, "Dar el aviso al INE")
    hecho(pagina, "notificado a la DERFE")


@dataclass
class Registros:
    """One record of each kind."""

    firma: Registro
    regla: Registro
    nadie: Registro
    sara: Registro
    carla: Registro
    dora: Registro


@pytest.fixture
def registros(poner: Poner, tmp_path: Path) -> Registros:
    """Observed, by rule, not found, suspended, cancelled, repeated; Carla has enrolled again."""
    cargar_corte(tmp_path, date(2026, 11, 30), personas.JUAN, CARLA_HOY)
    nadie, sara, carla, dora = (poner(c) for c in (NADIE, SARA, CARLA, DORA))
    return Registros(
        firma=poner(LUIS, inciso="j"), regla=poner(JUAN, regla=Regla.BAJA_DEL_AUXILIAR),
        nadie=nadie, sara=sara, carla=carla, dora=dora,
    )  # fmt: skip


def contradecir(pagina: Page, casa: Casa, r: Registros) -> None:
    """What was observed and what a rule classed, with the room looking on (ET 11.4 b, c)."""
    buscar(pagina, casa, r.firma)
    boton(pagina, "Mostrar en la ventana proyectada")
    sala = pagina.context.new_page()
    sala.goto(f"{casa.url}{SESION}/proyeccion/")
    expect(sala.get_by_role("heading", level=1)).to_contain_text(r.firma.folio)
    expect(sala.locator("main")).to_contain_text("••••800")
    expect(sala.locator("main")).not_to_contain_text(LUIS)
    pagina.get_by_label("Tener por válido").check()
    boton(pagina, "Guardar el registro")
    negado(pagina, "lo que manifestó", "11.4 c")
    cambiar(pagina, "Tener por válido")
    ir(pagina, casa, r.regla)
    boton(pagina, "Mostrar en la ventana proyectada")
    expect(sala.get_by_role("heading", level=1)).to_contain_text(r.regla.folio)
    cambiar(pagina, "Levantar la regla")
    negado(pagina, "elemento", "11.4 c")
    presentar(pagina, "Elemento por el que considera válido el registro (11.4 c)")
    cambiar(pagina, "Levantar la regla")


def buscar_de_nuevo(pagina: Page, casa: Casa, r: Registros) -> None:
    """Not found: only with other data, and only if they find somebody (ET 11.4, 11.8)."""
    ir(pagina, casa, r.nadie)
    cambiar(pagina, "Corregir los datos")
    negado(pagina, "información nueva", "11.4")
    cambiar(pagina, "Corregir los datos", Clave_de_elector=NADIE[:-1] + "1")
    negado(pagina, "nueva búsqueda", "11.8")
    cambiar(pagina, "Corregir los datos", Clave_de_elector=LUIS)


def acreditar(pagina: Page, casa: Casa, r: Registros) -> None:
    """The bajas, each with its documents and not before (ET 11.6, 11.7)."""
    ir(pagina, casa, r.sara)
    cambiar(pagina, "Acreditar la rehabilitación")
    negado(pagina, "rehabilitación", "11.6")
    presentar(pagina, "Original o copia certificada que acredita la rehabilitación (11.6)")
    cambiar(pagina, "Acreditar la rehabilitación")
    negado(pagina, "solicitud de actualización", "11.6")
    presentar(pagina, "Solicitud de actualización al Registro Federal de Electores (11.6)")
    cambiar(pagina, "Acreditar la rehabilitación")
    ir(pagina, casa, r.carla)
    cambiar(pagina, "Acreditar un nuevo trámite", Número_de_emisión="01")
    negado(pagina, "copia de la Credencial", "11.7")
    presentar(pagina, "Copia de la Credencial para Votar del nuevo trámite (11.7)")
    cambiar(pagina, "Acreditar un nuevo trámite", Número_de_emisión="01")


def concluir(de_susana: Page, de_olga: Page, casa: Casa, r: Registros) -> None:
    """The acta is told; the hearing ends when nothing is undecided (ET 11.5)."""
    de_susana.goto(f"{casa.url}{SESION}/acta/")
    de_susana.get_by_label("Hechos").fill("Se vieron seis registros.")
    boton(de_susana, "Guardar lo escrito")
    boton(de_susana, "Concluir la audiencia")
    negado(de_susana, "Quedan registros sin decisión", "11.5")
    ir(de_olga, casa, r.dora)
    boton(de_olga, "Guardar el registro")  # nothing was said: it is saved as it is
    hecho(de_olga, "guardado")
    de_susana.goto(f"{casa.url}{SESION}/acta/")
    boton(de_susana, "Concluir la audiencia")
    boton(de_susana, "Cerrar el acta")


def firmar(pagina: Page) -> None:
    """Petra refuses, the officials sign on paper, and only then is it notified (ET 11.5, 11.9)."""
    boton(pagina, "Notificar los resultados al INE")
    negado(pagina, "Falta que alguien firme", "11.5")
    pagina.get_by_label("Quién se niega").select_option(
        label="Petra Representa, Representante legal"
    )
    pagina.get_by_label("Motivo que expresa").fill("No está de acuerdo.")
    boton(pagina, "Registrar la negativa")
    for nombre in ("Susana, Conduce la audiencia", "Olga, Opera la audiencia"):
        pagina.get_by_label(nombre).first.check()
    archivo: FilePayload = {"name": "acta.pdf", "mimeType": "application/pdf", "buffer": PDF}
    pagina.get_by_label("Escaneo del acta").set_input_files([archivo])
    boton(pagina, "Registrar firmas en papel")
    boton(pagina, "Notificar los resultados al INE")
    hecho(pagina, "notificados a la DERFE")


def resolver(pagina: Page, casa: Casa) -> None:
    """Irma applies four changes and gives the last one back, with its reason (ET 11.9)."""
    pagina.goto(f"{casa.url}{SESION}/cambios/")
    expect(pagina.locator("section.hoja")).to_have_count(5)
    for _ in range(4):
        pagina.get_by_label("Aplicar el cambio").first.check()
        pagina.get_by_role("button", name="Resolver el cambio").first.click()
        hecho(pagina, "aplicado")
    pagina.get_by_label("Devolverlo").check()
    boton(pagina, "Resolver el cambio")
    negado(pagina, "motivo", "11.9")
    pagina.get_by_label("Motivo, si se devuelve").fill("La fecha es la de la baja.")
    boton(pagina, "Resolver el cambio")
    hecho(pagina, "devuelto")


@pytest.mark.numeral("ET 11.1", "ET 11.2", "ET 11.3", "ET 11.4", "ET 11.5", "ET 11.6")
@pytest.mark.numeral("ET 11.7", "ET 11.8", "ET 11.9")
def test_a_hearing_with_each_kind_of_record_and_each_refusal(
    casa: Casa, reloj: Reloj, registros: Registros, equipo: Equipo
) -> None:
    de_susana, de_olga, de_irma = (casa.de(quien) for quien in equipo)
    citar(de_susana, casa)
    reloj.momento = EN_LA_SALA
    de_susana.reload()
    de_susana.get_by_label("Petra Representa").check()
    boton(de_susana, "Abrir la sesión")
    hecho(de_susana, "abierta")

    contradecir(de_olga, casa, registros)
    buscar_de_nuevo(de_olga, casa, registros)
    acreditar(de_olga, casa, registros)
    reloj.momento = TERMINA
    concluir(de_susana, de_olga, casa, registros)
    firmar(de_susana)
    resolver(de_irma, casa)

    assert Sesion.objects.get().estado == "resuelta"
    assert Actuacion.objects.count() == 6
    como_quedan = {
        "firma": ("DUPLICADO", "lista_nominal"),  # whom nobody found was the same person
        "regla": ("CON_INCONSISTENCIA", "lista_nominal"),
        "nadie": ("PARA_COMPULSA", "lista_nominal"),
        "sara": ("PARA_COMPULSA", "lista_nominal"),
        "carla": ("PARA_COMPULSA", "lista_nominal"),
        "dora": ("PARA_COMPULSA", "baja"),
    }
    for cual, esperado in como_quedan.items():
        registro = getattr(registros, cual)
        registro.refresh_from_db()
        assert (registro.estatus, registro.situacion) == esperado, cual


@pytest.fixture
def en_sala(abierta: Abierta, poner: Poner, reloj: Reloj) -> tuple[Sesion, Registro, Registro]:
    """An open hearing on two records."""
    uno, otro = poner(LUIS, inciso="j"), poner(NADIE)
    reloj.momento = EN_LA_SALA
    return abierta(), uno, otro


@pytest.mark.parametrize(("ancho", "tema"), VISTAS)
def test_every_page_is_accessible_and_fits(
    casa: Casa, en_sala: tuple[Sesion, Registro, Registro], equipo: Equipo, ancho: int, tema: str
) -> None:
    sesion, uno, otro = en_sala
    susana, olga, _ = equipo
    asunto = queries.asuntos(sesion).filter(registro=otro.pk)[0].pk
    de_olga, de_susana = casa.de(olga, ancho), casa.de(susana, ancho)
    for pagina in (de_olga, de_susana):
        pagina.emulate_media(color_scheme="dark" if tema == "dark" else "light")
    _revisar(de_olga, casa, f"{SESION}/registros/{asunto}/", tema)
    boton(de_olga, "Mostrar en la ventana proyectada")
    _revisar(de_olga, casa, f"{SESION}/proyeccion/", tema)
    _revisar(de_olga, casa, "/audiencia/operar/?proceso=OAX26", tema)
    for parte in ("registros/", "acta/"):
        _revisar(de_susana, casa, f"{SESION}/{parte}", tema)
    guardar(uno, olga, "reconsiderar")
    guardar(otro, olga)
    notificada(sesion, susana)
    for parte in ("", "acta/", "cambios/"):
        _revisar(de_susana, casa, f"{SESION}/{parte}", tema)
    for parte in ("", "nueva/"):
        _revisar(de_susana, casa, f"{BASE}/{parte}", tema)


def _revisar(pagina: Page, casa: Casa, ruta: str, tema: str) -> None:
    pagina.goto(f"{casa.url}{ruta}")
    if carpeta := os.environ.get("RETRATOS"):
        nombre = ruta.strip("/").replace("/", "-").split("?")[0]
        ancho = pagina.viewport_size["width"]  # type: ignore[index]
        pagina.screenshot(path=f"{carpeta}/{nombre}-{ancho}-{tema}.png", full_page=True)
    assert violaciones(pagina) == [], ruta
    assert desborde(pagina) == 0, ruta
