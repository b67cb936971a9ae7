"""How long the Mesa takes with a million records that wait and eight people who review at once.

Rows are filled by SQL; the first REALES have real paquetes of about 350 KB, opened by the worker
as any other. Eight sessions ask the service over HTTP, each as the console does: take, form,
images, dictamen. Each begins a record every RITMO seconds, several times as fast as any person;
times are those of the client, from the request to the last byte. Then all eight go as fast as they
can, and what they review in a second is beside.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from random import Random
from secrets import token_hex
from urllib.parse import urlencode

import psutil

from bench import apertura, escenario
from bench.cifras import Cifra
from bench.portal import _MOVIMIENTOS

REGISTROS = int(os.environ.get("MESA_REGISTROS", "1000000"))
REALES = int(os.environ.get("MESA_REALES", "5000"))
OPERADORES = 8
POR_OPERADOR = int(os.environ.get("MESA_POR_OPERADOR", "60"))
RITMO = float(os.environ.get("MESA_RITMO", "2"))
CALENTAR = 5  # records of each operator that warm connections and plans up
RECIBIDO = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)  # the real ones: first in the queue
PASE = re.compile(r'data-imagenes="([^"]+)"')
JSON = {"Accept": "application/json"}

_POR_REVISAR = """
INSERT INTO registros_registro (id, folio, proceso, promovente, auxiliar, dispositivo, consecutivo,
  codigo_integridad, tamano, sobre, resumen, capturado_en, recibido_en, dia, recibo, regla,
  regla_motivo, sal, hoja, canonico, estatus, municipio, situacion, causa, corte, persona, cuenta,
  repite, espera, inciso, tomado_por, turnado_en, datos)
SELECT gen_random_uuid(), %(proceso)s || '-' || g, %(proceso)s, 1, g %% 3000, gen_random_uuid(), g,
  sha256(g::text::bytea), 400000, repeat('s', 900), sha256(g::text::bytea), m, m, m::date,
  repeat('r', 500), '', '', sha256('s'), sha256('h'), repeat('c', 300)::bytea,
  'EN_MESA', lpad((g %% 570)::text, 3, '0'), 'lista_nominal', '', '1',
  substr(sha256(g::text::bytea), 1, 16), false, g %% 20 = 0, '', '', '', m, repeat('d', 400)::bytea
FROM generate_series(1, %(n)s) g,
  LATERAL (SELECT %(desde)s::timestamptz + g * interval '10 days' / %(n)s AS m) t
