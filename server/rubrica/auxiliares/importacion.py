"""Auxiliares by file: read, judged row by row, attested, registered all or none (ET 3.2, 3.7)."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from procrastinate.contrib.django import app

from rubrica.auxiliares import lectura, sellos, services
from rubrica.auxiliares.forms import AltaForm
from rubrica.auxiliares.models import Auxiliar, Importacion
from rubrica.auxiliares.rules import DatosDeAuxiliar, EstadoDeImportacion
from rubrica.bitacora.rules import actor_de_cuenta
from rubrica.bitacora.services import asentar
from rubrica.core.rechazos import Rechazo, rechazo

TAREA, COLA = "auxiliares.importar", "auxiliares"
MAX_FALTAS = 500  # that are told: past them, the file is to be made again
CADA = 200  # rows between one word of progress and the next
MAX_POR_DIA, UN_DIA = 50, timedelta(days=1)  # files of one process
Avance = Callable[[int], None]


@dataclass(frozen=True, kw_only=True)
class Falta:
    """What one row lacks. campo: by its label; numero: of its line in the file."""

    numero: int
    campo: str
    texto: str


@transaction.atomic
def subir(*, proceso: str, contenido: bytes, quien: int, momento: datetime) -> Importacion:
    """Keep a file, sealed, to be reviewed; raise `csv-grande`, `csv-vacio`, `csv-de-mas`."""
    if not contenido:
        raise rechazo("csv-vacio")
    if len(contenido) > lectura.MAX_BYTES:
        raise rechazo("csv-grande")
    hoy = Importacion.objects.filter(proceso=proceso, subida_en__gt=momento - UN_DIA)
    if hoy.count() >= MAX_POR_DIA:
        raise rechazo("csv-de-mas")
    fila = Importacion.objects.create(
        proceso=proceso, subida_por=quien, subida_en=momento, archivo=b"-"
    )
    fila.archivo = sellos.seal_archivo(proceso, fila.pk, contenido)
    fila.save(update_fields=["archivo"])
    _defer(fila)
    return fila


def _defer(fila: Importacion) -> None:
    app.configure_task(TAREA, queue=COLA).defer(importacion=fila.pk)


@transaction.atomic
def atestiguar(*, importacion: int, proceso: str, quien: int, momento: datetime) -> Importacion:
    """The promovente says to have reviewed every row (ET 3.7): they will be registered.

    Raises Rechazo `importacion-improcedente` unless the file was reviewed without a fault.
    """
    fila = (
        Importacion.objects.select_for_update()
        .filter(pk=importacion, proceso=proceso, estado=EstadoDeImportacion.REVISADA)
        .first()
    )
    if fila is None:
        raise rechazo("importacion-improcedente")
    fila.estado, fila.avance = EstadoDeImportacion.REGISTRANDO, 0
    fila.atestiguada_por, fila.atestiguada_en = quien, momento
    fila.save(update_fields=["estado", "avance", "atestiguada_por", "atestiguada_en"])
    asentar(
        momento=momento,
        actor=actor_de_cuenta(quien),
        acto="atestiguar_auxiliares",
        objeto=f"importacion:{fila.pk}",
        datos={"filas": fila.filas},
        proceso=proceso,
    )
    _defer(fila)
    return fila


def seguir(*, importacion: int, momento: datetime) -> None:
    """Do what comes next of a file: review it, or register it. Twice is once."""
    fila = Importacion.objects.get(pk=importacion)
    if fila.estado == EstadoDeImportacion.POR_REVISAR:
        _revisar(fila)
    elif fila.estado == EstadoDeImportacion.REGISTRANDO:
        _registrar(fila, momento)


def _revisar(fila: Importacion) -> None:
    """The dry run: what every row says, and what each one lacks."""
    try:
        archivo = lectura.leer(_abrir(fila))
    except Rechazo as motivo:
        _concluir(fila, EstadoDeImportacion.CON_FALTAS, motivo=motivo)
        return
    avisar = _avisador(fila, len(archivo.filas))
    _, faltas = juzgar(archivo.filas, _en_uso(fila.proceso), avisar)
    estado = EstadoDeImportacion.CON_FALTAS if faltas else EstadoDeImportacion.REVISADA
    fila.filas = len(archivo.filas)
    _concluir(fila, estado, faltas=faltas, ignoradas=archivo.ignoradas)


def juzgar(
    filas: Sequence[lectura.Fila], en_uso: Callable[[str], bool], avisar: Avance
) -> tuple[list[DatosDeAuxiliar], list[Falta]]:
    """Return the data of every row that is right, and what the others lack (ET 3.2).

    en_uso: says whether an e-mail is another active auxiliar's. Two rows cannot share one.
    """
    datos, faltas, vistos = list[DatosDeAuxiliar](), list[Falta](), dict[str, int]()
    for n, fila in enumerate(filas, start=1):
        form = AltaForm(dict(fila.campos))
        propias = _faltas_de(form, fila.numero)
        if not propias:
            uno = form.to_datos()
            propias = _faltas_de_correo(uno.correo, fila.numero, vistos, en_uso)
            datos.append(uno)
        faltas.extend(propias)
        if n % CADA == 0:
            avisar(n)
    return datos, faltas


def _faltas_de(form: AltaForm, numero: int) -> list[Falta]:
    if form.is_valid():
        return []
    return [
        Falta(numero=numero, campo=str(form.fields[campo].label), texto=" ".join(map(str, textos)))
        for campo, textos in form.errors.items()
    ]


def _faltas_de_correo(
    correo: str, numero: int, vistos: dict[str, int], en_uso: Callable[[str], bool]
) -> list[Falta]:
    antes = vistos.setdefault(correo, numero)
    if antes != numero:
        texto = f"Es el mismo correo que el del renglón {antes}: cada persona usa el suyo."
    elif en_uso(correo):
        texto = "Otra persona auxiliar activa de este proceso ya usa ese correo."
    else:
        return []
    return [Falta(numero=numero, campo="Correo electrónico", texto=texto)]


def _en_uso(proceso: str) -> Callable[[str], bool]:
    activos = Auxiliar.objects.filter(proceso=proceso, baja_en__isnull=True)
    indices = {bytes(i) for i in activos.values_list("correo_indice", flat=True)}
    return lambda correo: sellos.index_of_correo(proceso, correo) in indices


def _registrar(fila: Importacion, momento: datetime) -> None:
    """Register every row, or none when one no longer may be (ET 3.2, 3.3)."""
    archivo = lectura.leer(_abrir(fila))
    with transaction.atomic():
        services.lock_numbering(fila.proceso)
        datos, faltas = juzgar(archivo.filas, _en_uso(fila.proceso), lambda _: None)
        if faltas:
            _concluir(fila, EstadoDeImportacion.CON_FALTAS, faltas=faltas)
            return
        quien = int(fila.atestiguada_por or 0)
        services.dar_de_alta_varios(
            proceso=fila.proceso,
            datos=datos,
            revision=services.Revision(por=quien, en=fila.atestiguada_en or momento),
            actor=actor_de_cuenta(quien),
            momento=momento,
            avisar=_avisador(fila, len(datos)),
        )
        _concluir(fila, EstadoDeImportacion.HECHA)


def _concluir(
    fila: Importacion,
    estado: EstadoDeImportacion,
    *,
    faltas: Sequence[Falta] = (),
    ignoradas: Sequence[str] = (),
    motivo: Rechazo | None = None,
) -> None:
    """Write where the file is now. A registered one is kept no longer: its rows are."""
    informe = {
        "faltas": [[f.numero, f.campo, f.texto] for f in faltas[:MAX_FALTAS]],
        "cuantas": len(faltas),
        "ignoradas": list(ignoradas),
        "motivo": motivo.problema() if motivo else None,
    }
    claro = json.dumps(informe, ensure_ascii=False, default=str).encode()
    fila.informe = sellos.seal_archivo(fila.proceso, -fila.pk, claro)
    fila.estado, fila.avance = estado, 100
    if estado == EstadoDeImportacion.HECHA:
        fila.archivo = b""
    fila.save(update_fields=["informe", "estado", "avance", "archivo", "filas"])


def _abrir(fila: Importacion) -> bytes:
    return sellos.open_archivo(fila.proceso, fila.pk, fila.archivo)


def _avisador(fila: Importacion, total: int) -> Avance:
    """Return what tells how far a file has come, to those who look before it commits."""
    testigo = connection.copy()

    def avisar(hechas: int) -> None:
        with testigo.cursor() as cursor:
            cursor.execute(
                "UPDATE auxiliares_importacion SET avance = %s WHERE id = %s",
                [100 * hechas // max(total, 1), fila.pk],
            )
        testigo.close()

    return avisar


def informe_de(fila: Importacion) -> dict[str, object]:
    """Return what the review found; {} before it. Raises LlaveAusente."""
    if not fila.informe:
        return {}
    informe: dict[str, object] = json.loads(
        sellos.open_archivo(fila.proceso, -fila.pk, fila.informe)
    )
    return informe


def por_atestiguar(fila: Importacion) -> Sequence[lectura.Fila]:
    """Return the rows of a file that waits to be attested, as they were written (ET 3.7)."""
    if fila.estado != EstadoDeImportacion.REVISADA:
        return ()
    return lectura.leer(_abrir(fila)).filas


def como_datos(filas: Sequence[lectura.Fila]) -> list[DatosDeAuxiliar]:
    """Return what those rows will register, for who must review them: a page of them, never all."""
    datos, _ = juzgar(filas, lambda _: False, lambda _: None)
    return datos
