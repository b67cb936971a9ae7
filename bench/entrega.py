"""How fast a delivery is sealed and an acta composed, and that neither grows in memory (ET 11, 13).

The whole way of the worker: records read by batches, forms opened, the padrón asked, CSV, bags,
age, fsync. Records are filled by COPY over a cut of twice as many people; the process grows tenfold
between the two runs. Of expedientes there is one run of real paquetes, its memory read on the way.
Each run is a Python process of its own.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from bench.cifras import Cifra

if TYPE_CHECKING:  # Django is set up by the installation, after this is imported
    from rubrica.core.contenido import Contenido
    from rubrica.recepcion.tests.telefono import Telefono

REGISTROS = int(os.environ.get("ENTREGA_REGISTROS", "100000"))
EXPEDIENTES = int(os.environ.get("ENTREGA_EXPEDIENTES", "1200"))
ASUNTOS = int(os.environ.get("ENTREGA_ASUNTOS", "20000"))  # records of the longest hearing
KILOBYTES = int(os.environ.get("ENTREGA_KILOBYTES", "350"))  # of the photographs of one record
EXPEDIENTE = "ZAC26"  # the process whose expedientes are delivered
PARTES = (10, 50, 100)  # per cent of the records: when memory is read
CORTE = date(2026, 10, 31)
RECIBIDO = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)
COLUMNAS = (
    "id", "folio", "proceso", "promovente", "auxiliar", "dispositivo", "consecutivo",
    "codigo_integridad", "tamano", "sobre", "resumen", "capturado_en", "recibido_en", "dia",
    "recibo", "regla", "regla_motivo", "sal", "hoja", "canonico", "estatus", "municipio",
    "situacion", "causa", "corte", "persona", "cuenta", "repite", "datos", "espera", "inciso",
    "tomado_por",
)  # fmt: skip


@dataclass
class Corrida:
    """One delivery sealed. cpu: seconds of all its threads; pico: the most that it was resident.

    memoria: per cent done → how much was resident then. Both in KiB.
    """

    segundos: float
    cpu: float
    pico: int
    memoria: dict[str, int]

    @property
    def dicha(self) -> str:
        """Return its memory in words."""
        partes = ", ".join(f"{n / 1024:.0f} al {p} %" for p, n in self.memoria.items())
        return f"MiB residentes: {partes}; pico {self.pico / 1024:.0f}"


def medir() -> list[Cifra]:
    """Seal a tenth of REGISTROS and then all of them, and EXPEDIENTES of real paquetes."""
    from bench import escenario

    with tempfile.TemporaryDirectory(prefix="rubrica-bench-entrega-") as carpeta:
        with escenario.instalacion(Path(carpeta)):
            # Each is sealed by a process of its own, whose memory is its alone.
            chica, grande = (_sellar(numero) for numero in _poblar(Path(carpeta)))
            expedientes = _sellar(_expedientes())
            una, otra = (_acta(_audiencia(n)) for n in (ASUNTOS // 10, ASUNTOS))
    picos = f"pico {grande.pico / 1024:.0f} MiB, {chica.pico / 1024:.0f} con la décima parte"
    return [
        *_de_expedientes(expedientes),
        *_de_actas(una, otra),
        Cifra(
            nombre="entrega.por_segundo", valor=REGISTROS / grande.segundos, unidad="/s",
            nota=f"{REGISTROS:,} registros; {picos}",
        ),
        Cifra(nombre="entrega.memoria", valor=grande.pico / chica.pico, nota=picos),
    ]  # fmt: skip


def _de_expedientes(corrida: Corrida) -> list[Cifra]:
    cpu = f"{1000 * corrida.cpu / EXPEDIENTES:.1f} ms de CPU cada uno"
    nota = f"{EXPEDIENTES:,} expedientes de {KILOBYTES} KB de imágenes; {cpu}; {corrida.dicha}"
    crecio = corrida.memoria["100"] / corrida.memoria["10"]
    return [
        Cifra(
            nombre="expedientes.por_segundo", valor=EXPEDIENTES / corrida.segundos, unidad="/s",
            nota=nota,
        ),
        Cifra(nombre="expedientes.memoria", valor=crecio, nota=nota),
    ]  # fmt: skip


def _de_actas(una: Corrida, otra: Corrida) -> list[Cifra]:
    nota = (
        f"{ASUNTOS:,} registros: {otra.cpu:.1f} s de CPU, pico {otra.pico / 1024:.0f} MiB; "
        f"con la décima parte, {una.pico / 1024:.0f}"
    )
    return [
        Cifra(nombre="acta.segundos", valor=otra.segundos, unidad="s", nota=nota),
        Cifra(nombre="acta.memoria", valor=otra.pico / una.pico, nota=nota),
    ]


def _sellar(entrega: int) -> Corrida:
    """Return how a process of its own sealed one delivery."""
    return _aparte("entrega", entrega)


def _acta(sesion: int) -> Corrida:
    """Return how a process of its own composed the acta of a hearing."""
    return _aparte("acta", sesion)


def _aparte(que: str, numero: int) -> Corrida:
    hecho = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "bench.entrega", que, str(numero)],
        stdout=subprocess.PIPE, text=True, check=True, cwd=Path(__file__).parents[1],
    )  # fmt: skip
    return Corrida(**json.loads(hecho.stdout))


def _poblar(carpeta: Path) -> list[int]:
    """Make two processes, one ten times the other; return the number of a delivery of each."""
    from rubrica.auxiliares.tests import escenas
    from rubrica.cuentas.models import Cuenta
    from rubrica.ficticio.padron import Padron, escribir
    from rubrica.padron import services as padron
    from rubrica.resultados import services
    from rubrica.resultados.rules import Concluye, Tipo

    pilar = Cuenta.objects.create_user("pilar@ejemplo.test", nombre="Pilar", rol="promovente")
    # One in so many is a baja or only in the padrón: more rows than records.
    gente = Padron(REGISTROS * 2, corte=CORTE)
    ruta = escribir(gente, carpeta / "padron")
    cargado = padron.cargar(ruta=ruta, fecha=CORTE, quien="a", momento=RECIBIDO)
    padron.activar(corte=cargado.pk, quien="b", momento=RECIBIDO)
    numeros = []
    for proceso, cuantos in (("CHI26", REGISTROS // 10), ("GRA26", REGISTROS)):
        escenas.proceso_abierto(pilar, proceso)
        llenar(proceso, cargado.pk, islice(_de_lista_nominal(gente), cuantos))
        momento = datetime.now(UTC)
        services.notificar(
            proceso=proceso, concluye=Concluye.MESA, oficio_numero="1", oficio_el=momento.date(),
            quien=1, momento=momento,
        )  # fmt: skip
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


def _expedientes() -> int:
    """Make a process of real paquetes; return the number of the delivery of its expedientes."""
    from rubrica.auxiliares.tests import escenas
    from rubrica.cuentas.models import Cuenta
    from rubrica.resultados import services
    from rubrica.resultados.rules import Contenido, Tipo

    escenas.proceso_abierto(Cuenta.objects.get(correo="pilar@ejemplo.test"), EXPEDIENTE)
    _captados(EXPEDIENTE, EXPEDIENTES)
    momento = datetime.now(UTC)
    corte = services.congelar(proceso=EXPEDIENTE, tipo=Tipo.PRELIMINAR, quien=1, momento=momento)
    _llave(EXPEDIENTE, momento)
    entrega = services.solicitar_entrega(
        proceso=EXPEDIENTE, corte=corte.numero, quien=1, momento=momento,
        contenido=Contenido.EXPEDIENTES,
    )  # fmt: skip
    return int(entrega.pk)


def _captados(proceso: str, cuantos: int) -> None:
    """Keep so many supports of one phone, each a real paquete of its own, reviewed (class b)."""
    from rubrica.verificacion.tests import captura

    aparato, abel = _enrolado(proceso)
    dentro = captura.contenido(**{n: _foto(n) for n in ("anverso", "reverso", "rostro")})
    _copiar(proceso, (_captado(aparato, abel, dentro) for _ in range(cuantos)))


def _enrolado(proceso: str) -> tuple[Telefono, int]:
    """Return a phone of the process, and the number of its auxiliar."""
    from rubrica import llaves
    from rubrica.auxiliares.models import Auxiliar, Dispositivo
    from rubrica.recepcion.tests.telefono import Telefono

    aparato = Telefono(
        proceso=proceso, auxiliar="0001", kid_de_proceso=llaves.kid(llaves.publica(proceso))
    )
    abel = Auxiliar.objects.create(
        proceso=proceso, numero="0001", promovente=1, alta_en=RECIBIDO, datos=b"x",
        correo_indice=hashlib.sha256(proceso.encode()).digest()[:16],
        revisado_por=1, revisado_en=RECIBIDO,
    )  # fmt: skip
    Dispositivo.objects.create(
        id=aparato.dispositivo, auxiliar=abel, numero=1, kid=aparato.kid, jwk=aparato.jwk,
        responsiva_version=1, alta_en=RECIBIDO,
    )  # fmt: skip
    return aparato, abel.pk


def _captado(aparato: Telefono, auxiliar: int, dentro: Contenido) -> tuple[object, ...]:
    """Keep one paquete, without waiting for the disk, and return the row of its record."""
    from rubrica.recepcion import almacen
    from rubrica.verificacion.tests import captura

    leido, cerrado = captura.sellar(aparato, dentro)
    ruta = almacen.ruta(leido.proceso, leido.codigo_integridad)
    ruta.parent.mkdir(parents=True, exist_ok=True)
    ruta.write_bytes(cerrado)
    registro = _Fila(
        id=leido.id, folio=leido.folio, proceso=leido.proceso, auxiliar=auxiliar,
        dispositivo=leido.dispositivo, consecutivo=leido.consecutivo,
        codigo=leido.codigo_integridad, tamano=leido.tamano, sobre=leido.jws,
        resumen=leido.resumen, municipio="066", corte="1", persona=leido.id.bytes,
        datos={"nombre": "N", "clave": "C" * 18},
    )  # fmt: skip
    return registro.valores()


def _audiencia(cuantos: int) -> int:
    """Make a hearing of the process of the expedientes, decided record by record; its number."""
    from rubrica.audiencia import sellos
    from rubrica.audiencia.models import Actuacion, Asunto, Requisitos, Sesion

    def sellar(parte: str, asunto: Asunto, que: object) -> bytes:
        return sellos.sellar(EXPEDIENTE, f"{parte}/{asunto.pk}", que)

    requisitos, _ = Requisitos.objects.get_or_create(
        proceso=EXPEDIENTE, numero=1,
        defaults={
            "acordados_el": CORTE, "registrados_en": RECIBIDO, "registrados_por": 1,
            "con": sellos.sellar(EXPEDIENTE, "requisitos/1/con", "Pilar"),
            "texto": sellos.sellar(EXPEDIENTE, "requisitos/1", "Los de siempre."),
        },
    )  # fmt: skip
    sesion = Sesion.objects.create(
        proceso=EXPEDIENTE, clase="audiencia", numero=cuantos, estado="abierta", inicio=RECIBIDO,
        fin=RECIBIDO + timedelta(hours=8), sala="Sala", requisitos=requisitos, creada_en=RECIBIDO,
        creada_por=1,
    )  # fmt: skip
    dicho = {"manifestacion": "La persona dice que su registro es bueno.", "motivo": ""}
    antes = {"nombre": "JUAN", "paterno": "HERNÁNDEZ", "clave": "HRGRJN82050620H900"}
    for desde in range(0, cuantos, 1000):
        asuntos = Asunto.objects.bulk_create(
            Asunto(
                sesion=sesion, registro=uuid4(), folio=f"{EXPEDIENTE}-0001-1-{n:06}-XYK",
                de_estatus="CON_INCONSISTENCIA",
            )
            for n in range(desde, min(desde + 1000, cuantos))
        )  # fmt: skip
        Actuacion.objects.bulk_create(
            Actuacion(
                asunto=a, dicho=sellar("dicho", a, dicho), antes=sellar("antes", a, antes),
                despues=sellar("despues", a, {}), de_estatus="CON_INCONSISTENCIA",
                de_situacion="lista_nominal", a_situacion="lista_nominal", quien=1,
                momento=RECIBIDO,
            )
            for a in asuntos
        )  # fmt: skip
    return int(sesion.pk)


def _foto(nombre: str) -> bytes:
    """Return a photograph of a third of KILOBYTES, of noise that does not compress."""
    import random
    from io import BytesIO

    from PIL import Image

    ruido = random.Random(nombre).randbytes(3 * 400 * 260)  # noqa: S311
    lienzo = Image.frombytes("RGB", (400, 260), ruido).resize((1200, 780))
    calidad, salida = 95, BytesIO()
    while calidad == 95 or salida.tell() > KILOBYTES * 1024 // 3:
        if calidad < 5:
            raise ValueError("ENTREGA_KILOBYTES es muy poco para tres fotografías")
        salida = BytesIO()
        calidad -= 3
        lienzo.save(salida, "JPEG", quality=calidad)
    return salida.getvalue()


def _de_lista_nominal(gente: object) -> Iterator[object]:
    return (
        p for p in iter(gente)  # type: ignore[call-overload]
        if p.situacion == "lista_nominal" and f"{p.entidad}" in {"20"}
    )  # fmt: skip


def llenar(proceso: str, corte: int, personas: Iterator[object]) -> None:
    """Fill the records of those people in class b, as the worker and the Mesa leave them."""
    _copiar(proceso, (_fila(proceso, corte, n, p) for n, p in enumerate(personas, start=1)))


def _copiar(proceso: str, filas: Iterator[tuple[object, ...]]) -> None:
    """Put rows in by COPY, and the one move of each that the account is made of."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        with cursor.copy(f"COPY registros_registro ({', '.join(COLUMNAS)}) FROM STDIN") as copia:
            for fila in filas:
                copia.write_row(fila)
        cursor.execute("SET session_replication_role = origin")
        cursor.execute(
            "INSERT INTO registros_movimiento (registro_id, proceso, promovente, auxiliar, puerta,"
            " dia, acto, de, a, de_municipio, a_municipio, actor, momento, motivo, catalogo)"
            " SELECT id, proceso, promovente, auxiliar, puerta, dia, 'VALIDAR', 'RECIBIDO',"
            " estatus, '', municipio, 'bench', recibido_en, '', '' FROM registros_registro"
            " WHERE proceso = %s",
            [proceso],
        )


