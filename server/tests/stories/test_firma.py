"""How a person accepts: by signing, with a card that says *sin firma*, or with a witness (ET 5.12).

Everything is captured without network. Then it is sent, and Olga reads of each how it was accepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from rubrica.core.contenido import Firma
from rubrica.ficticio.receta import Receta
from tests.navegador import desborde, violaciones
from tests.stories.casa import Casa, hasta
from tests.stories.mesa import Escritorio
from tests.stories.telefono import ESPERA_MS, Ciudadano, TelefonoDeNavegador

pytestmark = [pytest.mark.story, pytest.mark.timeout(600)]
TESTIGO = "Luz Yescas Toledo"
UNA_RAYA = Firma(ancho=300, alto=150, trazos=((0, 20, 75, 40, 120, 0, 40, 140, 0),))
SIN_FIRMA = 2
TAMANOS = ((360, 640), (320, 568), (640, 360))


@pytest.fixture(scope="module")
def telefono(
    casa: Casa, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TelefonoDeNavegador]:
    """A phone enrolled and then left without network."""
    auxiliar = casa.auxiliar("firma")
    carpeta = tmp_path_factory.mktemp("firma") / auxiliar.numero
    suyo = TelefonoDeNavegador(playwright, carpeta, casa.origen)
    (correo,) = casa.correos(auxiliar.correo, "Su alta como auxiliar")
    suyo.enrolar(casa.enlace(correo), casa.lector_de_codigo(auxiliar.correo))
    suyo.captar_lo_propio(Ciudadano.con(*auxiliar.alta()))
    casa.cerrar()
    suyo.quitar_la_red()
    suyo.entrar()
    yield suyo
    suyo.apagar()
    casa.como_nueva()


@pytest.fixture(scope="module")
def gente(casa: Casa) -> list[Ciudadano]:
    """Four people of the padrón, each with a card; the third's says «SIN FIRMA»."""
    todas = (casa.padron.persona(n) for n in range(11, casa.padron.filas, 97))
    vecinos = [p for p in todas if p.situacion == "lista_nominal" and p.entidad == "20"]
    recetas = [Receta(toma=f"firma {n}", tarjeta_sin_firma=n == SIN_FIRMA) for n in range(4)]
    return [Ciudadano.con(p, r) for p, r in zip(vecinos, recetas, strict=False)]


def llegar(telefono: TelefonoDeNavegador, ciudadano: Ciudadano) -> None:
    """As far as the screen where one signs."""
    telefono.empezar(ciudadano)
    telefono.en("captura-manifiesto")
    telefono.tocar("siguiente")
    telefono.en("captura-firma")


def folio(telefono: TelefonoDeNavegador) -> str:
    telefono.en("captura-folio")
    visto = telefono.pagina.locator("main [data-folio]").get_attribute("data-folio")
    telefono.tocar("continuar")
    telefono.en("captura-proceso")
    return str(visto)


@dataclass(frozen=True, kw_only=True)
class Captados:
    """The folio of each way to accept, and what the screen of signing said and looked like."""

    firmado: str
    raya: str
    sin_firma: str
    con_testigo: str
    impresa: bool
    nota: str
    defectos: list[str]


