"""The pictures of docs/img, taken anew from a house with some days of work in it.

    PYTHONPATH=server:. .var/venv/bin/python tools/capturas.py [--solo app] [--faltan]

The app goes over every screen of tests/stories/recorrido.py, in both modes, and of tropiezos.py,
at 360 × 640, by day and by night; then the Mesa and the public account. Everybody in them is
synthetic. With --faltan the pictures that are there stay as they are.
"""

from __future__ import annotations

import argparse
import tempfile
import threading
from collections.abc import Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, Playwright, TimeoutError, sync_playwright

from rubrica.launch.installation import REPO
from rubrica.launch.seeding import PROCESO, Seeder
from tests.navegador import OPCIONES, chromium
from tests.stories.casa import FILAS, Casa, en_casa, hasta
from tests.stories.mesa import Escritorio
from tests.stories.recorrido import recorrer, recorrer_lo_menos_visto, recorrer_mi_apoyo
from tests.stories.telefono import TelefonoDeNavegador
from tests.stories.telefono_propio import TelefonoPropio
from tests.stories.tropiezos import recorrer_los_tropiezos

REGISTROS = 180
README = "mesa-1366-claro.png"
TEMAS: Mapping[str, Literal["light", "dark"]] = {"claro": "light", "oscuro": "dark"}
CON_CAMARA = {
    "captura-anverso", "captura-huella", "captura-reverso", "captura-rostro", "mi-apoyo-reverso",
}  # fmt: skip
CIRO = "ciro@ejemplo.test"
CUSTODIA = ("personas", "contrasena", "olvide", "rescate", "baja")
CUENTA = ((390, 844), (1440, 900))


class Album:
    """Where the pictures go: WebP, but PNG of few colours for the one that the README shows."""

    def __init__(self, carpeta: Path, *, faltan: bool) -> None:
        self.carpeta, self.vistos = carpeta, set[str]()
        carpeta.mkdir(parents=True, exist_ok=True)
        self.estaban = {a.name for a in carpeta.iterdir()} if faltan else set[str]()

    def le_falta(self, nombre: str) -> bool:
        """Whether a screen is to be photographed, by day or by night."""
        return not self.estaban.issuperset(f"{nombre}-{tema}.webp" for tema in TEMAS)

    def guardar(self, nombre: str, crudo: bytes) -> None:
        if nombre in self.estaban:
            return
        imagen = Image.open(BytesIO(crudo)).convert("RGB")
        if nombre.endswith(".png"):
            imagen.quantize(256).save(self.carpeta / nombre, optimize=True)
        else:
            imagen.save(self.carpeta / nombre, quality=82, method=6)
        print(nombre)

    def de_dia_y_de_noche(self, pagina: Page, nombre: str) -> None:
        for tema, esquema in TEMAS.items():
            pagina.emulate_media(color_scheme=esquema)
            pagina.wait_for_timeout(250)
            self.guardar(f"{nombre}-{tema}.webp", pagina.screenshot())
        pagina.emulate_media(color_scheme="light")


class Posado(TelefonoDeNavegador):
    """A phone that is photographed at each screen that it reaches and the album lacks."""

    def __init__(self, playwright: Playwright, carpeta: Path, origen: str, album: Album) -> None:
        self.album = album
        super().__init__(playwright, carpeta, origen)

    def en(self, paso: str) -> None:
        super().en(paso)
        if paso not in self.album.vistos | CON_CAMARA and self.album.le_falta(f"app-{paso}"):
            self._posar(paso)

    def _dejar_que_mire(self) -> None:
        """Wait until the advice has been given and, where there are codes, they have been read."""
        ojear = self.pagina.locator
        hasta(lambda: "Buscando" not in ojear(".consejo").first.inner_text(), "aconseja")
        with suppress(TimeoutError):  # a front says nothing to read
            ojear("[data-lectura=leida], main:not(:has([data-lectura]))").first.wait_for()

    def _posar(self, paso: str) -> None:
        self.album.vistos.add(paso)
        if paso == "mi-apoyo-cuenta":
            cic = self.pagina.locator("[data-clave=cic]")
            hasta(lambda: cic.inner_text().isdigit(), "se lee el CIC")
        self.pagina.wait_for_timeout(300)
        self.album.de_dia_y_de_noche(self.pagina, f"app-{paso}")

    def tocar(self, accion: str) -> None:
        """Before the shutter, the camera is photographed with what it shows."""
        if accion == "tomar" and self.album.le_falta(f"app-camara-{self.paso()}"):
            self._dejar_que_mire()
            self._posar(f"camara-{self.paso()}")
        super().tocar(accion)


