"""From the oficio to the active account in a browser, narrow and wide, light and dark (ET 9)."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from rubrica.cuentas.models import Cuenta
from rubrica.cuentas.tests import oficina
from rubrica.cuentas.tests.oficina import CLAVE_NUEVA, en_un_mes
from rubrica.llaves.creacion import crear_instalacion
from tests.navegador import abrir, desborde, navegador, violaciones

CLAVE = "una clave larga de prueba"


def entrar(pagina: Page, url: str, correo: str, clave: str) -> None:
    pagina.goto(f"{url}/oficial/entrar/?next=/oficial/mi-cuenta/")
    pagina.get_by_label("Correo electrónico").fill(correo)
    pagina.get_by_label("Contraseña").fill(clave)
    pagina.get_by_role("button", name="Entrar").click()


def revisada(pagina: Page) -> None:
    """Every page along the way fits and axe is silent."""
    assert (violaciones(pagina), desborde(pagina)) == ([], 0), pagina.url


@pytest.mark.story
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("ancho", "tema"), [(390, "dark"), (1440, "light")])
@pytest.mark.numeral("ET 9.1", "ET 9.3")
def test_octavio_s_account_goes_from_the_oficio_to_active(
    live_server: LiveServer,
    irma: Cuenta,
    ancho: int,
    tema: str,
    tmp_path: Path,
) -> None:
    crear_instalacion()
    with navegador() as chromium:
        de_irma, suya = (abrir(chromium, ancho=ancho, tema=tema) for _ in range(2))
        entrar(de_irma, live_server.url, irma.correo, CLAVE)
        registra(de_irma, live_server.url)

        suya.goto(f"{live_server.url}/oficial/credencial/{oficina.token()}/")
        connection.close()  # the one that Playwright's loop made this thread open
        revisada(suya)
        suya.get_by_label("Contraseña nueva").fill(CLAVE_NUEVA)
        suya.get_by_label("Escríbala otra vez").fill(CLAVE_NUEVA)
        suya.get_by_role("button", name="Guardar mi contraseña").click()
        entrar(suya, live_server.url, "octavio@ejemplo.test", CLAVE_NUEVA)
        revisada(suya)
        declara(suya, tmp_path / "hoja.pdf")

        de_irma.goto(f"{live_server.url}/oficial/cuentas/?etapa=EN_REVISION")
        revisada(de_irma)
        de_irma.get_by_role("link", name="Octavio Opera Díaz").click()
        revisada(de_irma)
        de_irma.get_by_role("button", name="Aprobar y activar la cuenta").click()
        de_irma.get_by_role("link", name="Todo lo que hizo y vio").click()
        assert de_irma.get_by_text("Aprobar declaracion").first.is_visible()
        revisada(de_irma)

        suya.reload()
        assert suya.get_by_text("su cuenta está activa").is_visible()


def registra(pagina: Page, url: str) -> None:
    """Irma registers the oficio and Octavio's account."""
    pagina.goto(f"{url}/oficial/oficios/nuevo/")
    revisada(pagina)
    for campo, valor in oficina.OFICIO.items():
        pagina.locator(f"#id_{campo}").fill(valor)
    pagina.get_by_role("button", name="Registrar oficio").click()
    for campo, valor in oficina.OCTAVIO.items():
        if campo != "rol":
            pagina.locator(f"#id_{campo}").fill(valor)
    pagina.locator("#id_rol").select_option("operador")
    pagina.locator("#id_vigente_hasta").fill(en_un_mes().isoformat())
    pagina.get_by_role("button", name="Registrar y enviar el enlace").click()
    revisada(pagina)


def declara(pagina: Page, hoja: Path) -> None:
    """Octavio downloads the sheet, signs it, and uploads it."""
    pagina.goto(pagina.url.replace("/mi-cuenta/", "/mi-cuenta/declaracion/"))
    revisada(pagina)
    with pagina.expect_download() as descarga:
        pagina.get_by_role("link", name="Descargar la declaración (PDF)").click()
    descarga.value.save_as(hoja)
    pagina.get_by_label("Declaración firmada").set_input_files(hoja)
    pagina.get_by_role("button", name="Subir mi declaración").click()
    revisada(pagina)