@pytest.fixture(scope="module")
def captados(
    telefono: TelefonoDeNavegador, gente: list[Ciudadano], tmp_path_factory: pytest.TempPathFactory
) -> Captados:
    firma, raya, sin, testigo = gente
    llegar(telefono, firma)
    impresa = telefono.pagina.locator("[data-firma-impresa], .firma-impresa").first.is_visible()
    defectos = _mirar(telefono, tmp_path_factory.mktemp("pantallas"))
    telefono.firmar(firma.fotos.firma)
    firmado = folio(telefono)

    llegar(telefono, raya)
    telefono.firmar(UNA_RAYA)
    nota = telefono.pagina.locator(".firma .nota")
    expect(nota).to_be_visible(timeout=ESPERA_MS)
    dicho = nota.inner_text()
    telefono.tocar("siguiente")
    con_raya = folio(telefono)

    llegar(telefono, sin)
    telefono.tocar("siguiente")  # blank: it stops and says how else
    expect(telefono.pagina.locator(".firma .nota")).to_be_visible()
    telefono.tocar("no-firma")
    telefono.tocar("sin-firma")
    telefono.tocar("siguiente")
    sin_firma = folio(telefono)

    llegar(telefono, testigo)
    telefono.tocar("no-firma")
    telefono.tocar("con-testigo")
    telefono.en("captura-asistida")
    telefono.tocar("huella")
    telefono.fotografiar("huella", testigo)
    telefono.en("captura-testigo")
    telefono.escribir("testigo", TESTIGO)
    telefono.trazar("testigo", firma.fotos.firma)
    telefono.tocar("siguiente")
    con_testigo = folio(telefono)
    return Captados(
        firmado=firmado, raya=con_raya, sin_firma=sin_firma, con_testigo=con_testigo,
        impresa=impresa, nota=dicho, defectos=defectos,
    )  # fmt: skip


def _mirar(telefono: TelefonoDeNavegador, carpeta: Path) -> list[str]:
    """Return what is wrong with the screen of signing in each size, upright and lying."""
    defectos = []
    for ancho, alto in TAMANOS:
        telefono.pagina.set_viewport_size({"width": ancho, "height": alto})
        telefono.pagina.wait_for_timeout(200)
        telefono.pagina.screenshot(path=carpeta / f"firma-{ancho}.png")
        defectos += [f"{ancho}: {v}" for v in violaciones(telefono.pagina)]
        if desborde(telefono.pagina):
            defectos.append(f"{ancho}: desborda")
        caja = telefono.pagina.locator("[data-recuadro=firma]").bounding_box()
        if not caja or caja["height"] < 120 or caja["width"] < 240:
            defectos.append(f"{ancho}: recuadro de {caja}")
    telefono.pagina.set_viewport_size({"width": 360, "height": 640})
    return defectos


@pytest.mark.numeral("ET 5.12")
def test_the_card_s_own_signature_stands_beside_the_pad_and_all_fits(captados: Captados) -> None:
    assert captados.impresa
    assert captados.defectos == []


@pytest.mark.numeral("ET 10.3 j")
def test_a_line_is_pointed_out_once_and_taken_all_the_same(captados: Captados) -> None:
    assert "línea" in captados.nota.lower()
    assert captados.raya


@pytest.mark.numeral("ET 5.12", "ET 10.3 m", "ET 10.3 j")
def test_olga_reads_how_each_person_accepted(
    casa: Casa, playwright: Playwright, telefono: TelefonoDeNavegador, captados: Captados
) -> None:
    casa.como_nueva()
    telefono.devolver_la_red()
    telefono.enviar()
    hasta(lambda: casa.cuenta()["f"] == 0, "el worker los abre todos")
    mesa = Escritorio(playwright, casa.origen)
    mesa.entrar("olga@opl.test")
    mesa.empezar()

    leido = _leer(mesa, {captados.raya, captados.sin_firma, captados.con_testigo})
    mesa.cerrar()

    assert "línea" in leido[captados.raya].lower()
    assert "sin firma" in leido[captados.sin_firma].lower()
    assert TESTIGO in leido[captados.con_testigo]
    # Of a paper with ink nothing is asked that only a card has: colour, edges.
    assert not re.search(r"Huella: .*(fotocopia|orillas)", leido[captados.con_testigo])


def _leer(mesa: Escritorio, folios: set[str]) -> dict[str, str]:
    """Decide records, one after another, until those have been read."""
    leido: dict[str, str] = {}
    for _ in range(60):
        if mesa.folio() in folios:
            leido[mesa.folio()] = mesa.texto()
        if folios <= set(leido) or not mesa.dictaminar(("Enter",)):
            break
    return leido
