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
EXPEDIENTES = int(os.environ.get("ENTREGA_EXPEDIENTES", "1200"))
KILOBYTES = 350  # of the photographs of one record
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
    """Seal a tenth of REGISTROS and then all of them; the same of expedientes."""
    from bench import escenario

    with tempfile.TemporaryDirectory(prefix="rubrica-bench-entrega-") as carpeta:
        with escenario.instalacion(Path(carpeta)):
            entregas = _poblar(Path(carpeta))
            # Each is sealed by a process of its own, whose memory is its alone.
            chica, grande = (_sellar(numero) for numero in entregas)
            pocos, muchos = (_sellar(numero) for numero in _expedientes())
    picos = f"pico {grande[1] / 1024:.0f} MiB, {chica[1] / 1024:.0f} con la décima parte"
    nota = f"{REGISTROS:,} registros; {picos}"
    picos = f"pico {muchos[1] / 1024:.0f} MiB, {pocos[1] / 1024:.0f} con la cuarta parte"
    de_expedientes = f"{EXPEDIENTES:,} expedientes de {KILOBYTES} KB de imágenes; {picos}"
    return [
        Cifra(
            nombre="expedientes.por_segundo",
            valor=EXPEDIENTES / muchos[0],
            unidad="/s",
            nota=de_expedientes,
        ),
        Cifra(nombre="expedientes.memoria", valor=muchos[1] / pocos[1], nota=de_expedientes),
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
    from rubrica.auxiliares.tests import escenas
    from rubrica.cuentas.models import Cuenta
    from rubrica.ficticio.padron import Padron, escribir
    from rubrica.padron import services as padron
    from rubrica.resultados import services
    from rubrica.resultados.rules import Tipo

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
        _llave(proceso, momento)
        entrega = services.solicitar_entrega(
            proceso=proceso, corte=corte.numero, quien=1, momento=momento
        )
        numeros.append(entrega.pk)
    return numeros


def _llave(proceso: str, momento: datetime) -> None:
    """Register a delivery key, rehearse it and confirm it by two people."""
    import pyrage

    from rubrica.resultados import services
    from rubrica.resultados.rules import Parte

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


def _expedientes() -> list[int]:
    """Make two processes of real paquetes, one four times the other; return their deliveries."""
    from rubrica.auxiliares.tests import escenas
    from rubrica.cuentas.models import Cuenta
    from rubrica.resultados import services
    from rubrica.resultados.rules import Contenido, Tipo

    pilar = Cuenta.objects.get(correo="pilar@ejemplo.test")
    numeros = []
    for proceso, cuantos in (("SLP26", EXPEDIENTES // 4), ("ZAC26", EXPEDIENTES)):
        escenas.proceso_abierto(pilar, proceso)
        _paquetes(proceso, cuantos)
        momento = datetime.now(UTC)
        corte = services.congelar(proceso=proceso, tipo=Tipo.PRELIMINAR, quien=1, momento=momento)
        _llave(proceso, momento)
        entrega = services.solicitar_entrega(
            proceso=proceso, corte=corte.numero, quien=1, momento=momento,
            contenido=Contenido.EXPEDIENTES,
        )  # fmt: skip
        numeros.append(entrega.pk)
    return numeros


def _paquetes(proceso: str, cuantos: int) -> None:
    """Receive so many supports of one phone, each a real paquete of its own, and review them."""
    from rubrica import llaves
    from rubrica.auxiliares.models import Auxiliar, Dispositivo
    from rubrica.recepcion.tests.telefono import Telefono
    from rubrica.registros import sellos
    from rubrica.registros import services as registros
    from rubrica.registros.rules import Acto, Dictamen
    from rubrica.verificacion.tests import captura

    aparato = Telefono(
        proceso=proceso, auxiliar="0001", kid_de_proceso=llaves.kid(llaves.publica(proceso))
    )
    abel = Auxiliar.objects.create(
        proceso=proceso, numero="0001", promovente=1, alta_en=RECIBIDO, datos=b"x",
        correo_indice=hashlib.sha256(proceso.encode()).digest()[:16],
    )  # fmt: skip
    Dispositivo.objects.create(
        id=aparato.dispositivo, auxiliar=abel, numero=1, kid=aparato.kid, jwk=aparato.jwk,
        responsiva_version=1, alta_en=RECIBIDO,
    )  # fmt: skip
    fotos = {n: _foto(n) for n in ("anverso", "reverso", "rostro")}
    for _ in range(cuantos):
        leido, cerrado = captura.sellar(aparato, captura.contenido(**fotos))
        captura.guardar(leido, cerrado)
        fila = captura.recibir(leido, auxiliar=abel.pk, recibido_en=RECIBIDO)
        formulario = sellos.sellar_formulario(fila, {"nombre": "N", "clave": "C" * 18})
        apertura = registros.Apertura(
            registro=fila, acto=Acto.TURNAR_A_MESA, persona=fila.pk.bytes, municipio="066",
            situacion="lista_nominal", causa="", corte="1", datos=formulario,
        )  # fmt: skip
        registros.abrir([apertura], momento=RECIBIDO)
        registros.dictaminar(registro=fila.pk, dictamen=Dictamen(operador="olga", momento=RECIBIDO))


def _foto(nombre: str) -> bytes:
    """Return a photograph of a third of KILOBYTES, of noise that does not compress."""
    import random
    from io import BytesIO

    from PIL import Image

    ruido = random.Random(nombre).randbytes(3 * 400 * 260)  # noqa: S311
    lienzo = Image.frombytes("RGB", (400, 260), ruido).resize((1200, 780))
    calidad, salida = 95, BytesIO()
    while calidad == 95 or salida.tell() > KILOBYTES * 1024 // 3:
        salida = BytesIO()
        calidad -= 3
        lienzo.save(salida, "JPEG", quality=calidad)
    return salida.getvalue()


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
    from rubrica.resultados import preparacion, services
    from rubrica.resultados.models import Entrega

    # Fewer records, smaller volumes: both runs have to fill several for their peaks to compare.
    preparacion.EXPEDIENTES_POR_VOLUMEN = max(1, min(100, EXPEDIENTES // 12))
    comienzo = time.perf_counter()
    services.preparar(entrega=entrega)
    segundos = time.perf_counter() - comienzo
    hecha = Entrega.objects.get(pk=entrega)
    if hecha.estado != "preparada":
        raise SystemExit(f"{hecha.estado} {hecha.motivo}")
    print(segundos, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


if __name__ == "__main__":
    _aqui(int(sys.argv[1]))
