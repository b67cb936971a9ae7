"""Ciro gives his own support: from the first screen to the acuse in his mailbox (ET 7).

The server dies while it is sent. On the way, what must be refused is tried: no network, a reverso
that does not read, a credential that expired, a code that is not his, that is late, that another
phone types, another model, another person's card, no photograph of the face, a second time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from rubrica.launch.seeding import text_of
from tests.stories import rastros
from tests.stories.casa import Casa, hasta
from tests.stories.telefono import Ciudadano
from tests.stories.telefono_propio import (
    ESQUINAS,
    TelefonoPropio,
    codigo_en_el_correo,
    con_credencial,
    personas_de,
)

pytestmark = [pytest.mark.story, pytest.mark.timeout(600)]
CORREO, DE_MARTA = "ciro@ejemplo.test", "marta@ejemplo.test"
CAPTURA = [
    "captura-proceso", "captura-modelo", "captura-anverso", "captura-reverso", "captura-codigos",
    "captura-original", "captura-rostro", "captura-manifiesto", "captura-firma", "captura-folio",
    "mi-apoyo-envio",
]  # fmt: skip


@dataclass(kw_only=True)
class Visto:
    """What was seen, chapter by chapter."""

    ciro: Ciudadano
    marta: Ciudadano
    revision: str = ""
    despues_de_la_revision: str = ""
    sin_red: str = ""
    sin_leer: str = ""
    cic_mostrado: str = ""
    pantallas: list[str] = field(default_factory=list)
    codigo: str = ""
    codigo_ajeno: str = ""
    codigo_vencido: str = ""
    en_otro_telefono: str = ""
    ofrece: str = ""
    modelos: list[str] = field(default_factory=list)
    modelo_negado: str = ""
    otra_persona: str = ""
    sin_rostro: str = ""
    tras_negarse: dict[str, int] = field(default_factory=dict)
    captura: list[str] = field(default_factory=list)
    tomadas: list[str] = field(default_factory=list)
    revisadas: list[str] = field(default_factory=list)
    requisitos: list[str] = field(default_factory=list)
    firma_impresa: bool = False
    esquinas: int = 0
    folio: str = ""
    trozos: list[int] = field(default_factory=list)
    sin_servidor: str = ""
    paquetes: list[int] = field(default_factory=list)
    rastros: list[str] = field(default_factory=list)
    al_final: str = ""
    recibidos: int = 0
    segunda_vez: str = ""
    acuse: str = ""


@contextmanager
def telefono_nuevo(playwright: Playwright, carpeta: Path, casa: Casa) -> Iterator[TelefonoPropio]:
    """Give a phone that nobody has used yet, and switch it off."""
    telefono = TelefonoPropio(playwright, carpeta / "propio", casa.origen)
    try:
        yield telefono
    finally:
        telefono.apagar()


@pytest.fixture(scope="module")
def visto(
    casa: Casa, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Visto]:
    """The whole story; the tests below say what must be true of it."""
    gente = personas_de(casa, 11)
    ciro, marta = (con_credencial(next(gente), "G") for _ in range(2))
    visto = Visto(ciro=ciro, marta=marta)
    with telefono_nuevo(playwright, tmp_path_factory.mktemp("ciro"), casa) as telefono:
        _mirar_el_telefono(telefono, visto)
        _registrarse(casa, telefono, visto)
        with telefono_nuevo(playwright, tmp_path_factory.mktemp("marta"), casa) as otro:
            _en_otro_telefono(otro, visto)
        _activar(casa, telefono, visto)
        _elegir_y_equivocarse(telefono, visto)
        _captar(telefono, visto)
        _dar_mientras_el_servidor_muere(casa, telefono, visto)
        _volver(telefono, visto)
        hasta(lambda: bool(casa.correos(CORREO, "Acuse")), "llega el acuse")
        visto.acuse = text_of(casa.correos(CORREO, "Acuse")[0])
    yield visto
    casa.como_nueva()


def _mirar_el_telefono(telefono: TelefonoPropio, visto: Visto) -> None:
    """The first start, and the second."""
    telefono.abrir_app()
    telefono.en("primera-vez")
    veredicto = telefono.pagina.locator("[data-veredicto]")
    hasta(lambda: veredicto.get_attribute("data-veredicto") != "en-curso" or
          "su mano" in veredicto.inner_text(), "se prueba el teléfono")  # fmt: skip
    visto.revision = telefono.pantalla()
    telefono.tocar("menu")
    telefono.en("menu")
    telefono.pagina.reload()
    telefono.en("menu")
    visto.despues_de_la_revision = telefono.paso()
    telefono.pagina.evaluate("localStorage.removeItem('rubrica-revisado')")


def _registrarse(casa: Casa, telefono: TelefonoPropio, visto: Visto) -> None:
    """From a phone that nobody opened to the screen of the code; what fails first, and what not."""
    telefono.empezar_registro()
    telefono.en("mi-apoyo-reverso")
    telefono.ir_al_menu()
    telefono.quitar_la_red()
    telefono.tocar("mi-apoyo")
    telefono.tocar("generar")
    visto.sin_red = telefono.negada("sin-conexion")
    telefono.devolver_la_red()
    telefono.tocar("generar")
    telefono.reverso(None)
    visto.sin_leer = telefono.negada("reverso-no-admitido")
    telefono.pagina.evaluate("localStorage.removeItem('rubrica-revisado')")
    telefono.pagina.goto("about:blank")
    telefono.vistas.clear()
    telefono.empezar_registro()
    visto.cic_mostrado = telefono.pedir_codigo(visto.ciro, CORREO)
    visto.codigo = codigo_en_el_correo(casa, CORREO)


def _en_otro_telefono(otro: TelefonoPropio, visto: Visto) -> None:
    """Marta asks for a code of her own, and types the one that was made for Ciro's phone."""
    otro.empezar_registro()
    otro.pedir_codigo(visto.marta, DE_MARTA)
    otro.activar(visto.codigo)
    visto.en_otro_telefono = otro.negada("codigo-de-mi-apoyo-incorrecto")


