"""One support over 30 kbit/s, a fifth of its packets lost: it arrives, and nothing twice."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import pytest
from playwright.sync_api import Playwright, TimeoutError

from rubrica.ficticio.receta import Receta
from tests.stories.casa import Casa, hasta
from tests.stories.linea import Linea
from tests.stories.telefono import Ciudadano, TelefonoDeNavegador

pytestmark = [pytest.mark.story, pytest.mark.timeout(900)]
KBITS_POR_S, PERDIDA = 30.0, 0.20
MAX_DE_MAS = 0.25  # what HTTP, the sobre and the questions cost, over the bytes of the paquete
_BYTES = """() => new Promise(bien => {
  indexedDB.open("rubrica").onsuccess = ({ target: { result: db } }) => {
    db.transaction("registros").objectStore("registros").getAll().onsuccess = e => {
      db.close()
      bien(e.target.result.filter(r => r.tipo === "apoyo").map(r => r.bytes)[0])
    }
  }
})"""


@dataclass(frozen=True, kw_only=True)
class Envio:
    """What a sending cost. bytes_: of the paquete; subidos: all that reached the door."""

    bytes_: int
    subidos: int
    cortes: int
    segundos: float
    contadores: tuple[int, int, int]
    desde: list[int]


def _alguien(casa: Casa) -> Ciudadano:
    padron = casa.padron
    todas = (padron.persona(n) for n in range(11, padron.filas))
    persona = next(p for p in todas if p.situacion == "lista_nominal" and p.entidad == "20")
    return Ciudadano.con(persona, Receta(toma="linea"))


def _captar(telefono: TelefonoDeNavegador, ciudadano: Ciudadano) -> None:
    """One support, up to its folio; a signature that looks small is said to be so."""
    telefono.empezar(ciudadano)
    telefono.en("captura-manifiesto")
    telefono.tocar("siguiente")
    telefono.firmar(ciudadano.fotos.firma)
    with suppress(TimeoutError):
        telefono.pagina.locator(".firma .nota").wait_for(timeout=4_000)
        telefono.tocar("siguiente")
    telefono.en("captura-folio")


@pytest.fixture(scope="module")
def envio(
    casa: Casa, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Envio]:
    """Everything up to the folio on a good line; then the line worsens, and it is sent."""
    linea = Linea(casa.puerto)
    linea.abrir()
    auxiliar = casa.auxiliar("línea")
    telefono = TelefonoDeNavegador(playwright, tmp_path_factory.mktemp("linea") / "t", linea.origen)
    (correo,) = casa.correos(auxiliar.correo, "Su alta como auxiliar")
    enlace = casa.enlace(correo).replace(casa.origen, linea.origen)
    telefono.enrolar(enlace, casa.lector_de_codigo(auxiliar.correo))
    telefono.captar_lo_propio(Ciudadano.con(*auxiliar.alta()))
    telefono.quitar_la_red()
    telefono.entrar()
    _captar(telefono, _alguien(casa))
    bytes_ = int(telefono.pagina.evaluate(_BYTES))

    linea.empeorar(kbits_por_s=KBITS_POR_S, perdida=PERDIDA)
    antes, cortes, trozos = linea.subidos, linea.cortes, len(casa.puerta.trozos)
    empieza = time.monotonic()
    telefono.ir("envio")
    telefono.devolver_la_red()
    hasta(lambda: telefono.contadores()[2] == 1, "llega por la línea mala", 700)
    yield Envio(
        bytes_=bytes_,
        subidos=linea.subidos - antes,
        cortes=linea.cortes - cortes,
        segundos=time.monotonic() - empieza,
        contadores=telefono.contadores(),
        desde=[t.desde for t in casa.puerta.trozos[trozos:] if t.status < 300],
    )
    telefono.apagar()
    linea.cerrar()


@pytest.mark.numeral("ET 6.2", "ET 6.3")
def test_a_support_arrives_over_a_thin_line_that_loses_a_fifth_of_its_packets(
    envio: Envio, capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        print(
            f"\n30 kbit/s, 20 % de pérdida: {envio.bytes_:,} bytes en {envio.segundos:.0f} s, "
            f"{envio.subidos / envio.bytes_:.3f} enviados por cada uno necesario, "
            f"{envio.cortes} cortes, {len(envio.desde)} trozos"
        )
    assert envio.contadores == (0, 0, 1)
    assert envio.cortes > 0


def test_what_had_arrived_is_not_sent_again(envio: Envio) -> None:
    assert envio.subidos <= envio.bytes_ * (1 + MAX_DE_MAS)
    assert envio.desde == sorted(set(envio.desde))
