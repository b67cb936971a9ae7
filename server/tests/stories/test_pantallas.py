"""Every screen of the app that a hand reaches, looked at by axe at 320 and at 1280 pixels.

PANTALLAS is the list: a screen of the sources that is neither there nor in SIN_RECORRER fails, and
so does one of the list that the walk does not reach.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from rubrica.launch.installation import REPO
from tests.navegador import desborde, violaciones
from tests.stories.casa import Casa, en_casa
from tests.stories.recorrido import PANTALLAS, SIN_RECORRER, recorrer
from tests.stories.telefono import TelefonoDeNavegador

pytestmark = [pytest.mark.story, pytest.mark.timeout(400)]
ANCHOS = (320, 1280)


class Recorrido(TelefonoDeNavegador):
    """A phone whose every new screen is looked at."""

    def __init__(self, playwright: Playwright, carpeta: Path, origen: str) -> None:
        self.hallazgos: dict[str, list[str]] = {}
        super().__init__(playwright, carpeta, origen)

    def en(self, paso: str) -> None:
        """Besides waiting, note what axe finds on the screen at both widths; each screen once."""
        super().en(paso)
        if paso in self.hallazgos:
            return
        self.hallazgos[paso] = []
        medida = self.pagina.viewport_size
        for ancho in ANCHOS:
            self.pagina.set_viewport_size({"width": ancho, "height": 640})
            self.pagina.wait_for_timeout(200)
            malos = violaciones(self.pagina)
            if desborde(self.pagina):
                malos.append("es más ancha que la ventana")
            self.hallazgos[paso] += [f"{paso} {ancho}: {malo}" for malo in malos]
        if medida:
            self.pagina.set_viewport_size(medida)


@pytest.fixture(scope="module")
def casa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casa]:
    """A house of its own: its auxiliares have no phone yet."""
    with en_casa(tmp_path_factory.mktemp("casa del recorrido")) as encendida:
        yield encendida


@pytest.fixture(scope="module")
def recorrido(
    casa: Casa, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Recorrido]:
    """From a new phone to a support sent, and every place that the menu leads to."""
    telefono = Recorrido(playwright, tmp_path_factory.mktemp("recorrido") / "t", casa.origen)
    recorrer(casa, telefono)
    yield telefono
    telefono.apagar()


def test_axe_finds_nothing_on_any_screen_of_the_walk(recorrido: Recorrido) -> None:
    assert [malo for malos in recorrido.hallazgos.values() for malo in malos] == []


def test_the_walk_reaches_every_screen_of_the_list(recorrido: Recorrido) -> None:
    assert PANTALLAS - set(recorrido.hallazgos) == set()


def test_no_screen_of_the_sources_is_left_out_of_the_list() -> None:
    fuentes = (a.read_text("utf-8") for a in (REPO / "pwa/src").rglob("*.tsx"))
    nombradas = {p for f in fuentes for p in re.findall(r'\bpaso="([a-z-]+)"', f)}

    assert nombradas - PANTALLAS - SIN_RECORRER == set()