@dataclass(frozen=True, kw_only=True)
class _Fila:
    """A record in class b, as its row is written."""

    id: UUID
    folio: str
    proceso: str
    auxiliar: int
    dispositivo: UUID
    consecutivo: int
    codigo: bytes
    tamano: int
    sobre: str
    resumen: bytes
    municipio: str
    corte: str
    persona: bytes
    datos: dict[str, str]

    def valores(self) -> tuple[object, ...]:
        """Return the values of COLUMNAS."""
        from rubrica.registros import sellos
        from rubrica.registros.models import Registro

        formulario = sellos.sellar_formulario(
            Registro(id=self.id, proceso=self.proceso), self.datos
        )
        return (
            self.id, self.folio, self.proceso, 1, self.auxiliar, self.dispositivo,
            self.consecutivo, self.codigo, self.tamano, self.sobre, self.resumen,
            RECIBIDO - timedelta(hours=1), RECIBIDO, RECIBIDO.date(), "r.r.r", "", "",
            self.codigo, self.codigo, b"c", "PARA_COMPULSA", self.municipio, "lista_nominal", "",
            self.corte, self.persona, True, False, formulario, "", "", "",
        )  # fmt: skip


def _fila(proceso: str, corte: int, n: int, persona: object) -> tuple[object, ...]:
    from rubrica.verificacion.paquetes import indice_de_persona

    clave = persona.clave_elector  # type: ignore[attr-defined]
    huella = hashlib.sha256(f"{proceso} {n}".encode()).digest()
    return _Fila(
        id=UUID(bytes=huella[:16]), folio=f"{proceso}-0001-1-{n:06}-XYK", proceso=proceso,
        auxiliar=1, dispositivo=UUID(int=1), consecutivo=n, codigo=huella, tamano=400_000,
        sobre="e.c.f", resumen=huella,
        municipio=f"{int(persona.municipio):03}",  # type: ignore[attr-defined]
        corte=str(corte), persona=indice_de_persona(proceso, ("clave", clave)),
        datos={"clave": clave, "nombre": "N", "paterno": "P"},
    ).valores()  # fmt: skip


