"""kill -9 of the browser at random moments: every folio that the screen showed arrives, once.

A capture is under sentence: half the kills fall anywhere in it, half between the signature and the
acuse, where it is sealed, its folio shown and its pieces sent. The seed is printed: MUERTES_SEMILLA
repeats a run.
"""

from __future__ import annotations

import os
import random
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Error, Playwright

from rubrica.ficticio.receta import Receta
from tests.stories.casa import Casa, en_casa, hasta
from tests.stories.telefono import Ciudadano, TelefonoDeNavegador

pytestmark = pytest.mark.story
EN_LA_CAPTURA_S, TRAS_FIRMAR_S = 10.0, 6.0
_RECIBIDOS = """
SELECT folio, consecutivo, codigo_integridad, estatus FROM registros_registro
 WHERE split_part(folio, '-', 2) = %s ORDER BY consecutivo
"""


@dataclass(kw_only=True)
class Saldo:
    """What was seen. mostrados: folios read on the screen; recibidos: rows of the server."""

    muertes: int
    mostrados: list[str]
    contadores: tuple[int, int, int]
    almacen: dict[str, int]
    recibidos: list[tuple[str, int, bytes, str]] = field(default_factory=list)


@pytest.fixture(scope="module")
def casa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casa]:
    """A house of its own: nobody else's records are counted."""
    with en_casa(tmp_path_factory.mktemp("casa de las muertes")) as encendida:
        yield encendida


@contextmanager
def _sentencia(telefono: TelefonoDeNavegador) -> Iterator[threading.Event]:
    """Inside, the browser may die under the hands; what then fails is forgiven, and only that."""
    muerto = threading.Event()
    try:
        yield muerto
    except (Error, AssertionError):
        if not muerto.wait(1):
            raise
    finally:
        telefono.matar()


def _matar_en(telefono: TelefonoDeNavegador, segundos: float, muerto: threading.Event) -> None:
    def morir() -> None:
        muerto.set()
        telefono.fulminar()

    reloj = threading.Timer(segundos, morir)
    reloj.daemon = True
    reloj.start()


def _captar(telefono: TelefonoDeNavegador, ciudadano: Ciudadano) -> None:
    """One support as far as its signature, that stays drawn."""
    telefono.entrar()
    telefono.empezar(ciudadano)
    telefono.en("captura-manifiesto")
    telefono.tocar("siguiente")


def _vivir_y_morir(
    telefono: TelefonoDeNavegador, ciudadano: Ciudadano, azar: random.Random, mostrados: list[str]
) -> None:
    """One capture and its sending, cut short; then the phone is switched on again."""
    al_firmar = azar.random() < 0.5
    with _sentencia(telefono) as muerto:
        if not al_firmar:
            _matar_en(telefono, azar.uniform(0, EN_LA_CAPTURA_S), muerto)
        _captar(telefono, ciudadano)
        if al_firmar:
            _matar_en(telefono, azar.uniform(0, TRAS_FIRMAR_S), muerto)
        telefono.firmar(ciudadano.fotos.firma)
        mostrados.append(telefono.llegar_al_folio())
        telefono.ir("envio")
        while not muerto.is_set():
            telefono.pagina.wait_for_timeout(20)
    telefono.encender()
    telefono.abrir_app()
    telefono.en("inicio")


def _saldo(casa: Casa, playwright: Playwright, carpeta: Path, muertes: int) -> Saldo:
    """Kill `muertes` times; then let everything arrive and be opened."""
    semilla = int(os.environ.get("MUERTES_SEMILLA") or secrets.randbits(32))
    print(f"MUERTES_SEMILLA={semilla}")
    azar = random.Random(semilla)
    auxiliar = casa.auxiliar("muertes")
    telefono = TelefonoDeNavegador(playwright, carpeta / "telefono", casa.origen)
    (correo,) = casa.correos(auxiliar.correo, "Su alta como auxiliar")
    telefono.enrolar(casa.enlace(correo), casa.lector_de_codigo(auxiliar.correo))
    telefono.captar_lo_propio(Ciudadano.con(*auxiliar.alta()))
    gente = [Ciudadano.con(casa.padron.persona(40 + n), Receta(toma="muerte")) for n in range(4)]
    mostrados: list[str] = []
    for n in range(muertes):
        _vivir_y_morir(telefono, gente[n % len(gente)], azar, mostrados)
    telefono.enviar()
    saldo = Saldo(
        muertes=muertes, mostrados=mostrados,
        contadores=telefono.contadores(), almacen=telefono.almacen(),
    )  # fmt: skip
    telefono.apagar()
    hasta(lambda: _abiertos(casa, auxiliar.numero, saldo), "se abre todo lo recibido", 180)
    print(f"{muertes} muertes, {len(mostrados)} folios vistos, {len(saldo.recibidos)} recibidos")
    return saldo


def _abiertos(casa: Casa, auxiliar: str, saldo: Saldo) -> bool:
    with psycopg.connect(casa.instalacion.database_url) as conexion:
        saldo.recibidos = conexion.execute(_RECIBIDOS, (auxiliar,)).fetchall()
    return all(estatus != "RECIBIDO" for *_, estatus in saldo.recibidos)


def _nada_se_pierde(saldo: Saldo) -> None:
    folios = [folio for folio, *_ in saldo.recibidos]
    assert saldo.mostrados
    assert set(saldo.mostrados) <= set(folios)  # every folio shown is there…
    assert len(folios) == len(set(folios))  # …once
    codigos = [bytes(codigo) for _, _, codigo, _ in saldo.recibidos]
    assert len(codigos) == len(set(codigos))
    assert "EN_CHAROLA" not in {estatus for *_, estatus in saldo.recibidos}  # none is half
    consecutivos = [n for _, n, *_ in saldo.recibidos]
    assert all(b == a + 1 for a, b in pairwise(consecutivos))  # nothing sealed is missing
    assert saldo.contadores == (0, saldo.contadores[1], len(folios))
    assert saldo.almacen["paquetes"] == 0


@pytest.mark.timeout(900)
@pytest.mark.numeral("ET 5.13", "ET 6.4", "ET 6.5")
def test_twenty_kills_lose_no_folio_that_the_screen_showed(
    casa: Casa, playwright: Playwright, tmp_path: Path
) -> None:
    _nada_se_pierde(_saldo(casa, playwright, tmp_path, 20))


@pytest.mark.soak
@pytest.mark.timeout(3500)
@pytest.mark.numeral("ET 5.13", "ET 6.4", "ET 6.5")
def test_two_hundred_kills_lose_no_folio_that_the_screen_showed(
    casa: Casa, playwright: Playwright, tmp_path: Path
) -> None:
    _nada_se_pierde(_saldo(casa, playwright, tmp_path, 200))