"""


def medir() -> list[Cifra]:
    """Return the p95 of form, images and dictamen, and what one desk could review in a second."""
    with tempfile.TemporaryDirectory(prefix="rubrica-bench-mesa-") as carpeta:
        with escenario.instalacion(Path(carpeta)) as instalacion:
            _fill(Path(carpeta))
            correos = [f"operador{n}@ejemplo.test" for n in range(OPERADORES)]
            for correo in correos:
                _account(correo, "operador")
            _account("susana@ejemplo.test", "supervisor")
            instalacion.start_services("mesa")
            puerto = instalacion.ports["mesa"]
            escenario.wait_until_up(puerto)
            sesiones = [_sign_in(puerto, correo) for correo in correos]
            return _measure(puerto, sesiones, _sign_in(puerto, "susana@ejemplo.test"))


def _fill(carpeta: Path) -> None:
    from django.db import connection

    from rubrica.registros import services as registros
    from rubrica.verificacion import services as verificacion

    apertura.REGISTROS = REALES
    apertura._load(carpeta)
    apertura._receive()
    while verificacion.abrir_pendientes(momento=RECIBIDO):
        pass
    proceso = escenario.PROCESO
    with connection.cursor() as cursor:
        desde = RECIBIDO + timedelta(minutes=1)
        cursor.execute(_POR_REVISAR, {"proceso": proceso, "n": REGISTROS, "desde": desde})
        cursor.execute(
            _MOVIMIENTOS,
            {
                "acto": "TURNAR_A_MESA", "de": "RECIBIDO", "a": "EN_MESA", "antes": "RECIBIDO",
                "proceso": proceso, "cuales": ["EN_MESA"], "n": REGISTROS,
            },
        )  # fmt: skip
        cursor.execute("ANALYZE")
    registros.rodar()


CLAVE = "una clave larga de prueba"


def _account(correo: str, rol: str) -> None:
    from rubrica.cuentas.models import Asignacion, Cuenta

    cuenta = Cuenta.objects.create_user(correo, CLAVE, nombre=correo, rol=rol, autoridad="IEEPCO")
    Asignacion.objects.create(cuenta=cuenta, proceso=escenario.PROCESO)


def _sign_in(puerto: int, correo: str) -> str:
    """Return the cookie of an official, signed in as anybody would."""
    conexion = HTTPConnection("127.0.0.1", puerto, timeout=60)
    conexion.request("GET", "/oficial/entrar/")
    respuesta = conexion.getresponse()
    respuesta.read()
    testigo = SimpleCookie(respuesta.headers["Set-Cookie"])["oficial_csrf"].value
    campos = {"correo": correo, "clave": CLAVE, "csrfmiddlewaretoken": testigo}
    cabeceras = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"oficial_csrf={testigo}",
    }
    conexion.request("POST", "/oficial/entrar/", urlencode(campos), cabeceras)
    respuesta = conexion.getresponse()
    respuesta.read()
    dadas = SimpleCookie()
    for galleta in respuesta.headers.get_all("Set-Cookie", []):
        dadas.load(galleta)
    return dadas["oficial"].value


@dataclass
class Puesto:
    """One desk: a connection, a session, and how long each thing took, in milliseconds."""

    puerto: int
    sesion: str
    tiempos: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.conexion = HTTPConnection("127.0.0.1", self.puerto, timeout=60)
        self.testigo = token_hex(16)

    def pedir(
        self, que: str, metodo: str, ruta: str, campos: dict[str, str] | None = None
    ) -> bytes:
        cabeceras = {
            "Cookie": f"oficial={self.sesion}; oficial_csrf={self.testigo}",
            "X-CSRFToken": self.testigo,
            "X-Parte": "registro",
        }
        cuerpo = None
        if campos is not None:
            cuerpo = urlencode(campos)
            cabeceras |= {**JSON, "Content-Type": "application/x-www-form-urlencoded"}
        comienzo = time.perf_counter()
        self.conexion.request(metodo, ruta, cuerpo, cabeceras)
        respuesta = self.conexion.getresponse()
        dicho = respuesta.read()
        self.tiempos[que].append((time.perf_counter() - comienzo) * 1000)
        assert respuesta.status == 200, (que, respuesta.status, dicho[:300])
        return dicho

    def revisar(self, cuantos: int, ritmo: float) -> None:
        """Review that many records, each as the console asks for it, one every `ritmo` seconds."""
        azar = Random(self.sesion)  # noqa: S311
        while cuantos > 0:
            tomados = json.loads(self.pedir("tomar", "POST", "/mesa/tomar/", {}))["registros"]
            for registro in tomados[:cuantos]:
                hasta = time.perf_counter() + ritmo
                pagina = self.pedir("formulario", "GET", f"/mesa/{registro}/").decode()
                hallado = PASE.search(pagina)
                assert hallado
                self.pedir("imagenes", "GET", hallado[1].replace("&amp;", "&"))
                causa = azar.choice(["", "", "", "e-0"])
                self.pedir("dictamen", "POST", f"/mesa/{registro}/dictamen/", {"causa": causa})
                time.sleep(max(0.0, hasta - time.perf_counter()))
            cuantos -= len(tomados)


def _measure(puerto: int, sesiones: list[str], supervisor: str) -> list[Cifra]:
    puestos = [Puesto(puerto, sesion) for sesion in sesiones]
    _at_once([_task(p, CALENTAR, 0) for p in puestos])
    for puesto in puestos:
        puesto.tiempos.clear()
    cpu = _cpu()
    _at_once([_task(p, POR_OPERADOR, RITMO) for p in puestos])
    cpu = _cpu() - cpu
    revisados = sum(len(p.tiempos["dictamen"]) for p in puestos)
    seguidos = [Puesto(puerto, sesion) for sesion in sesiones]
    comienzo = time.perf_counter()
    _at_once([_task(p, POR_OPERADOR, 0) for p in seguidos])
    duro = time.perf_counter() - comienzo
    marcha = Puesto(puerto, supervisor)
    for _ in range(6):
        marcha.pedir("supervision", "GET", "/mesa/supervision/")
    de_corrido = sum(len(p.tiempos["dictamen"]) for p in seguidos)
    nota = f"{REGISTROS:,} registros en la Mesa, {OPERADORES} personas, {revisados} revisados"
    return [
        Cifra(nombre="mesa.formulario.p95", valor=_p95(puestos, "formulario"), nota=nota),
        Cifra(nombre="mesa.imagenes.p95", valor=_p95(puestos, "imagenes"), nota=nota),
        Cifra(nombre="mesa.dictamen.p95", valor=_p95(puestos, "dictamen"), unidad="ms", nota=nota),
        Cifra(nombre="mesa.tomar.p95", valor=_p95(puestos, "tomar"), unidad="ms", nota=nota),
        Cifra(
            nombre="mesa.cpu_por_registro", valor=1000 * cpu / revisados, unidad="ms",
            nota="de la Mesa y de PostgreSQL, sin importar quién más trabaje en la máquina",
        ),
        Cifra(
            nombre="mesa.por_segundo", valor=de_corrido / duro, unidad="/s",
            nota="revisados por las ocho, sin pausa entre uno y otro",
        ),
        Cifra(
            nombre="mesa.supervision", valor=sorted(marcha.tiempos["supervision"])[3], unidad="ms",
            nota="la página de quien supervisa, mediana",
        ),
    ]  # fmt: skip


def _cpu() -> float:
    """Return the seconds of CPU that the service and PostgreSQL have used so far."""
    procesos = psutil.Process().children(recursive=True)
    tiempos = [p.cpu_times() for p in procesos]
    return float(sum(t.user + t.system for t in tiempos))


def _task(puesto: Puesto, cuantos: int, ritmo: float) -> Callable[[], None]:
    return lambda: puesto.revisar(cuantos, ritmo)


def _at_once(tareas: list[Callable[[], None]]) -> None:
    fallas: list[BaseException] = []

    def hacer(tarea: Callable[[], None]) -> None:
        try:
            tarea()
        except BaseException as falla:
            fallas.append(falla)

    hilos = [threading.Thread(target=hacer, args=(tarea,)) for tarea in tareas]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()
    if fallas:
        raise fallas[0]


def _p95(puestos: list[Puesto], que: str) -> float:
    todos = sorted(t for p in puestos for t in p.tiempos[que])
    return todos[int(len(todos) * 0.95)]
