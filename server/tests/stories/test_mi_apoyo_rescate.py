"""Fátima's card is from abroad, a model F, and the server is away when she gives her support.

It waits sealed by a version of two before today's; today's proves itself on her phone and takes its
place; the support leaves in a rescue file, is handed in twice, and its receipt comes back by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright

from rubrica.launch.seeding import text_of
from rubrica.settings import REPO
from tests.navegador import OPCIONES, chromium, violaciones
from tests.stories import rastros
from tests.stories.casa import Casa, hasta
from tests.stories.mesa import Escritorio
from tests.stories.telefono import Ciudadano
from tests.stories.telefono_propio import (
    TelefonoPropio,
    codigo_en_el_correo,
    con_credencial,
    personas_de,
)
from tests.stories.test_rescate import Entrega, entregar
from tests.stories.test_versiones import BUSCAR, NUEVA, VIEJA, construir

pytestmark = [pytest.mark.story, pytest.mark.timeout(600)]
CORREO = "fatima@ejemplo.test"
REGISTROS = "**/api/v1/registros**"
_COMO_ANTES = """vieja => new Promise(bien => {
  indexedDB.open("rubrica").onsuccess = ({ target: { result: db } }) => {
    const tx = db.transaction("bovedas", "readwrite")
    const bovedas = tx.objectStore("bovedas")
    bovedas.get("mi-apoyo").onsuccess = e => {
      const fila = e.target.result
      delete fila.miApoyo.selladaCon
      fila.enrolada.probadas = [vieja]
      bovedas.put(fila)
    }
    tx.oncomplete = () => { db.close(); bien() }
  }
})"""
_PROBADAS = """() => new Promise(bien => {
  indexedDB.open("rubrica").onsuccess = ({ target: { result: db } }) => {
    db.transaction("bovedas").objectStore("bovedas").get("mi-apoyo").onsuccess = e => {
      db.close()
      bien(e.target.result.enrolada.probadas)
    }
  }
})"""


@dataclass(kw_only=True)
class Visto:
    """What was seen, chapter by chapter."""

    fatima: Ciudadano
    carpeta: Path
    cic: str = ""
    leidos: str = ""
    folio: str = ""
    ofrecida_sin_servidor: bool = True
    ofrecida: bool = False
    probadas: list[str] = field(default_factory=list)
    pendientes_tras_el_cambio: int = 0
    sin_lista: str = ""
    menu: str = ""
    archivo: Path = Path()
    axe: list[str] = field(default_factory=list)
    entregas: list[Entrega] = field(default_factory=list)
    recibidos: int = 0
    paquetes: list[int] = field(default_factory=list)
    envio: str = ""
    acuses_por_correo: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def computadora(playwright: Playwright) -> Iterator[Browser]:
    """The computer of somebody who was given the file."""
    abierto = playwright.chromium.launch(executable_path=chromium(), args=[*OPCIONES])
    yield abierto
    abierto.close()


@pytest.fixture(scope="module")
def visto(
    casa: Casa,
    playwright: Playwright,
    computadora: Browser,
    tmp_path_factory: pytest.TempPathFactory,
) -> Visto:
    """The whole story; the tests below say what must be true of it."""
    carpeta = tmp_path_factory.mktemp("fatima")
    fatima = con_credencial(next(personas_de(casa, 900)), "F")
    visto = Visto(fatima=fatima, carpeta=carpeta)
    casa.servir_app(construir(VIEJA, carpeta / "vieja"))
    telefono = TelefonoPropio(playwright, carpeta / "propio", casa.origen)
    _dar_sin_servidor(casa, telefono, visto)
    _cambiar_de_version(casa, telefono, visto)
    _rescatar(telefono, visto)
    _entregar_dos_veces(casa, playwright, computadora, visto)
    _tomar_el_acuse(casa, telefono, visto)
    telefono.apagar()
    casa.servir_app(REPO / "pwa/dist")
    casa.como_nueva()
    return visto


def _dar_sin_servidor(casa: Casa, telefono: TelefonoPropio, visto: Visto) -> None:
    """From the first start to a support sealed by the old version, with recepción away."""
    telefono.empezar_registro()
    visto.cic = telefono.pedir_codigo(visto.fatima, CORREO)
    telefono.activar(codigo_en_el_correo(casa, CORREO))
    telefono.en("mi-apoyo-procesos")
    telefono.elegir()
    telefono.hasta_los_codigos(visto.fatima)
    visto.leidos = _codigos(telefono)
    telefono.hasta_el_rostro()
    telefono.hasta_la_firma(visto.fatima)
    casa.matar("recepcion")  # before it is sealed: from then on it sends itself
    visto.folio = telefono.firmar_hasta_el_folio(visto.fatima)
    telefono.tocar("continuar")
    telefono.en("mi-apoyo-envio")
    hasta(lambda: telefono.estado_del_envio() == "guardado", "queda guardado")


def _codigos(telefono: TelefonoPropio) -> str:
    telefono.pagina.locator("[data-clave]").first.wait_for()
    return telefono.pantalla()


def _cambiar_de_version(casa: Casa, telefono: TelefonoPropio, visto: Visto) -> None:
    """Today's version, first without recepción and then with it; meanwhile no record can leave."""
    telefono.pagina.evaluate(_COMO_ANTES, VIEJA)
    casa.servir_app(construir(NUEVA, visto.carpeta / "nueva"))
    visto.ofrecida_sin_servidor = telefono.pagina.evaluate(BUSCAR)
    telefono.contexto.route(REGISTROS, lambda ruta: ruta.abort())
    casa.revivir("recepcion")
    telefono.ir_al_menu()
    visto.ofrecida = telefono.pagina.evaluate(BUSCAR)
    visto.probadas = telefono.pagina.evaluate(_PROBADAS)
    with telefono.pagina.expect_navigation():
        telefono.tocar("actualizar")
    telefono.en("menu")
    visto.pendientes_tras_el_cambio = telefono.almacen()["paquetes"]


