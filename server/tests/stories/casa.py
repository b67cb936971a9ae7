"""A whole installation for a story: database, four services, mailbox and the door, all of its own.

The door can be closed, which is what a phone without signal meets; recepción can be killed as by a
power cut, at once or in the middle of an upload.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from urllib.request import urlopen

import pytest
from aiohttp import web

from rubrica.core import jws
from rubrica.core.plazos import ZONA
from rubrica.ficticio.dias import Auxiliar, equipo
from rubrica.ficticio.padron import Padron, escribir
from rubrica.launch import mailbox
from rubrica.launch.children import free_port, granian
from rubrica.launch.front import Front, serve
from rubrica.launch.installation import REPO, WEB, Installation
from rubrica.launch.mailbox import Buzon
from rubrica.launch.seeding import PROCESO, code_reader, text_of

FILAS = 3_000
AUXILIARES = 16
PACIENCIA_S = 90.0


def hasta(condicion: Callable[[], bool], que: str, segundos: float = PACIENCIA_S) -> None:
    """Wait until it holds; fail naming what did not happen."""
    limite = time.monotonic() + segundos
    while not condicion():
        if time.monotonic() > limite:
            pytest.fail(f"no ocurrió en {segundos:.0f} s: {que}")
        time.sleep(0.2)


@dataclass(frozen=True, kw_only=True)
class Trozo:
    """One piece of an upload, as the door saw it pass."""

    registro: str
    desde: int
    status: int


class Puerta(Front):
    """The front door, that notes each piece of an upload and can meet a disaster before one."""

    def __init__(self, ports: dict[str, int]) -> None:
        super().__init__(ports, set())
        self.trozos: list[Trozo] = []
        self.desastre: Callable[[], None] | None = None

    async def forward(self, request: web.Request) -> web.StreamResponse:
        """Pass it on; before the second piece of a record the disaster, if any is due, happens."""
        if request.method != "PATCH":
            return await super().forward(request)
        desde = int(request.headers["Upload-Offset"])
        if desde > 0 and self.desastre:
            desastre, self.desastre = self.desastre, None
            desastre()
        respuesta = await super().forward(request)
        registro = request.path.rsplit("/", 1)[-1]
        self.trozos.append(Trozo(registro=registro, desde=desde, status=respuesta.status))
        return respuesta


class Casa:
    """The installation of the stories. `origen`: where people reach it."""

    def __init__(self, carpeta: Path, filas: int = FILAS) -> None:
        self.puerto = free_port()
        self.origen = f"http://127.0.0.1:{self.puerto}"
        self.instalacion = Installation(carpeta, public_url=self.origen, durable=False)
        self.padron = Padron(filas)
        self.puertos = {nombre: self.instalacion.ports[nombre] for nombre in WEB}
        self.puerta = Puerta(self.puertos)
        self.correo = mailbox.serve(self.instalacion.mailbox, self.instalacion.smtp_port)
        self._cerrar: Callable[[], None] | None = None
        self._reparto: dict[str, int] = {}
        self.app = carpeta / "app"
        self.servir_app(REPO / "pwa/dist")
        self.instalacion.extra_env["APP_DIST"] = str(self.app)

    def servir_app(self, construida: Path) -> None:
        """From now on the portal hands over that build of the app."""
        otra = self.app.with_name("app-siguiente")
        otra.symlink_to(construida)
        otra.replace(self.app)

    def encender(self) -> None:
        """Start everything; return when every service answers."""
        self.instalacion.start_database()
        self.instalacion.prepare()
        self._fundar()
        self.instalacion.start_services()
        for servicio in (*WEB, "worker"):
            self.esperar(servicio)
        self.abrir()

    def _fundar(self) -> None:
        siembra = self.instalacion.folder / "siembra"
        siembra.mkdir()
        escribir(self.padron, siembra)
        hoy = datetime.now(ZONA).date().isoformat()
        self.instalacion.manage(
            "sembrar", "--carpeta", str(siembra), "--hasta", hoy,
            "--filas", str(self.padron.filas), "--auxiliares", str(AUXILIARES),
        )  # fmt: skip

    def esperar(self, servicio: str) -> None:
        """Return once a service is up and lacks nothing."""
        hasta(lambda: self.instalacion.answers(servicio), f"{servicio} responde")

    def apagar(self) -> None:
        """End everything; nothing that was started stays."""
        self.cerrar()
        self.instalacion.stop()
        self.correo.stop()

    def abrir(self) -> None:
        """The door listens."""
        self.puerta.client = None
        self._cerrar = serve(self.puerta, self.puerto)

    def cerrar(self) -> None:
        """Nobody listens where the phones look: there is no network."""
        if self._cerrar:
            self._cerrar()
        self._cerrar = None

    def matar(self, servicio: str) -> None:
        """End a service as a power cut would."""
        self.instalacion.children.kill(servicio)

    def revivir(self, servicio: str) -> None:
        """Start it again and wait for it."""
        self.instalacion.start_services(servicio)
        self.esperar(servicio)

    @contextmanager
    def sin_abrir(self) -> Iterator[None]:
        """Meanwhile what arrives is received and nobody opens it: the worker is down."""
        self.matar("worker")
        try:
            yield
        finally:
            self.revivir("worker")

    @contextmanager
    def exigiendo(self, version: str) -> Iterator[None]:
        """Meanwhile recepción asks of the phones that version, or a later one, to capture."""
        self._pedir_version(version)
        try:
            yield
        finally:
            self._pedir_version("")

    def _pedir_version(self, minima: str) -> None:
        self.instalacion.extra_env["APP_MINIMA"] = minima
        self.matar("recepcion")
        self.revivir("recepcion")

    def danar_lo_ultimo(self) -> None:
        """The paquete that came last changes on the disk of the server, as one that goes bad."""
        guardados = (self.instalacion.folder / "blobs" / PROCESO).rglob("*")
        ultimo = max((p for p in guardados if p.is_file()), key=lambda p: p.stat().st_mtime)
        ultimo.write_bytes(bytes(reversed(ultimo.read_bytes())))

    def como_nueva(self) -> None:
        """Whatever a story stopped, and did not start again, works."""
        if "recepcion" not in self.instalacion.children.running:
            self.revivir("recepcion")
        if not self._cerrar:
            self.abrir()

    @contextmanager
    def a_la_hora(self, momento: datetime, servicio: str = "recepcion") -> Iterator[None]:
        """Meanwhile the door leads to a `servicio` that believes it is `momento`."""
        reloj = self.instalacion.folder / "reloj"
        reloj.write_text(momento.isoformat())
        tarde = f"{servicio}-tarde"
        puerto = self.instalacion.ports[tarde] = free_port()
        env = self.instalacion.env(servicio) | {"RELOJ_DEMO": str(reloj)}
        self.instalacion.children.start(tarde, granian(puerto), env)
        self.esperar(tarde)
        self.puertos[servicio] = puerto
        try:
            yield
        finally:
            self.puertos[servicio] = self.instalacion.ports[servicio]
            self.matar(tarde)

    def auxiliares(self) -> tuple[Auxiliar, ...]:
        """Return those whom Pilar registered."""
        return equipo(self.padron, AUXILIARES)

    def auxiliar(self, papel: str) -> Auxiliar:
        """Return who plays that part in a story: each part has its own, who may have two phones."""
        turno = self._reparto.setdefault(papel, len(self._reparto))
        assert turno < AUXILIARES, f"no queda auxiliar para «{papel}»: faltan en AUXILIARES"
        return self.auxiliares()[turno]

    def correos(self, para: str, asunto: str) -> list[EmailMessage]:
        """Return the e-mails to an account whose subject holds `asunto`, oldest first."""
        todos = Buzon(self.instalacion.mailbox).messages()
        return [m for m in todos if para in str(m["To"]) and asunto in str(m["Subject"])]

    def enlace(self, correo: EmailMessage) -> str:
        """Return the link to the app that an e-mail carries."""
        hallado = re.search(r"http\S+/app/\S*", text_of(correo))
        assert hallado
        return hallado.group()

    def lector_de_codigo(self, correo: str) -> Callable[[], str]:
        """Return what reads the next code mailed to that account."""
        return code_reader(self.instalacion.mailbox, correo, threading.Event())

    def cuenta(self) -> dict[str, int]:
        """Return the public account of the process: a, b, c, d, e, f."""
        return dict(json.loads(self._leer(f"/api/v1/procesos/{PROCESO}/cuenta"))["total"])

    def fin(self) -> datetime:
        """Return the last instant of the period."""
        _, carga, _ = self._leer(f"/api/v1/procesos/{PROCESO}/manifiesto").decode().split(".")
        return datetime.fromisoformat(jws.leer_json(jws.b64u_bytes(carga))["periodo"]["fin"])

    def _leer(self, ruta: str) -> bytes:
        with urlopen(f"http://127.0.0.1:{self.puerto}{ruta}", timeout=30) as respuesta:
            return bytes(respuesta.read())


@contextmanager
def en_casa(carpeta: Path, filas: int = FILAS) -> Iterator[Casa]:
    """Give a running installation, and end it. The tests' own database is not touched."""
    with pytest.MonkeyPatch.context() as entorno:
        entorno.delenv("DATABASE_URL", raising=False)
        casa = Casa(carpeta, filas)
        try:
            casa.encender()
            yield casa
        finally:
            casa.apagar()
