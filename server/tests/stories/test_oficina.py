"""What people with an office do, each in their own browser: Ada and Irma, Pilar and Ramiro.

Catalina's, Carmen's and Susana's paper is told in rubrica/excepcion/tests; Octavio's account, in
rubrica/cuentas/tests.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from rubrica import llaves
from rubrica.auxiliares import importacion
from rubrica.auxiliares.models import Auxiliar, Importacion
from rubrica.auxiliares.tests import escenas
from rubrica.auxiliares.tests.escenas import datos_del_aviso
from rubrica.auxiliares.tests.test_archivo import ABEL, ANA, csv
from rubrica.avisos.models import Aviso
from rubrica.cuentas.models import Cuenta
from rubrica.procesos.models import Proceso
from rubrica.procesos.tests.conftest import Oficina
from rubrica.procesos.tests.conftest import oficina as oficina  # noqa: PLC0414 (a fixture)
from rubrica.procesos.tests.test_vistas import FORMULARIO
from tests.navegador import abrir, desborde, navegador, violaciones

pytestmark = [pytest.mark.story, pytest.mark.django_db(transaction=True)]
CLAVE = "una clave larga de prueba"
Hoja = Callable[[str, int, str], Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with navegador() as abierto:
        yield abierto


@pytest.fixture
def hoja(browser: Browser, live_server: LiveServer) -> Iterator[Hoja]:
    """Return who opens a browser of their own: hoja(address, width, light or dark)."""
    abiertas: list[Page] = []

    def abierta(ruta: str, ancho: int, tema: str) -> Page:
        pagina = abrir(browser, ancho=ancho, alto=900, tema=tema)
        pagina.goto(live_server.url + ruta)
        abiertas.append(pagina)
        return pagina

    yield abierta
    for pagina in abiertas:
        pagina.context.close()


def revisada(pagina: Page, nombre: str) -> None:
    """The page fits, axe is silent; its picture is left where CAPTURAS says."""
    pagina.wait_for_load_state()
    if carpeta := os.environ.get("CAPTURAS"):
        pagina.screenshot(path=Path(carpeta, f"{nombre}.png"), full_page=True)
    assert (nombre, violaciones(pagina), desborde(pagina)) == (nombre, [], 0)


def oprimir(pagina: Page, boton: str) -> None:
    pagina.get_by_role("button", name=boton, exact=True).click()


def como_oficial(pagina: Page, cuenta: Cuenta) -> None:
    pagina.get_by_label("Correo electrónico").fill(cuenta.correo)
    pagina.get_by_label("Contraseña").fill(CLAVE)
    oprimir(pagina, "Entrar")


@pytest.mark.numeral("ET 1.1", "ET 1.2", "ET 1.3", "ET 2.3", "ET 14.2")
def test_ada_and_irma_take_a_mechanism_from_its_form_to_a_change_of_it(
    hoja: Hoja, oficina: Oficina
) -> None:
    ada = hoja("/oficial/entrar/?next=/procesos/nuevo/", 1440, "light")
    irma = hoja("/oficial/entrar/?next=/procesos/", 390, "dark")
    como_oficial(ada, oficina.ada)
    como_oficial(irma, oficina.irma)

    _escribir(ada, FORMULARIO | {"id": "OAXS1"})
    revisada(ada, "ada-registra")
    oprimir(ada, "Registrar mecanismo")
    revisada(ada, "ada-borrador")
    expect(ada.get_by_text("Por confirmar con la ley local")).to_be_visible()
    oprimir(ada, "Solicitar el alta")

    irma.goto(irma.url.replace("/procesos/", "/procesos/OAXS1/"))
    irma.get_by_label("Motivo de la devolución").fill("Falta el oficio firmado.")
    oprimir(irma, "Devolver la solicitud")
    ada.reload()
    expect(ada.get_by_text("Falta el oficio firmado.")).to_be_visible()
    ada.get_by_role("link", name="Corregir el borrador").click()
    ada.get_by_label("Número de oficio").fill("IEEPCO/SE/0456/2099")
    oprimir(ada, "Guardar")
    oprimir(ada, "Solicitar el alta")
    irma.reload()
    oprimir(irma, "Aprobar")
    expect(irma.get_by_text("Confirmación del registro del proceso")).to_be_visible()
    revisada(irma, "irma-aprobado")

    _ensayar(oficina, "OAXS1")
    irma.reload()
    oprimir(irma, "Abrir la captación")
    ada.goto(ada.url + "publicado/")
    ada.get_by_label("Aviso de privacidad simplificado").fill("Ahora también por audio.")
    ada.get_by_label("Motivo del cambio").fill("Acuerdo 31")
    revisada(ada, "ada-publica")
    oprimir(ada, "Publicar")
    irma.get_by_role("link", name="Cambios").click()
    expect(irma.get_by_text("Acuerdo 31")).to_be_visible()
    irma.get_by_label("Conclusión de la captación").fill("2099-12-16T23:59")
    irma.get_by_label("Motivo del cambio").fill("Acuerdo 32")
    oprimir(irma, "Registrar el cambio")
    revisada(irma, "irma-cambios")
    irma.goto(irma.url.replace("/cambios/", "/calendario/"))
    revisada(irma, "irma-calendario")

    anonima = hoja("/mecanismos/OAXS1/avisos/simplificado/", 390, "light")
    expect(anonima.get_by_text("Ahora también por audio.")).to_be_visible()
    connection.close()  # the one that Playwright's loop made this thread open
    assert Aviso.objects.filter(plantilla="cambio_de_proceso").count() == 4  # Pilar and Ada, twice


def _escribir(pagina: Page, datos: Mapping[str, object]) -> None:
    for campo, valor in datos.items():
        lugar = pagina.locator(f"[name={campo}]")
        if isinstance(valor, list):
            continue  # ticked already
        if lugar.evaluate("e => e.tagName") == "SELECT":
            lugar.select_option(str(valor))
        else:
            lugar.fill(str(valor))


def _ensayar(oficina: Oficina, proceso: str) -> None:
    """The keys are rehearsed and in custody: told page by page in procesos/tests."""
    connection.close()
    oficina.dar_llaves(proceso)
    oficina.ensayar_todo(proceso)
    oficina.entregar(proceso)


@pytest.fixture
def con_codigo(settings: Settings, pilar: Cuenta) -> Proceso:
    """OAX26 is Pilar's, and she enters as in production: by a code in her mailbox."""
    settings.CLAVE_EN_PORTAL = False
    llaves.crear_instalacion()
    return escenas.proceso_abierto(pilar)


