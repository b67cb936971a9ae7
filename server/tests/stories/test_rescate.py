"""Never lost: four supports that no phone could send, and a phone that does not come back.

Recepción is away. Whoever captured three forgets the password, makes another and captures a fourth;
the baja waits for the rescue file; the phone dies. The file is handed in at the portal, again at
the desk of the authority, and its receipts reach a copy of the phone that has no network.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from rubrica.core import rescate
from rubrica.ficticio.receta import Receta
from tests.navegador import OPCIONES, chromium, desborde, violaciones
from tests.stories import rastros
from tests.stories.casa import Casa, hasta
from tests.stories.mesa import Escritorio
from tests.stories.telefono import ESPERA_MS, Ciudadano, TelefonoDeNavegador

pytestmark = [pytest.mark.story, pytest.mark.timeout(500)]
SUYO, OTRO = "rescate", "rescate, otra persona"
NUEVA = "quesillo y chocolate de agua"
ANCHO_MIN = 320


@pytest.fixture(scope="module")
def telefono(
    casa: Casa, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TelefonoDeNavegador]:
    """A phone enrolled by its auxiliar."""
    auxiliar = casa.auxiliar(SUYO)
    carpeta = tmp_path_factory.mktemp("rescate") / "telefono"
    suyo = TelefonoDeNavegador(playwright, carpeta, casa.origen)
    (correo,) = casa.correos(auxiliar.correo, "Su alta como auxiliar")
    suyo.enrolar(casa.enlace(correo), casa.lector_de_codigo(auxiliar.correo))
    suyo.captar_lo_propio(Ciudadano.con(*auxiliar.alta()))
    yield suyo
    suyo.matar()
    casa.como_nueva()


@pytest.fixture(scope="module")
def ciudadanos(casa: Casa) -> list[Ciudadano]:
    """Four people of the lista nominal whom no other story meets."""
    personas = (casa.padron.persona(n) for n in range(11, casa.padron.filas, 97))
    buenas = [p for p in personas if p.situacion == "lista_nominal" and p.entidad == "20"][:4]
    return [Ciudadano.con(p, Receta(toma=f"rescate {n}")) for n, p in enumerate(buenas)]


# ---- Two people on one phone


@dataclass(frozen=True, kw_only=True)
class Compartido:
    """What the screen of people said with two vaults, and after going back to the first."""

    personas: str
    pide_contrasena: bool
    axe: list[str]


@pytest.fixture(scope="module")
def compartido(casa: Casa, telefono: TelefonoDeNavegador) -> Compartido:
    """Somebody else enrols on the same phone, and the first one takes it back."""
    otra = casa.auxiliar(OTRO)
    (correo,) = casa.correos(otra.correo, "Su alta como auxiliar")
    telefono.enrolar(casa.enlace(correo), casa.lector_de_codigo(otra.correo))
    telefono.en("alta-credencial")
    telefono.ir("personas")
    pagina = telefono.pagina
    expect(pagina.locator("[data-persona]")).to_have_count(2)
    personas, axe = telefono.pantalla(), violaciones(pagina)
    telefono.tocar("usar")
    telefono.en("inicio")
    telefono.tocar("capturar")
    telefono.en("captura-contrasena")
    return Compartido(personas=personas, pide_contrasena=True, axe=axe)


@pytest.mark.numeral("ET 4.6")
def test_who_enrols_second_on_a_phone_has_a_vault_of_its_own(
    compartido: Compartido, casa: Casa, telefono: TelefonoDeNavegador
) -> None:
    for papel in (SUYO, OTRO):
        assert f"Auxiliar {casa.auxiliar(papel).numero}" in compartido.personas
    assert "Registro sin terminar" in compartido.personas
    assert compartido.pide_contrasena  # going back to the first locked the second
    assert compartido.axe == []


# ---- A password forgotten with three supports that wait


@dataclass(frozen=True, kw_only=True)
class Olvidada:
    """What was seen while the password was forgotten and made anew."""

    dicho_al_pedir: str
    tras_codigo_errado: str
    contadores: tuple[int, int, int]
    avisos: int


@pytest.fixture(scope="module")
def olvidada(
    compartido: Compartido,
    casa: Casa,
    telefono: TelefonoDeNavegador,
    ciudadanos: list[Ciudadano],
) -> Olvidada:
    """Three captures without recepción; a reset; a fourth capture with the new key."""
    casa.matar("recepcion")
    telefono.ir("inicio")
    telefono.entrar()
    for ciudadano in ciudadanos[:3]:
        telefono.captar(ciudadano)
    telefono.ir("inicio")
    telefono.tocar("bloquear")
    telefono.ir("olvide")
    dicho = telefono.pantalla()
    correo = casa.auxiliar(SUYO).correo
    leer_codigo = casa.lector_de_codigo(correo)
    telefono.escribir("correo", correo)
    telefono.tocar("siguiente")
    telefono.en("olvide-codigo")
    bueno = leer_codigo()
    telefono.escribir("codigo", f"{(int(bueno) + 1) % 1_000_000:06d}")
    telefono.tocar("siguiente")
    nueva_contrasena(telefono)
    errado = telefono.negada("codigo-incorrecto")
    telefono.en("olvide-codigo")
    telefono.escribir("codigo", bueno)
    telefono.tocar("siguiente")
    nueva_contrasena(telefono)
    telefono.en("olvide-hecha")
    telefono.tocar("continuar")
    telefono.en("inicio")
    telefono.entrar()
    telefono.captar(ciudadanos[3])
    telefono.ir("inicio")
    avisada = "Contraseña nueva en su teléfono"
    hasta(lambda: bool(casa.correos(correo, avisada)), "llega el aviso del cambio")
    return Olvidada(
        dicho_al_pedir=dicho,
        tras_codigo_errado=errado,
        contadores=telefono.contadores(),
        avisos=len(casa.correos(correo, avisada)),
    )


def nueva_contrasena(telefono: TelefonoDeNavegador) -> None:
    telefono.en("olvide-nueva")
    telefono.escribir("contrasena", NUEVA)
    telefono.escribir("contrasena2", NUEVA)
    telefono.tocar("siguiente")


@pytest.mark.numeral("ET 4.6")
def test_a_forgotten_password_costs_no_support_and_the_person_is_told(olvidada: Olvidada) -> None:
    assert "Los 3 apoyos que esperan en este teléfono no se pierden" in olvidada.dicho_al_pedir
    assert "Qué hacer:" in olvidada.tras_codigo_errado
    assert olvidada.contadores == (4, 0, 0)
    assert olvidada.avisos == 1


# ---- The baja waits for the rescue file


@dataclass(frozen=True, kw_only=True)
class Rescatado:
    """The file, and what the screens said around it."""

    archivo: Path
    negativa: str
    aviso_de_baja: str
    copia: Path
    axe: list[str]
    rastros: list[str]


@pytest.fixture(scope="module")
def rescatado(
    olvidada: Olvidada,
    casa: Casa,
    telefono: TelefonoDeNavegador,
    ciudadanos: list[Ciudadano],
    tmp_path_factory: pytest.TempPathFactory,
) -> Rescatado:
    """Refused, rescued, given up; then the phone is copied as it is, and dies."""
    carpeta = tmp_path_factory.mktemp("archivos")
    telefono.ir("baja")
    telefono.marcar("confirmo")
    telefono.tocar("dar-de-baja")
    negativa = telefono.negada("pendientes")
    telefono.tocar("rescate")
    telefono.en("rescate")
    telefono.tocar("preparar")
    with telefono.pagina.expect_download() as bajada:
        telefono.tocar("guardar")
    archivo = carpeta / bajada.value.suggested_filename
    bajada.value.save_as(archivo)
    telefono.pagina.locator("[data-salio]").wait_for()
    axe = violaciones(telefono.pagina)
    telefono.ir("baja")
    telefono.marcar("tengo-archivo")
    telefono.marcar("confirmo")
    aviso = telefono.pantalla()
    telefono.tocar("dar-de-baja")
    telefono.en("baja-hecha")
    telefono.apagar()
    copia = carpeta / "copia"
    shutil.copytree(telefono.perfil, copia / "perfil", symlinks=True)
    shutil.rmtree(telefono.perfil)
    datos = [dato for c in ciudadanos for dato in c.datos_personales()]
    return Rescatado(
        archivo=archivo,
        negativa=negativa,
        aviso_de_baja=aviso,
        copia=copia,
        axe=axe,
        rastros=rastros.textos_en(carpeta, datos) + rastros.imagenes_en(carpeta),
    )


@pytest.mark.numeral("ET 4.9")
def test_a_baja_is_refused_with_records_pending_and_allowed_once_they_are_rescued(
    rescatado: Rescatado,
) -> None:
    assert "4 registros sin acuse" in rescatado.negativa
    assert "archivo de rescate" in rescatado.negativa
    assert "todos están en su archivo de rescate" in rescatado.aviso_de_baja


def test_the_file_is_named_without_a_person_and_shows_nobody(rescatado: Rescatado) -> None:
    assert rescatado.archivo.name.startswith("rescate-")
    assert rescatado.archivo.name.endswith("-1-4.rubrica")
    assert rescatado.rastros == []
    assert rescatado.axe == []


# ---- Handed in at the portal, and again at the desk of the authority


@dataclass(frozen=True, kw_only=True)
class Entrega:
    """What a page answered to a file: by record, and the file of receipts."""

    respuestas: list[str]
    acuses: bytes
    visto: str


def entregar(pagina: Page, archivo: Path, carpeta: Path) -> Entrega:
    """Hand a file in, wait for the last answer, and take the receipts if there are any."""
    pagina.locator("input[name=archivo]").set_input_files(archivo)
    pagina.get_by_role("button", name="Entregar", exact=True).click()
    expect(pagina.locator("[data-estado]")).to_contain_text("Terminó", timeout=ESPERA_MS)
    acuses = b""
    if pagina.locator("[data-acuses]").is_visible():
        with pagina.expect_download() as bajada:
            pagina.locator("[data-descarga]").click()
        bajada.value.save_as(carpeta / "acuses.txt")
        acuses = (carpeta / "acuses.txt").read_bytes()
    filas = pagina.locator("[data-filas] tr")
    return Entrega(
        respuestas=[str(f.get_attribute("data-respuesta")) for f in filas.all()],
        acuses=acuses,
        visto=pagina.locator("main").inner_text(),
    )


@pytest.fixture(scope="module")
def computadora(playwright: Playwright) -> Iterator[Browser]:
    """The computer of somebody who was given the file."""
    abierto = playwright.chromium.launch(executable_path=chromium(), args=[*OPCIONES])
    yield abierto
    abierto.close()


@dataclass(frozen=True, kw_only=True)
class Entregado:
    """The two deliveries, and the public account around them."""

    primera: Entrega
    segunda: Entrega
    antes: dict[str, int]
    despues: dict[str, int]
    axe: list[str]


@pytest.fixture(scope="module")
def entregado(
    rescatado: Rescatado,
    casa: Casa,
    playwright: Playwright,
    computadora: Browser,
    tmp_path_factory: pytest.TempPathFactory,
) -> Entregado:
    carpeta = tmp_path_factory.mktemp("entregas")
    antes = casa.cuenta()
    casa.revivir("recepcion")
    pagina = computadora.new_page(viewport={"width": 1440, "height": 900}, locale="es-MX")
    pagina.goto(f"{casa.origen}/rescate/")
    primera = entregar(pagina, rescatado.archivo, carpeta)
    axe = violaciones(pagina)
    mesa = Escritorio(playwright, casa.origen)
    mesa.entrar("olga@opl.test")
    mesa.pagina.goto(f"{casa.origen}/mesa/rescate/")
    segunda = entregar(mesa.pagina, rescatado.archivo, carpeta)
    mesa.cerrar()
    esperadas = antes["f"] + antes["e"] + 4
    hasta(lambda: casa.cuenta()["e"] == esperadas, "el worker abre los cuatro")
    return Entregado(primera=primera, segunda=segunda, antes=antes, despues=casa.cuenta(), axe=axe)


@pytest.mark.numeral("ET 6.2", "ET 6.5")
def test_what_a_dead_phone_had_is_received_from_its_file(entregado: Entregado) -> None:
    assert entregado.primera.respuestas == ["recibido"] * 4
    assert entregado.despues["a"] - entregado.antes["a"] == 4
    assert entregado.axe == []


@pytest.mark.numeral("ET 4.6", "ET 4.9")
def test_neither_the_reset_nor_the_baja_cost_any_of_them(entregado: Entregado) -> None:
    assert entregado.despues["d"] == entregado.antes["d"]


@pytest.mark.numeral("ET 6.4")
def test_handed_in_again_elsewhere_it_gets_the_same_receipts(entregado: Entregado) -> None:
    assert entregado.segunda.respuestas == ["ya"] * 4
    assert entregado.segunda.acuses == entregado.primera.acuses
    assert entregado.primera.acuses.count(b"\n") == 5


@pytest.mark.parametrize(
    ("malo", "dicho", "respuestas"),
    [
        ("cortado", "llegó incompleto", ["ya"]),
        ("volteado", "cambió desde que se hizo", ["ya", "no", "ya", "ya"]),
        ("ajeno", "no es un archivo de rescate", []),
        ("vacio", "no trae ningún registro", []),
    ],
    indirect=["malo"],
)
def test_a_file_in_bad_shape_gives_what_it_can_and_says_what_to_do(
    entregado: Entregado, pagina_de_entrega: Page, malo: Path, dicho: str, respuestas: list[str]
) -> None:
    pagina = pagina_de_entrega

    pagina.locator("input[name=archivo]").set_input_files(malo)
    pagina.get_by_role("button", name="Entregar", exact=True).click()

    expect(pagina.locator("main")).to_contain_text(dicho)
    filas = pagina.locator("[data-filas] tr")
    expect(filas).to_have_count(len(respuestas))
    assert [f.get_attribute("data-respuesta") for f in filas.all()] == respuestas
    assert desborde(pagina) == 0


@pytest.fixture
def pagina_de_entrega(casa: Casa, computadora: Browser) -> Iterator[Page]:
    """The page on a narrow screen."""
    pagina = computadora.new_page(viewport={"width": ANCHO_MIN, "height": 640}, locale="es-MX")
    pagina.goto(f"{casa.origen}/rescate/")
    yield pagina
    pagina.close()


@pytest.fixture
def malo(request: pytest.FixtureRequest, rescatado: Rescatado, tmp_path: Path) -> Path:
    """The file, spoiled as the test asks."""
    hecho = tmp_path / f"{request.param}.rubrica"
    hecho.write_bytes(estropear(rescatado.archivo.read_bytes(), request.param))
    return hecho


def estropear(bueno: bytes, hecho: str) -> bytes:
    """Return the file cut in its second record, with a byte of it flipped, or another file."""
    primero = _fin_de(bueno, len(rescate.INICIO))
    if hecho == "cortado":
        return bueno[: primero + 500]
    if hecho == "ajeno":
        return b"PK\x03\x04" + bueno
    if hecho == "vacio":
        return b"".join(rescate.escribir([]))
    volteado = bytearray(bueno)
    volteado[_fin_de(bueno, primero) - 10] ^= 1
    return bytes(volteado)


def _fin_de(archivo: bytes, en: int) -> int:
    """Return where the record that begins at `en` ends."""
    _, de_sobre, de_paquete, _ = rescate.CABEZA.unpack_from(archivo, en)
    return en + rescate.CABEZA.size + int(de_sobre) + int(de_paquete)


# ---- The receipts reach a phone that has no network


@pytest.fixture
def vuelto(
    entregado: Entregado, rescatado: Rescatado, telefono: TelefonoDeNavegador
) -> Iterator[TelefonoDeNavegador]:
    """The phone as it was when it died, found again in a place without signal."""
    shutil.copytree(rescatado.copia / "perfil", telefono.perfil, symlinks=True)
    telefono.sin_red = True
    telefono.encender()
    telefono.abrir_app()
    telefono.ir("personas")
    telefono.tocar("usar")  # a phone opens with whoever may still capture: the other person
    telefono.en("inicio")
    yield telefono
    telefono.apagar()


@pytest.mark.numeral("ET 6.5")
def test_receipts_brought_by_hand_erase_what_was_received_and_the_vault_may_go(
    vuelto: TelefonoDeNavegador, entregado: Entregado
) -> None:
    assert vuelto.contadores() == (4, 0, 0)
    vuelto.ir("rescate")
    vuelto.pagina.locator("input[name=acuses]").set_input_files(
        {"name": "acuses.txt", "mimeType": "text/plain", "buffer": entregado.primera.acuses}
    )
    vuelto.pagina.locator("[data-acuses-tomados='4']").wait_for()
    assert vuelto.almacen()["paquetes"] == 0
    vuelto.ir("inicio")
    assert vuelto.contadores() == (0, 0, 4)

    vuelto.tocar("baja")
    vuelto.en("baja-hecha")
    vuelto.escribir("contrasena", NUEVA)
    vuelto.tocar("quitar")
    vuelto.en("inicio")

    assert vuelto.almacen()["bovedas"] == 1  # the other person's is still there
    assert vuelto.almacen()["registros"] == 0
