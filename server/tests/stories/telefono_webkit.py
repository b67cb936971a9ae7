"""A phone whose browser is WebKitGTK: the engine of the iPhone, as Debian builds it.

Its camera is a stream drawn from a canvas. All else is its own: IndexedDB on disk, WebCrypto, the
network, the service worker, and its location, which the window of the stories asks its person for
and tells as the system would (tools/navegador_webkit.py).
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import cast

import numpy as np
from playwright.sync_api import Page

from rubrica.core.contenido import Firma
from rubrica.ficticio.camara import cuadros
from rubrica.ficticio.optica import Imagen
from rubrica.launch.children import free_port
from tests.stories.casa import hasta
from tests.stories.telefono import CAMARA, ESPERA_MS, ZOCALO, TelefonoDeNavegador, trazos_en
from tests.stories.webdriver import FallaDelNavegador, Pagina, Sesion

NAVEGADOR = Path(__file__).parents[3] / "tools/navegador_webkit.py"
PAQUETES = "webkit2gtk-driver, xvfb, python3-gi y gir1.2-webkit2-4.1"
VENTANA = {"x": 0, "y": 0, "width": 360, "height": 740}
_PONER_CAMARA = """([ancho, alto]) => {
  const lienzo = Object.assign(document.createElement("canvas"), { width: ancho, height: alto })
  const pincel = lienzo.getContext("2d")
  let foto
  globalThis.mostrarALaCamara = async texto => {
    const bytes = Uint8Array.from(atob(texto), letra => letra.charCodeAt(0))
    foto = await createImageBitmap(new Blob([bytes], { type: "image/jpeg" }))
  }
  let n = 0
  setInterval(() => foto && pincel.drawImage(foto, n++ % 2, 0), 100) // a hand that trembles
  MediaDevices.prototype.getUserMedia = async () => lienzo.captureStream(10)
}"""
_LUGAR = """() => new Promise((bien, mal) => navigator.geolocation.getCurrentPosition(
  ({ coords: { latitude, longitude } }) => bien({ latitude, longitude }), mal))"""


def navegador() -> str:
    """Return the path of the browser. Raises FileNotFoundError with what to install."""
    hay = any(Path("/usr/lib").glob("*/girepository-1.0/WebKit2-4.1.typelib"))
    if not hay or not shutil.which("WebKitWebDriver") or not shutil.which("Xvfb"):
        raise FileNotFoundError(f"Falta WebKitGTK: instale los paquetes {PAQUETES}.")
    return str(NAVEGADOR)


class TelefonoWebKit(TelefonoDeNavegador):
    """One phone of one auxiliar, which stands in the zócalo until it is moved."""

    def __init__(self, carpeta: Path, origen: str) -> None:
        carpeta.mkdir(parents=True)
        self.carpeta, self.origen = carpeta, origen
        self.imagen: Imagen = np.full((960, 1280, 3), 90, np.uint8)
        self._procesos: list[subprocess.Popen[bytes]] = []
        self.ubicar()
        try:
            self.encender()
        except BaseException:
            self.apagar()
            raise

    # -- the machine

    def encender(self) -> None:
        """Open the browser on a screen of its own."""
        pantalla = self._pantalla()
        puerto = free_port()
        entorno = os.environ | {
            "DISPLAY": pantalla, "HOME": str(self.carpeta), "TZ": "America/Mexico_City",
            "XDG_RUNTIME_DIR": str(self.carpeta),
        }  # fmt: skip
        self._abrir(["WebKitWebDriver", f"--port={puerto}"], entorno)
        hasta(lambda: _escucha(puerto), "WebKitWebDriver responde")
        opciones = {"binary": navegador(), "args": [str(self.carpeta)]}
        self.sesion = Sesion(puerto, {"webkitgtk:browserOptions": opciones})
        self.sesion.pedir("POST", "/timeouts", {"script": ESPERA_MS, "pageLoad": ESPERA_MS})
        self.sesion.pedir("POST", "/window/rect", VENTANA)
        self.webdriver = Pagina(self.sesion, self._poner_camara)
        self.pagina = cast(Page, self.webdriver)

    def _pantalla(self) -> str:
        """Start an X server that shows nothing; return its name."""
        leer, escribir = os.pipe()
        orden = ["Xvfb", "-displayfd", str(escribir), "-screen", "0", "800x900x24"]
        self._abrir([*orden, "-nolisten", "tcp"], os.environ, escribir)
        os.close(escribir)
        with os.fdopen(leer) as nombre:
            return f":{nombre.readline().strip()}"

    def _abrir(self, orden: list[str], entorno: Mapping[str, str], *heredados: int) -> None:
        with (self.carpeta / f"{orden[0]}.log").open("wb") as bitacora:
            nuevo = subprocess.Popen(
                orden, env=entorno, pass_fds=heredados, stdout=bitacora, stderr=bitacora
            )
        self._procesos.append(nuevo)

    def apagar(self) -> None:
        """Close the browser, its driver and its screen."""
        if hasattr(self, "sesion"):
            with suppress(FallaDelNavegador, OSError):
                self.sesion.pedir("DELETE", "")
        for proceso in reversed(self._procesos):
            proceso.terminate()
            proceso.wait(20)

    def _poner_camara(self) -> None:
        self.pagina.evaluate(_PONER_CAMARA, [*CAMARA])
        self.mostrar(self.imagen)

    def ubicar(self, *, encendida: bool = True, permiso: bool = True) -> None:
        """Leave it in the zócalo, with its location on and allowed, or not."""
        donde = dict(ZOCALO) | ({} if encendida else {"latitude": None}) | {"permiso": permiso}
        (self.carpeta / "lugar.json").write_text(json.dumps(donde), "utf-8")

    def lugar(self) -> dict[str, float]:
        """Return where the engine tells the page that the phone is, in degrees."""
        donde: dict[str, float] = self.pagina.evaluate(_LUGAR)
        return donde

    def mostrar(self, imagen: Imagen) -> None:
        """Put a picture before the camera, which sees it at once."""
        self.imagen = imagen
        jpeg = base64.b64encode(cuadros(imagen, CAMARA, 1)[0]).decode()
        self.pagina.evaluate("texto => mostrarALaCamara(texto)", jpeg)

    def mirar_otra_vez(self) -> None:
        """The canvas shows the new picture to the stream that there is."""

    # -- the hand

    def en(self, paso: str) -> None:
        """Wait for a screen."""
        self.pagina.locator(f"main[data-paso={paso}]").wait_for()

    def firmar(self, firma: Firma) -> None:
        """Draw the strokes in the whole box."""
        self.en("captura-firma")
        caja = self.pagina.locator("[data-recuadro=firma]").bounding_box()
        assert caja
        trazos = trazos_en(firma, caja["width"], caja["height"])
        self.webdriver.arrastrar(*([(caja["x"] + x, caja["y"] + y) for x, y in t] for t in trazos))
        self.tocar("siguiente")


def _escucha(puerto: int) -> bool:
    with suppress(OSError):
        socket.create_connection(("127.0.0.1", puerto), timeout=1).close()
        return True
    return False