def _activar(casa: Casa, telefono: TelefonoPropio, visto: Visto) -> None:
    """A code that is nobody's, the good one a day late, and the good one in time."""
    telefono.activar("0000-0000")
    visto.codigo_ajeno = telefono.negada("codigo-de-mi-apoyo-incorrecto")
    with casa.a_la_hora(datetime.now(UTC) + timedelta(hours=25), "portal"):
        telefono.activar(visto.codigo)
        visto.codigo_vencido = telefono.negada("codigo-vencido")
    telefono.activar(visto.codigo.lower())
    telefono.en("mi-apoyo-procesos")
    visto.pantallas = [*telefono.vistas]


def _elegir_y_equivocarse(telefono: TelefonoPropio, visto: Visto) -> None:
    telefono.ir_al_menu()
    visto.ofrece = telefono.pagina.locator("[data-accion=mi-apoyo]").inner_text()
    telefono.tocar("mi-apoyo")
    telefono.en("mi-apoyo-procesos")
    telefono.elegir()
    visto.modelos = [
        str(m.get_attribute("data-modelo")) for m in telefono.pagina.locator("[data-modelo]").all()
    ]
    telefono.tocar("otra-credencial")
    visto.modelo_negado = telefono.negada("modelo-no-admitido")
    telefono.tocar("volver")
    telefono.en("captura-modelo")
    telefono.hasta_los_codigos(visto.marta)
    telefono.tocar("siguiente")
    visto.otra_persona = telefono.negada("credencial-no-admitida")
    telefono.tocar("volver")
    telefono.en("mi-apoyo-procesos")


def _captar(telefono: TelefonoPropio, visto: Visto) -> None:
    """Once as far as the face, which is refused; then whole."""
    telefono.elegir()
    telefono.hasta_los_codigos(visto.ciro)
    telefono.hasta_el_rostro()
    visto.requisitos = telefono.pagina.locator(".requisitos li").all_text_contents()
    telefono.tocar("negarse")
    telefono.en("captura-negada")
    visto.sin_rostro = telefono.pantalla()
    telefono.tocar("terminar")
    telefono.en("mi-apoyo-procesos")
    visto.tras_negarse = telefono.almacen()

    for notas in (telefono.vistas, telefono.tomadas, telefono.revisadas):
        notas.clear()
    telefono.elegir()
    telefono.hasta_los_codigos(visto.ciro)
    telefono.hasta_el_rostro()
    _repetir_el_rostro(telefono, visto.marta)
    telefono.hasta_la_firma(visto.ciro)
    visto.firma_impresa = telefono.pagina.locator(".firma-impresa canvas").is_visible()
    visto.esquinas = _firmar_en_las_esquinas(telefono)


def _repetir_el_rostro(telefono: TelefonoPropio, otra: Ciudadano) -> None:
    """Take a face that is not the one wanted, look at it, and take it back."""
    telefono.mostrar(otra.imagen("rostro"))
    telefono.mirar_otra_vez()
    telefono.esperar_imagen()
    telefono.tocar("tomar")
    telefono.pagina.locator("[data-fase=revision] img").wait_for()
    telefono.tocar("repetir")


def _firmar_en_las_esquinas(telefono: TelefonoPropio) -> int:
    """Draw in each corner of the box, and take the strokes back; return how many there were."""
    telefono.trazar("firma", ESQUINAS)
    deshacer = telefono.pagina.locator("[data-accion=deshacer]")
    cuantas = 0
    while deshacer.is_enabled():
        deshacer.click()
        cuantas += 1
    return cuantas


