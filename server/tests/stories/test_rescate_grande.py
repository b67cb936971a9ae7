"""A rescue file larger than a phone's memory: what making it, and handing it in, takes of memory.

One sealed support is repeated hundreds of times in the phone's own database; the figures are
printed.
"""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Playwright, expect

from rubrica.ficticio.receta import Receta
from tests.navegador import OPCIONES, chromium
from tests.stories.casa import Casa
from tests.stories.telefono import Ciudadano, TelefonoDeNavegador

pytestmark = [pytest.mark.story, pytest.mark.soak, pytest.mark.timeout(1500)]
MUCHOS, POCOS = 500, 50
MB = 1_000_000
HOLGURA_MB = 40
ESPERA_MS = 600_000


@contextmanager
def _el_maximo(leer: Callable[[], float]) -> Iterator[list[float]]:
    """Ask `leer` all the time; inside and afterwards, the list holds the highest answer."""
    maximo, basta = [0.0], threading.Event()

    def mirar() -> None:
        while not basta.wait(0.05):
            maximo[0] = max(maximo[0], leer())

    hilo = threading.Thread(target=mirar, daemon=True)
    hilo.start()
    try:
        yield maximo
    finally:
        basta.set()
        hilo.join()


def _residente_mb(pid: int) -> float:
    """Return the resident memory of a process; 0 once it ended."""
    try:
        texto = Path(f"/proc/{pid}/status").read_text("ascii")
    except OSError:
        return 0.0
    hallado = re.search(r"VmRSS:\s+(\d+) kB", texto)
    return int(hallado[1]) / 1000 if hallado else 0.0


def _de_la_pagina(perfil: Path) -> list[int]:
    """Return the renderers of that profile."""
    hallados = []
    for carpeta in Path("/proc").glob("[0-9]*"):
        try:
            orden = (carpeta / "cmdline").read_bytes()
        except OSError:
            continue
        if b"--type=renderer" in orden and str(perfil).encode() in orden:
            hallados.append(int(carpeta.name))
    return hallados


def _monton_mb(cdp: CDPSession) -> float:
    """Return the JavaScript heap of the page after a collection, its buffers included."""
    cdp.send("HeapProfiler.collectGarbage")
    uso = cdp.send("Runtime.getHeapUsage")
    return float(uso["usedSize"] + uso.get("backingStorageSize", 0)) / MB


@dataclass(frozen=True, kw_only=True)
class Hecho:
    """A file, and what making it took, MB. pico: most of the heap seen while it was made."""

    archivo: Path
    antes: float
    pico: float
    despues: float
    residente: float


@pytest.fixture(scope="module")
def telefono(
    casa: Casa, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TelefonoDeNavegador]:
    """A phone with one support that nobody could receive."""
    auxiliar = casa.auxiliar("rescate grande")
    carpeta = tmp_path_factory.mktemp("rescate grande") / "telefono"
    suyo = TelefonoDeNavegador(playwright, carpeta, casa.origen)
    (correo,) = casa.correos(auxiliar.correo, "Su alta como auxiliar")
    suyo.enrolar(casa.enlace(correo), casa.lector_de_codigo(auxiliar.correo))
    suyo.captar_lo_propio(Ciudadano.con(*auxiliar.alta()))
    casa.cerrar()
    suyo.entrar()
    suyo.captar(Ciudadano.con(casa.padron.persona(61), Receta(toma="rescate grande")))
    yield suyo
    suyo.matar()
    casa.como_nueva()


def _hacer(telefono: TelefonoDeNavegador, carpeta: Path, cuantos: int) -> Hecho:
    """Have that many records wait, and make their rescue file."""
    telefono.repetir(cuantos)
    telefono.pagina.reload()
    telefono.ir("rescate")
    pagina = telefono.pagina
    cdp = telefono.contexto.new_cdp_session(pagina)
    antes, picos = _monton_mb(cdp), []
    with _el_maximo(lambda: sum(map(_residente_mb, _de_la_pagina(telefono.perfil)))) as residente:
        telefono.tocar("preparar")
        while not pagina.locator("[data-accion=guardar]").count():
            picos.append(float(cdp.send("Runtime.getHeapUsage")["usedSize"]) / MB)
            pagina.wait_for_timeout(50)
    with pagina.expect_download() as bajada:
        telefono.tocar("guardar")
    archivo = carpeta / f"{cuantos}.rubrica"
    bajada.value.save_as(archivo)
    despues = _monton_mb(cdp)
    pico = max([antes, *picos])
    return Hecho(archivo=archivo, antes=antes, pico=pico, despues=despues, residente=residente[0])


@pytest.fixture(scope="module")
def hechos(
    telefono: TelefonoDeNavegador, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Hecho, Hecho]:
    """The same phone with few records, and with many."""
    carpeta = tmp_path_factory.mktemp("archivos grandes")
    pocos = _hacer(telefono, carpeta, POCOS)
    muchos = _hacer(telefono, carpeta, MUCHOS)
    for hecho in (pocos, muchos):
        print(
            f"{hecho.archivo.stat().st_size / MB:.0f} MB de rescate: montón {hecho.antes:.1f} MB"
            f" antes, {hecho.pico:.1f} al hacerlo, {hecho.despues:.1f} después;"
            f" la página entera, {hecho.residente:.0f} MB"
        )
    return pocos, muchos


@pytest.mark.numeral("ET 6.2")
def test_making_a_file_of_hundreds_of_records_keeps_the_memory_flat(
    hechos: tuple[Hecho, Hecho],
) -> None:
    pocos, muchos = hechos
    assert muchos.archivo.stat().st_size > 5 * pocos.archivo.stat().st_size
    assert muchos.pico < pocos.pico + HOLGURA_MB
    assert muchos.despues < pocos.despues + HOLGURA_MB


def _entregar_con_la_orden(casa: Casa, archivo: Path) -> float:
    """Hand the file in by the command; return the most memory that it took, MB."""
    orden = subprocess.Popen(
        [sys.executable, "-m", "rubrica.manage", "entregar_rescate", archivo, "--url", casa.origen],
        env=casa.instalacion.env(""),
        stdout=subprocess.DEVNULL,
    )
    pico = 0.0
    while orden.poll() is None:
        pico = max(pico, _residente_mb(orden.pid))
        time.sleep(0.02)
    assert orden.returncode == 0
    return pico


@pytest.mark.numeral("ET 6.2", "ET 6.5")
def test_handing_it_in_keeps_the_memory_flat_by_the_command_and_by_the_page(
    hechos: tuple[Hecho, Hecho], casa: Casa, playwright: Playwright
) -> None:
    casa.abrir()
    con_la_orden = [_entregar_con_la_orden(casa, hecho.archivo) for hecho in hechos]
    navegador = playwright.chromium.launch(executable_path=chromium(), args=[*OPCIONES])
    montones = []
    for hecho in hechos:
        pagina = navegador.new_page()
        pagina.goto(f"{casa.origen}/rescate/")
        pagina.locator("input[name=archivo]").set_input_files(hecho.archivo)
        pagina.get_by_role("button", name="Entregar", exact=True).click()
        expect(pagina.locator("[data-estado]")).to_contain_text("Terminó", timeout=ESPERA_MS)
        montones.append(_monton_mb(pagina.context.new_cdp_session(pagina)))
        pagina.close()
    navegador.close()
    print(f"entregarlo: la orden, {con_la_orden} MB; el montón de la página, {montones} MB")

    assert con_la_orden[1] < con_la_orden[0] + HOLGURA_MB
    assert montones[1] < montones[0] + HOLGURA_MB
