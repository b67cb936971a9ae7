"""Irma enrols her phone in a browser: down to 320 px and dark, it fits and axe is silent."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from rubrica.cuentas.models import Cuenta
from rubrica.cuentas.tests.factores import CLAVE, codigo
from rubrica.llaves.creacion import crear_instalacion
from tests.navegador import abrir, desborde, navegador, violaciones


@pytest.mark.story
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("ancho", "tema"), [(320, "dark"), (390, "light"), (1440, "light")])
@pytest.mark.numeral("ET 9.4")
def test_irma_enrols_her_phone(
    live_server: LiveServer, irma: Cuenta, settings: Settings, ancho: int, tema: str
) -> None:
    settings.SEGUNDO_FACTOR = "obligatorio"
    crear_instalacion()
    with navegador() as chromium:
        pagina = abrir(chromium, ancho=ancho, tema=tema)
        pagina.goto(f"{live_server.url}/oficial/entrar/?next=/oficial/permisos/")
        pagina.get_by_label("Correo electrónico").fill(irma.correo)
        pagina.get_by_label("Contraseña").fill(CLAVE)
        pagina.get_by_role("button", name="Entrar").click()
        assert (violaciones(pagina), desborde(pagina)) == ([], 0)

        secreto = pagina.locator("li code").inner_text().replace(" ", "")
        pagina.get_by_label("Código", exact=True).fill(codigo(secreto))
        pagina.get_by_role("button", name="Confirmar y entrar").click()
        expect(pagina.locator("li code")).to_have_count(10)
        assert (violaciones(pagina), desborde(pagina)) == ([], 0)

        pagina.get_by_role("link", name="Ya los guardé: continuar").click()
        assert pagina.get_by_role("heading", name="Quién puede hacer qué").is_visible()
