"""What the phone app costs: its bytes, its sealing, a whole capture and a record on the line.

The capture is real: a house of its own, Chromium with a card before its camera, driven as fast as
the screens allow. Its longest task is that of a second one, in a browser slowed down six times.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.app_sellado import FRENO, sellado
from bench.cifras import Cifra
from rubrica.ficticio.receta import Receta
from tests import lighthouse
from tests.stories.casa import Casa, en_casa
from tests.stories.telefono import Ciudadano, TelefonoDeNavegador

DIST = Path(__file__).parents[1] / "pwa/dist"
CODIGO = (".html", ".js", ".css", ".wasm", ".woff2", ".webmanifest", ".bin")
_VIGILAR = """() => {
  globalThis.tareas = []
  new PerformanceObserver(lista => tareas.push(...lista.getEntries().map(t => t.duration)))
    .observe({ entryTypes: ["longtask"] })
}"""
_BYTES = """() => new Promise(bien => {
  indexedDB.open("rubrica").onsuccess = ({ target: { result: db } }) => {
    db.transaction("registros").objectStore("registros").getAll().onsuccess = e => {
      db.close()
      bien(Math.max(...e.target.result.filter(r => r.tipo === "apoyo").map(r => r.bytes)))
    }
  }
})"""


def medir() -> list[Cifra]:
    """Return the figures of the app, lightest first."""
    return [Cifra(nombre="app.peso", valor=_peso(), unidad="KB"), *sellado(), *_captura()]


def _peso() -> float:
    """Return the KB of code, wasm, models and fonts as the server hands them over."""
    archivos = [a for a in DIST.rglob("*") if a.suffix in CODIGO]
    tamanos = ((b if (b := Path(f"{a}.br")).exists() else a).stat().st_size for a in archivos)
    return sum(tamanos) / 1000


def _captura() -> list[Cifra]:
    with tempfile.TemporaryDirectory(prefix="rubrica-bench-app-") as carpeta:
        with en_casa(Path(carpeta) / "casa") as casa, sync_playwright() as playwright:
            primera = _primera_pantalla(casa)
            telefono = TelefonoDeNavegador(playwright, Path(carpeta) / "telefono", casa.origen)
            try:
                return [primera, *_con_telefono(casa, telefono)]
            finally:
                telefono.apagar()


def _primera_pantalla(casa: Casa) -> Cifra:
    medida = lighthouse.medir(f"{casa.origen}/app/")
    nota = ", ".join(f"{que} {cuanto}" for que, cuanto in medida.tiempos.items())
    return Cifra(nombre="app.lighthouse", valor=medida.puntaje, nota=nota)


def _con_telefono(casa: Casa, telefono: TelefonoDeNavegador) -> list[Cifra]:
    auxiliar = casa.auxiliares()[0]
    (correo,) = casa.correos(auxiliar.correo, "Su alta como auxiliar")
    telefono.enrolar(casa.enlace(correo), casa.lector_de_codigo(auxiliar.correo))
    telefono.captar_lo_propio(Ciudadano.con(*auxiliar.alta()))
    ciudadanos = [Ciudadano.con(casa.padron.persona(n), Receta(toma="bench")) for n in (40, 41)]
    telefono.entrar()
    telefono.pagina.evaluate(_VIGILAR)
    rapida = _captar(telefono, ciudadanos[0])
    tareas = _tareas(telefono)
    telefono.tocar("continuar")
    sesion = telefono.contexto.new_cdp_session(telefono.pagina)
    sesion.send("Emulation.setCPUThrottlingRate", {"rate": FRENO})
    lenta = _captar(telefono, ciudadanos[1])
    frenadas = _tareas(telefono)
    bytes_ = float(telefono.pagina.evaluate(_BYTES))
    return [
        Cifra(nombre="app.captura", valor=rapida, unidad="s"),
        Cifra(nombre="app.captura.x6", valor=lenta, unidad="s"),
        Cifra(nombre="app.captura.tarea", valor=max(tareas, default=0), unidad="ms"),
        Cifra(
            nombre="app.captura.tarea.x6", valor=max(frenadas, default=0), unidad="ms",
            nota=f"{len(frenadas)} tareas de más de 50 ms",
        ),
        Cifra(nombre="app.registro", valor=bytes_ / 1000, unidad="KB"),
    ]  # fmt: skip


def _captar(telefono: TelefonoDeNavegador, ciudadano: Ciudadano) -> float:
    """One capture; return the seconds from "nuevo" to its folio."""
    inicio = time.monotonic()
    telefono.empezar(ciudadano)
    telefono.en("captura-manifiesto")
    telefono.tocar("siguiente")
    telefono.firmar(ciudadano.fotos.firma)
    telefono.llegar_al_folio()
    return time.monotonic() - inicio


def _tareas(telefono: TelefonoDeNavegador) -> list[float]:
    """Return the long tasks since the last asking, in ms."""
    tareas: list[float] = telefono.pagina.evaluate("() => tareas.splice(0)")
    return tareas
