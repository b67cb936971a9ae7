"""A whole installation in a folder of its own, and what people do in it, all of it by HTTP.

Four real services over a real PostgreSQL with one role each; a mailbox that takes real SMTP; a
clock for the two doors of the internet. `Casa.vivir` is one day: two auxiliares enrol, people give
their support, the worker opens, Olga reviews, the acuses leave.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import threading
import time
import urllib.request
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from uuid import UUID

import psycopg
from aiosmtpd.controller import Controller

from rubrica.core import codigo as codigo_integridad
from rubrica.core.acuse import Acuse
from rubrica.ficticio.dias import LISTA_NOMINAL, Auxiliar, equipo, fotos_de
from rubrica.ficticio.mi_apoyo import Ciudadano, activar
from rubrica.ficticio.padron import Padron, Persona
from rubrica.ficticio.receta import Fotos, Receta
from rubrica.ficticio.telefono import (
    ABIERTA,
    Apoyo,
    ClienteHttp,
    Enrolamiento,
    Respuesta,
    Telefono,
)
from rubrica.launch import mailbox, postgres
from rubrica.launch.children import free_port, granian
from rubrica.launch.elenco import DEMO_PASSWORD
from rubrica.launch.installation import Installation
from rubrica.launch.mailbox import Buzon
from rubrica.launch.seeding import PROCESO, Seeder, code_reader

FILAS = 2_000
PERSONAS = 13
PACIENCIA_S = 90.0
CIRO = "ciro.de.mi.apoyo@ejemplo.test"
FRONTERA = "frontera-de-la-prueba"
Campos = Mapping[str, str | Sequence[str]]  # of a form; of one where several are chosen, a list
SIN_MAS: Campos = {}
PASE = re.compile(r"data-imagenes=\"[^\"]*[?]pase=([0-9a-f]{64})\"")
CODIGO_DE_ACTIVACION = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b")


def esperar(que: str, hay: Callable[[], object], segundos: float = PACIENCIA_S) -> None:
    """Return once `hay()` is true; raise TimeoutError naming what was waited for."""
    limite = time.monotonic() + segundos
    while not hay():
        if time.monotonic() > limite:
            raise TimeoutError(que)
        time.sleep(0.1)


class ClienteAnotado(ClienteHttp):
    """A client that remembers every path it asked for."""

    def __init__(self, base: str, urls: list[str]) -> None:
        super().__init__(base)
        self._urls = urls

    def pedir(
        self, metodo: str, ruta: str, cuerpo: bytes = b"", cabeceras: Mapping[str, str] = {}
    ) -> Respuesta:
        self._urls.append(f"{metodo} {ruta}")
        return super().pedir(metodo, ruta, cuerpo, cabeceras)


@dataclass
class Navegante:
    """Somebody with a browser: cookies, forms, no script."""

    base: str
    urls: list[str]

    def __post_init__(self) -> None:
        self.galletas = CookieJar()
        self._abridor = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.galletas)
        )

    def pedir(
        self, ruta: str, datos: Campos | None = None, acepta: str = "text/html"
    ) -> tuple[int, bytes]:
        """GET a page, or POST a form with its token; return status and body."""
        cuerpo = None
        if datos is not None:
            cuerpo = urlencode(self._con_testigo(datos), doseq=True).encode()
        return self._ir(ruta, cuerpo, {"Accept": acepta})

    def subir(
        self, ruta: str, archivo: bytes, datos: Campos = SIN_MAS, nombre: str = "hoja.pdf"
    ) -> tuple[int, bytes]:
        """POST a form with its `archivo`, as a browser does; return status and body."""
        partes = [
            f'name="{campo}"\r\n\r\n{valor}'.encode()
            for campo, valores in self._con_testigo(datos).items()
            for valor in ([valores] if isinstance(valores, str) else valores)
        ]
        tipo = "Content-Type: application/octet-stream"
        partes.append(f'name="archivo"; filename="{nombre}"\r\n{tipo}\r\n\r\n'.encode() + archivo)
        cabeza = f"--{FRONTERA}\r\nContent-Disposition: form-data; ".encode()
        cuerpo = b"".join(cabeza + parte + b"\r\n" for parte in partes)
        cuerpo += f"--{FRONTERA}--\r\n".encode()
        return self._ir(ruta, cuerpo, {"Content-Type": f"multipart/form-data; boundary={FRONTERA}"})

    def _ir(
        self, ruta: str, cuerpo: bytes | None, cabeceras: Mapping[str, str]
    ) -> tuple[int, bytes]:
        self.urls.append(ruta)
        pedido = urllib.request.Request(self.base + ruta, cuerpo, dict(cabeceras))  # noqa: S310
        try:
            with self._abridor.open(pedido, timeout=30) as respuesta:
                self.urls.append(respuesta.url.removeprefix(self.base))
                return respuesta.status, respuesta.read()
        except HTTPError as falla:
            with falla:
                return falla.code, falla.read()

    def _con_testigo(self, datos: Campos) -> Campos:
        return {**datos, "csrfmiddlewaretoken": self._testigo()}

    def _testigo(self) -> str:
        return next((g.value or "" for g in self.galletas if g.name.endswith("csrf")), "")

    def entrar(self, correo: str, ruta: str) -> None:
        """Sign in; raise PermissionError if the door does not open."""
        self.pedir(ruta)
        estado, _ = self.pedir(ruta, {"correo": correo, "clave": DEMO_PASSWORD})
        if estado != 200 or not any(g.name in {"oficial", "sesion"} for g in self.galletas):
            raise PermissionError(correo)


@dataclass(frozen=True, kw_only=True)
class Captado:
    """One person's support, its photographs sealed and sent, and the receipt it got."""

    persona: Persona
    apoyo: Apoyo
    acuse: Acuse


