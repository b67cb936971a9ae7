"""A real browser for the tests that need one, and axe inside it.

`with navegador() as chromium:` opens Debian's Chromium (or the one in CHROMIUM) without network
besides what the test serves; `violaciones(pagina)` is what axe finds on a page, one a line.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

AXE = Path(__file__).parents[2] / "pwa/node_modules/axe-core/axe.min.js"
NOMBRES = ("chromium", "chromium-browser", "google-chrome")
OPCIONES = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage",
)  # fmt: skip
ANCHOS = (320, 719, 1440)
_HALLAZGOS = """() => axe.run().then(r => r.violations.flatMap(
  v => v.nodes.map(n => `${v.id}: ${n.target.join(" ")}: ${n.failureSummary}`)))"""


def chromium() -> str:
    """Return the path of the browser. Raises FileNotFoundError with what to install."""
    for nombre in (os.environ.get("CHROMIUM", ""), *NOMBRES):
        if nombre and (ruta := shutil.which(nombre)):
            return ruta
    raise FileNotFoundError("Falta un navegador: instale el paquete «chromium».")


@contextmanager
def navegador(*opciones: str) -> Iterator[Browser]:
    """Open a browser and close it at the end. opciones: more switches of Chromium's."""
    # Playwright keeps a loop in this thread; the ORM is called here all the same, never inside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        abierto = playwright.chromium.launch(
            executable_path=chromium(), args=[*OPCIONES, *opciones]
        )
        try:
            yield abierto
        finally:
            abierto.close()
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def abrir(
    browser: Browser,
    *,
    ancho: int = 1280,
    alto: int = 800,
    tema: str = "light",
    galletas: Mapping[str, str] | None = None,
    origen: str = "",
) -> Page:
    """Return a page of a fresh session; galletas are those of `origen`. CSP stays in force."""
    contexto = browser.new_context(
        viewport={"width": ancho, "height": alto},
        color_scheme="dark" if tema == "dark" else "light",
        locale="es-MX",
    )
    if galletas:
        contexto.add_cookies([{"name": n, "value": v, "url": origen} for n, v in galletas.items()])
    return contexto.new_page()


def violaciones(pagina: Page) -> list[str]:
    """Return what axe finds wrong on the page as it stands now, one node a line."""
    pagina.evaluate(AXE.read_text("utf-8"))
    hallazgos: list[str] = pagina.evaluate(_HALLAZGOS)
    return hallazgos


def desborde(pagina: Page) -> int:
    """Return by how many pixels the page is wider than the window; 0 when it fits."""
    ancho: int = pagina.evaluate("document.documentElement.scrollWidth - innerWidth")
    return max(ancho, 0)
