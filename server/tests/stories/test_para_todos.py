"""For everybody: a phone tested before it is used, letters of 200 %, another language, support."""

from __future__ import annotations

import base64
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from rubrica.ficticio.receta import Receta
from rubrica.launch.seeding import PROCESO
from tests.navegador import OPCIONES, abrir, chromium, desborde, violaciones
from tests.stories.casa import Casa, hasta
from tests.stories.lectora import (
    TelefonoDeLectora,
    datos_de_los_catalogos,
    identidades,
    palabras_de,
    titulos_de_manuales,
)
from tests.stories.telefono import OPCIONES_DE_TELEFONO, ZOCALO, Ciudadano

pytestmark = [pytest.mark.story, pytest.mark.timeout(400)]


# ---- ¿Mi teléfono sirve?


def _navegador(playwright: Playwright, *opciones: str) -> Browser:
    return playwright.chromium.launch(executable_path=chromium(), args=[*opciones])


@pytest.fixture
def con_camara(playwright: Playwright) -> Iterator[Browser]:
    """A browser with a camera that lets itself be used."""
    browser = _navegador(playwright, *OPCIONES_DE_TELEFONO)
    yield browser
    browser.close()


@pytest.fixture
def sin_permiso(playwright: Playwright) -> Iterator[Browser]:
    """A browser whose person says no to every permission."""
    browser = _navegador(
        playwright, *OPCIONES, "--use-fake-device-for-media-stream", "--deny-permission-prompts"
    )
    yield browser
    browser.close()


def _probar(pagina: Page, casa: Casa) -> None:
    """Open the page and wait until what runs by itself has run."""
    pagina.goto(f"{casa.origen}/telefono/")
    expect(pagina.locator("[data-accion=otra-vez]")).to_be_enabled(timeout=60_000)


def _estado(pagina: Page, prueba: str) -> str:
    return str(pagina.locator(f"[data-prueba={prueba}]").get_attribute("data-estado"))


@pytest.mark.numeral("ET 12.1")
def test_a_phone_that_serves_says_so_with_two_taps_and_sends_nothing(
    casa: Casa, con_camara: Browser
) -> None:
    contexto = con_camara.new_context(
        viewport={"width": 360, "height": 640}, locale="es-MX",
        geolocation=ZOCALO, permissions=["camera", "geolocation"],
    )  # fmt: skip
    pagina = contexto.new_page()
    pedidos: list[tuple[str, str]] = []
    pagina.on("request", lambda r: pedidos.append((r.method, r.url)))
    _probar(pagina, casa)

    pagina.locator("[data-accion=probar-camara]").click()
    expect(pagina.locator("[data-accion=nitida]")).to_be_enabled()
    pagina.locator("[data-accion=nitida]").click()
    if pagina.locator("[data-accion=probar-ubicacion]").count():
        pagina.locator("[data-accion=probar-ubicacion]").click()

    expect(pagina.locator("[data-veredicto=sirve]")).to_be_visible()
    assert [_estado(pagina, p) for p in ("camara", "almacen", "cifrado", "reloj")] == ["pasa"] * 4
    assert {metodo for metodo, _ in pedidos} == {"GET"}
    assert all(url.startswith((casa.origen, "blob:")) for _, url in pedidos)
    assert violaciones(pagina) == []


@pytest.mark.numeral("ET 12.1", "ET 4.4")
def test_a_denied_camera_and_place_are_told_with_how_to_allow_them(
    casa: Casa, sin_permiso: Browser
) -> None:
    pagina = abrir(sin_permiso, ancho=320, alto=640)
    _probar(pagina, casa)

    pagina.locator("[data-accion=probar-camara]").click()

    fila = pagina.locator("[data-prueba=camara][data-estado=arregle]")
    expect(fila).to_contain_text("permita «Cámara»")
    pagina.locator("[data-accion=probar-ubicacion]").click()
    expect(pagina.locator("[data-prueba=ubicacion]")).to_contain_text("permita «Ubicación»")
    expect(pagina.locator("[data-veredicto=arregle]")).to_be_visible()
    assert (violaciones(pagina), desborde(pagina)) == ([], 0)


# ---- A capture with letters of 200 %, at 320 px, in another language


@dataclass(frozen=True, kw_only=True)
class Recorrido:
    """The phone once everything was seen, and the people it saw."""

    telefono: TelefonoDeLectora
    ciudadano: Ciudadano
    auxiliar: Ciudadano
    correo: str
    folio: str
    ayuda: str
    soporte: str


def _grabar(casa: Casa, carpeta: Path) -> None:
    """Leave the pack of one tiny recording where the portal serves it."""
    carpeta.mkdir()
    with wave.open(str(carpeta / "diidxaza.wav"), "wb") as onda:
        onda.setnchannels(1)
        onda.setsampwidth(1)
        onda.setframerate(8000)
        onda.writeframes(bytes([128]) * 8000)
    (carpeta / "audios.toml").write_text(
        '[[audio]]\nidioma = "zai"\nnombre = "Diidxazá"\ntexto = "manifiesto"\n'
        'archivo = "diidxaza.wav"\n'
    )
    destino = casa.instalacion.folder / "audios" / PROCESO
    casa.instalacion.manage("firmar_audios", PROCESO, str(carpeta), str(destino))