@pytest.mark.numeral("ET 2.1 a", "ET 3.2", "ET 3.4", "ET 3.6", "ET 3.7")
def test_pilar_registers_her_people_and_ramiro_sees_none_of_them(
    hoja: Hoja, con_codigo: Proceso, pilar: Cuenta, ramiro: Cuenta, tmp_path: Path
) -> None:
    de_pilar = hoja("/entrar/?next=/auxiliares/", 390, "light")
    _por_codigo(de_pilar, pilar)
    revisada(de_pilar, "pilar-sin-auxiliares")
    de_pilar.get_by_role("link", name="Registrar por archivo").click()
    _subir(de_pilar, tmp_path, csv(ABEL, ANA.replace("ana@ejemplo.test", "ana")))
    expect(de_pilar.get_by_text("El archivo tiene faltas")).to_be_visible()
    revisada(de_pilar, "pilar-faltas")
    de_pilar.get_by_role("link", name="Subir otro archivo").click()
    _subir(de_pilar, tmp_path, csv(ABEL, ANA))
    de_pilar.get_by_label("Revisé los datos de cada persona").check()
    revisada(de_pilar, "pilar-atestigua")
    de_pilar.get_by_role("button", name="Registrar").click()
    _seguir(de_pilar)
    de_pilar.get_by_role("link", name="Ver a las personas auxiliares").click()
    revisada(de_pilar, "pilar-lista")
    de_pilar.get_by_role("link", name="0001").click()
    with de_pilar.expect_download() as fura:
        de_pilar.get_by_role("link", name="Descargar el FURA").click()
    assert Path(fura.value.path()).read_bytes().startswith(b"%PDF")
    oprimir(de_pilar, "Enviar de nuevo el correo de alta")
    revisada(de_pilar, "pilar-auxiliar")
    suya = de_pilar.url
    de_pilar.get_by_role("link", name="Dar de baja").click()
    de_pilar.get_by_label("Motivo de la baja").fill("Dejó de participar.")
    oprimir(de_pilar, "Dar de baja a 0001")
    expect(de_pilar.get_by_text("Dejó de participar.")).to_be_visible()

    de_ramiro = hoja("/entrar/?next=/auxiliares/", 1440, "dark")
    _por_codigo(de_ramiro, ramiro)
    ajenas = (suya, suya.replace("0001/", ""), f"{suya}fura/", suya.replace("auxiliares", "cifras"))
    estados = [de_ramiro.request.get(ajena).status for ajena in ajenas]
    connection.close()
    assert estados == [403, 403, 403, 404]
    assert Auxiliar.objects.filter(baja_en__isnull=True).count() == 1


def _por_codigo(pagina: Page, cuenta: Cuenta) -> None:
    pagina.get_by_label("Correo electrónico").fill(cuenta.correo)
    oprimir(pagina, "Enviarme un código")
    pagina.get_by_label("Código").wait_for()
    connection.close()
    aviso = Aviso.objects.filter(plantilla="codigo_de_entrada").latest("encolado_en")
    pagina.get_by_label("Código").fill(datos_del_aviso(aviso)["codigo"])
    oprimir(pagina, "Entrar")


def _subir(pagina: Page, carpeta: Path, contenido: bytes) -> None:
    archivo = carpeta / "auxiliares.csv"
    archivo.write_bytes(contenido)
    pagina.get_by_label("Archivo CSV").set_input_files(archivo)
    oprimir(pagina, "Revisar el archivo")
    _seguir(pagina)


def _seguir(pagina: Page) -> None:
    """The worker does what comes next of the last file; the page looks again by itself."""
    expect(pagina.get_by_text("Puede cerrar esta página")).to_be_visible()
    connection.close()
    ultima = Importacion.objects.latest("pk")
    importacion.seguir(importacion=ultima.pk, momento=ultima.subida_en)
    expect(pagina.get_by_text("Puede cerrar esta página")).not_to_be_visible()
