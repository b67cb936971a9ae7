"""How long a phone takes to seal a record of 350 KB, in a real Chromium slowed down six times.

From a whole record in memory to its folio: CBOR, HPKE, signature, one durable transaction, read
back and hashed. And how long the local password takes to unlock the key (Argon2id, 19 MiB).
"""

from __future__ import annotations

import subprocess
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Page

from bench.cifras import Cifra
from tests.navegador import navegador

PWA = Path(__file__).parents[1] / "pwa"
PAGINA = PWA / "tests/sellado.bench.ts"
VECES = 25
FRENO = 6  # CPU × 6: a phone of 2,500 pesos
CSP = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"
CONSTRUIR = """
import { build } from "vite"
await build({ configFile: false, root: process.argv[1], logLevel: "error",
  define: { __VERSION__: '"bench"' },
  build: { outDir: process.argv[3], emptyOutDir: false, target: "es2022",
    lib: { entry: process.argv[2], formats: ["es"], fileName: () => "pagina.js" } } })
"""


class Servidor(SimpleHTTPRequestHandler):
    """Serves the page under the app's own policy, and says nothing."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", CSP)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        return


def sellado() -> list[Cifra]:
    """Seal VECES records at full speed and slowed down; return the medians."""
    with tempfile.TemporaryDirectory(prefix="rubrica-bench-app-") as carpeta:
        _construir(Path(carpeta))
        servidor = ThreadingHTTPServer(("127.0.0.1", 0), partial(Servidor, directory=carpeta))
        threading.Thread(target=servidor.serve_forever, daemon=True).start()
        try:
            return _en_navegador(f"http://127.0.0.1:{servidor.server_port}/")
        finally:
            servidor.shutdown()


def _construir(carpeta: Path) -> None:
    (carpeta / "index.html").write_text(
        '<!doctype html><meta charset="utf-8"><script type="module" src="pagina.js"></script>'
    )
    subprocess.run(
        ["node", "--input-type=module", "-e", CONSTRUIR, PWA, PAGINA, carpeta],
        cwd=PWA,
        check=True,
    )


def _en_navegador(origen: str) -> list[Cifra]:
    with navegador() as chromium:
        pagina = chromium.new_page()
        pagina.goto(origen)
        pagina.wait_for_function("() => globalThis.enrolar")
        pagina.evaluate("enrolar()")
        rapida, frenada = _medir(pagina, 1), _medir(pagina, FRENO)
    nota = f"{frenada['bytes'] / 1000:.0f} KB, {VECES} times"
    return [
        Cifra(nombre="app.sellado", valor=median(rapida["sellar"]), unidad="ms", nota=nota),
        Cifra(nombre="app.sellado.x6", valor=median(frenada["sellar"]), unidad="ms", nota=nota),
        Cifra(nombre="app.contrasena.x6", valor=frenada["abrir"], unidad="ms"),
    ]


def _medir(pagina: Page, freno: int) -> dict[str, Any]:
    sesion = pagina.context.new_cdp_session(pagina)
    sesion.send("Emulation.setCPUThrottlingRate", {"rate": freno})
    medida: dict[str, Any] = pagina.evaluate("n => medir(n)", VECES)
    sesion.detach()
    return medida
