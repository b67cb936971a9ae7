"""Who must not: Ramiro at another's process, and a third phone at an auxiliar's account."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from rubrica.ficticio.telefono import ClienteHttp, Enrolamiento, Telefono
from rubrica.launch.seeding import PROCESO
from tests.stories.casa import Casa
from tests.stories.mesa import Escritorio
from tests.stories.telefono import TelefonoDeNavegador

pytestmark = [pytest.mark.story, pytest.mark.timeout(300)]
DE_OTROS = (
    f"/auxiliares/{PROCESO}/",
    f"/auxiliares/{PROCESO}/alta",
    f"/auxiliares/{PROCESO}/0001/",
    f"/auxiliares/{PROCESO}/0001/baja",
)
DE_LA_AUTORIDAD = ("/mesa/", "/procesos/", f"/procesos/{PROCESO}/", "/padron/")


@pytest.fixture(scope="module")
def ramiro(casa: Casa, playwright: Playwright) -> Iterator[Escritorio]:
    """Ramiro, who promotes another process, signed in at the portal."""
    escritorio = Escritorio(playwright, casa.origen)
    escritorio.entrar("ramiro@promovente.test", "/entrar/")
    yield escritorio
    escritorio.cerrar()


@pytest.mark.numeral("ET 3.2")
def test_ramiro_finds_his_own_process_and_not_that_of_pilar(ramiro: Escritorio) -> None:
    ramiro.pagina.goto(f"{ramiro.origen}/auxiliares/")
    visto = ramiro.pagina.locator("body").inner_text()
    assert "Ramiro" in visto
    assert PROCESO not in visto


@pytest.mark.parametrize("ruta", DE_OTROS)
def test_ramiro_gets_nothing_of_another_process(casa: Casa, ramiro: Escritorio, ruta: str) -> None:
    respuesta = ramiro.pagina.goto(ramiro.origen + ruta)
    assert respuesta
    assert respuesta.status in {403, 404}
    visto = ramiro.pagina.content()
    suyos = [d for a in casa.auxiliares() for d in (a.correo, a.persona.clave_elector)]
    assert [dato for dato in suyos if dato in visto] == []


@pytest.mark.parametrize("ruta", DE_LA_AUTORIDAD)
def test_the_session_of_the_portal_opens_no_door_of_the_authority(
    ramiro: Escritorio, ruta: str
) -> None:
    ramiro.pagina.goto(ramiro.origen + ruta)
    assert "/oficial/entrar/" in ramiro.pagina.url


@pytest.mark.numeral("ET 9.4")
def test_ramiro_cannot_sign_in_where_the_authority_does(casa: Casa, playwright: Playwright) -> None:
    escritorio = Escritorio(playwright, casa.origen)
    escritorio.entrar("ramiro@promovente.test")
    assert escritorio.pagina.url.endswith("/oficial/entrar/")
    escritorio.pagina.goto(f"{casa.origen}/mesa/")
    assert "/oficial/entrar/" in escritorio.pagina.url
    escritorio.cerrar()


@pytest.fixture
def con_dos_telefonos(casa: Casa) -> Enrolamiento:
    """An auxiliar who already uses two phones."""
    auxiliar = casa.auxiliar("intrusos")
    datos = Enrolamiento(proceso=PROCESO, auxiliar=auxiliar.numero, correo=auxiliar.correo)
    linea = ClienteHttp(casa.origen)
    for _ in range(2):
        leer_codigo = casa.lector_de_codigo(auxiliar.correo)
        Telefono.enrolar(datos, portal=linea, recepcion=linea, leer_codigo=leer_codigo)
    linea.close()
    return datos


@pytest.mark.numeral("ET 4.9")
def test_a_third_phone_is_refused_by_the_name_of_the_two_in_use(
    casa: Casa, playwright: Playwright, con_dos_telefonos: Enrolamiento, tmp_path: Path
) -> None:
    telefono = TelefonoDeNavegador(playwright, tmp_path / "tercero", casa.origen)
    (correo,) = casa.correos(con_dos_telefonos.correo, "Su alta como auxiliar")
    telefono.enrolar(casa.enlace(correo), casa.lector_de_codigo(con_dos_telefonos.correo))

    negativa = telefono.negada("tercer-dispositivo")
    assert "Ya hay dos dispositivos activos" in negativa
    assert "Teléfono 1" in negativa
    assert "Teléfono 2" in negativa
    assert "Qué hacer:" in negativa
    assert telefono.almacen()["registros"] == 0
    telefono.apagar()
