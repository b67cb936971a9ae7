"""How long a file of ten thousand auxiliares takes, from its upload to the last one (ET 3.2, 3.7).

The whole way of a person and of the worker: sealed, read, judged row by row, attested, registered
with the e-mail and the asiento of each, all in one transaction. Its progress is read meanwhile on
another connection, as the page of the promovente does.
"""

from __future__ import annotations

import csv
import io
import os
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.cifras import Cifra

FILAS = int(os.environ.get("ARCHIVO_FILAS", "10000"))
TITULOS = (
    "nombres", "apellido paterno", "apellido materno", "fecha de nacimiento", "telefono",
    "correo electronico", "clave de elector", "curp",
)  # fmt: skip


def medir() -> list[Cifra]:
    """Return the seconds of a file of FILAS rows, both turns of the worker added."""
    from bench import escenario

    with tempfile.TemporaryDirectory(prefix="rubrica-bench-archivo-") as carpeta:
        with escenario.instalacion(Path(carpeta)):
            return [_registrar(_csv())]


def _csv() -> bytes:
    from rubrica.ficticio.padron import Padron

    padron, salida = Padron(FILAS * 2), io.StringIO()
    escritor = csv.writer(salida)
    escritor.writerow(TITULOS)
    for n in range(FILAS):
        p = padron.persona(n)
        escritor.writerow(
            [p.nombres, p.paterno, p.materno, p.nacimiento, "9510000000", f"a{n}@ejemplo.test",
             p.clave_elector, ""]
        )  # fmt: skip
    return salida.getvalue().encode()


def _registrar(contenido: bytes) -> Cifra:
    from rubrica.auxiliares import importacion
    from rubrica.auxiliares.models import Auxiliar
    from rubrica.auxiliares.tests import escenas
    from rubrica.cuentas.models import Cuenta

    pilar = Cuenta.objects.create_user("pilar@ejemplo.test", nombre="Pilar", rol="promovente")
    proceso = escenas.proceso_abierto(pilar).pk
    ahora = datetime.now(UTC)
    antes = time.process_time()
    fila = importacion.subir(proceso=proceso, contenido=contenido, quien=pilar.pk, momento=ahora)
    revisar = _turno(fila.pk)
    importacion.atestiguar(importacion=fila.pk, proceso=proceso, quien=pilar.pk, momento=ahora)
    registrar = _turno(fila.pk)
    hechas = Auxiliar.objects.filter(proceso=proceso).count()
    if hechas != FILAS:
        raise RuntimeError(f"se registraron {hechas} de {FILAS}")
    avances, cpu = len(revisar[1] | registrar[1]), time.process_time() - antes
    nota = f"{FILAS:,} renglones: {revisar[0]:.1f} s de revisión y {registrar[0]:.1f} s de registro"
    return Cifra(
        nombre="archivo.segundos", valor=revisar[0] + registrar[0], unidad="s",
        nota=f"{nota}; {cpu:.1f} s de procesador, sin PostgreSQL; {avances} avances vistos",
    )  # fmt: skip


def _turno(numero: int) -> tuple[float, set[int]]:
    """Do what comes next of the file; return its seconds and the progress that was seen."""
    from rubrica.auxiliares import importacion

    vistos, fin = set[int](), threading.Event()
    mirada = threading.Thread(target=_mirar, args=(numero, vistos, fin))
    mirada.start()
    comienzo = time.perf_counter()
    importacion.seguir(importacion=numero, momento=datetime.now(UTC))
    segundos = time.perf_counter() - comienzo
    fin.set()
    mirada.join()
    return segundos, vistos


def _mirar(numero: int, vistos: set[int], fin: threading.Event) -> None:
    from django.db import connection

    from rubrica.auxiliares.models import Importacion

    while not fin.wait(0.2):
        vistos.add(Importacion.objects.values_list("avance", flat=True).get(pk=numero))
    connection.close()