@pytest.fixture(scope="module")
def recorrido(
    casa: Casa, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Recorrido]:
    """From the link of the e-mail to one sealed support, through every screen on the way."""
    carpeta = tmp_path_factory.mktemp("lectora")
    _grabar(casa, carpeta / "grabaciones")
    suyo = casa.auxiliar("para todos")
    manifiesto = casa._leer(f"/api/v1/procesos/{PROCESO}/manifiesto")
    datos = palabras_de(manifiesto) | titulos_de_manuales() | {suyo.correo}
    datos |= datos_de_los_catalogos("modelos", "soporte")
    telefono = TelefonoDeLectora(playwright, carpeta / "telefono", casa.origen, datos)
    (correo,) = casa.correos(suyo.correo, "Su alta como auxiliar")
    telefono.enrolar(casa.enlace(correo), casa.lector_de_codigo(suyo.correo))
    auxiliar = Ciudadano.con(*suyo.alta())
    telefono.captar_lo_propio(auxiliar)
    telefono.pagina.reload()
    persona = next(
        p for n in range(60, casa.padron.filas)
        if (p := casa.padron.persona(n)).situacion == "lista_nominal"
    )  # fmt: skip
    ciudadano = Ciudadano.con(persona, Receta(toma="historia para todos"))
    telefono.en("inicio")
    telefono.entrar()
    telefono.empezar(ciudadano)
    telefono.en("captura-manifiesto")
    ayuda = _ayuda_de_pantalla(telefono)
    telefono.tocar("oir-zai")
    telefono.tocar("siguiente")
    telefono.firmar(ciudadano.fotos.firma)
    telefono.en("captura-folio")
    folio = telefono._comprobante().folio
    telefono.tocar("continuar")
    for lugar in ("inicio", "ajustes", "telefono", "ayuda", "envio", "folios", "baja"):
        telefono.ir(lugar)
    telefono.ir("diagnostico")
    yield Recorrido(
        telefono=telefono, ciudadano=ciudadano, auxiliar=auxiliar, correo=suyo.correo,
        folio=folio, ayuda=ayuda, soporte=_archivo_de_soporte(telefono),
    )  # fmt: skip
    telefono.apagar()


def _ayuda_de_pantalla(telefono: TelefonoDeLectora) -> str:
    """Open the help of the screen, without network, and close it; return which part it was."""
    telefono.quitar_la_red()
    telefono.tocar("ayuda-de-pantalla")
    seccion = telefono.pagina.locator("dialog [data-seccion]")
    seccion.wait_for()
    cual = str(seccion.get_attribute("data-seccion"))
    telefono.tocar("cerrar-ayuda")
    telefono.devolver_la_red()
    return cual


def _archivo_de_soporte(telefono: TelefonoDeLectora) -> str:
    expect(telefono.pagina.locator("[data-ticket]")).to_be_visible()
    hasta(lambda: telefono.pagina.locator("[data-accion=descargar]").is_enabled(), "se reúne")
    with telefono.pagina.expect_download() as descarga:
        telefono.tocar("descargar")
    return descarga.value.path().read_text("utf-8")


def test_with_letters_of_200_percent_nothing_runs_off_a_screen_of_320(
    recorrido: Recorrido,
) -> None:
    assert len(recorrido.telefono.vistas.de) >= 22
    assert recorrido.telefono.vistas.con("desborde") == {}


def test_axe_finds_nothing_on_any_screen_so(recorrido: Recorrido) -> None:
    assert recorrido.telefono.vistas.con("axe") == {}


def test_every_target_is_of_48_px(recorrido: Recorrido) -> None:
    assert recorrido.telefono.vistas.con("chicos") == {}


def test_no_word_of_a_screen_is_outside_the_catalogue(recorrido: Recorrido) -> None:
    assert recorrido.telefono.vistas.con("sin_traducir") == {}


@pytest.mark.numeral("ET 4.3")
def test_help_opens_over_a_capture_without_network_and_without_leaving_it(
    recorrido: Recorrido,
) -> None:
    assert recorrido.ayuda == "leer-el-manifiesto"
    assert recorrido.folio


@pytest.mark.numeral("ET 12.2", "ET 14.2")
def test_the_file_for_support_names_nobody_that_the_phone_has_seen(recorrido: Recorrido) -> None:
    personas = (recorrido.ciudadano.persona, recorrido.auxiliar.persona)
    buscados = [*identidades(personas), recorrido.correo, recorrido.folio]
    archivo = recorrido.soporte.casefold()

    assert '"tipo": "rubrica-diagnostico/1"' in recorrido.soporte
    assert '"consecutivo": 1' in recorrido.soporte
    for dato in buscados:
        formas = (dato, base64.b64encode(dato.encode()).decode().rstrip("="), dato.encode().hex())
        assert [f for f in formas if f.casefold() in archivo] == []
