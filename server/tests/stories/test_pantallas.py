"""Every screen of the app that a hand reaches, looked at by axe at 320 and at 1280 pixels.

Each walk has its list, and one that it does not reach fails; that no screen of the sources is on
none of them, test_retratos.py says. Those of Mi Apoyo, the mode in which the app opens, and those
of a fault are looked at by day and by night, on two small phones and in big type.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Playwright

from tests.navegador import desborde, violaciones
from tests.stories.casa import Casa, en_casa
from tests.stories.lectora import blancos_chicos
from tests.stories.recorrido import (
    PANTALLAS,
    PANTALLAS_MENOS_VISTAS,
    PANTALLAS_PROPIAS,
    recorrer,
    recorrer_lo_menos_visto,
    recorrer_mi_apoyo,
)
from tests.stories.telefono import TelefonoDeNavegador
from tests.stories.telefono_propio import TelefonoPropio
from tests.stories.tropiezos import PANTALLAS_DE_TROPIEZOS, recorrer_los_tropiezos

pytestmark = [pytest.mark.story, pytest.mark.timeout(400)]


@dataclass(frozen=True, kw_only=True)
class Mirada:
    """One way of looking at a screen. grande: letters at 200 %. dedo: targets are measured too."""

    ancho: int
    tema: Literal["light", "dark"] = "light"
    grande: bool = False
    dedo: bool = False


ANCHAS = (Mirada(ancho=320), Mirada(ancho=1280))
EN_LA_MANO = (
    Mirada(ancho=320, dedo=True), Mirada(ancho=320, tema="dark", dedo=True),
    Mirada(ancho=320, grande=True, dedo=True), Mirada(ancho=360, dedo=True),
    Mirada(ancho=360, tema="dark", grande=True, dedo=True), Mirada(ancho=1280),
)  # fmt: skip
_LETRA = "letra => { document.documentElement.dataset.letra = letra }"


class Recorrido(TelefonoDeNavegador):
    """A phone whose every new screen is looked at."""

    miradas: tuple[Mirada, ...] = ANCHAS

    def __init__(self, playwright: Playwright, carpeta: Path, origen: str) -> None:
        self.hallazgos: dict[str, list[str]] = {}
        super().__init__(playwright, carpeta, origen)

    def en(self, paso: str) -> None:
        """Besides waiting, note what is wrong with the screen in every way; each screen once."""
        super().en(paso)
        if paso in self.hallazgos:
            return
        medida = self.pagina.viewport_size
        self.hallazgos[paso] = [
            f"{paso} {mirada}: {malo}" for mirada in self.miradas for malo in self._mirar(mirada)
        ]
        self._poner(Mirada(ancho=medida["width"] if medida else 360))

    def _poner(self, mirada: Mirada) -> None:
        self.pagina.set_viewport_size({"width": mirada.ancho, "height": 640})
        self.pagina.emulate_media(color_scheme=mirada.tema)
        self.pagina.evaluate(_LETRA, "grande" if mirada.grande else "")
        self.pagina.wait_for_timeout(200)

    def _mirar(self, mirada: Mirada) -> list[str]:
        self._poner(mirada)
        malos = violaciones(self.pagina)
        if desborde(self.pagina):
            malos.append("es más ancha que la ventana")
        return malos + (blancos_chicos(self.pagina) if mirada.dedo else [])


class RecorridoDeTropiezos(Recorrido):
    """One that meets faults: what it shows on the way, the other walks look at."""

    miradas = EN_LA_MANO

    def en(self, paso: str) -> None:
        if paso in PANTALLAS_DE_TROPIEZOS:
            super().en(paso)
        else:
            TelefonoDeNavegador.en(self, paso)


class RecorridoPropio(Recorrido, TelefonoPropio):
    """The same of a citizen's own phone."""

    miradas = EN_LA_MANO


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


@pytest.fixture(scope="module")
def propio(
    casa: Casa, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RecorridoPropio]:
    """From the first start of a citizen's phone to a support that waits, and its rescue file."""
    telefono = RecorridoPropio(playwright, tmp_path_factory.mktemp("propio") / "t", casa.origen)
    recorrer_mi_apoyo(casa, telefono, "recorrido@ejemplo.test")
    yield telefono
    telefono.apagar()


@pytest.fixture(scope="module")
def apartado(
    casa: Casa, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Recorrido]:
    """A refusal, a witness, a password made anew, a capture cut in the middle, a baja."""
    telefono = Recorrido(playwright, tmp_path_factory.mktemp("apartado") / "t", casa.origen)
    recorrer_lo_menos_visto(casa, telefono)
    yield telefono
    telefono.apagar()


@pytest.fixture(scope="module")
def tropezado(
    casa: Casa, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RecorridoDeTropiezos]:
    """A phone to which everything happens that keeps it from capturing."""
    carpeta = tmp_path_factory.mktemp("tropiezos") / "t"
    telefono = RecorridoDeTropiezos(playwright, carpeta, casa.origen)
    recorrer_los_tropiezos(casa, telefono)
    yield telefono
    telefono.apagar()


def test_nothing_is_wrong_with_any_screen_of_a_fault_day_or_night_in_any_type(
    tropezado: RecorridoDeTropiezos,
) -> None:
    assert [malo for malos in tropezado.hallazgos.values() for malo in malos] == []
    assert set(tropezado.hallazgos) == PANTALLAS_DE_TROPIEZOS


def test_axe_finds_nothing_on_the_screens_that_most_hands_never_reach(apartado: Recorrido) -> None:
    assert [malo for malos in apartado.hallazgos.values() for malo in malos] == []
    assert PANTALLAS_MENOS_VISTAS - set(apartado.hallazgos) == set()


def test_nothing_is_wrong_with_any_screen_of_mi_apoyo_day_or_night_in_any_type(
    propio: RecorridoPropio,
) -> None:
    assert [malo for malos in propio.hallazgos.values() for malo in malos] == []


def test_the_walk_of_mi_apoyo_reaches_every_screen_of_its_list(propio: RecorridoPropio) -> None:
    assert set(propio.hallazgos) == PANTALLAS_PROPIAS


def test_axe_finds_nothing_on_any_screen_of_the_walk(recorrido: Recorrido) -> None:
    assert [malo for malos in recorrido.hallazgos.values() for malo in malos] == []


def test_the_walk_reaches_every_screen_of_the_list(recorrido: Recorrido) -> None:
    assert PANTALLAS - set(recorrido.hallazgos) == set()
