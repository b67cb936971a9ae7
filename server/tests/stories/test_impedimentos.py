"""What stops a capture or an alta, and costs nothing: no room, a maintenance, a baja, a FURA.

The storage is filled to the brim, for real: the browser itself refuses to write more. Nobody
answers at first, so that nothing can be sent to make room; then the announced maintenance holds
the queue, and meanwhile Pilar gives her auxiliar up at the portal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen
from uuid import UUID

import psycopg
import pytest
from playwright.sync_api import Playwright

from rubrica.ficticio.receta import Receta
from rubrica.launch.seeding import PROCESO
from rubrica.reloj import ahora
from tests.navegador import violaciones
from tests.stories.casa import Casa, hasta
from tests.stories.mesa import Escritorio, pilar_da_de_baja
from tests.stories.telefono import CONTRASENA, Ciudadano, TelefonoDeNavegador

pytestmark = [pytest.mark.story, pytest.mark.timeout(900)]
PAPEL = "impedimentos"
CUOTA = 120_000_000
HORA = timedelta(hours=1)
MENSAJE = "Se cambian los discos."
_ANUNCIO = """
INSERT INTO mantenimiento_mantenimiento
       (inicio, fin, partes, mensaje, urgencia, anunciado_en, anunciado_por)
VALUES (%(inicio)s, %(fin)s, '{recepcion}', %(mensaje)s, '', now(), 1)
"""
HUECO = 200_000  # bytes: less than a paquete
_LLENAR = """async hueco => {
  const azar = bytes => {
    const dato = new Uint8Array(bytes)
    for (let i = 0; i < bytes; i += 65536) crypto.getRandomValues(dato.subarray(i, i + 65536))
    return dato
  }
  const carpeta = await navigator.storage.getDirectory()
  const archivo = await (await carpeta.getFileHandle("hueco", { create: true })).createWritable()
  await archivo.write(azar(hueco))
  await archivo.close()
  const db = await new Promise((bien, mal) => {
    const pedido = indexedDB.open("cosas-de-otros", 1)
    pedido.onupgradeneeded = () => pedido.result.createObjectStore("cosas", { autoIncrement: true })
    pedido.onsuccess = () => bien(pedido.result)
    pedido.onerror = () => mal(pedido.error)
  })
  const poner = bytes => new Promise(listo => {
    const tx = db.transaction("cosas", "readwrite")
    tx.objectStore("cosas").put(azar(bytes).buffer)
    tx.oncomplete = () => listo(true)
    tx.onabort = () => listo(false)
  })
  for (let bytes = 16e6; bytes > 500; bytes /= 4) while (await poner(Math.floor(bytes)));
  db.close()
  await carpeta.removeEntry("hueco")
}"""
_VACIAR = """nombre => new Promise(listo => {
  const pedido = indexedDB.deleteDatabase(nombre)
  pedido.onsuccess = pedido.onerror = () => listo()
})"""


@pytest.fixture(scope="module")
def telefono(
    casa: Casa, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TelefonoDeNavegador]:
    """A phone enrolled by its auxiliar, that has room for little."""
    auxiliar = casa.auxiliar(PAPEL)
    carpeta = tmp_path_factory.mktemp("impedimentos") / "telefono"
    suyo = TelefonoDeNavegador(playwright, carpeta, casa.origen)
    suyo.contexto.new_cdp_session(suyo.pagina).send(
        "Storage.overrideQuotaForOrigin", {"origin": casa.origen, "quotaSize": CUOTA}
    )
    (correo,) = casa.correos(auxiliar.correo, "Su alta como auxiliar")
    suyo.enrolar(casa.enlace(correo), casa.lector_de_codigo(auxiliar.correo))
    suyo.captar_lo_propio(Ciudadano.con(*auxiliar.alta()))
    yield suyo
    suyo.matar()
    casa.como_nueva()


@pytest.fixture(scope="module")
def ciudadanos(casa: Casa) -> list[Ciudadano]:
    """Three people of the lista nominal whom no other story meets."""
    personas = (casa.padron.persona(n) for n in range(23, casa.padron.filas, 101))
    buenas = [p for p in personas if p.situacion == "lista_nominal" and p.entidad == "20"][:3]
    return [Ciudadano.con(p, Receta(toma=f"impedimento {n}")) for n, p in enumerate(buenas)]


@dataclass(frozen=True, kw_only=True)
class Lleno:
    """What a full phone said and kept. folios: those that were shown, in their order."""

    anunciado: str
    caben_antes: str
    con_reserva: str
    antes_de_captar: str
    apagado: bool
    a_medias: str
    guardados_a_medias: int
    axe: list[str]
    folios: list[str]


def _llenar(telefono: TelefonoDeNavegador, *, con_la_reserva: bool = False) -> None:
    """Fill all but a gap; also what the app had set apart, as another program would."""
    if con_la_reserva:
        telefono.pagina.evaluate(_VACIAR, "rubrica-reserva")
    telefono.pagina.evaluate(_LLENAR, HUECO)


def _firmar_en(telefono: TelefonoDeNavegador, ciudadano: Ciudadano, *, con_reserva: bool) -> None:
    """A capture as far as the signature; the phone fills up; the signature is accepted."""
    telefono.empezar(ciudadano)
    telefono.en("captura-manifiesto")
    telefono.tocar("siguiente")
    telefono.en("captura-firma")
    _llenar(telefono, con_la_reserva=not con_reserva)
    telefono.firmar(ciudadano.fotos.firma)


@pytest.fixture(scope="module")
def lleno(casa: Casa, telefono: TelefonoDeNavegador, ciudadanos: list[Ciudadano]) -> Lleno:
    """Full at the signature, full before a capture, and full without a reserve."""
    _anunciar(casa, en=timedelta(hours=30))
    telefono.abrir_app()
    anunciado = telefono.pagina.locator("[data-mantenimiento=anunciado]").inner_text()
    casa.cerrar()
    telefono.ir("envio")
    caben = telefono.pagina.locator("[data-espacio]").inner_text()
    telefono.ir("inicio")
    telefono.entrar()
    telefono.captar(ciudadanos[0])
    _firmar_en(telefono, ciudadanos[1], con_reserva=True)
    primero = telefono.llegar_al_folio()
    telefono.tocar("continuar")
    antes = telefono.negada("sin-espacio")
    apagado = telefono.pagina.locator("[data-accion=nuevo]").is_disabled()
    axe = violaciones(telefono.pagina)
    telefono.tocar("ir-a-rescate")
    telefono.en("rescate")
    telefono.pagina.evaluate(_VACIAR, "cosas-de-otros")  # photographs erased
    telefono.ir("inicio")
    telefono.entrar()
    _firmar_en(telefono, ciudadanos[2], con_reserva=False)
    a_medias = telefono.negada("no-se-guardo")
    guardados = telefono.almacen()["registros"]
    casa.abrir()
    telefono.tocar("hacer-lugar")
    telefono.pagina.locator("[data-lugar=hecho]").wait_for()
    _anunciar(casa, en=timedelta(minutes=-5))
    hasta(lambda: _no_recibe(casa), "recepción se detiene")
    telefono.tocar("siguiente")
    segundo = telefono.llegar_al_folio()
    return Lleno(
        anunciado=anunciado, caben_antes=caben, con_reserva=primero, antes_de_captar=antes,
        apagado=apagado,
        a_medias=a_medias, guardados_a_medias=guardados, axe=axe, folios=[primero, segundo],
    )  # fmt: skip


def test_how_many_fit_is_tried_and_not_believed(lleno: Lleno) -> None:
    """120 MB, less the app and the reserve; the browser itself says 10 GiB."""
    caben = int(lleno.caben_antes.split("caben unos ")[1].split()[0])
    assert 150 < caben < 300


@pytest.mark.numeral("ET 5.13")
def test_a_phone_that_fills_up_at_the_signature_keeps_that_support_in_its_reserve(
    lleno: Lleno,
) -> None:
    assert lleno.con_reserva


def test_the_next_is_not_begun_and_the_ways_to_make_room_are_told(lleno: Lleno) -> None:
    assert lleno.apagado
    assert "Envíe los que esperan (2)" in lleno.antes_de_captar
    assert "archivo de rescate" in lleno.antes_de_captar
    assert lleno.axe == []


@pytest.mark.numeral("ET 5.13", "ET 6.5")
def test_a_seal_that_does_not_fit_gives_no_folio_and_is_completed_once_there_is_room(
    lleno: Lleno,
) -> None:
    assert "no tiene espacio" in lleno.a_medias
    assert "sin cerrar esta captura" in lleno.a_medias
    assert lleno.guardados_a_medias == 3  # the alta and the first two
    assert len(set(lleno.folios)) == 2


# ---- The maintenance holds the queue, and a baja is given meanwhile


@dataclass(frozen=True, kw_only=True)
class Detenido:
    """What the phone showed while the maintenance lasted, and once it was over."""

    durante: str
    contadores_durante: tuple[int, int, int]
    de_baja: str
    no_capta: str
    contadores: tuple[int, int, int]
    axe: list[str]


def _anunciar(casa: Casa, *, en: timedelta) -> None:
    """Let the only maintenance of the reception, of an hour, begin that far from now."""
    with psycopg.connect(casa.instalacion.database_url) as conexion:
        conexion.execute("DELETE FROM mantenimiento_mantenimiento")
        inicio = ahora() + en
        datos = {"inicio": inicio, "fin": inicio + HORA, "mensaje": MENSAJE}
        conexion.execute(_ANUNCIO, datos)


def _no_recibe(casa: Casa) -> bool:
    """Whether recepción answers that it stopped: for two seconds it trusts what it last read."""
    try:
        urlopen(f"{casa.origen}/api/v1/hora?dispositivo={UUID(int=0)}")  # noqa: S310 - ours
    except HTTPError as falla:
        return falla.code == HTTPStatus.SERVICE_UNAVAILABLE
    return False


def _terminar(casa: Casa) -> None:
    with psycopg.connect(casa.instalacion.database_url) as conexion:
        conexion.execute("DELETE FROM mantenimiento_mantenimiento")


@pytest.fixture(scope="module")
def detenido(
    lleno: Lleno, casa: Casa, playwright: Playwright, telefono: TelefonoDeNavegador
) -> Detenido:
    telefono.abrir_app()
    durante = telefono.pagina.locator("[data-mantenimiento=en-curso]").inner_text()
    telefono.ir("envio")
    contadores = telefono.contadores()
    pilar_da_de_baja(playwright, casa.origen, casa.auxiliar(PAPEL).numero)
    _terminar(casa)
    hasta(lambda: not _no_recibe(casa), "recepción recibe otra vez")
    telefono.abrir_app()
    de_baja = telefono.negada("baja-dada")
    axe = violaciones(telefono.pagina)
    assert not telefono.pagina.locator("[data-accion=capturar]").count()
    telefono.enviar()
    al_final = telefono.contadores()
    telefono.pagina.evaluate("location.hash = '#/captura'")
    no_capta = telefono.negada("dispositivo-de-baja")
    return Detenido(
        durante=durante, contadores_durante=contadores, de_baja=de_baja, no_capta=no_capta,
        contadores=al_final, axe=axe,
    )  # fmt: skip


@pytest.mark.numeral("ET 6.3")
def test_a_maintenance_is_told_beforehand_and_while_it_lasts_and_touches_no_queue(
    lleno: Lleno, detenido: Detenido
) -> None:
    assert "Mantenimiento programado: del " in lleno.anunciado
    assert MENSAJE in lleno.anunciado
    assert "en mantenimiento hasta el " in detenido.durante
    assert "los apoyos esperan en este teléfono" in detenido.durante
    assert detenido.contadores_durante == (1, 0, 2)


@pytest.mark.numeral("ET 3.4", "ET 4.10")
def test_a_baja_given_elsewhere_is_told_stops_the_captures_and_loses_nothing(
    detenido: Detenido,
) -> None:
    assert "Su registro de auxiliar fue dado de baja el " in detenido.de_baja
    assert "Persona Promovente (numeral 3.4)" in detenido.de_baja
    assert "dado de baja" in detenido.no_capta
    assert detenido.contadores == (0, 0, 3)  # what had been captured was received all the same
    assert detenido.axe == []


# ---- A process that waits for the signed FURA


@dataclass(frozen=True, kw_only=True)
class Fura:
    """What an auxiliar without a signed FURA was told, and where the same screen led afterwards."""

    negada: str
    escrita: str
    axe: list[str]
    despues: str


def _exigir_fura(casa: Casa, exige: bool) -> None:
    """Write it without the trigger that guards an open process, as no service may."""
    with psycopg.connect(casa.instalacion.database_url) as conexion:
        conexion.execute("SET LOCAL session_replication_role = replica")
        conexion.execute(
            "UPDATE procesos_proceso SET enrolamiento_con_fura = %s WHERE id = %s", [exige, PROCESO]
        )


def _subir_fura(casa: Casa, playwright: Playwright, numero: str, carpeta: Path) -> None:
    """Pilar prints the FURA, has it signed, and hands it in at the portal (ET 3.6)."""
    pilar = Escritorio(playwright, casa.origen)
    pilar.entrar("pilar@promovente.test", "/entrar/")
    suya = f"{casa.origen}/auxiliares/{PROCESO}/{numero}/"
    firmado = carpeta / "fura.pdf"
    firmado.write_bytes(pilar.pagina.request.get(f"{suya}fura/").body())
    pilar.pagina.goto(suya)
    forma = pilar.pagina.locator("form[action$='/anexos/fura/']")
    forma.locator("input[type=file]").set_input_files(firmado)
    with pilar.pagina.expect_navigation():
        forma.get_by_role("button", name="Subir el FURA firmado").click()
    pilar.cerrar()


@pytest.fixture(scope="module")
def fura(
    casa: Casa, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Fura]:
    """Refused at the last screen of the alta; signed meanwhile; the same touch goes on."""
    auxiliar = casa.auxiliar("fura")
    carpeta = tmp_path_factory.mktemp("fura")
    telefono = TelefonoDeNavegador(playwright, carpeta / "telefono", casa.origen)
    (correo,) = casa.correos(auxiliar.correo, "Su alta como auxiliar")
    _exigir_fura(casa, True)
    try:
        telefono.enrolar(casa.enlace(correo), casa.lector_de_codigo(auxiliar.correo))
        negada = telefono.negada("fura-pendiente")
        escrita = telefono.pagina.locator("[name=contrasena]").input_value()
        axe = violaciones(telefono.pagina)
        _subir_fura(casa, playwright, auxiliar.numero, carpeta)
        telefono.tocar("siguiente")
        telefono.en("alta-credencial")
    finally:
        _exigir_fura(casa, False)
    yield Fura(negada=negada, escrita=escrita, axe=axe, despues=telefono.paso())
    telefono.matar()


@pytest.mark.numeral("ET 3.6", "ET 4.4")
def test_an_auxiliar_without_a_signed_fura_is_told_and_goes_on_where_she_was(fura: Fura) -> None:
    assert "FURA firmado" in fura.negada
    assert "persona promovente" in fura.negada
    assert fura.escrita == CONTRASENA  # nothing is typed again
    assert fura.axe == []
    assert fura.despues == "alta-credencial"
