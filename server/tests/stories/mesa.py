"""The desk of the Mesa de Control: a person with a keyboard and no mouse."""

from __future__ import annotations

import base64
from collections.abc import Sequence

import cv2
import numpy as np
from playwright.sync_api import Browser, Page, Playwright, expect

from rubrica.ficticio.optica import Imagen
from rubrica.launch.elenco import DEMO_PASSWORD
from rubrica.launch.seeding import PROCESO
from tests.navegador import OPCIONES, chromium

ESPERA_MS = 30_000
MAX_TABULADORES = 40
FOTOGRAFIAS = ("anverso", "reverso", "rostro")
NINGUNO = "No queda ninguno por revisar"
_PIXELES = """imagen => {
  const lienzo = document.createElement("canvas")
  lienzo.width = imagen.naturalWidth
  lienzo.height = imagen.naturalHeight
  lienzo.getContext("2d").drawImage(imagen, 0, 0)
  return lienzo.toDataURL("image/png").split(",")[1]
}"""


def pilar_da_de_baja(playwright: Playwright, origen: str, numero: str) -> None:
    """Pilar gives that auxiliar up, at the portal (ET 3.4)."""
    pilar = Escritorio(playwright, origen)
    pilar.entrar("pilar@promovente.test", "/entrar/")
    pilar.pagina.goto(f"{origen}/auxiliares/{PROCESO}/{numero}/baja")
    pilar.pagina.locator("[name=motivo]").fill("Dejó de participar.")
    pilar.pagina.get_by_role("button", name=f"Dar de baja a {numero}").click()
    pilar.pagina.wait_for_url(f"**/{numero}/")
    pilar.cerrar()


class Escritorio:
    """A browser of an office, 1366 × 768."""

    def __init__(self, playwright: Playwright, origen: str) -> None:
        self.origen = origen
        self.browser: Browser = playwright.chromium.launch(
            executable_path=chromium(), args=[*OPCIONES]
        )
        contexto = self.browser.new_context(viewport={"width": 1366, "height": 768}, locale="es-MX")
        contexto.set_default_timeout(ESPERA_MS)
        self.pagina: Page = contexto.new_page()

    def cerrar(self) -> None:
        self.browser.close()

    def entrar(self, correo: str, puerta: str = "/oficial/entrar/") -> None:
        """Sign in by keyboard."""
        self.pagina.goto(self.origen + puerta)
        self.tabular_hasta("input[name=correo]")
        self.teclear(correo)
        self.teclas("Tab")
        self.teclear(DEMO_PASSWORD)
        with self.pagina.expect_navigation():
            self.teclas("Enter")

    def teclas(self, *teclas: str) -> None:
        for tecla in teclas:
            self.pagina.keyboard.press(tecla)

    def teclear(self, texto: str) -> None:
        self.pagina.keyboard.type(texto)

    def tabular_hasta(self, selector: str) -> None:
        """Move the focus with Tab, as who has no mouse does, until it is there."""
        for _ in range(MAX_TABULADORES):
            if self.pagina.evaluate("s => document.activeElement.matches(s)", selector):
                return
            self.teclas("Tab")
        raise AssertionError(f"el tabulador no llega a {selector}")

    # -- the console (ET 10.3)

    def empezar(self) -> None:
        """From the first page of the Mesa to the first record."""
        self.pagina.goto(f"{self.origen}/mesa/")
        self.tabular_hasta("form.acciones button")
        self.teclas("Enter")
        self.pagina.locator("[data-acto=inconsistencia]").wait_for()  # from then on it hears keys

    def folio(self) -> str:
        return str(self.pagina.locator("#registro").get_attribute("data-folio"))

    def texto(self) -> str:
        return self.pagina.locator("#registro").inner_text()

    def dictaminar(self, teclas: Sequence[str]) -> bool:
        """Press the keys of a verdict; return whether another record came after this one."""
        folio = self.folio()
        self.teclas(*teclas)
        otro = self.pagina.locator(f"#registro:not([data-folio='{folio}'])")
        fin = self.pagina.locator(".vacio").get_by_text(NINGUNO)  # of the Mesa's first page
        otro.or_(fin).first.wait_for()
        return otro.count() > 0

    def imagenes(self) -> dict[str, Imagen]:
        """Return the four pictures of the record on screen, as they are shown."""
        return {cual: self._imagen(cual) for cual in (*FOTOGRAFIAS, "firma")}

    def _imagen(self, cual: str) -> Imagen:
        vista = self.pagina.locator(f"[data-vista][data-testigo={cual}] img")
        expect(vista).to_be_visible()
        crudo = np.frombuffer(base64.b64decode(vista.evaluate(_PIXELES)), np.uint8)
        return np.asarray(cv2.imdecode(crudo, cv2.IMREAD_COLOR), np.uint8)