def _rescatar(telefono: TelefonoPropio, visto: Visto) -> None:
    """Without network: what waits is seen, and leaves in a file."""
    telefono.quitar_la_red()
    visto.menu = telefono.pantalla()
    telefono.tocar("mi-apoyo")
    telefono.en("mi-apoyo-procesos")
    telefono.tocar("ver-guardado")
    telefono.en("mi-apoyo-envio")
    visto.sin_lista = telefono.pantalla()
    hasta(telefono.pagina.locator("[data-accion=rescate]").is_enabled, "deja de intentar")
    telefono.tocar("rescate")
    telefono.en("rescate")
    telefono.tocar("preparar")
    with telefono.pagina.expect_download() as bajada:
        telefono.tocar("guardar")
    visto.archivo = visto.carpeta / "archivos" / bajada.value.suggested_filename
    bajada.value.save_as(visto.archivo)
    telefono.pagina.locator("[data-salio]").wait_for()
    visto.axe = violaciones(telefono.pagina)


def _entregar_dos_veces(
    casa: Casa, playwright: Playwright, computadora: Browser, visto: Visto
) -> None:
    """At the page of the portal, and again at the desk of the authority."""
    antes = casa.cuenta()["a"]
    pagina: Page = computadora.new_page(viewport={"width": 1440, "height": 900}, locale="es-MX")
    pagina.goto(f"{casa.origen}/rescate/")
    primera = entregar(pagina, visto.archivo, visto.carpeta)
    mesa = Escritorio(playwright, casa.origen)
    mesa.entrar("olga@opl.test")
    mesa.pagina.goto(f"{casa.origen}/mesa/rescate/")
    segunda = entregar(mesa.pagina, visto.archivo, visto.carpeta)
    mesa.cerrar()
    visto.entregas = [primera, segunda]
    visto.recibidos = casa.cuenta()["a"] - antes


def _tomar_el_acuse(casa: Casa, telefono: TelefonoPropio, visto: Visto) -> None:
    """The receipts reach the phone by hand, still without network; the mail comes as well."""
    visto.paquetes.append(telefono.almacen()["paquetes"])
    telefono.pagina.locator("input[name=acuses]").set_input_files(
        {"name": "acuses.txt", "mimeType": "text/plain", "buffer": visto.entregas[0].acuses}
    )
    telefono.pagina.locator("[data-acuses-tomados='1']").wait_for()
    visto.paquetes.append(telefono.almacen()["paquetes"])
    telefono.contexto.unroute(REGISTROS)
    telefono.devolver_la_red()
    telefono.ir_al_menu()
    telefono.tocar("mi-apoyo")
    telefono.en("mi-apoyo-procesos")
    telefono.tocar("elegir-proceso")
    telefono.en("mi-apoyo-envio")
    visto.envio = telefono.pantalla()
    hasta(lambda: bool(casa.correos(CORREO, "Acuse")), "llega el acuse")
    visto.acuses_por_correo = [text_of(m) for m in casa.correos(CORREO, "Acuse")]


@pytest.mark.numeral("ET 7.3", "ET 7.15")
def test_a_credential_from_abroad_is_read_by_its_mrz(visto: Visto) -> None:
    assert visto.cic == visto.fatima.persona.cic
    assert visto.fatima.persona.cic in visto.leidos
    assert visto.fatima.persona.identificador in visto.leidos  # only its MRZ says it


@pytest.mark.numeral("ET 7.19")
def test_a_version_that_was_not_proved_on_her_phone_is_not_offered(visto: Visto) -> None:
    assert not visto.ofrecida_sin_servidor


@pytest.mark.numeral("ET 7.19")
def test_with_the_server_back_it_is_proved_on_it_and_offered_in_the_menu(visto: Visto) -> None:
    assert visto.ofrecida
    assert visto.probadas == [NUEVA, VIEJA]


@pytest.mark.numeral("ET 7.20")
def test_what_the_old_version_sealed_is_still_there_after_the_change(visto: Visto) -> None:
    assert visto.pendientes_tras_el_cambio == 1
    assert "guardado y cifrado en este teléfono" in visto.menu


@pytest.mark.numeral("ET 7.20")
def test_without_network_what_waits_is_seen_with_its_folio(visto: Visto) -> None:
    assert visto.folio in visto.sin_lista


@pytest.mark.numeral("ET 7.20")
def test_it_leaves_in_a_file_that_names_nobody_and_shows_nobody(visto: Visto) -> None:
    datos = list(visto.fatima.datos_personales())
    assert visto.archivo.name.startswith("rescate-OAX26-9")
    assert rastros.textos_en(visto.archivo.parent, datos) == []
    assert rastros.imagenes_en(visto.archivo.parent) == []
    assert visto.axe == []


@pytest.mark.numeral("ET 7.20", "ET 7.22")
def test_handed_in_twice_it_is_received_once_with_the_same_receipt(visto: Visto) -> None:
    primera, segunda = visto.entregas
    assert (primera.respuestas, segunda.respuestas) == (["recibido"], ["ya"])
    assert primera.acuses == segunda.acuses
    assert visto.recibidos == 1
    assert len(visto.acuses_por_correo) == 1
    assert visto.folio in visto.acuses_por_correo[0]


@pytest.mark.numeral("ET 7.23")
def test_its_receipt_brought_by_hand_erases_it_from_the_phone(visto: Visto) -> None:
    assert visto.paquetes == [1, 0]
    assert "se recibió" in visto.envio
