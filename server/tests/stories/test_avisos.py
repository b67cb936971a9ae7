"""The notices and the logo: on the phone without network, and published for anybody."""

from __future__ import annotations

import os
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect

from rubrica.ficticio import avisos
from rubrica.launch.seeding import PROCESO
from rubrica.procesos.publicado import bloques
from tests.navegador import OPCIONES, abrir, chromium, desborde, violaciones
from tests.stories.casa import Casa
from tests.stories.telefono import Ciudadano, TelefonoDeNavegador

pytestmark = [pytest.mark.story, pytest.mark.timeout(400)]
FOTOS = os.environ.get("FOTOS_DE_AVISOS")  # a folder to leave pictures in, for who looks at them


@pytest.fixture(scope="module")
def publico(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=chromium(), args=list(OPCIONES))
    yield browser
    browser.close()


def retratar(telefono: TelefonoDeNavegador, nombre: str) -> None:
    if FOTOS:
        for tema in ("light", "dark"):
            telefono.pagina.emulate_media(color_scheme=tema)
            telefono.pagina.screenshot(path=f"{FOTOS}/{nombre}-{tema}.png")


@pytest.mark.numeral("ET 1.3", "ET 5.3")
def test_a_phone_without_network_shows_logo_denominacion_and_both_notices(
    casa: Casa, playwright: Playwright, tmp_path: Path
) -> None:
    telefono = TelefonoDeNavegador(playwright, tmp_path / "t", casa.origen)
    auxiliar = casa.auxiliar("avisos")
    telefono.abrir_app()
    (correo, *_) = casa.correos(auxiliar.correo, "Su alta como auxiliar")
    telefono.enrolar(casa.enlace(correo), casa.lector_de_codigo(auxiliar.correo))
    telefono.captar_lo_propio(Ciudadano.con(*auxiliar.alta()))
    telefono.quitar_la_red()
    telefono.ir("inicio")
    telefono.pagina.reload()
    telefono.entrar()

    expect(telefono.pagina.locator("h1")).to_contain_text("Revocación de mandato")
    logotipo = telefono.pagina.locator("img.logotipo")
    expect(logotipo).to_be_visible()
    assert logotipo.evaluate("async (i) => (await i.decode(), i.naturalWidth)") == 320
    retratar(telefono, "proceso")
    telefono.tocar("aviso-de-privacidad")
    for clase, texto in (("simplificado", avisos.SIMPLIFICADO), ("integral", avisos.INTEGRAL)):
        if clase == "integral":
            telefono.tocar("aviso-integral")
        telefono.en(f"aviso-{clase}")
        retratar(telefono, clase)
        leido = telefono.pagina.locator(".aviso-de-privacidad")
        for bloque in bloques(texto):
            for renglon in bloque.renglones:
                expect(leido).to_contain_text(renglon)
    telefono.tocar("volver")
    telefono.en("captura-proceso")
    telefono.apagar()


@pytest.mark.numeral("ET 14.2")
@pytest.mark.parametrize("ancho", [390, 1440])
@pytest.mark.parametrize("cual", ["", "avisos/integral/", "avisos/simplificado/"])
def test_the_public_pages_are_for_everybody(
    casa: Casa, publico: Browser, ancho: int, cual: str
) -> None:
    pagina = abrir(publico, ancho=ancho, alto=844)
    respuesta = pagina.goto(f"{casa.origen}/mecanismos/{PROCESO}/{cual}")

    assert respuesta is not None
    assert respuesta.status == HTTPStatus.OK
    assert violaciones(pagina) == []
    assert desborde(pagina) == 0
    if FOTOS:
        pagina.screenshot(path=f"{FOTOS}/pub-{ancho}-{cual.replace('/', '')}.png")