def _dar_mientras_el_servidor_muere(casa: Casa, telefono: TelefonoPropio, visto: Visto) -> None:
    """Recepción dies before the second piece of the paquete; nobody presses anything after."""
    antes, trozos = casa.cuenta()["a"], len(casa.puerta.trozos)
    casa.puerta.desastre = lambda: casa.matar("recepcion")
    visto.folio = telefono.firmar_hasta_el_folio(visto.ciro)  # from now on it sends itself
    telefono.tocar("continuar")
    telefono.en("mi-apoyo-envio")
    hasta(lambda: "recepcion" not in casa.instalacion.children.running, "muere a medio envío")
    hasta(lambda: telefono.estado_del_envio() == "guardado", "queda guardado")
    hasta(telefono.pagina.locator("[data-accion=rescate]").is_enabled, "deja de intentar")
    visto.captura = [*dict.fromkeys(telefono.vistas)]
    visto.tomadas, visto.revisadas = [*telefono.tomadas], [*telefono.revisadas]
    visto.sin_servidor = telefono.pantalla()
    visto.paquetes.append(telefono.almacen()["paquetes"])
    visto.rastros = rastros.textos_en(telefono.perfil, list(visto.ciro.datos_personales()))
    visto.rastros += rastros.imagenes_en(telefono.perfil)
    casa.revivir("recepcion")
    hasta(lambda: telefono.estado_del_envio() == "acusado", "se envía solo y se recibe")
    visto.al_final = telefono.pantalla()
    visto.paquetes.append(telefono.almacen()["paquetes"])
    visto.recibidos = casa.cuenta()["a"] - antes
    visto.trozos = [t.desde for t in casa.puerta.trozos[trozos:] if t.status < 300]


def _volver(telefono: TelefonoPropio, visto: Visto) -> None:
    telefono.tocar("terminar")
    telefono.en("mi-apoyo-procesos")
    telefono.tocar("elegir-proceso")
    telefono.en("mi-apoyo-envio")
    hasta(lambda: telefono.estado_del_envio() == "acusado", "se muestra lo dado")
    visto.segunda_vez = telefono.pantalla()


# ---- The first start


def test_the_first_start_says_whether_the_phone_serves_and_how_to_mend_it(visto: Visto) -> None:
    assert "¿Mi teléfono sirve?" in visto.revision
    assert "Firma, cifra y abre bien, y guarda su llave." in visto.revision
    assert "Puede seguir aunque falte algo" in visto.revision


def test_it_does_not_stand_in_the_way_a_second_time(visto: Visto) -> None:
    assert visto.despues_de_la_revision == "menu"


# ---- The registration


@pytest.mark.numeral("ET 4.3", "ET 7.6", "ET 7.7")
def test_six_screens_at_most_lead_from_the_first_start_to_the_activated_account(
    visto: Visto,
) -> None:
    assert visto.pantallas == [
        "primera-vez", "mi-apoyo-registro", "mi-apoyo-reverso", "mi-apoyo-cuenta",
        "mi-apoyo-codigo", "mi-apoyo-procesos",
    ]  # fmt: skip
    assert len(visto.pantallas) <= 6


@pytest.mark.numeral("ET 7.5")
def test_without_network_the_registration_says_so_and_goes_on_once_it_is_back(
    visto: Visto,
) -> None:
    assert "conexión" in visto.sin_red
    assert visto.cic_mostrado  # the same phone, minutes later


@pytest.mark.numeral("ET 7.7", "ET 7.15")
def test_the_cic_is_read_by_the_app_and_shown(visto: Visto) -> None:
    assert visto.cic_mostrado == visto.ciro.persona.cic


@pytest.mark.numeral("ET 7.7")
def test_a_reverso_that_does_not_read_says_what_to_do_and_who_else_can(visto: Visto) -> None:
    assert "No se pudo leer el CIC" in visto.sin_leer
    assert "persona auxiliar" in visto.sin_leer


@pytest.mark.numeral("ET 7.11")
def test_a_code_that_is_not_his_is_refused_with_what_to_do(visto: Visto) -> None:
    assert "no corresponde" in visto.codigo_ajeno
    assert "pida otro" in visto.codigo_ajeno


@pytest.mark.numeral("ET 7.7")
def test_his_code_a_day_late_is_refused_and_in_time_it_serves(visto: Visto) -> None:
    assert "24 horas" in visto.codigo_vencido
    assert visto.pantallas[-1] == "mi-apoyo-procesos"


@pytest.mark.numeral("ET 7.10")
def test_his_code_opens_nothing_on_another_phone(visto: Visto) -> None:
    assert "no corresponde" in visto.en_otro_telefono


# ---- The capture


