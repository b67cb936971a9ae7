"""How long the public account and the promovente's figures take with a million records.

Rows are filled by SQL, a month of them from 3,000 auxiliares, with their moves; the roller folds
them and a tail of 500 moves stays unfolded. Pages are asked of the portal service over HTTP, in the
session of the promovente, and again with ten thousand records: what grows with them would show.
"""

from __future__ import annotations

import os
import tempfile
import time
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from bench import escenario
from bench.cifras import Cifra

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

POCOS, MUCHOS = 10_000, int(os.environ.get("PORTAL_REGISTROS", "1000000"))
COLA = 500  # moves that the roller has not folded yet
VECES = 100
RUTAS = (
    "/cuenta/{}/", "/api/v1/procesos/{}/cuenta", "/cifras/{}/", "/cifras/{}/dispersion/",
    "/cifras/{}/municipios/", "/cifras/{}/auxiliares/", "/cifras/{}/registros/",
    "/cifras/{}/registros/?clase=f", "/cifras/{}/registros/?clase=b&auxiliar=7",
)  # fmt: skip
MUNICIPIOS = 570
PILAR, CLAVE = "pilar@ejemplo.test", "una clave larga de prueba"

_REGISTROS = """
INSERT INTO registros_registro (id, folio, proceso, promovente, auxiliar, dispositivo, consecutivo,
  codigo_integridad, tamano, sobre, resumen, capturado_en, recibido_en, dia, recibo, regla,
  regla_motivo, sal, hoja, canonico, estatus, municipio, situacion, causa, corte, persona, cuenta,
  repite, espera, inciso, tomado_por)
SELECT gen_random_uuid(), %(proceso)s || '-' || g, %(proceso)s, 1, g %% 3000, gen_random_uuid(), g,
  sha256(g::text::bytea), 400000, repeat('s', 900), sha256(g::text::bytea), m, m, m::date,
  repeat('r', 500), '', '', sha256('s'), sha256('h'), repeat('c', 300)::bytea,
  CASE WHEN g %% 2 = 0 THEN 'EN_MESA' ELSE 'PARA_COMPULSA' END, lpad((g %% 570)::text, 3, '0'),
  'lista_nominal', '', '1', substr(sha256(g::text::bytea), 1, 16), false, false, '', '', ''
FROM generate_series(1, %(n)s) g,
  LATERAL (SELECT '2026-11-01'::timestamptz + g * interval '30 days' / %(n)s AS m) t
"""
_MOVIMIENTOS = """
INSERT INTO registros_movimiento (registro_id, proceso, promovente, auxiliar, dia, acto, de, a,
  de_municipio, a_municipio, de_situacion, a_situacion, actor, momento, motivo, catalogo, turno)
SELECT id, proceso, promovente, auxiliar, dia, %(acto)s, %(de)s, %(a)s,
  CASE WHEN %(antes)s = 'RECIBIDO' THEN '' ELSE municipio END, municipio,
  CASE WHEN %(antes)s = 'RECIBIDO' THEN '' ELSE situacion END, situacion, 'v',
  now(), '', '', (COALESCE(turnado_en, now()) AT TIME ZONE 'America/Mexico_City')::date
FROM registros_registro WHERE proceso = %(proceso)s AND estatus = ANY(%(cuales)s)
LIMIT %(n)s
"""


def medir() -> list[Cifra]:
    """Return the p95 of the pages with MUCHOS records, and its ratio to the one with POCOS."""
    with tempfile.TemporaryDirectory(prefix="rubrica-bench-portal-") as carpeta:
        with escenario.instalacion(Path(carpeta)) as instalacion:
            llenar(("POCOS", POCOS), ("MUCHOS", MUCHOS))
            instalacion.start_services("portal")
            puerto = instalacion.ports["portal"]
            escenario.wait_until_up(puerto)
            return _pages(puerto, _sign_in(puerto))