def _aqui(entrega: int) -> None:
    """Seal one delivery in this process, and print its Corrida."""
    import resource

    import django

    django.setup()
    from rubrica.recepcion import almacen
    from rubrica.resultados.models import Entrega
    from rubrica.resultados.services import entregas

    total, memoria = Entrega.objects.get(pk=entrega).registros, dict[str, int]()
    sellados: list[Path] = []
    avisar, asentar = entregas._avisar, almacen.settle

    def anotar(fila: Entrega, hechos: int) -> None:
        avisar(fila, hechos)
        for parte in PARTES:
            if str(parte) not in memoria and hechos * 100 >= total * parte:
                memoria[str(parte)] = _residente()
                print(f"{parte} %: {_residente() / 1024:.0f} MiB", file=sys.stderr, flush=True)
        while sellados:  # a bench that keeps them needs twice the disk
            sellados.pop().unlink()

    def recordar(de: Path, a: Path) -> None:
        asentar(de, a)
        sellados.append(a)

    entregas._avisar, almacen.settle = anotar, recordar
    comienzo, cpu = time.perf_counter(), time.process_time()
    entregas.preparar(entrega=entrega)
    segundos, cpu = time.perf_counter() - comienzo, time.process_time() - cpu
    hecha = Entrega.objects.get(pk=entrega)
    if hecha.estado != "preparada":
        raise SystemExit(f"{hecha.estado} {hecha.motivo}")
    pico = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps(asdict(Corrida(segundos=segundos, cpu=cpu, pico=pico, memoria=memoria))))


def _aqui_acta(sesion: int) -> None:
    """Compose one acta in this process, and print its Corrida."""
    import resource

    import django

    django.setup()
    from rubrica.audiencia import services
    from rubrica.audiencia.models import Sesion

    comienzo, cpu = time.perf_counter(), time.process_time()
    services.componer(Sesion.objects.get(pk=sesion), "acta")
    segundos, cpu = time.perf_counter() - comienzo, time.process_time() - cpu
    pico = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps(asdict(Corrida(segundos=segundos, cpu=cpu, pico=pico, memoria={}))))


def _residente() -> int:
    """Return the resident KiB of this process and of those that it started."""
    yo = os.getpid()
    hijos = Path(f"/proc/{yo}/task/{yo}/children").read_text().split()
    paginas = sum(int(Path(f"/proc/{n}/statm").read_text().split()[1]) for n in (yo, *hijos))
    return paginas * os.sysconf("SC_PAGE_SIZE") // 1024


if __name__ == "__main__":
    {"entrega": _aqui, "acta": _aqui_acta}[sys.argv[1]](int(sys.argv[2]))