@pytest.mark.numeral("ET 7.3", "ET 7.13")
def test_only_models_f_g_and_h_are_offered_and_another_is_told_why(visto: Visto) -> None:
    assert sorted(visto.modelos) == ["F", "G", "H"]
    assert "7.3" in visto.modelo_negado
    assert "persona auxiliar" in visto.modelo_negado


@pytest.mark.numeral("ET 7.25")
def test_a_second_person_neither_registers_on_his_phone_nor_captures_with_it(
    visto: Visto,
) -> None:
    assert visto.ofrece == "Dar mi apoyo"
    assert "7.25" in visto.otra_persona
    assert "persona auxiliar" in visto.otra_persona


@pytest.mark.numeral("ET 7.14", "ET 7.19")
def test_both_sides_are_photographed_before_anything_else_and_then_step_by_step(
    visto: Visto,
) -> None:
    assert [p for p in visto.captura if p != "mi-apoyo-procesos"] == CAPTURA


@pytest.mark.numeral("ET 7.16")
def test_each_picture_is_looked_at_before_it_is_used(visto: Visto) -> None:
    anverso, reverso, rostro = visto.revisadas
    assert "lee" in anverso
    assert "lee" in reverso
    assert "borrones" in rostro


@pytest.mark.numeral("ET 7.16")
def test_without_the_photograph_of_the_face_it_does_not_go_on_and_nothing_stays(
    visto: Visto,
) -> None:
    assert "no se puede" in visto.sin_rostro
    assert (visto.tras_negarse["registros"], visto.tras_negarse["paquetes"]) == (0, 0)


@pytest.mark.numeral("ET 7.17 a", "ET 7.17")
def test_how_the_face_must_be_is_told_and_it_is_taken_as_often_as_wanted(visto: Visto) -> None:
    assert visto.requisitos[0] == "De frente"
    assert len(visto.requisitos) == 6
    assert visto.tomadas.count("captura-rostro") == 2
    assert len(visto.revisadas) == 3  # of the two faces, one was used


@pytest.mark.numeral("ET 7.18")
def test_the_signature_takes_the_whole_box_beside_the_one_of_the_credential(visto: Visto) -> None:
    assert visto.firma_impresa
    assert visto.esquinas == len(ESQUINAS.trazos)


# ---- The sending


@pytest.mark.numeral("ET 7.19", "ET 7.20", "ET 7.21")
def test_the_network_is_lost_while_it_is_sent_and_it_stays_sealed_until_it_is_back(
    visto: Visto,
) -> None:
    assert "guardado y cifrado" in visto.sin_servidor
    assert visto.folio in visto.al_final
    assert "se recibió" in visto.al_final


@pytest.mark.numeral("ET 7.5", "ET 7.20")
def test_it_arrives_once_and_no_piece_of_it_twice(visto: Visto) -> None:
    assert visto.recibidos == 1
    assert visto.trozos == sorted(set(visto.trozos))


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
    for dicho in (visto.ciro.persona.cic, visto.folio, visto.codigo, CORREO):
        assert dicho in visto.acuse
    assert not [d for d in visto.ciro.datos_personales() if d and d in visto.acuse]


# ---- Credentials that Mi Apoyo does not take


@pytest.fixture(scope="module")
def negadas(
    casa: Casa, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """What is told to who shows a model without QR, and one of model G that expired."""
    alguien = next(personas_de(casa, 600))
    quien_no = next(personas_de(casa, 11, vigentes=False))
    mostradas = {m: con_credencial(alguien, m) for m in ("A", "B", "C")}
    mostradas["vencida"] = con_credencial(quien_no, "G")
    dicho = {}
    with telefono_nuevo(playwright, tmp_path_factory.mktemp("negadas"), casa) as telefono:
        telefono.empezar_registro()
        for cual, ciudadano in mostradas.items():
            telefono.reverso(ciudadano)
            telefono.en("mi-apoyo-cuenta")
            dicho[cual] = telefono.negada("reverso-no-admitido")
            telefono.tocar("repetir")
        telefono.tocar("volver")
        telefono.tocar("otra-credencial")
        dicho["otra"] = telefono.pagina.locator("[data-accion=otra-credencial]").inner_text()
    return dicho


@pytest.mark.numeral("ET 7.3")
@pytest.mark.parametrize("modelo", ["A", "B", "C", "otra"])
def test_a_model_without_qr_is_told_why_and_that_an_auxiliar_can_take_it(
    negadas: dict[str, str], modelo: str
) -> None:
    assert "7.3" in negadas[modelo]
    assert "persona auxiliar" in negadas[modelo]


@pytest.mark.numeral("ET 7.3")
def test_a_credential_that_expired_is_told_its_last_day(negadas: dict[str, str]) -> None:
    assert "31 de diciembre de" in negadas["vencida"]
    assert "ya no está vigente" in negadas["vencida"]
