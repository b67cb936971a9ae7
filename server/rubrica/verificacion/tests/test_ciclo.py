"""The worker as a process: its turns, its one door, its clean end."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from http.client import HTTPConnection
from typing import Any

import pytest

from rubrica.verificacion import salud, tasks
from rubrica.verificacion.ciclo import Agenda, Hilo, Periodica
from rubrica.verificacion.tests.conftest import Recibir


def _until(condicion: Callable[[], bool]) -> bool:
    limite = time.monotonic() + 30
    while time.monotonic() < limite:
        if condicion():
            return True
        time.sleep(0.02)
    return False


def _get(puerto: int, ruta: str, metodo: str = "GET") -> tuple[int, Any]:
    conexion = HTTPConnection("127.0.0.1", puerto, timeout=5)
    conexion.request(metodo, ruta)
    respuesta = conexion.getresponse()
    cuerpo = respuesta.read()
    conexion.close()
    return respuesta.status, json.loads(cuerpo) if cuerpo else None


def test_a_turn_that_fails_does_not_end_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rubrica.verificacion.ciclo.PAUSA_TRAS_FALLA", 0.01)
    parar, turnos = threading.Event(), []

    def turn() -> bool:
        turnos.append(1)
        if len(turnos) == 1:
            raise RuntimeError("HERNÁNDEZ")
        return False

    hilo = Hilo("prueba", turn, pausa=0.01, parar=parar)
    hilo.start()
    assert _until(lambda: len(turnos) > 2)
    assert not hilo.late()
    parar.set()
    hilo.join(5)

    assert not hilo.is_alive()
    assert hilo.late()


def test_one_periodic_thing_that_fails_does_not_hold_the_others() -> None:
    hechas: list[str] = []

    def fail() -> None:
        raise RuntimeError

    agenda = Agenda([Periodica(60, fail), Periodica(60, lambda: hechas.append("otra"))])

    with pytest.raises(RuntimeError):
        agenda()
    assert hechas == ["otra"]
    assert agenda() is False


def test_the_only_door_says_what_is_missing_and_is_404_for_the_rest() -> None:
    falta: list[str] = []
    servidor = salud.escuchar(0, lambda: falta)
    puerto = servidor.server_port

    assert _get(puerto, "/salud") == (200, {"servicio": "worker", "falta": []})
    falta.append("hilo de apertura")
    assert _get(puerto, "/salud") == (503, {"servicio": "worker", "falta": falta})
    for ruta in ("/", "/mesa/", "/api/v1/registros", "/salud/", "/oficial/"):
        assert _get(puerto, ruta)[0] == 404
    assert _get(puerto, "/salud", "POST")[0] == 404
    servidor.shutdown()
    servidor.server_close()


@pytest.mark.django_db(transaction=True)
def test_the_worker_opens_orders_folds_and_ends_when_told(recibir: Recibir) -> None:
    from rubrica.bitacora.models import Hoja
    from rubrica.registros import queries
    from rubrica.registros.models import Rodillo
    from rubrica.registros.rules import Cuenta

    recibir()
    parar = threading.Event()
    hilos = tasks.hilos(parar)
    for hilo in hilos:
        hilo.start()

    try:
        assert _until(lambda: queries.cuenta(proceso="OAX26") == {"": Cuenta(a=1, e=1)})
        assert _until(lambda: Hoja.objects.count() >= 2)
        assert Rodillo.objects.exists()
        assert not [hilo.name for hilo in hilos if hilo.late()]
    finally:
        parar.set()
        for hilo in hilos:
            hilo.join(40)
    assert not any(hilo.is_alive() for hilo in hilos)
