"""The camera: what it advises, what is kept all the same and who reads it, and going on without it.

Noé captures a photocopy and a face behind a mask, goes on over the advice, and Olga reads both.
Then a person will not be photographed, and then the phone gives no camera.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from rubrica.ficticio.receta import Receta
from tests.stories.casa import Casa
from tests.stories.mesa import Escritorio
from tests.stories.telefono import CONTRASENA, ESPERA_MS, Ciudadano, TelefonoDeNavegador

pytestmark = [pytest.mark.story, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def telefono(
    casa: Casa, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TelefonoDeNavegador]:
    """The phone of the fourth auxiliar, enrolled, with the password given."""
    auxiliar = casa.auxiliar("cámara")
    carpeta = tmp_path_factory.mktemp("cámara") / auxiliar.numero
    telefono = TelefonoDeNavegador(playwright, carpeta, casa.origen)
    (correo,) = casa.correos(auxiliar.correo, "Su alta como auxiliar")
    telefono.enrolar(casa.enlace(correo), casa.lector_de_codigo(auxiliar.correo))
    telefono.captar_lo_propio(Ciudadano.con(*auxiliar.alta()))
    telefono.entrar()
    yield telefono
    telefono.apagar()
    casa.como_nueva()


@pytest.fixture(scope="module")
def ciudadano(casa: Casa) -> Ciudadano:
    """Who brings a photocopy and will not take the mask off."""
    todas = (casa.padron.persona(n) for n in range(7, casa.padron.filas, 101))
    persona = next(p for p in todas if p.situacion == "lista_nominal" and p.entidad == "20")
    copia = Ciudadano.con(persona, Receta(toma="cámara", truco="fotocopia"))
    tapada = Ciudadano.con(persona, Receta(toma="cámara", truco="cubrebocas"))
    return replace(copia, fotos=replace(copia.fotos, rostro=tapada.fotos.rostro))


@dataclass(frozen=True, kw_only=True)
class Aconsejado:
    """What was said after the shutter, and what the button to go on says."""

    avisos: list[str]
    boton: str


def tomar(
    telefono: TelefonoDeNavegador, parte: str, ciudadano: Ciudadano, consejo: str
) -> Aconsejado:
    """Take one picture once that is advised live, and go on over it."""
    telefono.en(f"captura-{parte}")
    telefono.mostrar(ciudadano.imagen(parte))
    telefono.tocar("cambiar-camara")
    expect(telefono.pagina.locator(".consejo")).to_contain_text(consejo, timeout=ESPERA_MS)
    expect(telefono.pagina.locator("[data-accion=tomar]")).to_be_enabled()
    telefono.tocar("tomar")
    telefono.pagina.locator("[data-fase=revision] img").wait_for()
    avisos = telefono.pagina.locator("[data-aviso]").all()
    codigos = [str(aviso.get_attribute("data-aviso")) for aviso in avisos]
    boton = telefono.pagina.locator("[data-accion=siguiente]").inner_text()
    telefono.tocar("siguiente")
    return Aconsejado(avisos=codigos, boton=boton)


@dataclass(frozen=True, kw_only=True)
class Guardado:
    """A support kept over the advice."""

    anverso: Aconsejado
    rostro: Aconsejado
    folio: str


@pytest.fixture(scope="module")
def guardado(telefono: TelefonoDeNavegador, ciudadano: Ciudadano) -> Guardado:
    telefono.tocar("nuevo")
    telefono.en("captura-modelo")
    telefono.pagina.locator(f"[data-modelo={ciudadano.fotos.modelo}]").click()
    anverso = tomar(telefono, "anverso", ciudadano, "Parece fotocopia")
    telefono.fotografiar("reverso", ciudadano)
    telefono.en("captura-codigos")
    telefono.tocar("siguiente")
    telefono.en("captura-original")
    telefono.marcar("original")
    telefono.tocar("siguiente")
    rostro = tomar(telefono, "rostro", ciudadano, "cubierto")
    telefono.en("captura-manifiesto")
    telefono.tocar("siguiente")
    telefono.firmar(ciudadano.fotos.firma)
    telefono.en("captura-folio")
    folio = telefono.pagina.locator("main [data-folio]").get_attribute("data-folio")
    telefono.tocar("continuar")
    telefono.enviar()
    return Guardado(anverso=anverso, rostro=rostro, folio=str(folio))


@pytest.mark.numeral("ET 5.7", "ET 5.9")
def test_a_photocopy_is_told_and_kept_all_the_same(guardado: Guardado) -> None:
    assert "fotocopia" in guardado.anverso.avisos
    assert guardado.anverso.boton == "Guardar de todos modos"


@pytest.mark.numeral("ET 5.11")
def test_a_covered_face_is_told_and_kept_all_the_same(guardado: Guardado) -> None:
    assert {"cubierto", "sin-rostro"} & set(guardado.rostro.avisos)
    assert guardado.rostro.boton == "Guardar de todos modos"


@pytest.mark.numeral("ET 5.7", "ET 5.11")
def test_olga_reads_at_her_desk_what_the_phone_warned_of(
    casa: Casa, playwright: Playwright, guardado: Guardado
) -> None:
    mesa = Escritorio(playwright, casa.origen)
    mesa.entrar("olga@opl.test")
    mesa.empezar()
    while mesa.folio() != guardado.folio:
        mesa.dictaminar(("Enter",))

    texto = mesa.texto()
    mesa.cerrar()

    assert "Anverso: parece fotocopia" in texto
    assert "Fotografía viva: el rostro parece cubierto" in texto or "no se distingue" in texto


@pytest.mark.numeral("ET 5.10")
def test_who_will_not_be_photographed_gives_no_support_and_leaves_nothing(
    telefono: TelefonoDeNavegador, ciudadano: Ciudadano, guardado: Guardado
) -> None:
    telefono.ir("inicio")
    antes = telefono.almacen()
    telefono.entrar()
    dicho = telefono.negarse(ciudadano)

    assert "numeral 5.10" in dicho
    assert telefono.almacen() == antes
    assert telefono.pagina.locator("video").count() == 0


@pytest.mark.numeral("ET 5.5")
def test_a_phone_that_denies_its_camera_says_how_to_allow_it_and_takes_a_file(
    telefono: TelefonoDeNavegador, ciudadano: Ciudadano, guardado: Guardado, tmp_path: Path
) -> None:
    telefono.negar_la_camara()
    telefono.abrir_app()
    telefono.en("inicio")
    telefono.entrar()
    telefono.tocar("nuevo")
    telefono.en("captura-modelo")
    telefono.pagina.locator(f"[data-modelo={ciudadano.fotos.modelo}]").click()
    dicho = telefono.negada("camara-negada")
    telefono.tocar("reintentar")
    otra_vez = telefono.negada("camara-negada")
    _dar_archivo(telefono, tmp_path / "anverso.jpg", ciudadano.fotos.anverso)

    telefono.en("captura-reverso")
    assert "«Permisos»" in dicho
    assert otra_vez == dicho


def _dar_archivo(telefono: TelefonoDeNavegador, archivo: Path, foto: bytes) -> None:
    """The phone's own camera app hands over a photograph, which is used."""
    archivo.write_bytes(foto)
    entrada = telefono.pagina.locator("input[name=archivo]")
    expect(entrada).to_be_enabled(timeout=ESPERA_MS)
    entrada.set_input_files(archivo)
    telefono.pagina.locator("[data-aviso=de-archivo]").wait_for()
    telefono.tocar("siguiente")


