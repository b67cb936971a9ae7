"""A phone of two versions ago, with supports that wait, takes today's: all arrive, each once.

What the old version left is made as it left it: its rows know of no proofs. The new one is proved
by its own service worker before it takes the place of the old one, which goes on capturing.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright, TimeoutError

from rubrica.ficticio.receta import Receta
from rubrica.settings import REPO
from tests.stories.casa import Casa, hasta
from tests.stories.telefono import SIN_PRUEBAS, Ciudadano, TelefonoDeNavegador

pytestmark = [pytest.mark.story, pytest.mark.timeout(600)]
VIEJA, NUEVA = "0.0.9", "9.9.9"
_DEL_ALMACEN = """tienda => new Promise(bien => {
  indexedDB.open("rubrica").onsuccess = ({ target: { result: db } }) => {
    db.transaction(tienda).objectStore(tienda).getAll().onsuccess = e => {
      db.close()
      bien(e.target.result.map(({ enrolada, tipo, sobre }) => ({ enrolada, tipo, sobre })))
    }
  }
})"""
BUSCAR = """async () => {
  const registro = await navigator.serviceWorker.ready
  await registro.update().catch(() => undefined)
  for (let i = 0; i < 300 && registro.installing; i++) await new Promise(b => setTimeout(b, 100))
  return registro.waiting !== null
}"""
_CAPTADO_CON = """() => new Promise(bien => {
  indexedDB.open("rubrica").onsuccess = ({ target: { result: db } }) => {
    db.transaction("registros").objectStore("registros").getAll().onsuccess = e => {
      db.close()
      const sobres = e.target.result.map(r => r.sobre).filter(Boolean)
      const carga = s => JSON.parse(atob(s.split(".")[1].replace(/-/g, "+").replace(/_/g, "/")))
      bien(sobres.map(s => carga(s).app))
    }
  }
})"""


def construir(version: str, carpeta: Path) -> Path:
    """Build the app as that version into a folder of its own."""
    entorno = {
        **os.environ, "APP_VERSION": version, "APP_SALIDA": str(carpeta), "NODE_ENV": "production",
    }  # fmt: skip
    subprocess.run(
        ["npm", "run", "--silent", "build"], cwd=REPO / "pwa", env=entorno, check=True,
        capture_output=True,
    )  # fmt: skip
    return carpeta


@dataclass(kw_only=True)
class Visto:
    """What was seen. con: versions that sealed what waited, in each chapter."""

    sin_servidor: bool = True
    con_sin_servidor: list[str]
    probada_antes: list[str]
    ofrecida: bool
    probadas: list[str]
    contadores: tuple[int, int, int]
    recibidos: int
    con_nueva: list[str]


def _gente(casa: Casa) -> list[Ciudadano]:
    padron = casa.padron
    todas = (padron.persona(n) for n in range(17, padron.filas, 7))
    buenas = [p for p in todas if p.situacion == "lista_nominal" and p.entidad == "20"][:4]
    return [Ciudadano.con(p, Receta(toma=f"version {n}")) for n, p in enumerate(buenas)]


def captar(telefono: TelefonoDeNavegador, ciudadano: Ciudadano) -> None:
    """One support, up to its folio and back; a signature that looks small is said to be so."""
    telefono.empezar(ciudadano)
    telefono.en("captura-manifiesto")
    telefono.tocar("siguiente")
    telefono.firmar(ciudadano.fotos.firma)
    with suppress(TimeoutError):
        telefono.pagina.locator(".firma .nota").wait_for(timeout=4_000)
        telefono.tocar("siguiente")
    telefono.en("captura-folio")
    telefono.tocar("continuar")
    telefono.en("captura-proceso")


def _boveda(telefono: TelefonoDeNavegador) -> dict[str, Any]:
    (fila,) = telefono.pagina.evaluate(_DEL_ALMACEN, "bovedas")
    enrolada: dict[str, Any] = fila["enrolada"]
    return enrolada


@pytest.fixture(scope="module")
def visto(
    casa: Casa, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Visto]:
    """Two supports with the old version; the change, first without recepción and then with it."""
    carpeta = tmp_path_factory.mktemp("versiones")
    vieja = construir(VIEJA, carpeta / "vieja")
    nueva = construir(NUEVA, carpeta / "nueva")
    casa.servir_app(vieja)
    auxiliar, gente = casa.auxiliar("versiones"), _gente(casa)
    telefono = TelefonoDeNavegador(playwright, carpeta / "telefono", casa.origen)
    (correo,) = casa.correos(auxiliar.correo, "Su alta como auxiliar")
    telefono.enrolar(casa.enlace(correo), casa.lector_de_codigo(auxiliar.correo))
    telefono.captar_lo_propio(Ciudadano.con(*auxiliar.alta()))
    casa.matar("recepcion")
    telefono.entrar()
    captar(telefono, gente[0])
    telefono.ir("inicio")
    telefono.olvidar_pruebas()

    casa.servir_app(nueva)
    ofrecida_sin_servidor = telefono.pagina.evaluate(BUSCAR)
    telefono.pagina.evaluate(_CON_PRUEBAS)
    telefono.entrar()
    captar(telefono, gente[1])
    con_sin_servidor = telefono.pagina.evaluate(_CAPTADO_CON)
    probada_antes = _boveda(telefono)["probadas"]

    antes = casa.cuenta()["a"]
    casa.revivir("recepcion")
    telefono.ir("inicio")
    ofrecida = telefono.pagina.evaluate(BUSCAR)
    probadas = _boveda(telefono)["probadas"]
    with telefono.pagina.expect_navigation():
        telefono.tocar("actualizar")
    telefono.en("inicio")
    hasta(lambda: telefono.contadores()[2] == 2, "llega todo")
    contadores, recibidos = telefono.contadores(), casa.cuenta()["a"] - antes
    telefono.quitar_la_red()
    casa.matar("recepcion")
    telefono.entrar()
    captar(telefono, gente[2])
    con_nueva = telefono.pagina.evaluate(_CAPTADO_CON)
    yield Visto(
        sin_servidor=ofrecida_sin_servidor, con_sin_servidor=con_sin_servidor,
        probada_antes=probada_antes, ofrecida=ofrecida, probadas=probadas, contadores=contadores,
        recibidos=recibidos, con_nueva=con_nueva,
    )  # fmt: skip
    telefono.apagar()
    casa.servir_app(REPO / "pwa/dist")
    casa.como_nueva()


_CON_PRUEBAS = SIN_PRUEBAS.replace(
    "delete fila.enrolada.probadas", f'fila.enrolada.probadas = ["{VIEJA}"]'
)


@pytest.mark.numeral("ET 5.13")
def test_a_version_that_could_not_be_proved_is_not_offered_and_the_old_one_captures(
    visto: Visto,
) -> None:
    assert not visto.sin_servidor
    assert visto.con_sin_servidor == [VIEJA, VIEJA]
    assert visto.probada_antes == [VIEJA]


def test_with_the_server_back_it_is_proved_and_then_offered(visto: Visto) -> None:
    assert visto.ofrecida
    assert visto.probadas == [NUEVA, VIEJA]


@pytest.mark.numeral("ET 6.2", "ET 6.5")
def test_what_waited_since_the_old_version_arrives_each_once(visto: Visto) -> None:
    assert visto.contadores == (0, 0, 2)
    assert visto.recibidos == 2


def test_the_new_version_captures_without_network(visto: Visto) -> None:
    assert visto.con_nueva == [NUEVA]
