"""A page driven by W3C WebDriver, that speaks the part of Playwright's Page which the phones use.

Playwright drives no WebKitGTK as Debian ships it; WebDriver does, and is a few requests of JSON.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any

ESPERA_S = 30.0
PASO_S = 0.1
ELEMENTO = "element-6066-11e4-a52e-4f735466cecf"
PASAJEROS = frozenset({
    "no such element", "stale element reference", "element not interactable",
    "element click intercepted",
})  # fmt: skip
_EVALUAR = """const fin = arguments[1]
const valor = (%s)
Promise.resolve(typeof valor === "function" ? valor(arguments[0]) : valor)
  .then(bien => fin({ bien: bien ?? null }), mal => fin({ mal: String(mal) }))"""


class FallaDelNavegador(Exception):
    """What the driver, or the script that it ran, refused. codigo: WebDriver's own."""

    def __init__(self, codigo: str, mensaje: str) -> None:
        super().__init__(f"{codigo}: {mensaje}")
        self.codigo = codigo


class Sesion:
    """One session of a driver that listens on a port of loopback."""

    def __init__(self, puerto: int, capacidades: Mapping[str, object]) -> None:
        self.puerto, self.raiz = puerto, "/session"
        abierta = self.pedir("POST", "", {"capabilities": {"alwaysMatch": capacidades}})
        self.raiz = f"/session/{abierta['sessionId']}"
        self.version = str(abierta["capabilities"]["browserVersion"])

    def pedir(self, metodo: str, ruta: str, cuerpo: Mapping[str, object] | None = None) -> Any:
        """Send a command; return its value. Raises FallaDelNavegador."""
        conexion = HTTPConnection("127.0.0.1", self.puerto, timeout=2 * ESPERA_S)
        try:
            texto = None if cuerpo is None else json.dumps(cuerpo)
            conexion.request(metodo, self.raiz + ruta, texto)
            respuesta = conexion.getresponse()
            valor = json.loads(respuesta.read())["value"]
        finally:
            conexion.close()
        if respuesta.status >= 400:
            raise FallaDelNavegador(valor["error"], valor["message"])
        return valor


@dataclass(frozen=True, kw_only=True)
class Localizador:
    """What a selector finds, looked for anew at each use, and waited for as a person would."""

    sesion: Sesion
    selector: str

    def _hallar(self) -> str:
        buscado = {"using": "css selector", "value": self.selector}
        return str(self.sesion.pedir("POST", "/element", buscado)[ELEMENTO])

    def _con_calma(self, ruta: str, cuerpo: Mapping[str, object] | None, ms: float) -> Any:
        """Ask something of the element; again while it is not there yet or cannot be touched."""
        limite = time.monotonic() + ms / 1000
        while True:
            try:
                metodo = "GET" if cuerpo is None else "POST"
                return self.sesion.pedir(metodo, f"/element/{self._hallar()}{ruta}", cuerpo)
            except FallaDelNavegador as falla:
                if falla.codigo not in PASAJEROS or time.monotonic() > limite:
                    raise FallaDelNavegador(falla.codigo, f"{self.selector}: {falla}") from falla
                time.sleep(PASO_S)

    def _leer(self, ruta: str) -> Any:
        return self._con_calma(ruta, None, ESPERA_S * 1000)

    def click(self, *, timeout: float = ESPERA_S * 1000) -> None:
        """Touch it once it is enabled."""
        limite = time.monotonic() + timeout / 1000
        while not self.is_enabled() and time.monotonic() < limite:
            time.sleep(PASO_S)
        self._con_calma("/click", {}, timeout)

    def check(self) -> None:
        if not self._leer("/selected"):
            self.click()

    def fill(self, texto: str) -> None:
        """Write it; anew if the screen, just come, took the focus away from under the fingers."""
        limite = time.monotonic() + ESPERA_S
        while self._leer("/property/value") != texto:
            if time.monotonic() > limite:
                raise FallaDelNavegador("timeout", f"{self.selector}: no se deja escribir")
            self._con_calma("/clear", {}, ESPERA_S * 1000)
            self._con_calma("/value", {"text": texto}, ESPERA_S * 1000)

    def get_attribute(self, nombre: str) -> str | None:
        valor: str | None = self._leer(f"/attribute/{nombre}")
        return valor

    def inner_text(self) -> str:
        return str(self._leer("/text"))

    def is_enabled(self) -> bool:
        return bool(self._leer("/enabled"))

    def wait_for(self) -> None:
        """Return once it is there and seen."""
        limite = time.monotonic() + ESPERA_S
        while not self._leer("/displayed"):
            if time.monotonic() > limite:
                raise FallaDelNavegador("timeout", f"{self.selector}: no se ve")
            time.sleep(PASO_S)

    def bounding_box(self) -> dict[str, float]:
        """Return where it is in the window: x, y, width, height."""
        caja: dict[str, float] = self.sesion.pedir(
            "POST",
            "/execute/sync",
            {
                "script": "const c = document.querySelector(arguments[0]).getBoundingClientRect()\n"
                "return { x: c.x, y: c.y, width: c.width, height: c.height }",
                "args": [self.selector],
            },
        )
        return caja


class Pagina:
    """The only page of a session."""

    def __init__(self, sesion: Sesion, al_abrir: Callable[[], None]) -> None:
        self.sesion, self.al_abrir = sesion, al_abrir

    def goto(self, direccion: str) -> None:
        """Open an address; WebDriver runs nothing before the page's own scripts, so `al_abrir`
        runs right after them."""
        self.sesion.pedir("POST", "/url", {"url": direccion})
        self.al_abrir()

    def reload(self) -> None:
        self.sesion.pedir("POST", "/refresh", {})
        self.al_abrir()

    def locator(self, selector: str) -> Localizador:
        return Localizador(sesion=self.sesion, selector=selector)

    def evaluate(self, script: str, argumento: object = None) -> Any:
        """Return what an expression is worth, or a function of the argument answers."""
        cuerpo = {"script": _EVALUAR % script, "args": [argumento]}
        fin = self.sesion.pedir("POST", "/execute/async", cuerpo)
        if "mal" in fin:
            raise FallaDelNavegador("javascript error", fin["mal"])
        return fin["bien"]

    def arrastrar(self, *trazos: list[tuple[float, float]]) -> None:
        """Draw strokes, points of the window, with the button down."""
        mover = [
            [{"type": "pointerMove", "duration": 8, "x": round(x), "y": round(y)} for x, y in t]
            for t in trazos
        ]
        acciones = [
            accion
            for primero, *resto in mover
            for accion in (
                primero,
                {"type": "pointerDown", "button": 0},
                *resto,
                {"type": "pointerUp", "button": 0},
            )
        ]
        raton = {"type": "pointer", "id": "dedo", "actions": acciones}
        self.sesion.pedir("POST", "/actions", {"actions": [raton]})
