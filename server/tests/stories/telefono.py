"""A phone: Chromium with a profile of its own, whose camera shows what the story puts before it.

It is driven as a person would: what the screens call their steps and buttons (data-paso,
data-accion) is all that it knows of the app.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from playwright.sync_api import (
    BrowserContext,
    Error,
    Geolocation,
    Page,
    Playwright,
    TimeoutError,
    expect,
)

from rubrica.core.contenido import Firma
from rubrica.ficticio.camara import cuadros, escribir_mjpeg
from rubrica.ficticio.optica import Imagen
from rubrica.ficticio.padron import Persona
from rubrica.ficticio.receta import Fotos, Receta, preparar
from tests.navegador import OPCIONES, chromium
from tests.stories.casa import hasta

Reales = npt.NDArray[np.float64]
CAMARA = (1280, 960)
CONTRASENA = "maíz azul de Tlacolula"
ESPERA_MS = 60_000
OPCIONES_DE_TELEFONO = (
    *OPCIONES, "--disable-quic", "--no-first-run", "--disable-component-update",
    "--disable-sync", "--use-fake-device-for-media-stream",
)  # fmt: skip
ZOCALO: Geolocation = {"latitude": 17.0606, "longitude": -96.7253, "accuracy": 12}


@dataclass(frozen=True, kw_only=True)
class Ciudadano:
    """Somebody with a credential in the hand. persona: row of the padrón; fotos: what is seen."""

    persona: Persona
    fotos: Fotos

    @classmethod
    def con(cls, persona: Persona, receta: Receta) -> Ciudadano:
        return cls(persona=persona, fotos=preparar(persona, receta))

    def imagen(self, parte: str) -> Imagen:
        """Return what lies before the camera: anverso, reverso, rostro or huella."""
        return huella_en_papel() if parte == "huella" else _abierta(getattr(self.fotos, parte))

    def cuadro(self, parte: str) -> Imagen:
        """Return a frame of the camera while it is shown that."""
        return _abierta(cuadros(self.imagen(parte), CAMARA, 1)[0])

    def firma(self, ancho: int, alto: int) -> Imagen:
        """Return the signature drawn in a box of that size."""
        trazos = trazos_en(self.fotos.firma, ancho, alto)
        lienzo = np.full((alto, ancho, 3), 255, np.uint8)
        for trazo in trazos:
            cv2.polylines(lienzo, [np.array(trazo, np.int32)], False, (60, 24, 20), 2)
        return lienzo

    def datos_personales(self) -> tuple[str, ...]:
        """Return what identifies the person, each text as it would be written down."""
        p = self.persona
        return (p.nombre_completo, p.nombres, p.paterno, p.clave_elector, p.curp)


@dataclass(frozen=True, kw_only=True)
class Comprobante:
    """What the last screen shows, and the citizen photographs."""

    folio: str
    codigo: str


class TelefonoDeNavegador:
    """One phone of one auxiliar. `carpeta` keeps its profile, which outlives the browser."""

    def __init__(self, playwright: Playwright, carpeta: Path, origen: str) -> None:
        self.playwright, self.origen = playwright, origen
        self.perfil, self.camara = carpeta / "perfil", carpeta / "camara.mjpeg"
        carpeta.mkdir(parents=True)
        self.mostrar(np.full((960, 1280, 3), 90, np.uint8))
        self.sin_red = self.sin_camara = False
        self.encender()

    # -- the machine

    def encender(self) -> None:
        """Open the browser on its profile, as it was left."""
        self.contexto: BrowserContext = self.playwright.chromium.launch_persistent_context(
            self.perfil,
            executable_path=chromium(),
            args=[
                *OPCIONES_DE_TELEFONO,
                f"--use-fake-ui-for-media-stream{'=deny' if self.sin_camara else ''}",
                f"--use-file-for-fake-video-capture={self.camara}",
            ],
            viewport={"width": 360, "height": 640},
            locale="es-MX",
            timezone_id="America/Mexico_City",
            geolocation=ZOCALO,
            permissions=["geolocation", *([] if self.sin_camara else ["camera"])],
            has_touch=True,
        )
        self.contexto.set_offline(self.sin_red)
        self.contexto.set_default_timeout(ESPERA_MS)
        self.pagina: Page = self.contexto.pages[0]

    def apagar(self) -> None:
        """Close the browser in good order."""
        self.contexto.close()

    def matar(self) -> None:
        """End every process of this browser with SIGKILL, as a battery taken out."""
        self.fulminar()
        with suppress(Error):
            self.contexto.close()

    def fulminar(self) -> None:
        """The same, from any thread; who drives the browser closes what is left of it."""
        for pid in _procesos_de(self.perfil):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def negar_la_camara(self) -> None:
        """Answer «Bloquear» to whoever asks for the camera, from the next opening of the app."""
        self.sin_camara = True
        self.apagar()
        self.encender()

    @contextmanager
    def con_el_almacen_roto(self) -> Iterator[None]:
        """Meanwhile the browser cannot open what it keeps, as when the phone's disk goes bad."""
        (bueno,) = (self.perfil / "Default/IndexedDB").glob("*.leveldb")
        aparte = bueno.with_suffix(".aparte")
        self.apagar()
        bueno.rename(aparte)
        bueno.touch()  # where it looks for a folder there is none
        self.encender()
        try:
            yield
        finally:
            self.apagar()
            bueno.unlink()
            aparte.rename(bueno)
            self.encender()

    def olvidar_pruebas(self) -> None:
        """Leave every vault as a version that knew of no proofs did (ET 5.13)."""
        self.pagina.evaluate(SIN_PRUEBAS)

    def quitar_la_red(self) -> None:
        self.sin_red = True
        self.contexto.set_offline(True)

    def devolver_la_red(self) -> None:
        self.sin_red = False
        self.contexto.set_offline(False)

    def mostrar(self, imagen: Imagen) -> None:
        """Put a picture before the camera; the next opening of the camera sees it."""
        escribir_mjpeg(imagen, self.camara, CAMARA)

    # -- the hand

    def abrir_app(self, enlace: str = "") -> None:
        self.pagina.goto(enlace or f"{self.origen}/app/")

    def en(self, paso: str) -> None:
        """Wait for a screen."""
        expect(self.pagina.locator(f"main[data-paso={paso}]")).to_be_visible(timeout=ESPERA_MS)

    def tocar(self, accion: str) -> None:
        self.pagina.locator(f"[data-accion={accion}]").click()

    def marcar(self, casilla: str) -> None:
        self.pagina.locator(f"input[name={casilla}]").check()

    def escribir(self, campo: str, texto: str) -> None:
        self.pagina.locator(f"[name={campo}]").fill(texto)

    def paso(self) -> str:
        return str(self.pagina.locator("main").get_attribute("data-paso"))

    # -- the alta (ET 4.4 to 4.6)

    def enrolar(self, enlace: str, leer_codigo: Callable[[], str]) -> None:
        """From the link of the e-mail to an enrolled phone."""
        self.abrir_app(enlace)
        self.en("alta-datos")
        self.tocar("siguiente")
        self.en("alta-codigo")
        self.escribir("codigo", leer_codigo())
        self.tocar("siguiente")
        self.en("alta-ubicacion")
        self.tocar("permitir")
        self.en("alta-responsiva")
        self.marcar("responsiva")
        self.tocar("siguiente")
        self.en("alta-contrasena")
        self.escribir("contrasena", CONTRASENA)
        self.escribir("contrasena2", CONTRASENA)
        self.tocar("siguiente")

    def captar_lo_propio(self, auxiliar: Ciudadano) -> None:
        """The auxiliar's own credential, face and signature, until the server has opened them."""
        self.sellar_lo_propio(auxiliar)
        self.en("alta-lista")
        self.tocar("continuar")
        self.en("inicio")
        hasta(lambda: bool(self.pagina.evaluate(_GUARDADA)), "la app queda lista sin red")

    def sellar_lo_propio(self, auxiliar: Ciudadano) -> None:
        """The same, only until it is kept and on its way."""
        self.en("alta-credencial")
        self.tocar("siguiente")
        self._tomar_todo(auxiliar)
        self.firmar(auxiliar.fotos.firma)

    # -- one capture (ET 5.2 to 5.13)

    def entrar(self) -> None:
        """From the first screen to the one that says what is being supported."""
        self.tocar("capturar")
        hasta(lambda: self.paso() in ("captura-contrasena", "captura-proceso"), "abre la captura")
        if self.paso() == "captura-contrasena":
            self.escribir("contrasena", CONTRASENA)
            self.tocar("entrar")
        self.en("captura-proceso")

    def captar(self, ciudadano: Ciudadano) -> Comprobante:
        """One support, whole; the phone is left where the next one begins."""
        self.empezar(ciudadano)
        self.en("captura-manifiesto")
        self.tocar("siguiente")
        self.firmar(ciudadano.fotos.firma)
        self.en("captura-folio")
        comprobante = self._comprobante()
        self.tocar("continuar")
        self.en("captura-proceso")
        return comprobante

    def empezar(self, ciudadano: Ciudadano) -> None:
        """A capture as far as the manifiesto: every picture is taken, nothing is sealed."""
        self.tocar("nuevo")
        self._tomar_todo(ciudadano)

    def _tomar_todo(self, ciudadano: Ciudadano) -> None:
        self._llegar_al_rostro(ciudadano)
        self.fotografiar("rostro", ciudadano)

    def negarse(self, ciudadano: Ciudadano) -> str:
        """A capture whose person will not be photographed; return what is said (ET 5.10)."""
        self.tocar("nuevo")
        self._llegar_al_rostro(ciudadano)
        self.en("captura-rostro")
        self.tocar("negarse")
        self.en("captura-negada")
        dicho = self.pantalla()
        self.tocar("terminar")
        self.en("captura-proceso")
        return dicho

    def _llegar_al_rostro(self, ciudadano: Ciudadano) -> None:
        self.en("captura-modelo")
        self.pagina.locator(f"[data-modelo={ciudadano.fotos.modelo}]").click()
        self.fotografiar("anverso", ciudadano)
        self.fotografiar("reverso", ciudadano)
        self.en("captura-codigos")
        self.tocar("siguiente")
        self.en("captura-original")
        self.marcar("original")
        self.tocar("siguiente")

    def fotografiar(self, parte: str, ciudadano: Ciudadano) -> None:
        """Hold that side, or the face, before the camera, take it, look at it, go on."""
        self.en(f"captura-{parte}")
        self.mostrar(ciudadano.imagen(parte))
        self.mirar_otra_vez()
        self.esperar_imagen()
        self.tocar("tomar")
        self.pagina.locator("[data-fase=revision] img").wait_for()
        self.tocar("siguiente")

    def mirar_otra_vez(self) -> None:
        """Open the camera anew: only a new stream reads the file again."""
        self.tocar("cambiar-camara")

    def esperar_imagen(self) -> None:
        """Wait until the live picture is the one before the camera and has been looked at."""
        hasta(self.pagina.locator("[data-accion=tomar]").is_enabled, "deja tomar la fotografía")
        hasta(lambda: bool(self.pagina.evaluate(_CORRE)), "la cámara entrega imagen")

    def firmar(self, firma: Firma) -> None:
        """Draw the strokes in the whole box, with a finger, and go on."""
        self.en("captura-firma")
        self.trazar("firma", firma)
        self.tocar("siguiente")

    def trazar(self, donde: str, firma: Firma) -> None:
        """Draw the strokes in that box: of the citizen, or of who witnesses."""
        recuadro = self.pagina.locator(f"[data-recuadro={donde}]")
        recuadro.scroll_into_view_if_needed()
        caja = recuadro.bounding_box()
        assert caja
        raton = self.pagina.mouse
        for trazo in trazos_en(firma, caja["width"], caja["height"]):
            (x, y), *resto = [(caja["x"] + x, caja["y"] + y) for x, y in trazo]
            raton.move(x, y)
            raton.down()
            for punto in resto[::2]:
                raton.move(*punto)
            raton.up()

    def llegar_al_folio(self) -> str:
        """After signing: insist where the signature looks small; return the folio that is shown."""
        folio = self.pagina.locator("main [data-folio]")
        nota = self.pagina.locator(".firma .nota")
        expect(folio.or_(nota).first).to_be_visible(timeout=ESPERA_MS)
        if nota.count():
            self.tocar("siguiente")
        expect(folio).to_be_visible(timeout=ESPERA_MS)
        return str(folio.get_attribute("data-folio"))

    def _comprobante(self) -> Comprobante:
        leer = self.pagina.locator
        return Comprobante(
            folio=str(leer("main [data-folio]").get_attribute("data-folio")),
            codigo=str(leer("main [data-codigo]").get_attribute("data-codigo")),
        )

    # -- sending (ET 6)

    def ir(self, lugar: str) -> None:
        """Go to inicio, envio, folios…"""
        self.pagina.evaluate("lugar => { location.hash = `#/${lugar}` }", lugar)
        self.en(lugar)

    def enviar(self) -> None:
        """Wait until nothing is left to send, pressing the button whenever it lets itself."""
        self.ir("envio")
        hasta(self.nada_espera, "se envía todo")

    def nada_espera(self) -> bool:
        """Press the button of sending if it lets itself; return whether nothing waits."""
        boton = self.pagina.locator("[data-accion=enviar]")
        if boton.is_enabled():
            with suppress(TimeoutError):  # it began to send by itself in that very moment
                boton.click(timeout=1_000)
        return "No hay apoyos por enviar" in boton.inner_text()

    def no_recibido(self) -> str:
        """Wait until the server has refused a record; return the words of the screen."""
        self.pagina.locator("[data-rechazado]").wait_for()
        return self.pantalla()

    def repetir(self, cuantos: int) -> None:
        """Have that many records wait, all like the one that does; the server would take one."""
        self.pagina.evaluate(_REPETIR, cuantos)

    def contadores(self) -> tuple[int, int, int]:
        """Return *En este teléfono*, *Enviados* and *Con acuse* as they are read."""
        cifras = [
            self.pagina.locator(f"[data-contador={c}] .cifra").inner_text()
            for c in ("guardados", "enviados", "acuse")
        ]
        guardados, enviados, acuse = (int(c) for c in cifras)
        return guardados, enviados, acuse

    def pantalla(self) -> str:
        """Return all that is read on the screen."""
        return self.pagina.locator("main").inner_text()

    def negada(self, codigo: str) -> str:
        """Wait for the refusal of that code of the catalogue; return its words."""
        return self.pagina.locator(f"[data-negativa='{codigo}']").inner_text()

    def almacen(self) -> dict[str, int]:
        """Return how many rows each store keeps, and how many files the private folder.

        The file with which the app tries how much fits comes and goes: it is waited for.
        """
        cuantos: dict[str, int] = self.pagina.evaluate(_CONTAR)
        return cuantos


