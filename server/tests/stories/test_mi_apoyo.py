"""Ciro gives his own support: from the first screen to the acuse in his mailbox (ET 7).

The server is down while it is sent. On the way, what must be refused is tried: a reverso that does
not read, a code that is not his, another model, another person's card, a second time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Playwright

from rubrica.ficticio.receta import Receta
from rubrica.launch.seeding import text_of
from tests.stories import rastros
from tests.stories.casa import Casa, hasta
from tests.stories.telefono import Ciudadano, TelefonoDeNavegador

pytestmark = [pytest.mark.story, pytest.mark.timeout(400)]
CORREO = "ciro@ejemplo.test"
CODIGO = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b")
NADA = np.full((800, 1270, 3), 128, np.uint8)


class TelefonoPropio(TelefonoDeNavegador):
    """A phone in the hands of its own citizen; it remembers which screens it went through."""

    def __init__(self, playwright: Playwright, carpeta: Path, origen: str) -> None:
        self.vistas: list[str] = []
        super().__init__(playwright, carpeta, origen)

    def en(self, paso: str) -> None:
        super().en(paso)
        self.vistas.append(paso)

    def pedir_codigo(self, ciudadano: Ciudadano, correo: str) -> str:
        """From the menu to the screen of the code; return the CIC that was shown."""
        self.en("menu")
        self.tocar("mi-apoyo")
        self.en("mi-apoyo-registro")
        self.tocar("generar")
        self.reverso(ciudadano)
        self.en("mi-apoyo-cuenta")
        cic = self.pagina.locator("[data-clave=cic]")
        hasta(lambda: cic.inner_text().isdigit(), "se lee el CIC")
        leido = cic.inner_text()
        self.escribir("correo", correo)
        self.tocar("siguiente")
        self.en("mi-apoyo-codigo")
        return leido

    def reverso(self, ciudadano: Ciudadano | None) -> None:
        """Photograph a reverso, or nothing at all."""
        self.en("mi-apoyo-reverso")
        self.mostrar(ciudadano.imagen("reverso") if ciudadano else NADA)
        self.tocar("cambiar-camara")
        self._esperar_imagen()
        self.tocar("tomar")
        self.pagina.locator("[data-fase=revision] img").wait_for()
        self.tocar("siguiente")

    def hasta_los_codigos(self, ciudadano: Ciudadano) -> None:
        """Begin the capture of a card, as far as what was read of it."""
        self.en("captura-modelo")
        self.pagina.locator(f"[data-modelo={ciudadano.fotos.modelo}]").click()
        self.fotografiar("anverso", ciudadano)
        self.fotografiar("reverso", ciudadano)
        self.en("captura-codigos")
        self.tocar("siguiente")

    def terminar(self, ciudadano: Ciudadano) -> None:
        """From the codes read to the folio."""
        self.en("captura-original")
        self.marcar("original")
        self.tocar("siguiente")
        self.fotografiar("rostro", ciudadano)
        self.en("captura-manifiesto")
        self.tocar("siguiente")
        self.firmar(ciudadano.fotos.firma)
        self.en("captura-folio")

    def ir_al_menu(self) -> None:
        self.pagina.evaluate("location.hash = '#/'")

    def estado_del_envio(self) -> str:
        return str(self.pagina.locator("[data-estado]").get_attribute("data-estado"))


@dataclass(kw_only=True)
class Visto:
    """What was seen, chapter by chapter."""

    cic: str
    ciro: Ciudadano
    cic_mostrado: str = ""
    pantallas: list[str] = field(default_factory=list)
    sin_leer: str = ""
    codigo_ajeno: str = ""
    modelos: list[str] = field(default_factory=list)
    modelo_negado: str = ""
    otra_persona: str = ""
    folio: str = ""
    sin_servidor: str = ""
    paquetes: list[int] = field(default_factory=list)
    rastros: list[str] = field(default_factory=list)
    al_final: str = ""
    segunda_vez: str = ""
    acuse: str = ""
    codigo: str = ""


def _ciudadanos(casa: Casa) -> tuple[Ciudadano, Ciudadano]:
    """Return Ciro and Marta, each with a credential of model G that has not expired."""
    todas = (casa.padron.persona(n) for n in range(11, casa.padron.filas, 37))
    buenas = [
        p for p in todas
        if p.situacion == "lista_nominal" and p.entidad == "20" and int(p.vigencia or 0) > 2027
    ]  # fmt: skip
    ciro, marta = (
        Ciudadano.con(p, Receta(toma="propia", modelo="G", calidad="buena")) for p in buenas[:2]
    )
    return ciro, marta


def _codigo_en_el_correo(casa: Casa) -> str:
    def cartas() -> list[str]:
        return [text_of(m) for m in casa.correos(CORREO, "código de activación")]

    hasta(lambda: bool(cartas()), "llega el código")
    hallado = CODIGO.search(cartas()[-1])
    assert hallado
    return hallado[0]


@pytest.fixture(scope="module")
def visto(casa: Casa, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Visto:
    """The whole story; the tests below say what must be true of it."""
    ciro, marta = _ciudadanos(casa)
    visto = Visto(cic=ciro.persona.cic, ciro=ciro)
    telefono = TelefonoPropio(playwright, tmp_path_factory.mktemp("propio") / "ciro", casa.origen)
    try:
        _registrarse(casa, telefono, visto)
        _elegir_y_equivocarse(telefono, visto, marta)
        _dar_sin_servidor(casa, telefono, visto)
        _volver(telefono, visto)
        hasta(lambda: bool(casa.correos(CORREO, "Acuse")), "llega el acuse")
        visto.acuse = text_of(casa.correos(CORREO, "Acuse")[0])
    finally:
        telefono.apagar()
        casa.como_nueva()
    return visto


def _registrarse(casa: Casa, telefono: TelefonoPropio, visto: Visto) -> None:
    telefono.abrir_app()
    telefono.en("menu")
    telefono.tocar("mi-apoyo")
    telefono.en("mi-apoyo-registro")
    telefono.tocar("generar")
    telefono.reverso(None)
    visto.sin_leer = telefono.negada("reverso-no-admitido")
    telefono.ir_al_menu()
    telefono.vistas.clear()
    visto.cic_mostrado = telefono.pedir_codigo(visto.ciro, CORREO)
    telefono.escribir("codigo", "0000-0000")
    telefono.tocar("siguiente")
    visto.codigo_ajeno = telefono.negada("codigo-de-mi-apoyo-incorrecto")
    visto.codigo = _codigo_en_el_correo(casa)
    telefono.escribir("codigo", visto.codigo.lower())
    telefono.tocar("siguiente")
    telefono.en("mi-apoyo-procesos")
    visto.pantallas = [*telefono.vistas]


def _elegir_y_equivocarse(telefono: TelefonoPropio, visto: Visto, marta: Ciudadano) -> None:
    telefono.tocar("elegir-proceso")
    telefono.en("captura-proceso")
    telefono.tocar("nuevo")
    telefono.en("captura-modelo")
    visto.modelos = [
        str(m.get_attribute("data-modelo")) for m in telefono.pagina.locator("[data-modelo]").all()
    ]
    telefono.tocar("otra-credencial")
    visto.modelo_negado = telefono.negada("modelo-no-admitido")
    telefono.tocar("volver")
    telefono.hasta_los_codigos(marta)
    visto.otra_persona = telefono.negada("credencial-no-admitida")
    telefono.tocar("volver")
    telefono.en("mi-apoyo-procesos")


def _dar_sin_servidor(casa: Casa, telefono: TelefonoPropio, visto: Visto) -> None:
    telefono.tocar("elegir-proceso")
    telefono.en("captura-proceso")
    telefono.tocar("nuevo")
    telefono.hasta_los_codigos(visto.ciro)
    telefono.terminar(visto.ciro)
    visto.folio = str(telefono.pagina.locator("main [data-folio]").get_attribute("data-folio"))
    casa.matar("recepcion")
    telefono.tocar("continuar")
    telefono.en("mi-apoyo-envio")
    hasta(lambda: telefono.estado_del_envio() == "guardado", "queda guardado")
    visto.sin_servidor = telefono.pantalla()
    visto.paquetes.append(telefono.almacen()["paquetes"])
    visto.rastros = rastros.textos_en(telefono.perfil, list(visto.ciro.datos_personales()))
    visto.rastros += rastros.imagenes_en(telefono.perfil)
    casa.revivir("recepcion")
    telefono.tocar("enviar")
    hasta(lambda: telefono.estado_del_envio() == "acusado", "se recibe")
    visto.al_final = telefono.pantalla()
    visto.paquetes.append(telefono.almacen()["paquetes"])


def _volver(telefono: TelefonoPropio, visto: Visto) -> None:
    telefono.tocar("terminar")
    telefono.en("mi-apoyo-procesos")
    telefono.tocar("elegir-proceso")
    telefono.en("mi-apoyo-envio")
    hasta(lambda: telefono.estado_del_envio() == "acusado", "se muestra lo dado")
    visto.segunda_vez = telefono.pantalla()


@pytest.mark.numeral("ET 4.3", "ET 7.6", "ET 7.7")
def test_six_screens_lead_to_the_activated_account(visto: Visto) -> None:
    assert visto.pantallas == [
        "menu", "mi-apoyo-registro", "mi-apoyo-reverso", "mi-apoyo-cuenta", "mi-apoyo-codigo",
        "mi-apoyo-procesos",
    ]  # fmt: skip


@pytest.mark.numeral("ET 7.7", "ET 7.15")
def test_the_cic_is_read_by_the_app_and_shown(visto: Visto) -> None:
    assert visto.cic_mostrado == visto.cic


@pytest.mark.numeral("ET 7.7")
def test_a_reverso_that_does_not_read_says_what_to_do_and_who_else_can(visto: Visto) -> None:
    assert "No se pudo leer el CIC" in visto.sin_leer
    assert "persona auxiliar" in visto.sin_leer


@pytest.mark.numeral("ET 7.11")
def test_a_code_that_is_not_his_is_refused_with_what_to_do(visto: Visto) -> None:
    assert "no corresponde" in visto.codigo_ajeno
    assert "pida otro" in visto.codigo_ajeno


@pytest.mark.numeral("ET 7.3", "ET 7.13")
def test_only_models_f_g_and_h_are_offered_and_another_is_told_why(visto: Visto) -> None:
    assert sorted(visto.modelos) == ["F", "G", "H"]
    assert "7.3" in visto.modelo_negado
    assert "persona auxiliar" in visto.modelo_negado


@pytest.mark.numeral("ET 7.25")
def test_another_persons_card_is_not_captured_on_his_phone(visto: Visto) -> None:
    assert "7.25" in visto.otra_persona


@pytest.mark.numeral("ET 7.19", "ET 7.20", "ET 7.21")
def test_with_the_server_down_it_stays_sealed_and_is_sent_later(visto: Visto) -> None:
    assert "guardado y cifrado" in visto.sin_servidor
    assert visto.folio in visto.al_final
    assert "se recibió" in visto.al_final


@pytest.mark.numeral("ET 7.23")
def test_what_was_received_is_erased_and_nothing_readable_was_ever_there(visto: Visto) -> None:
    assert visto.paquetes == [1, 0]
    assert visto.rastros == []


@pytest.mark.numeral("ET 7.25")
def test_a_second_time_shows_the_support_already_given(visto: Visto) -> None:
    assert visto.folio in visto.segunda_vez
    assert "se recibió" in visto.segunda_vez


@pytest.mark.numeral("ET 7.2", "ET 7.22")
def test_the_acuse_reaches_his_mailbox_with_all_its_data(visto: Visto) -> None:
    for dicho in (visto.cic, visto.folio, visto.codigo, CORREO):
        assert dicho in visto.acuse
    assert not [d for d in visto.ciro.datos_personales() if d and d in visto.acuse]
