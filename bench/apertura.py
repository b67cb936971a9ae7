"""How many received records the worker opens in a second of one core, and what images cost.

Whole way, as in production: blob read and hashed, signature, HPKE, CBOR, keys, one batch of the
padrón, duplicates, sealed form, history, asientos, acuse due. CPU of the worker, not of PostgreSQL
nor of who waits: records ÷ CPU seconds of this process. The rate by the clock is beside it.
"""

from __future__ import annotations

import os
import tempfile
import time
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from bench import escenario
from bench.cifras import Cifra

if TYPE_CHECKING:
    from rubrica.core.contenido import Contenido
    from rubrica.ficticio.padron import Padron
    from rubrica.registros.services import Registro

REGISTROS = int(os.environ.get("APERTURA_REGISTROS", "1500"))
FILAS = 50_000  # rows of the cut
REPITEN = 20  # one in so many is of a person already seen
VISTAS = 40  # records whose images are opened
CORTE = date(2026, 10, 31)
RECIBIDO = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)


def medir() -> list[Cifra]:
    """Open REGISTROS real paquetes of 350 KB; return records per second of CPU and by the clock."""
    with tempfile.TemporaryDirectory(prefix="rubrica-bench-apertura-") as carpeta:
        with escenario.instalacion(Path(carpeta)):
            return _medir(Path(carpeta))


def _medir(carpeta: Path) -> list[Cifra]:
    from rubrica.verificacion import services

    _load(carpeta)
    registros = _receive()
    services.abrir_pendientes(momento=RECIBIDO)  # the first batch warms caches up
    abiertos, cpu, reloj = 0, time.process_time(), time.perf_counter()
    while n := services.abrir_pendientes(momento=RECIBIDO):
        abiertos += n
    cpu, reloj = time.process_time() - cpu, time.perf_counter() - reloj
    nota = f"{abiertos} de {registros[0].tamano // 1000} KB, corte de {FILAS:,} filas"
    return [
        Cifra(nombre="apertura.por_segundo_por_nucleo", valor=abiertos / cpu, nota=nota),
        Cifra(nombre="apertura.por_segundo", valor=abiertos / reloj, unidad="/s", nota="reloj"),
        _images(registros[:VISTAS]),
    ]


def _load(carpeta: Path) -> None:
    """Load and activate one cut of the synthetic padrón."""
    from rubrica.ficticio.padron import escribir
    from rubrica.padron import services

    ruta = escribir(_padron(), carpeta / "padron")
    corte = services.cargar(ruta=ruta, fecha=CORTE, quien="bench", momento=RECIBIDO)
    services.activar(corte=corte.pk, quien="otra", momento=RECIBIDO)


def _padron() -> Padron:
    from rubrica.ficticio.padron import Padron

    return Padron(FILAS, corte=CORTE)


def _receive() -> list[Registro]:
    """Receive REGISTROS supports of people of the padrón, one in REPITEN repeated."""
    from rubrica.auxiliares.models import Dispositivo
    from rubrica.verificacion.tests import captura

    telefonos = escenario.telefonos()
    auxiliares = dict(Dispositivo.objects.values_list("id", "auxiliar_id"))
    personas = list(islice(iter(_padron()), REGISTROS))
    azar = Random(7)  # noqa: S311
    hechos = []
    for n, persona in enumerate(personas):
        quien = azar.choice(personas[:n]) if n % REPITEN == REPITEN - 1 else persona
        telefono = telefonos[n % len(telefonos)]
        leido, cerrado = captura.sellar(telefono, _content(quien.cic, n))
        captura.guardar(leido, cerrado)
        hechos.append(
            captura.recibir(leido, auxiliar=auxiliares[leido.dispositivo], recibido_en=RECIBIDO)
        )
    return hechos


def _content(cic: str, n: int) -> Contenido:
    """A record of about 350 KB whose three photographs are noisy enough to weigh so."""
    from rubrica.verificacion.tests import captura

    fotos = _photographs()
    foto = fotos[n % len(fotos)]
    return captura.contenido(
        anverso=foto, reverso=foto, rostro=foto, codigos=(), claves={"cic": cic}
    )


_FOTOS: list[bytes] = []


def _photographs() -> list[bytes]:
    """A few JPEG of 1280 × 808, about 115 KB each: a gradient under grain."""
    from PIL import Image

    if not _FOTOS:
        for sigma in (18, 20, 22):
            grano = Image.effect_noise((1280, 808), sigma)
            imagen = Image.blend(Image.linear_gradient("L").resize(grano.size), grano, 0.45)
            salida = BytesIO()
            imagen.convert("RGB").save(salida, "JPEG", quality=60)
            _FOTOS.append(salida.getvalue())
    return _FOTOS


def _images(registros: list[Registro]) -> Cifra:
    """Time to open and mark the four images of a record, asiento included."""
    from rubrica.verificacion import services

    tiempos = []
    for registro in registros:
        comienzo = time.perf_counter()
        services.abrir_imagenes(registro, quien="olga@ejemplo.test", momento=RECIBIDO)
        tiempos.append((time.perf_counter() - comienzo) * 1000)
    tiempos.sort()
    p95 = tiempos[int(len(tiempos) * 0.95)]
    return Cifra(
        nombre="apertura.imagenes.p95",
        valor=p95,
        unidad="ms",
        nota="tres fotografías de 1280 × 808",
    )