class PosadoPropio(Posado, TelefonoPropio):
    """The same of a citizen's own phone."""


def sembrar(casa: Casa) -> None:
    """Some days of work arrive and are reviewed."""
    siembra = Seeder(casa.instalacion, capturas=REGISTROS, filas=FILAS)
    siembra.send_days(enough=threading.Event(), ready_with=REGISTROS)
    hasta(lambda: casa.cuenta()["f"] == 0 and casa.cuenta()["b"] > REGISTROS // 4, "se revisan")


def retratar_app(casa: Casa, telefono: Posado) -> None:
    """Every screen of the walk, then the sending and the list of folios with something in it."""
    recorrer(casa, telefono)
    telefono.ir("envio")
    telefono.enviar()
    telefono.apagar()


def retratar_mi_apoyo(casa: Casa, telefono: PosadoPropio) -> None:
    """Every screen of the citizen's own way."""
    recorrer_mi_apoyo(casa, telefono, CIRO)
    telefono.apagar()


def retratar_lo_menos_visto(casa: Casa, telefono: Posado) -> None:
    """The screens that most hands never reach."""
    recorrer_lo_menos_visto(casa, telefono)
    telefono.apagar()


def retratar_los_tropiezos(casa: Casa, telefono: Posado) -> None:
    """The screens of what goes wrong."""
    recorrer_los_tropiezos(casa, telefono)
    telefono.apagar()


def retratar_mesa(casa: Casa, escritorio: Escritorio, album: Album) -> None:
    """The console with a record on it, by day and by night."""
    escritorio.entrar("olga@opl.test")
    escritorio.empezar()
    pagina = escritorio.pagina
    pagina.locator("[data-testigo=firma] img").wait_for()
    pagina.wait_for_timeout(500)
    album.guardar(README, pagina.screenshot())
    pagina.emulate_media(color_scheme="dark")
    pagina.wait_for_timeout(250)
    album.guardar("mesa-1366-oscuro.webp", pagina.screenshot())
    escritorio.cerrar()


def retratar_cuenta(casa: Casa, browser: Browser, album: Album) -> None:
    """The public account on a phone and on a desk, whole."""
    for ancho, alto in CUENTA:
        pagina = browser.new_page(viewport={"width": ancho, "height": alto}, locale="es-MX")
        pagina.goto(f"{casa.origen}/cuenta/{PROCESO}/")
        album.guardar(f"cuenta-{ancho}.webp", pagina.screenshot(full_page=True))


def retratar_telefonos(casa: Casa, playwright: Playwright, carpeta: Path, album: Album) -> None:
    """Both modes of the app; they need nothing in the house."""
    retratar_app(casa, Posado(playwright, carpeta / "telefono", casa.origen, album))
    retratar_mi_apoyo(casa, PosadoPropio(playwright, carpeta / "propio", casa.origen, album))


def retratar_escritorios(casa: Casa, playwright: Playwright, album: Album) -> None:
    """The Mesa and the account, with some days of work in them."""
    sembrar(casa)
    retratar_mesa(casa, Escritorio(playwright, casa.origen), album)
    browser = playwright.chromium.launch(executable_path=chromium(), args=[*OPCIONES])
    retratar_cuenta(casa, browser, album)


def main(destino: Path, solo: str | None, *, faltan: bool) -> None:
    album = Album(destino, faltan=faltan)
    with tempfile.TemporaryDirectory() as temporal, sync_playwright() as playwright:
        carpeta = Path(temporal)
        with en_casa(carpeta / "casa") as casa:
            if solo in (None, "app"):
                retratar_telefonos(casa, playwright, carpeta, album)
            if solo in (None, "menos-vistas"):
                apartado = Posado(playwright, carpeta / "apartado", casa.origen, album)
                retratar_lo_menos_visto(casa, apartado)
            if solo in (None, "tropiezos"):
                tropezado = Posado(playwright, carpeta / "tropezado", casa.origen, album)
                retratar_los_tropiezos(casa, tropezado)
            if solo in (None, "escritorios"):
                retratar_escritorios(casa, playwright, album)


if __name__ == "__main__":
    opciones = argparse.ArgumentParser(description="The pictures of docs/img, taken anew.")
    opciones.add_argument("--carpeta", type=Path, default=REPO / "docs/img")
    opciones.add_argument("--solo", choices=("app", "menos-vistas", "tropiezos", "escritorios"))
    opciones.add_argument("--faltan", action="store_true", help="only those that are not there")
    dadas = opciones.parse_args()
    main(dadas.carpeta, dadas.solo, faltan=dadas.faltan)
