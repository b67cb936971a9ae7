"""The demo's front door sends each URL to its service, and says what is missing."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from rubrica.launch.children import free_port
from rubrica.launch.front import Front, PortTaken, serve, service_of
from rubrica.servicios import PERFILES, Servicio


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/api/v1/registros/0190", "recepcion"),
        ("/api/v1/hora", "recepcion"),
        ("/api/v1/enrolamientos", "portal"),
        ("/mesa/", "mesa"),
        ("/oficial/entrar/", "mesa"),
        ("/app/", "portal"),
        ("/", "portal"),
    ],
)
def test_each_url_has_one_service(path: str, service: str) -> None:
    assert service_of(path) == service


def _addresses(servicio: Servicio) -> list[str]:
    """Return each address that a service answers, its converters as they are written."""
    return [
        f"/{prefijo}{str(patron.pattern).lstrip('^')}"
        for prefijo, modulo in PERFILES[servicio].urls
        for patron in import_module(modulo).urlpatterns
    ]


@pytest.mark.parametrize("servicio", [Servicio.RECEPCION, Servicio.PORTAL, Servicio.MESA])
def test_every_address_of_a_service_is_led_to_it(servicio: Servicio) -> None:
    astray = [a for a in _addresses(servicio) if service_of(a) != servicio.value]

    assert astray == []


class Echo(BaseHTTPRequestHandler):
    """Answers with what it was sent."""

    def do_PUT(self) -> None:
        cuerpo = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(201)
        self.send_header("Content-Length", str(len(cuerpo)))
        self.send_header("Sobre", self.headers["Sobre"])
        self.end_headers()
        self.wfile.write(cuerpo)

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is printed."""


@pytest.fixture
def door() -> Iterator[tuple[str, set[str]]]:
    echo = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=echo.serve_forever, daemon=True).start()
    missing, puerto = {"preparación"}, free_port()
    close = serve(Front({"recepcion": echo.server_port}, missing), puerto)
    yield f"http://127.0.0.1:{puerto}", missing
    close()
    echo.shutdown()
    echo.server_close()


def test_a_body_goes_and_comes_back_as_it_was(door: tuple[str, set[str]]) -> None:
    cuerpo = bytes(range(256)) * 2000
    pedido = Request(  # noqa: S310
        f"{door[0]}/api/v1/registros/1", data=cuerpo, method="PUT", headers={"Sobre": "a.b.c"}
    )

    with urlopen(pedido) as respuesta:  # noqa: S310
        assert (respuesta.status, respuesta.headers["Sobre"]) == (201, "a.b.c")
        assert respuesta.read() == cuerpo


def test_salud_says_what_is_missing_until_nothing_is(door: tuple[str, set[str]]) -> None:
    with pytest.raises(HTTPError) as antes:
        urlopen(f"{door[0]}/salud")  # noqa: S310
    assert antes.value.code == 503
    assert json.load(antes.value) == {"falta": ["preparación"]}
    antes.value.close()

    door[1].clear()

    with urlopen(f"{door[0]}/salud") as despues:  # noqa: S310
        assert despues.status == 200


def test_a_port_that_is_taken_is_said_and_not_waited_for(door: tuple[str, set[str]]) -> None:
    taken = int(door[0].rsplit(":", 1)[1])

    with pytest.raises(PortTaken, match="PUERTO="):
        serve(Front({}, set()), taken)