@dataclass
class Casa:
    """One running installation. urls: every address that anybody asked for."""

    carpeta: Path
    urls: list[str] = field(default_factory=list)
    captados: list[Captado] = field(default_factory=list)
    de_mi_apoyo: list[Captado] = field(default_factory=list)
    paginas_de_la_mesa: list[bytes] = field(default_factory=list)
    telefonos: dict[str, Telefono] = field(default_factory=dict)
    padron: Padron = field(default_factory=lambda: Padron(FILAS))

    def __post_init__(self) -> None:
        self.house = Installation(self.carpeta, durable=False)
        self.reloj = self.house.folder / "reloj"
        self.poner_reloj(datetime.now(UTC))
        self.house.extra_env["RELOJ_DEMO"] = str(self.reloj)
        self.smtp: Controller | None = None
        self._clientes: dict[str, ClienteHttp] = {}

    # --- Founding and ending ---------------------------------------------------------------

    def fundar(self) -> None:
        """Database, keys, padrón, accounts and one open process are there; nothing runs yet."""
        # A server of its own even where DATABASE_URL names the one of the other tests.
        self.house.server = postgres.start(self.house.folder / "postgres", durable=False)
        self.house.prepare()
        Seeder(self.house, filas=FILAS, report=lambda _: None).prepare()
        self.smtp = mailbox.serve(self.house.mailbox, self.house.smtp_port)

    def arrancar(self) -> None:
        """The four services answer."""
        self.house.start_services()
        for servicio in ("recepcion", "portal", "mesa", "worker"):
            esperar(servicio, lambda s=servicio: self.house.answers(s))  # type: ignore[misc]

    def cerrar(self) -> None:
        """Nothing that this started goes on."""
        for cliente in self._clientes.values():
            cliente.close()
        self.house.stop()
        if self.smtp:
            self.smtp.stop()

    def poner_reloj(self, momento: datetime) -> None:
        """Recepción and portal believe that it is `momento`."""
        borrador = self.reloj.with_suffix(".nuevo")
        borrador.write_text(momento.isoformat())
        borrador.replace(self.reloj)

    @contextmanager
    def a_las(self, momento: datetime) -> Iterator[None]:
        """The two doors live in another instant, until the end of the block."""
        antes = self.reloj.read_text()
        self.poner_reloj(momento)
        try:
            yield
        finally:
            self.poner_reloj(datetime.fromisoformat(antes))

    # --- Asking -------------------------------------------------------------------------------

    def cliente(self, servicio: str) -> ClienteHttp:
        """Return the one connection of this casa to a service."""
        if servicio not in self._clientes:
            base = f"http://127.0.0.1:{self.house.ports[servicio]}"
            self._clientes[servicio] = ClienteAnotado(base, self.urls)
        return self._clientes[servicio]

    def navegante(self, servicio: str) -> Navegante:
        return Navegante(f"http://127.0.0.1:{self.house.ports[servicio]}", self.urls)

    def sql(self, orden: str, *valores: object, como: str = "") -> list[tuple[Any, ...]]:
        """Run one statement as the owner, or as the role of a service; return its rows."""
        url = self.house.env(como)["DATABASE_URL"]
        with psycopg.connect(url, autocommit=True) as conexion:
            cursor = conexion.execute(orden, valores or None)
            return cursor.fetchall() if cursor.description else []

    def periodo(self) -> tuple[datetime, datetime]:
        """Return the first and the last instant of capture."""
        ((inicio, fin),) = self.sql(
            "SELECT inicio, fin FROM procesos_proceso WHERE id = %s", PROCESO
        )
        return inicio, fin

    # --- Living -------------------------------------------------------------------------------

    @property
    def auxiliares(self) -> tuple[Auxiliar, ...]:
        return equipo(self.padron)

    def enrolar(self, auxiliar: Auxiliar) -> Telefono:
        """Return a phone of that auxiliar whose alta the worker has opened (ET 4.4, 4.5)."""
        self.poner_reloj(datetime.now(UTC))  # two codes at one instant would be one
        telefono = self.enrolar_sin_mover_el_reloj(auxiliar)
        persona, receta = auxiliar.alta()
        telefono.enviar(telefono.capturar(self.fotografiar(persona, receta)))
        esperar("el alta", lambda: telefono.estado_del_alta() == ABIERTA)
        self.telefonos[auxiliar.numero] = telefono
        return telefono

    def enrolar_sin_mover_el_reloj(self, auxiliar: Auxiliar) -> Telefono:
        """Return a phone that the portal took now, by its clock; raise Rechazado."""
        return Telefono.enrolar(
            Enrolamiento(proceso=PROCESO, auxiliar=auxiliar.numero, correo=auxiliar.correo),
            leer_codigo=code_reader(self.house.mailbox, auxiliar.correo, threading.Event()),
            portal=self.cliente("portal"),
            recepcion=self.cliente("recepcion"),
        )

    def blob(self, apoyo: Apoyo) -> bytes:
        """Return the paquete that recepción kept under the código of that one."""
        codigo = codigo_integridad.de(apoyo.paquete).hex()
        return (self.house.folder / "blobs" / PROCESO / codigo[:2] / codigo).read_bytes()

    def fotografiar(self, persona: Persona, receta: Receta) -> Fotos:
        """Return the photographs of one capture, drawn once."""
        with warnings.catch_warnings():
            # Far outside the outline of a head the drawing has no value, and says so.
            warnings.simplefilter("ignore", RuntimeWarning)
            return fotos_de(persona, receta, self.house.folder / "fotos")

    def ciudadania(self) -> list[Persona]:
        """Return people of the lista nominal from all over the padrón, none of them auxiliar."""
        ajenas = {a.persona.cic for a in self.auxiliares}
        paso = FILAS // (PERSONAS * 4)
        todas = (self.padron.persona(i) for i in range(7, FILAS, paso))
        buenas = [p for p in todas if p.situacion == LISTA_NOMINAL and p.cic not in ajenas]
        return buenas[:PERSONAS]

    def captar(self, telefono: Telefono, persona: Persona, toma: str = "una") -> Apoyo:
        """Return the support of a person, sealed on that phone and not yet sent."""
        return telefono.capturar(self.fotografiar(persona, Receta(toma=toma)))

    def registrarse(self, persona: Persona, correo: str) -> Telefono:
        """Return the citizen's own phone, bonded to her credential and e-mail (ET 7.7–7.11)."""
        self.poner_reloj(datetime.now(UTC))
        ciudadano = Ciudadano(
            cic=persona.cic, identificador=persona.identificador,
            vence=date(int(persona.vigencia or 2035), 12, 31), correo=correo,
        )  # fmt: skip
        return activar(
            ciudadano,
            portal=self.cliente("portal"),
            recepcion=self.cliente("recepcion"),
            leer_codigo=lambda: self._activation_code(correo),
        )

    def _activation_code(self, correo: str) -> str:
        def buscar() -> re.Match[str] | None:
            textos = (
                m.get_body(("plain",)).get_content()  # type: ignore[union-attr]
                for m in Buzon(self.house.mailbox).messages()
                if m["To"] == correo
            )
            return next((h for t in textos if (h := CODIGO_DE_ACTIVACION.search(t))), None)

        esperar("el código de activación", buscar)
        hallado = buscar()
        assert hallado
        return hallado[0]

    def dar_por_mi_apoyo(self) -> None:
        """Ciro gives his own support, without an auxiliar (ET 7)."""
        persona = self.ciro()
        telefono = self.registrarse(persona, CIRO)
        apoyo = self.captar(telefono, persona, toma="propia")
        hecho = Captado(persona=persona, apoyo=apoyo, acuse=telefono.enviar(apoyo))
        self.de_mi_apoyo.append(hecho)
        esperar(
            "la apertura de Mi Apoyo",
            lambda: self.sql(
                "SELECT 1 FROM registros_registro WHERE id = %s AND estatus <> 'RECIBIDO'",
                apoyo.datos.id,
            ),
        )

    def ciro(self) -> Persona:
        """Return a person of the lista nominal who is nobody else of the day."""
        ajenas = {p.cic for p in self.ciudadania()} | {a.persona.cic for a in self.auxiliares}
        todas = (self.padron.persona(i) for i in range(3, FILAS))
        return next(p for p in todas if p.situacion == LISTA_NOMINAL and p.cic not in ajenas)

    def vivir(self) -> None:
        """One day: everything of this page happens, and the acuses have left (ET 6.4, 7.22)."""
        uno, otro = (self.enrolar(a) for a in self.auxiliares[:2])
        gente = self.ciudadania()
        for n, persona in enumerate([*gente, gente[1]]):
            telefono = otro if n % 3 == 2 else uno
            apoyo = self.captar(telefono, persona, toma=str(n))
            enviar = telefono.enviar_por_partes if n % 4 == 1 else telefono.enviar
            self.captados.append(Captado(persona=persona, apoyo=apoyo, acuse=enviar(apoyo)))
        esperar("la apertura", lambda: "RECIBIDO" not in self.estatus())
        self.dar_por_mi_apoyo()
        self.revisar()
        self.mandar_acuses()
        self.bitacora_del_dia = (self.house.folder / "postgres.log").read_text()

    def estatus(self) -> list[str]:
        """Return where each record of the day stands, in the order of its capture (ET 10.7)."""
        filas: dict[UUID, str] = dict(self.sql("SELECT id, estatus FROM registros_registro"))
        return [filas[c.apoyo.datos.id] for c in self.captados]

    def revisar(self) -> None:
        """Olga looks at every record and decides; the first one has an inciso (ET 10.3)."""
        olga = self.navegante("mesa")
        olga.entrar("olga@opl.test", "/oficial/entrar/")
        primera = True
        while pendientes := self._tomar(olga):
            for registro in pendientes:
                self._mirar(olga, f"/mesa/{registro}/")
                causa = {"causa": "j-0", "precision": "una cruz"} if primera else {"causa": ""}
                estado, cuerpo = olga.pedir(
                    f"/mesa/{registro}/dictamen/", causa, "application/json"
                )
                assert estado == 200, cuerpo
                primera = False

    def _mirar(self, quien: Navegante, direccion: str) -> None:
        """Someone opens a record, and its images by the addresses that its page gives."""
        estado, pagina = quien.pedir(direccion)
        assert estado == 200, direccion
        self.paginas_de_la_mesa.append(pagina)
        hallado = PASE.search(pagina.decode())
        assert hallado, direccion
        for que in ("imagenes", "imagen/anverso.jpg"):
            estado, imagen = quien.pedir(f"{direccion}{que}?pase={hallado[1]}")
            assert estado == 200, que
            self.paginas_de_la_mesa.append(imagen)
        estado, _ = quien.pedir(
            "/mesa/latido/", {"registro": direccion.split("/")[2]}, "application/json"
        )
        assert estado == 200

    def _tomar(self, quien: Navegante) -> list[str]:
        estado, cuerpo = quien.pedir("/mesa/tomar/", {}, "application/json")
        assert estado == 200, cuerpo
        tomados: list[str] = json.loads(cuerpo)["registros"]
        return tomados

    def mandar_acuses(self) -> None:
        """A minute goes by at once, and every e-mail has been delivered."""
        self.sql("UPDATE verificacion_poracusar SET abierto_en = abierto_en - interval '2 minutes'")
        esperar("los acuses", lambda: not self.sql("SELECT 1 FROM verificacion_poracusar LIMIT 1"))
        esperar(
            "los correos",
            lambda: not self.sql("SELECT 1 FROM avisos_aviso WHERE estado <> 'ENTREGADO' LIMIT 1"),
        )

    # --- One service alone ----------------------------------------------------------------------

    @contextmanager
    def solo(self, servicio: str, **entorno: str) -> Iterator[Solo]:
        """Start one service more, with that environment over its own; it ends with the block."""
        puerto = free_port()
        env = self.house.env(servicio) | {"PUERTO_WORKER": str(puerto)} | entorno
        orden = granian(puerto) if servicio != "worker" else self.house._command("worker")
        salida = self.house.folder / f"solo-{servicio}-{puerto}.log"
        with salida.open("wb") as archivo:
            proceso = subprocess.Popen(
                orden, env=env, stdout=archivo, stderr=archivo, start_new_session=True
            )
        try:
            yield Solo(proceso, f"http://127.0.0.1:{puerto}", salida)
        finally:
            if proceso.poll() is None:
                os.killpg(proceso.pid, signal.SIGTERM)
                try:
                    proceso.wait(10)
                except subprocess.TimeoutExpired:
                    os.killpg(proceso.pid, signal.SIGKILL)
                    proceso.wait(5)


@dataclass(frozen=True)
class Solo:
    """One service started alone. salida: its log."""

    proceso: subprocess.Popen[bytes]
    base: str
    salida: Path

    def pedir(self, metodo: str, ruta: str) -> Respuesta:
        cliente = ClienteHttp(self.base)
        try:
            return cliente.pedir(metodo, ruta)
        finally:
            cliente.close()

    def estado(self, metodo: str, ruta: str) -> int:
        """Return the status of an answer; 0 while nobody listens."""
        try:
            return self.pedir(metodo, ruta).status
        except OSError:
            return 0