def _sign_in(puerto: int) -> str:
    """Return the cookies of the promovente's session, signed in as anybody would."""
    conexion = HTTPConnection("127.0.0.1", puerto, timeout=30)
    conexion.request("GET", "/entrar/")
    respuesta = conexion.getresponse()
    respuesta.read()
    testigo = SimpleCookie(respuesta.headers["Set-Cookie"])["csrf"].value
    cuerpo = urlencode({"correo": PILAR, "clave": CLAVE, "csrfmiddlewaretoken": testigo})
    conexion.request(
        "POST",
        "/entrar/",
        cuerpo,
        {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrf={testigo}"},
    )
    respuesta = conexion.getresponse()
    respuesta.read()
    dadas = SimpleCookie()
    for galleta in respuesta.headers.get_all("Set-Cookie", []):
        dadas.load(galleta)
    return f"sesion={dadas['sesion'].value}"


def llenar(*procesos: tuple[str, int]) -> None:
    from django.db import connection

    from rubrica.auxiliares.models import Auxiliar
    from rubrica.auxiliares.tests import escenas
    from rubrica.cifras.tests.conftest import corte
    from rubrica.cuentas.models import Asignacion, Cuenta
    from rubrica.registros import services

    pilar = Cuenta.objects.create_user(PILAR, CLAVE, nombre="Pilar", rol="promovente")
    with connection.cursor() as cursor:
        for proceso, n in procesos:
            abierto = escenas.proceso_abierto(pilar, proceso)
            Asignacion.objects.create(cuenta=pilar, proceso=proceso)
            Auxiliar.objects.bulk_create(
                Auxiliar(
                    proceso=proceso, numero=f"{n:04}", promovente=pilar.pk, datos=b"-",
                    correo_indice=n.to_bytes(16, "big"), alta_en=abierto.inicio,
                    revisado_por=pilar.pk, revisado_en=abierto.inicio,
                )
                for n in range(1, 3001)
            )  # fmt: skip
            cursor.execute(_REGISTROS, {"proceso": proceso, "n": n})
            ambos = ["EN_MESA", "PARA_COMPULSA"]
            mover(cursor, "RECIBIDO EN_MESA", proceso=proceso, cuales=ambos, n=n)
            mover(cursor, "EN_MESA PARA_COMPULSA", proceso=proceso, cuales=ambos[1:], n=n)
        corte(abierto.inicio, personas=(5_000,) * MUNICIPIOS)
        cursor.execute("ANALYZE")
        services.rodar()
        for proceso, _ in procesos:
            mover(cursor, "EN_MESA PARA_COMPULSA", proceso=proceso, cuales=["EN_MESA"], n=COLA)


def mover(cursor: CursorWrapper, de_a: str, **cuales: Any) -> None:
    """Add one move to each record chosen. de_a: "RECIBIDO EN_MESA"."""
    de, a = de_a.split()
    acto = "TURNAR_A_MESA" if de == "RECIBIDO" else "VALIDAR"
    cursor.execute(_MOVIMIENTOS, {"acto": acto, "de": de, "a": a, "antes": de, **cuales})


def _pages(puerto: int, sesion: str) -> list[Cifra]:
    """The slowest page counts, and the one that grows most; both processes are asked by turns."""
    medidas = {
        ruta: _p95(puerto, [ruta.format(p) for p in ("MUCHOS", "POCOS")], sesion) for ruta in RUTAS
    }
    for ruta, (muchos, pocos) in medidas.items():
        print(f"  {ruta}  {muchos:.1f} ms; con {POCOS:,}, {pocos:.1f} ms", flush=True)
    lenta = max(medidas, key=lambda ruta: medidas[ruta][0])
    crece = max(medidas, key=lambda ruta: medidas[ruta][0] / medidas[ruta][1])
    nota = f"{lenta} con {MUCHOS:,} registros, la más lenta de {len(RUTAS)}"
    return [
        Cifra(nombre="portal.pagina.p95", valor=medidas[lenta][0], nota=nota),
        Cifra(
            nombre="portal.razon",
            valor=medidas[crece][0] / medidas[crece][1],
            nota=f"{crece} contra {POCOS:,} registros",
        ),
    ]


def _p95(puerto: int, rutas: list[str], sesion: str) -> list[float]:
    """Milliseconds to the whole answer of each page, asked by turns on one connection."""
    conexion = HTTPConnection("127.0.0.1", puerto, timeout=30)
    tiempos: dict[str, list[float]] = {ruta: [] for ruta in rutas}
    for _ in range(VECES + 5):  # the first ones warm templates and plans up
        for ruta in rutas:
            comienzo = time.perf_counter()
            conexion.request("GET", ruta, headers={"Cookie": sesion})
            respuesta = conexion.getresponse()
            respuesta.read()
            assert respuesta.status == 200, ruta
            tiempos[ruta].append((time.perf_counter() - comienzo) * 1000)
    conexion.close()
    return [sorted(tiempos[ruta][5:])[int(VECES * 0.95)] for ruta in rutas]
