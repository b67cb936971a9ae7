"""How long a compulsa takes: 1 million records against a cut of 20 million rows (ET 10.4).

The people that the records ask for are loaded as any cut is, their rows sealed; the others are rows
of the same size with random indexes. One record in a hundred changes. By default it is measured at
a tenth of that size and carried over, and says so; COMPULSA_ESCALA=1 measures it whole: some 15 GB
of disk and a quarter of an hour.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

from bench import escenario
from bench.cifras import Cifra

if TYPE_CHECKING:
    from rubrica.compulsa.models import Compulsa

ESCALA = float(os.environ.get("COMPULSA_ESCALA", "0.1"))
REGISTROS, FILAS = int(1_000_000 * ESCALA), int(20_000_000 * ESCALA)
CORTE, RECIBIDO = date(2026, 10, 31), datetime(2026, 11, 10, 18, tzinfo=UTC)
PROCESO = "COM26"
UNO_CAMBIA_DE_CADA = 100
LOTE = 10_000
INDICES = ("clave", "cic", "ocr", "nombre", "raiz")
DE_LA_UNION = 1  # of copia.TERMINAR, after the unique ones: the indexes that the join asks

_CAMPOS = """
CREATE TEMP TABLE nuevos (n int, id uuid, datos bytea, persona bytea, municipio text,
  situacion text, causa text)
"""
_REGISTROS = """
INSERT INTO registros_registro (id, folio, proceso, promovente, auxiliar, dispositivo, consecutivo,
  codigo_integridad, tamano, sobre, resumen, capturado_en, recibido_en, dia, recibo, regla,
  regla_motivo, sal, hoja, canonico, estatus, municipio, situacion, causa, corte, persona, cuenta,
  repite, datos, espera, inciso, tomado_por)
SELECT id, %(proceso)s || '-' || n, %(proceso)s, 1, n %% 3000, gen_random_uuid(), n,
  sha256(n::text::bytea), 400000, repeat('s', 900), sha256(n::text::bytea), %(m)s, %(m)s,
  %(m)s::date, repeat('r', 500), '', '', sha256('s'), sha256('h'), repeat('c', 300)::bytea,
  'PARA_COMPULSA', municipio, situacion, causa, %(corte)s, persona, true, false, datos, '', '', ''
FROM nuevos
"""
_RELLENO = """
INSERT INTO {tabla} (corte_id, cic, ocr, clave, entidad, distrito_federal, distrito_local,
  municipio, seccion, situacion, causa, sello, nombre, raiz)
SELECT {corte}, decode(md5('c' || g), 'hex'), decode(md5('o' || g), 'hex'),
  decode(md5('k' || g), 'hex'), 20, 8, 21, 66, 2575, 'lista_nominal', '',
  decode(repeat(md5('s' || g), {veces}), 'hex'), decode(md5('n'), 'hex'), decode(md5('r'), 'hex')
FROM generate_series(1, {filas}) g
"""


def medir() -> list[Cifra]:
    """Fill, run it by parts, and return what each took."""
    with tempfile.TemporaryDirectory(prefix="rubrica-bench-compulsa-") as carpeta:
        with escenario.instalacion(Path(carpeta)):
            return _medir(Path(carpeta))


def _medir(carpeta: Path) -> list[Cifra]:
    from rubrica.compulsa import services

    corte = _llenar(carpeta)
    print(f"  {REGISTROS:,} registros y un corte de {FILAS:,} filas, listos", flush=True)
    fila = services.iniciar(proceso=PROCESO, quien=1, momento=datetime.now(UTC))
    assert fila.cortes == [corte]
    tiempos = _correr(fila)
    nota = "medida entera" if ESCALA >= 1 else f"medida a {ESCALA:g} y llevada a 1 M × 20 M"
    print(f"  cambiaron {fila.cambiaron:,} de {fila.cotejados:,} registros", flush=True)
    derivar, unir, cotejar = tiempos["derivar"], tiempos["unir"], tiempos["cotejar"]
    partes = {
        "union": (unir,),
        "con_derivacion": (derivar, unir),
        "entera": (derivar, unir, cotejar),
    }
    return [_cifra(nombre, nota, suyas) for nombre, suyas in partes.items()]


def _cifra(nombre: str, nota: str, partes: tuple[Parte, ...]) -> Cifra:
    """Return the figure of those parts together, at full size."""
    cpu = sum(p.cpu for p in partes) / min(ESCALA, 1)
    return Cifra(
        nombre=f"compulsa.{nombre}",
        valor=sum(p.reloj for p in partes) / min(ESCALA, 1),
        unidad="s",
        nota=f"{nota}; {cpu:.1f} s de CPU entre todos; carga {os.getloadavg()[0]:.0f}",
    )


@dataclass(frozen=True)
class Parte:
    """Seconds that a part took, by the clock and of CPU."""

    reloj: float
    cpu: float


def _cpu() -> float:
    """Return the CPU seconds of this process, its children and the backend that serves it."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    yo = psutil.Process()
    familia = {p.pid: p for p in (yo, *yo.children(recursive=True), psutil.Process(pid))}
    suyos = [p for p in familia.values() if p.pid == pid or not p.name().startswith("postgres")]
    return float(sum(t.user + t.system for t in (p.cpu_times() for p in suyos)))