SIN_PRUEBAS = """() => new Promise(bien => {
  indexedDB.open("rubrica").onsuccess = ({ target: { result: db } }) => {
    const tx = db.transaction("bovedas", "readwrite")
    const bovedas = tx.objectStore("bovedas")
    bovedas.getAll().onsuccess = e => {
      for (const fila of e.target.result) {
        delete fila.enrolada.probadas
        delete fila.enrolada.minima
        bovedas.put(fila)
      }
    }
    tx.oncomplete = () => { db.close(); bien() }
  }
})"""
_REPETIR = """cuantos => new Promise(bien => {
  indexedDB.open("rubrica").onsuccess = ({ target: { result: db } }) => {
    const leer = db.transaction(["registros", "paquetes"])
    leer.objectStore("registros").getAll().onsuccess = async ({ target: { result: filas } }) => {
      const fila = filas.find(({ tipo, estado }) => tipo === "apoyo" && estado.estado === "guardado")
      const paquete = await new Promise(leido => {
        db.transaction("paquetes").objectStore("paquetes").get(fila.id).onsuccess = e => leido(e.target.result)
      })
      for (let n = 1; n < cuantos; n++)
        await new Promise(escrito => {
          const tx = db.transaction(["registros", "paquetes"], "readwrite")
          const id = crypto.randomUUID()
          tx.objectStore("registros").put({ ...fila, id })
          tx.objectStore("paquetes").put(paquete, id)
          tx.oncomplete = escrito
        })
      db.close()
      bien(paquete.byteLength)
    }
  }
})"""  # noqa: E501
_CORRE = "document.querySelector('video')?.currentTime > 0.15"
_GUARDADA = "navigator.serviceWorker.controller?.state === 'activated'"
_CONTAR = """async () => {
  const db = await new Promise((bien, mal) => {
    const pedido = indexedDB.open("rubrica")
    pedido.onsuccess = () => bien(pedido.result)
    pedido.onerror = () => mal(pedido.error)
  })
  const cuantos = {}
  for (const tienda of db.objectStoreNames) {
    cuantos[tienda] = await new Promise((bien, mal) => {
      const pedido = db.transaction(tienda).objectStore(tienda).count()
      pedido.onsuccess = () => bien(pedido.result)
      pedido.onerror = () => mal(pedido.error)
    })
  }
  db.close()
  const archivos = async () => {
    const nombres = []
    for await (const n of (await navigator.storage?.getDirectory())?.keys() ?? []) nombres.push(n)
    return nombres
  }
  for (let veces = 0; veces < 100 && (await archivos()).includes("sonda"); veces += 1) {
    await new Promise(listo => setTimeout(listo, 100))
  }
  cuantos.opfs = (await archivos()).length
  return cuantos
}"""


