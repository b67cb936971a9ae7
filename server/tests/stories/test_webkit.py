"""The core of the spine in the engine of the iPhone: captured without server, sent, erased.

Debian has WebKitGTK and there this is never skipped; where it does not exist (macOS), the suite
says that it was not run.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from rubrica.ficticio.receta import Receta
from tests.stories.casa import Casa, en_casa, hasta
from tests.stories.telefono import Ciudadano
from tests.stories.telefono_webkit import TelefonoWebKit

pytestmark = [
    pytest.mark.story,
    pytest.mark.timeout(300),
    pytest.mark.skipif(
        sys.platform == "darwin",
        reason="NO SE CORRIÓ la historia en WebKitGTK: no existe en macOS; córrala en Debian.",
    ),
]
CIUDADANO = 77
NUEVO = "!!document.querySelector('[data-accion=nuevo]')"


@dataclass(frozen=True, kw_only=True)
class Historia:
    """What was seen. Counters are (en este teléfono, enviados, con acuse)."""

    sellado: tuple[int, int, int]
    almacen_sellado: dict[str, int]
    negativa: str
    reabierto: tuple[int, int, int]
    enviado: tuple[int, int, int]
    almacen_enviado: dict[str, int]
    recibidos: int
    guardia: bool
    lugar: dict[str, float]


@dataclass(frozen=True, kw_only=True)
class Ubicaciones:
    """What was said before a capture, and whether it could begin."""

    apagada: str
    negada: str
    se_pudo: bool


@pytest.fixture(scope="module")
def casa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casa]:
    """A house of this story's own: its recepción is stopped for a while."""
    with en_casa(tmp_path_factory.mktemp("casa de webkit")) as encendida:
        yield encendida


@pytest.fixture(scope="module")
def telefono(casa: Casa, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TelefonoWebKit]:
    """A phone enrolled in that engine, the auxiliar's own pictures taken with it."""
    auxiliar = casa.auxiliar("webkit")
    nuevo = TelefonoWebKit(tmp_path_factory.mktemp("webkit") / "telefono", casa.origen)
    try:
        (correo,) = casa.correos(auxiliar.correo, "Su alta como auxiliar")
        nuevo.enrolar(casa.enlace(correo), casa.lector_de_codigo(auxiliar.correo))
        nuevo.captar_lo_propio(Ciudadano.con(*auxiliar.alta()))
        yield nuevo
    finally:
        nuevo.apagar()


@pytest.fixture(scope="module")
def historia(casa: Casa, telefono: TelefonoWebKit) -> Historia:
    """One support sealed while recepción is stopped, and sent when it is started again."""
    casa.matar("recepcion")
    telefono.entrar()
    ciudadano = Ciudadano.con(casa.padron.persona(CIUDADANO), Receta(toma="webkit"))
    telefono.captar(ciudadano)
    lugar = telefono.lugar()
    telefono.ir("envio")
    telefono.nada_espera()
    negativa = telefono.negada("servidor-ocupado")
    sellado, almacen_sellado = telefono.contadores(), telefono.almacen()
    telefono.pagina.reload()
    telefono.ir("envio")
    reabierto = telefono.contadores()
    casa.revivir("recepcion")
    telefono.enviar()
    return Historia(
        sellado=sellado,
        almacen_sellado=almacen_sellado,
        negativa=negativa,
        reabierto=reabierto,
        enviado=telefono.contadores(),
        almacen_enviado=telefono.almacen(),
        recibidos=casa.cuenta()["a"],
        guardia=bool(telefono.pagina.evaluate("!!navigator.serviceWorker.controller")),
        lugar=lugar,
    )


@pytest.fixture(scope="module")
def ubicaciones(telefono: TelefonoWebKit, historia: Historia) -> Ubicaciones:
    """Its owner turns the location off, and refuses it, after what she gave was sent."""
    dicho, se_pudo = {}, False
    for como, donde in (("apagada", {"encendida": False}), ("negada", {"permiso": False})):
        telefono.ubicar(**donde)
        telefono.pagina.reload()
        telefono.ir("inicio")
        telefono.entrar()
        dicho[como] = telefono.negada(f"ubicacion-{como}")
        se_pudo = se_pudo or bool(telefono.pagina.evaluate(NUEVO))
    return Ubicaciones(apagada=dicho["apagada"], negada=dicho["negada"], se_pudo=se_pudo)


@pytest.mark.numeral("ET 5.13")
def test_webkit_seals_a_support_while_the_server_is_stopped(historia: Historia) -> None:
    assert historia.sellado == (1, 0, 0)
    assert historia.almacen_sellado["paquetes"] == 1
    assert "El servidor no pudo atender ahora." in historia.negativa


def test_webkit_keeps_it_when_the_app_is_opened_again(historia: Historia) -> None:
    assert historia.guardia  # its service worker, not the server, gave the page
    assert historia.reabierto == (1, 0, 0)


@pytest.mark.numeral("ET 6.5")
def test_webkit_sends_it_checks_the_acuse_and_erases_it(historia: Historia) -> None:
    assert historia.enviado == (0, 0, 1)
    assert historia.almacen_enviado["paquetes"] == 0
    assert historia.recibidos == 1


def test_what_webkit_sealed_is_opened_by_the_server(casa: Casa, historia: Historia) -> None:
    assert historia.recibidos == 1
    hasta(lambda: casa.cuenta()["e"] == 1, "el worker abre lo que selló WebKit")


@pytest.mark.numeral("ET 4.4", "ET 10.5")
def test_webkit_asks_its_person_where_the_phone_is(historia: Historia) -> None:
    assert historia.lugar == pytest.approx({"latitude": 17.0606, "longitude": -96.7253})


@pytest.mark.numeral("ET 4.4")
def test_webkit_captures_nothing_with_the_location_off_or_refused(
    ubicaciones: Ubicaciones,
) -> None:
    assert "está apagada" in ubicaciones.apagada
    assert "no da permiso" in ubicaciones.negada
    assert not ubicaciones.se_pudo
