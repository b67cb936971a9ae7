"""How fast a delivery is sealed, and that its memory does not grow with the process (ET 13.5).

The whole way of the worker: records read by batches, forms opened, the padrón asked, CSV, bags,
age, fsync. Records are filled by COPY over a cut of twice as many people; the process grows tenfold
between the two runs, each in a Python process of its own whose peak of memory is read at its end.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from uuid import UUID

from bench.cifras import Cifra

REGISTROS = int(os.environ.get("ENTREGA_REGISTROS", "100000"))
CORTE = date(2026, 10, 31)
RECIBIDO = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)
COLUMNAS = (
    "id", "folio", "proceso", "promovente", "auxiliar", "dispositivo", "consecutivo",
    "codigo_integridad", "tamano", "sobre", "resumen", "capturado_en", "recibido_en", "dia",
    "recibo", "regla", "regla_motivo", "sal", "hoja", "canonico", "estatus", "municipio",
    "situacion", "causa", "corte", "persona", "cuenta", "repite", "datos", "espera", "inciso",
    "tomado_por",
)  # fmt: skip


def medir() -> list[Cifra]:
    """Seal a tenth of REGISTROS and then all of them; return rate and memory."""
    from bench import escenario

    with tempfile.TemporaryDirectory(prefix="rubrica-bench-entrega-") as carpeta:
        with escenario.instalacion(Path(carpeta)):
            entregas = _poblar(Path(carpeta))
            # Each is sealed by a process of its own, whose memory is its alone.
            chica, grande = (_sellar(numero) for numero in entregas)
    picos = f"pico {grande[1] / 1024:.0f} MiB, {chica[1] / 1024:.0f} con la décima parte"
    nota = f"{REGISTROS:,} registros; {picos}"
    return [
        Cifra(nombre="entrega.por_segundo", valor=REGISTROS / grande[0], unidad="/s", nota=nota),
        Cifra(nombre="entrega.memoria", valor=grande[1] / chica[1], nota=nota),
    ]


def _sellar(entrega: int) -> tuple[float, int]:
    """Return seconds and peak of resident KiB of a process that seals one delivery."""
    hecho = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "bench.entrega", str(entrega)],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1],
    )  # fmt: skip
    segundos, pico = hecho.stdout.split()
    return float(segundos), int(pico)


def _poblar(carpeta: Path) -> list[int]:
    """Make two processes, one ten times the other; return the number of a delivery of each."""
    import pyrage

    from rubrica.auxiliares.tests import escenas
    from rubrica.cuentas.models import Cuenta
    from rubrica.ficticio.padron import Padron, escribir
    from rubrica.padron import services as padron
    from rubrica.resultados import services
    from rubrica.resultados.rules import Parte, Tipo

    pilar = Cuenta.objects.create_user("pilar@ejemplo.test", nombre="Pilar", rol="promovente")
    # One in so many is a baja or only in the padrón: more rows than records.
    gente = Padron(REGISTROS * 2, corte=CORTE)
    ruta = escribir(gente, carpeta / "padron")
    cargado = padron.cargar(ruta=ruta, fecha=CORTE, quien="a", momento=RECIBIDO)
    padron.activar(corte=cargado.pk, quien="b", momento=RECIBIDO)
    numeros = []
    for proceso, cuantos in (("CHI26", REGISTROS // 10), ("GRA26", REGISTROS)):
        escenas.proceso_abierto(pilar, proceso)
        _registros(proceso, cargado.pk, islice(_de_lista_nominal(gente), cuantos))
        momento = datetime.now(UTC)
        corte = services.congelar(proceso=proceso, tipo=Tipo.PRELIMINAR, quien=1, momento=momento)
        secreta = pyrage.x25519.Identity.generate()
        publica = str(secreta.to_public())
        llave = services.registrar_llave(proceso=proceso, llave=publica, quien=1, momento=momento)
        prueba = pyrage.decrypt(llave.ensayo.paquete.encode(), [secreta]).decode()
        services.ensayar_llave(
            proceso=proceso, respuesta=prueba.splitlines()[-1], quien=1, momento=momento
        )
        for quien, parte in enumerate(Parte, start=1):
            services.confirmar_llave(
                proceso=proceso, huella=llave.huella, parte=parte, quien=quien, momento=momento
            )
        entrega = services.solicitar_entrega(
            proceso=proceso, corte=corte.numero, quien=1, momento=momento
        )
        numeros.append(entrega.pk)
    return numeros


def _de_lista_nominal(gente: object) -> Iterator[object]:
    return (
        p for p in iter(gente)  # type: ignore[call-overload]
        if p.situacion == "lista_nominal" and f"{p.entidad}" in {"20"}
    )  # fmt: skip


def _registros(proceso: str, corte: int, personas: Iterator[object]) -> None:
    """Fill the records of those people in class b, as the worker and the Mesa leave them."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        with cursor.copy(f"COPY registros_registro ({', '.join(COLUMNAS)}) FROM STDIN") as copia:
            for n, persona in enumerate(personas, start=1):
                copia.write_row(_fila(proceso, corte, n, persona))
        cursor.execute("SET session_replication_role = origin")
        cursor.execute(
            "INSERT INTO registros_movimiento (registro_id, proceso, promovente, auxiliar, puerta,"
            " dia, acto, de, a, de_municipio, a_municipio, actor, momento, motivo, catalogo)"
            " SELECT id, proceso, promovente, auxiliar, puerta, dia, 'VALIDAR', 'RECIBIDO',"
            " estatus, '', municipio, 'bench', recibido_en, '', '' FROM registros_registro"
            " WHERE proceso = %s",
            [proceso],
        )


def _fila(proceso: str, corte: int, n: int, persona: object) -> tuple[object, ...]:
    from rubrica.registros import sellos
    from rubrica.registros.models import Registro
    from rubrica.verificacion.paquetes import indice_de_persona

    clave = persona.clave_elector  # type: ignore[attr-defined]
    huella = hashlib.sha256(f"{proceso} {n}".encode()).digest()
    id_ = UUID(bytes=huella[:16])
    registro = Registro(id=id_, proceso=proceso)
    return (
        id_, f"{proceso}-0001-1-{n:06}-XYK", proceso, 1, 1, UUID(int=1), n, huella, 400_000,
        "e.c.f", huella, RECIBIDO - timedelta(hours=1), RECIBIDO, RECIBIDO.date(), "r", "", "",
        huella, huella, b"c", "PARA_COMPULSA",
        f"{int(persona.municipio):03}",  # type: ignore[attr-defined]
        "lista_nominal", "", str(corte), indice_de_persona(proceso, ("clave", clave)), True, False,
        sellos.sellar_formulario(registro, {"clave": clave, "nombre": "N", "paterno": "P"}), "",
        "", "",
    )  # fmt: skip


def _aqui(entrega: int) -> None:
    """Seal one delivery in this process; print seconds and peak of resident KiB."""
    import resource

    import django

    django.setup()
    from rubrica.resultados import services
    from rubrica.resultados.models import Entrega

    comienzo = time.perf_counter()
    services.preparar(entrega=entrega)
    segundos = time.perf_counter() - comienzo
    hecha = Entrega.objects.get(pk=entrega)
    if hecha.estado != "preparada":
        raise SystemExit(f"{hecha.estado} {hecha.motivo}")
    print(segundos, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


if __name__ == "__main__":
    _aqui(int(sys.argv[1]))