def _morir_y_retomar(telefono: TelefonoDeNavegador) -> None:
    """The phone ends the page for want of memory; its owner opens it again and goes on."""
    telefono.matar()
    telefono.encender()
    telefono.abrir_app(f"{telefono.origen}/app/#/captura")
    telefono.en("captura-contrasena")
    telefono.escribir("contrasena", CONTRASENA)
    telefono.tocar("entrar")
    telefono.en("captura-retomar")
    telefono.tocar("retomar")


@pytest.mark.numeral("ET 5.5", "ET 5.13")
def test_a_page_ended_by_the_phone_s_own_camera_goes_on_where_it_was(
    telefono: TelefonoDeNavegador, ciudadano: Ciudadano, guardado: Guardado, tmp_path: Path
) -> None:
    """After the test before it, at the reverso: it is killed there as cheap phones do, twice."""
    expect(telefono.pagina.locator("input[name=archivo]")).to_be_enabled(timeout=ESPERA_MS)
    antes = telefono.almacen()["registros"]
    _morir_y_retomar(telefono)
    telefono.en("captura-reverso")
    _dar_archivo(telefono, tmp_path / "reverso.jpg", ciudadano.fotos.reverso)
    telefono.en("captura-codigos")
    telefono.tocar("siguiente")
    telefono.en("captura-original")
    telefono.marcar("original")
    telefono.tocar("siguiente")
    telefono.en("captura-rostro")
    expect(telefono.pagina.locator("input[name=archivo]")).to_be_enabled(timeout=ESPERA_MS)
    _morir_y_retomar(telefono)
    telefono.en("captura-rostro")
    _dar_archivo(telefono, tmp_path / "rostro.jpg", ciudadano.fotos.rostro)
    telefono.en("captura-manifiesto")
    telefono.tocar("siguiente")
    telefono.firmar(ciudadano.fotos.firma)
    telefono.llegar_al_folio()
    telefono.tocar("continuar")
    telefono.en("captura-proceso")

    assert telefono.almacen()["registros"] == antes + 1
