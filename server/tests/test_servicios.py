"""Each of the four services started alone, as its own process: what it answers, holds, refuses."""

from __future__ import annotations

import os
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from importlib import import_module
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.urls import URLPattern, URLResolver
from django.urls.resolvers import RegexPattern

from rubrica.launch.children import free_port
from rubrica.llaves.inventario import clase_de
from rubrica.servicios import PERFILES, Servicio
from tests.casa import Casa, Solo, esperar

SERVICIOS = tuple(s for s in Servicio if s is not Servicio.TODOS)
EJEMPLOS = {
    "uuid": "01a209fb-538f-7a9a-b676-f77ec065f0d6", "int": "1", "str": "OAX26", "slug": "sobre",
    "path": "a",
}  # fmt: skip
METODOS = ("GET", "POST", "PUT", "PATCH", "DELETE")
AJENAS = {
    "recepcion": "custodia/OAX26/proceso.key", "portal": "recepcion/acuse.key",
    "mesa": "worker/avisos.key", "worker": "mesa/manifiesto.key",
}  # fmt: skip


def rutas_de(servicio: Servicio) -> set[str]:
    """Return one address for each URL pattern that a service declares."""
    return {
        f"/{prefijo}{ruta}"
        for prefijo, modulo in PERFILES[servicio].urls
        for ruta in _addresses(import_module(modulo).urlpatterns)
    }


def _addresses(patrones: list[URLPattern | URLResolver]) -> Iterator[str]:
    for patron in patrones:
        if isinstance(patron, URLResolver):
            yield from (f"{_sample(patron)}{r}" for r in _addresses(patron.url_patterns))
        else:
            yield _sample(patron)


def _sample(patron: URLPattern | URLResolver) -> str:
    """Return an address that the pattern takes."""
    if isinstance(patron.pattern, RegexPattern):
        return re.sub(r"\(.*\)|[\^$]", "", str(patron.pattern))
    return re.sub(r"<(\w+):\w+>", lambda m: EJEMPLOS[m[1]], str(patron.pattern))


class Puente:
    """A way to the database that can be cut: a service cannot tell it from the real one."""

    def __init__(self, puerto_real: int) -> None:
        self._real, self.puerto = puerto_real, free_port()
        self._enchufes: list[socket.socket] = []
        self._puerta: socket.socket | None = None

    def abrir(self) -> None:
        self._puerta = socket.create_server(("127.0.0.1", self.puerto))
        threading.Thread(target=self._accept, args=(self._puerta,), daemon=True).start()

    def cortar(self) -> None:
        """Nobody gets through any more, and whoever was through is out."""
        for enchufe in filter(None, (self._puerta, *self._enchufes)):
            with suppress(OSError):
                enchufe.shutdown(socket.SHUT_RDWR)
            enchufe.close()
        self._puerta, self._enchufes = None, []

    def _accept(self, puerta: socket.socket) -> None:
        with suppress(OSError):
            while True:
                uno = puerta.accept()[0]
                otro = socket.create_connection(("127.0.0.1", self._real))
                self._enchufes += [uno, otro]
                for de, a in ((uno, otro), (otro, uno)):
                    threading.Thread(target=self._pass, args=(de, a), daemon=True).start()

    @staticmethod
    def _pass(de: socket.socket, a: socket.socket) -> None:
        with suppress(OSError):
            while trozo := de.recv(65_536):
                a.sendall(trozo)
            a.shutdown(socket.SHUT_WR)


@pytest.fixture(scope="module")
def puente(casa: Casa) -> Iterator[Puente]:
    """Cut, to begin with."""
    puerto = urlsplit(casa.house.database_url).port
    assert puerto
    cortado = Puente(puerto)
    yield cortado
    cortado.cortar()


@pytest.fixture(scope="module")
def solos(casa: Casa, puente: Puente) -> Iterator[dict[Servicio, Solo]]:
    """The four, each alone, started while the database is away."""
    with ExitStack() as pila:
        yield {
            s: pila.enter_context(casa.solo(s, DATABASE_URL=_by(casa, puente, s)))
            for s in SERVICIOS
        }


def _by(casa: Casa, puente: Puente, servicio: Servicio) -> str:
    """Return the database of a service, through the bridge."""
    partes = urlsplit(casa.house.env(servicio)["DATABASE_URL"])
    quien = partes.netloc.rpartition("@")[0]
    return urlunsplit(partes._replace(netloc=f"{quien}@127.0.0.1:{puente.puerto}"))


