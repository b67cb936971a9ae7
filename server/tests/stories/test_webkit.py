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
    )


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