def _correr(fila: Compulsa) -> dict[str, Parte]:
    """Run the compulsa as the worker does, part by part; return what each took."""
    from rubrica.compulsa.services import corrida, cotejo
    from rubrica.compulsa.taller import taller

    suyas = corrida.llaves_de(fila)
    tiempos: dict[str, Parte] = {}
    with taller(solo=False) as obra:
        partes: dict[str, Callable[[], object]] = {
            "derivar": lambda: corrida._derivar(fila, suyas, obra),
            "unir": lambda: corrida._cruzar(fila),
            "cotejar": lambda: cotejo.cotejar(fila, suyas, obra),
        }
        for nombre, parte in partes.items():
            comienzo, gastada = time.perf_counter(), _cpu()
            parte()
            tiempos[nombre] = Parte(time.perf_counter() - comienzo, _cpu() - gastada)
            print(f"  {nombre}: {tiempos[nombre].reloj:.1f} s", flush=True)
    corrida._concluir(fila)
    assert fila.estado == "CONCLUIDA", fila.motivo
    assert fila.entraron == fila.cotejados == REGISTROS
    assert fila.cambiaron == -(-REGISTROS // UNO_CAMBIA_DE_CADA)
    return tiempos


def _llenar(carpeta: Path) -> int:
    from rubrica import llaves
    from rubrica.auxiliares.tests import escenas
    from rubrica.cuentas.models import Cuenta
    from rubrica.ficticio.padron import Padron, escribir
    from rubrica.padron import services as padron

    llaves.crear_instalacion()
    pilar = Cuenta.objects.create_user("pilar@ejemplo.test", nombre="Pilar", rol="promovente")
    escenas.proceso_abierto(pilar, PROCESO)
    gente = Padron(REGISTROS, corte=CORTE)
    ruta = escribir(gente, carpeta / "padron")
    cargado = padron.cargar(ruta=ruta, fecha=CORTE, quien="a", momento=RECIBIDO)
    padron.activar(corte=cargado.pk, quien="b", momento=RECIBIDO)
    ruta.unlink()
    _rellenar(cargado.pk)
    _registrar(gente, cargado.pk)
    return int(cargado.pk)


def _rellenar(corte: int) -> None:
    """The partition has FILAS rows: its indexes are made anew once they are all there."""
    from django.db import connection

    from rubrica.padron.services import copia, particion

    tabla, nombres = particion(corte), copia._nombres(corte)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT avg(length(sello))::int FROM {tabla}")  # noqa: S608
        (largo,) = cursor.fetchone()
        for indice in INDICES:
            cursor.execute(f"DROP INDEX {tabla}_{indice}")
        cursor.execute(f"ALTER TABLE {tabla} SET UNLOGGED")
        cursor.execute(
            _RELLENO.format(
                tabla=tabla, corte=corte, veces=-(-largo // 16), filas=FILAS - REGISTROS
            )
        )
        cursor.execute("SET maintenance_work_mem = '1GB'")
        for orden in (*(u for u, _ in copia.UNICOS.values()), *copia.TERMINAR[:DE_LA_UNION]):
            cursor.execute(orden.format(**nombres))
        cursor.execute(f"ANALYZE {tabla}")
        cursor.execute(f"VACUUM {tabla}")


def _registrar(gente: Any, corte: int) -> None:
    """A record of each person, as the Mesa leaves it; one in a hundred says what is no more."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(_CAMPOS)
        personas = iter(gente)
        for desde in range(0, REGISTROS, LOTE):
            with cursor.copy("COPY nuevos FROM STDIN") as copia:
                for n, persona in enumerate(islice(personas, LOTE), start=desde):
                    copia.write_row(_uno(n, persona))
        cursor.execute(_REGISTROS, {"proceso": PROCESO, "corte": str(corte), "m": RECIBIDO})
        cursor.execute("DROP TABLE nuevos")
        cursor.execute("ANALYZE registros_registro")
        cursor.execute("VACUUM registros_registro")


def _uno(n: int, persona: Any) -> tuple[Any, ...]:
    import uuid_utils.compat

    from rubrica import llaves

    datos, indice = _llaves()
    id_ = uuid_utils.compat.uuid7()
    formulario = {
        "cic": persona.cic, "ocr": persona.ocr, "identificador": persona.identificador,
        "emision": persona.emision, "clave": persona.clave_elector, "curp": persona.curp,
        "nombre": persona.nombres, "paterno": persona.paterno, "materno": persona.materno,
        "modelo": "G", "avisos": "", "posicion": "", "seccion": persona.seccion,
    }  # fmt: skip
    claro = json.dumps(formulario, ensure_ascii=False, separators=(",", ":")).encode()
    sellado = llaves.sellar(datos, claro, f"registros/formulario/{id_}".encode())
    quien = llaves.indice(indice, "persona", "clave", persona.clave_elector)
    cambia = n % UNO_CAMBIA_DE_CADA == 0
    situacion = "no_encontrado" if cambia else persona.situacion
    return n, id_, sellado, quien, persona.municipio, situacion, persona.causa


def _llaves() -> tuple[bytes, bytes]:
    from rubrica import llaves

    if not _GUARDADAS:
        _GUARDADAS.extend(llaves.de_proceso(PROCESO, clase) for clase in ("datos", "indice"))
    return _GUARDADAS[0], _GUARDADAS[1]


_GUARDADAS: list[bytes] = []
