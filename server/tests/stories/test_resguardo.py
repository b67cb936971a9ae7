"""Many supports on one phone alone, in a browser that promises nothing: where they go first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from rubrica.ficticio.receta import Receta
from tests.stories.casa import Casa
from tests.stories.telefono import ESPERA_MS, Ciudadano, TelefonoDeNavegador

pytestmark = [pytest.mark.story, pytest.mark.timeout(600)]
POCOS, MUCHOS = 38, 40  # the alta has its acuse: these are supports


@dataclass(frozen=True, kw_only=True)
class Visto:
    """What the screen before a capture said, and whether it let one begin."""

    con_pocos: bool
    dicho: str
    con_muchos: bool
    con_archivo: bool


@pytest.fixture(scope="module")
def visto(casa: Casa, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Visto:
    """A phone without network fills up with supports, and its rescue file leaves."""
    auxiliar = casa.auxiliar("resguardo")
    carpeta = tmp_path_factory.mktemp("resguardo")
    telefono = TelefonoDeNavegador(playwright, carpeta / "telefono", casa.origen)
    (correo,) = casa.correos(auxiliar.correo, "Su alta como auxiliar")
    telefono.enrolar(casa.enlace(correo), casa.lector_de_codigo(auxiliar.correo))
    telefono.captar_lo_propio(Ciudadano.con(*auxiliar.alta()))
    telefono.quitar_la_red()
    telefono.entrar()
    telefono.captar(Ciudadano.con(casa.padron.persona(67), Receta(toma="resguardo")))
    con_pocos = _con(telefono, POCOS)
    con_muchos = _con(telefono, MUCHOS - POCOS + 1)
    dicho = telefono.negada("sin-resguardo")
    _sacar(telefono, carpeta / "rescate.rubrica")
    visto = Visto(
        con_pocos=con_pocos, dicho=dicho, con_muchos=con_muchos, con_archivo=_se_puede(telefono)
    )
    telefono.matar()
    return visto


def _con(telefono: TelefonoDeNavegador, mas: int) -> bool:
    """Whether one more may be begun once so many more are there."""
    telefono.repetir(mas)
    telefono.pagina.reload()
    return _se_puede(telefono)


def _se_puede(telefono: TelefonoDeNavegador) -> bool:
    telefono.ir("inicio")
    telefono.entrar()
    lugar = telefono.pagina.locator("[data-negativa=sin-resguardo]")
    boton = telefono.pagina.locator("[data-accion=nuevo]")
    expect(lugar.or_(boton.and_(telefono.pagina.locator(":enabled"))).first).to_be_visible(
        timeout=ESPERA_MS
    )
    telefono.pagina.wait_for_timeout(1_000)
    return boton.is_enabled()


def _sacar(telefono: TelefonoDeNavegador, archivo: Path) -> None:
    """Make the rescue file from the screen that asks for it, and take it away."""
    telefono.tocar("ir-a-rescate")
    telefono.en("rescate")
    telefono.tocar("preparar")
    with telefono.pagina.expect_download() as bajada:
        telefono.tocar("guardar")
    bajada.value.save_as(archivo)
    telefono.pagina.locator("[data-salio]").wait_for()


def test_forty_supports_that_lie_on_one_phone_alone_are_put_in_a_file_before_another(
    visto: Visto,
) -> None:
    assert visto.con_pocos
    assert not visto.con_muchos
    assert "Hay 40 apoyos" in visto.dicho
    assert "archivo de rescate" in visto.dicho


def test_once_they_are_in_a_file_the_phone_goes_on_without_network(visto: Visto) -> None:
    assert visto.con_archivo
