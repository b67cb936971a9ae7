"""The figures in a real browser: 390 and 1440 px, light and dark, nothing for axe (ET 2.2)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from rubrica.cifras.tests.conftest import cliente
from rubrica.cuentas.models import Cuenta
from rubrica.padron.models import Conteo, Municipio
from rubrica.procesos.models import Proceso
from tests.navegador import abrir, desborde, navegador, violaciones

pytestmark = [pytest.mark.story, pytest.mark.django_db(transaction=True)]
PAGINAS = ("", "dispersion/", "municipios/", "auxiliares/", "registros/")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with navegador() as abierto:
        yield abierto


@pytest.fixture
def de_pilar(poblado: Proceso, pilar: Cuenta) -> dict[str, str]:
    """The session of Pilar, whose process is of the whole state."""
    _completar()
    return {
        settings.SESSION_COOKIE_NAME: cliente(pilar).cookies[settings.SESSION_COOKIE_NAME].value
    }


@pytest.mark.numeral("ET 2.2")
@pytest.mark.parametrize("tema", ["light", "dark"])
@pytest.mark.parametrize("ancho", [390, 1440])
def test_pilar_reads_every_page_of_a_state_of_570_municipios(
    live_server: LiveServer, browser: Browser, de_pilar: dict[str, str], ancho: int, tema: str
) -> None:
    pagina = abrir(browser, ancho=ancho, tema=tema, galletas=de_pilar, origen=live_server.url)
    quejas: list[str] = []
    pagina.on("console", lambda m: quejas.append(m.text) if "Content Security" in m.text else None)

    for ruta in PAGINAS:
        pagina.goto(f"{live_server.url}/cifras/OAX26/{ruta}")
        _retratar(
            pagina.screenshot(full_page=True), f"{ruta.strip('/') or 'resumen'}-{ancho}-{tema}"
        )
        assert (ruta, violaciones(pagina), desborde(pagina)) == (ruta, [], 0)
    pagina.goto(f"{live_server.url}/cifras/OAX26/dispersion/")
    assert pagina.locator(".mapa-marco").count() == 570 + 6  # and the six of what they mean
    pagina.get_by_text("La tabla de todos los municipios").click()
    assert violaciones(pagina) == []
    assert pagina.get_by_role("row").count() == 570 + 1
    assert quejas == []
    pagina.context.close()


def _completar() -> None:
    """The other 564 municipios, in 25 districts."""
    corte = Conteo.objects.values_list("corte_id", flat=True)[0]
    lugares = [
        {"entidad": 20, "municipio": n, "distrito_federal": 1, "distrito_local": 1 + n % 25}
        for n in range(7, 571)
    ]
    Municipio.objects.bulk_create(
        Municipio(nombre=f"San Ejemplo Número {d['municipio']}", **d) for d in lugares
    )
    Conteo.objects.bulk_create(
        Conteo(corte_id=corte, seccion=d["municipio"], lista_nominal=900, padron=1, bajas=0, **d)
        for d in lugares
    )


def _retratar(imagen: bytes, nombre: str) -> None:
    """Leave the picture where CAPTURAS says, for a person to look at."""
    if carpeta := os.environ.get("CAPTURAS"):
        Path(carpeta, f"{nombre}.png").write_bytes(imagen)