def test_each_service_says_that_the_database_is_missing_until_it_is_there(
    solos: dict[Servicio, Solo], puente: Puente
) -> None:
    for solo in solos.values():
        esperar("salud", lambda s=solo: s.estado("GET", "/salud"))  # type: ignore[misc]
    sin_base = {s: solo.pedir("GET", "/salud") for s, solo in solos.items()}
    puente.abrir()
    for solo in solos.values():
        esperar("200", lambda s=solo: s.estado("GET", "/salud") == 200)  # type: ignore[misc]
    con_base = {s: solo.pedir("GET", "/salud").json() for s, solo in solos.items()}

    assert {r.status for r in sin_base.values()} == {503}
    assert all("base de datos" in r.json()["falta"] for r in sin_base.values())
    assert con_base == {s: {"servicio": str(s), "falta": []} for s in SERVICIOS}


@pytest.mark.parametrize("servicio", SERVICIOS)
def test_a_service_answers_404_to_every_address_of_the_others(
    servicio: Servicio, solos: dict[Servicio, Solo], puente: Puente
) -> None:
    if puente._puerta is None:
        puente.abrir()
    solo = solos[servicio]
    esperar("200", lambda: solo.estado("GET", "/salud") == 200)
    ajenas = set(chain.from_iterable(rutas_de(s) for s in SERVICIOS)) - rutas_de(servicio)

    estados = {(m, r): solo.estado(m, r) for r in ajenas for m in METODOS}

    assert len(ajenas) > 10
    assert {que: e for que, e in estados.items() if e != 404} == {}


def test_every_service_with_addresses_answers_its_own(casa: Casa) -> None:
    """Were they all 404, the test above would show nothing."""
    for servicio, ruta in (
        ("recepcion", "/api/v1/hora?dispositivo=" + EJEMPLOS["uuid"]),
        ("portal", "/captacion/"),
        ("mesa", "/oficial/entrar/"),
    ):
        assert casa.cliente(servicio).pedir("GET", ruta).status == 200


@pytest.mark.parametrize("servicio", SERVICIOS)
def test_the_keys_that_a_service_sees_are_of_its_profile_alone(
    casa: Casa, servicio: Servicio
) -> None:
    vista = casa.house._keys_of(servicio)
    rutas = {
        (Path(carpeta) / nombre).relative_to(vista).as_posix()
        for carpeta, _, nombres in os.walk(vista, followlinks=True)
        for nombre in nombres
    }
    vistas = {clase_de(ruta) for ruta in rutas if not ruta.startswith("publicas/")}
    entorno = casa.house.env(servicio)

    assert vistas == PERFILES[servicio].llaves
    assert ("MASTER_KEY_FILE" in entorno) is (servicio in {Servicio.MESA, Servicio.WORKER})
    assert "BLOBS_DIR" not in entorno or servicio is not Servicio.PORTAL


@pytest.mark.parametrize("servicio", SERVICIOS)
def test_a_service_that_can_read_a_foreign_key_does_not_start(
    casa: Casa, servicio: Servicio, tmp_path_factory: pytest.TempPathFactory
) -> None:
    carpeta = tmp_path_factory.mktemp("llaves")
    ajena = carpeta / AJENAS[servicio]
    ajena.parent.mkdir(parents=True)
    ajena.write_bytes(bytes(32))

    with casa.solo(servicio, KEYS_DIR=str(carpeta)) as solo:
        esperar("que termine", lambda: solo.proceso.poll() is not None)

    dicho = solo.salida.read_text()
    assert solo.proceso.returncode != 0
    assert f"El servicio {servicio} no arranca: en KEYS_DIR puede leer {AJENAS[servicio]}" in dicho
    assert "Deje en su KEYS_DIR solo las llaves de su perfil." in dicho


@pytest.mark.parametrize("servicio", [Servicio.RECEPCION, Servicio.PORTAL])
def test_what_faces_the_internet_does_not_start_where_the_master_key_is_readable(
    casa: Casa, servicio: Servicio
) -> None:
    maestra = casa.house.env("mesa")["MASTER_KEY_FILE"]

    with casa.solo(servicio, MASTER_KEY_FILE=maestra) as solo:
        esperar("que termine", lambda: solo.proceso.poll() is not None)

    assert solo.proceso.returncode != 0
    assert f"El servicio {servicio} no arranca: puede leer la llave maestra." in (
        solo.salida.read_text()
    )