def _abierta(jpeg: bytes) -> Imagen:
    crudo = np.frombuffer(jpeg, np.uint8)
    return np.asarray(cv2.imdecode(crudo, cv2.IMREAD_COLOR), np.uint8)


def huella_en_papel() -> Imagen:
    """Return a paper with a fingerprint in ink: a whorl of ridges, uneven as ink is."""
    y, x = np.mgrid[-400:400, -635:635] / 300.0
    dentro = np.clip((1 - np.hypot(x / 0.72, y)) * 12, 0, 1)
    onda = 0.03 * np.sin(5 * x + 3 * y) + 0.02 * np.sin(7 * y - 2 * x)
    radio = np.hypot(x, 0.85 * y + 0.25 * x * x) + onda
    crestas = np.clip(0.7 + 4 * np.sin(105 * radio + 2 * np.arctan2(y, x)), 0, 1)
    tinta = 0.72 + 0.14 * np.sin(3 * x - 4 * y) + 0.14 * np.sin(23 * x + 9 * y) * np.sin(17 * y)
    papel = 178 + np.random.default_rng(5).normal(0, 5, x.shape)
    gris = np.clip(papel - 145 * dentro * crestas * tinta, 0, 255)
    return np.repeat(gris.astype(np.uint8)[..., None], 3, axis=2)


def trazos_en(firma: Firma, ancho: float, alto: float) -> list[list[tuple[float, float]]]:
    """Return the strokes (t0, x0, y0, dt, dx, dy, …) as points, as large as the box takes."""
    escala = min(ancho / firma.ancho, alto / firma.alto)
    return [
        [(float(x), float(y)) for x, y in zip(*_recorrido(t, escala), strict=True)]
        for t in firma.trazos
    ]


def _recorrido(trazo: tuple[int, ...], escala: float) -> tuple[Reales, Reales]:
    return np.cumsum(trazo[1::3]) * escala, np.cumsum(trazo[2::3]) * escala


def _procesos_de(perfil: Path) -> list[int]:
    """Return the processes of the browser that this test opened on that profile."""
    pids = []
    for archivo in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if f"--user-data-dir={perfil}".encode() in archivo.read_bytes().split(b"\0"):
                pids.append(int(archivo.parent.name))
    return pids
