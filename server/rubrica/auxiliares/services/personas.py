"""The alta of auxiliares, by one or by many, and their baja (ET 3.3, 3.4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from procrastinate.contrib.django import app

from rubrica.auxiliares import sellos
from rubrica.auxiliares.models import Auxiliar
from rubrica.auxiliares.rules import DatosDeAuxiliar, TipoDeBaja
from rubrica.auxiliares.services._comun import BajaImprocedente, apunte, asentar
from rubrica.auxiliares.services.correo_de_alta import carta_de_alta, enviar_alta
from rubrica.avisos.rules import Valor
from rubrica.avisos.services import Carta, enviar, enviar_varios
from rubrica.bitacora.services import asentar_varios
from rubrica.core.rechazos import rechazo
from rubrica.cuentas.queries import correos_de, correos_en
from rubrica.cuentas.rules import Rol
from rubrica.procesos import queries as procesos

POR_LOTE = 500
TAREA_DE_BAJA, COLA = "auxiliares.comunicar_baja", "auxiliares"


class CorreoEnUso(Exception):
    """Another active auxiliar of the process has that e-mail (ET 4.7: an account is personal)."""


class Revision(NamedTuple):
    """Who attested to have reviewed the data of a person, and when (ET 3.7)."""

    por: int
    en: datetime


@transaction.atomic
def dar_de_alta(
    *,
    proceso: str,
    promovente: int,
    datos: DatosDeAuxiliar,
    actor: str,
    momento: datetime,
) -> Auxiliar:
    """Register one auxiliar and send the e-mail of ET 3.3; raise CorreoEnUso.

    promovente: pk of the Cuenta that answers for this person and has reviewed the data (ET 3.7).
    Id_Auxiliar counts from 0001 in each process; rows are never deleted, so none repeats.
    """
    lock_numbering(proceso)
    numero = f"{Auxiliar.objects.filter(proceso=proceso).count() + 1:04d}"
    revision = Revision(por=promovente, en=momento)
    auxiliar = _fila(proceso, numero, datos, revision, promovente=promovente, alta_en=momento)
    try:
        with transaction.atomic():
            auxiliar.save(force_insert=True)
    except IntegrityError as falla:
        raise CorreoEnUso from falla
    enviar_alta(auxiliar, datos, momento)
    asentar("dar_de_alta_auxiliar", auxiliar, actor=actor, momento=momento)
    return auxiliar


@transaction.atomic
def dar_de_alta_varios(
    *,
    proceso: str,
    datos: Sequence[DatosDeAuxiliar],
    revision: Revision,
    actor: str,
    momento: datetime,
    avisar: Callable[[int], None],
) -> None:
    """Register all of them, each with its e-mail of ET 3.3, or none; raise CorreoEnUso.

    The caller holds the numbering. revision: who attested to have reviewed every row. avisar: told
    now and then how many are done.
    """
    promovente = _promovente_de(proceso)
    siguiente = Auxiliar.objects.filter(proceso=proceso).count() + 1
    for desde in range(0, len(datos), POR_LOTE):
        lote = datos[desde : desde + POR_LOTE]
        filas = [
            _fila(proceso, f"{n:04d}", uno, revision, promovente=promovente, alta_en=momento)
            for n, uno in enumerate(lote, start=siguiente + desde)
        ]
        try:
            with transaction.atomic():
                Auxiliar.objects.bulk_create(filas)
        except IntegrityError as falla:
            raise CorreoEnUso from falla
        enviar_varios(
            plantilla="alta_de_auxiliar",
            correos=[carta_de_alta(f, d) for f, d in zip(filas, lote, strict=True)],
            proceso=proceso,
            momento=momento,
        )
        asentar_varios([apunte("dar_de_alta_auxiliar", f, actor, momento) for f in filas])
        avisar(desde + len(lote))


def _promovente_de(proceso: str) -> int:
    datos = procesos.proceso_en_puerta(proceso)
    if datos is None:
        raise rechazo("proceso-desconocido")
    return datos.promovente


def _fila(
    proceso: str, numero: str, datos: DatosDeAuxiliar, revision: Revision, **campos: Any
) -> Auxiliar:
    """Return the row of one person, sealed and not yet written."""
    return Auxiliar(
        proceso=proceso,
        numero=numero,
        datos=sellos.seal_datos(proceso, numero, datos),
        correo_indice=sellos.index_of_correo(proceso, datos.correo),
        autenticacion=datos.autenticacion,
        revisado_por=revision.por,
        revisado_en=revision.en,
        **campos,
    )


def lock_numbering(proceso: str) -> None:
    """Hold the numbering of one process until the commit: two altas never take one number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"auxiliares/{proceso}"])


@transaction.atomic
def dar_de_baja(
    *,
    proceso: str,
    numero: str,
    motivo: str,
    actor: str,
    momento: datetime,
    tipo: TipoDeBaja = TipoDeBaja.PROMOVENTE,
    numeral: str = "ET 3.4",
) -> Auxiliar:
    """End the work of one auxiliar from `momento` on, with its motive, and tell who must know.

    tipo and numeral: the promovente's (ET 3.4) or the authority's (ET 3.8, 4.5, 4.10). Raises
    Auxiliar.DoesNotExist, BajaImprocedente, ValueError on an empty motivo.
    """
    if not motivo.strip():
        raise ValueError("a baja needs its motivo (ET 3.4)")
    auxiliar = Auxiliar.objects.select_for_update().get(proceso=proceso, numero=numero)
    if auxiliar.baja_en:
        raise BajaImprocedente
    auxiliar.baja_en, auxiliar.baja_tipo, auxiliar.baja_numeral = momento, tipo, numeral
    auxiliar.baja_motivo = sellos.seal_motivo(proceso, numero, motivo.strip())
    auxiliar.save(update_fields=["baja_en", "baja_tipo", "baja_numeral", "baja_motivo"])
    _notify_baja(auxiliar, momento)
    app.configure_task(TAREA_DE_BAJA, queue=COLA).defer(auxiliar=auxiliar.pk)
    asentar(
        "dar_de_baja_auxiliar", auxiliar, actor=actor, momento=momento,
        datos={"tipo": str(tipo), "numeral": numeral},
    )  # fmt: skip
    return auxiliar


def _notify_baja(auxiliar: Auxiliar, momento: datetime) -> None:
    """Tell the person so that nothing more is captured or sent (ET 3.4)."""
    datos = sellos.open_datos(auxiliar.proceso, auxiliar.numero, auxiliar.datos)
    enviar(
        plantilla="baja_de_auxiliar",
        para=datos.correo,
        datos={
            "nombre": datos.nombre_completo,
            "proceso": auxiliar.proceso,
            "auxiliar": auxiliar.numero,
            "momento": momento.isoformat(),
            "numeral": auxiliar.baja_numeral,
        },
        proceso=auxiliar.proceso,
        objeto=auxiliar.objeto,
        momento=momento,
    )


@transaction.atomic
def comunicar_baja(*, auxiliar: int, momento: datetime) -> int:
    """Tell a baja to the OPL and to the DERFE, and the authority's to the promovente (ET 3.4, 4.5).

    The worker's: the portal, where a promovente gives the baja, sees no official's account. Returns
    how many e-mails were enqueued. Raises Auxiliar.DoesNotExist.
    """
    fila = Auxiliar.objects.get(pk=auxiliar)
    de_la_autoridad = fila.baja_tipo == TipoDeBaja.AUTORIDAD
    roles = (Rol.OPL_ADMINISTRADOR, *((Rol.PROMOVENTE,) if de_la_autoridad else ()))
    correos = [
        *correos_en(fila.proceso, roles, momento=momento),
        *correos_de([Rol.DERFE], momento=momento),
    ]
    dicho: dict[str, Valor] = {
        "proceso": fila.proceso,
        "auxiliar": fila.numero,
        "momento": fila.baja_en.isoformat() if fila.baja_en else "",
        "numeral": fila.baja_numeral,
        "de_la_autoridad": "si" if de_la_autoridad else "no",
        "portal": f"{settings.URL_PUBLICA}/",
    }
    enviar_varios(
        plantilla="baja_comunicada",
        correos=[Carta(correo, dicho) for correo in correos],
        proceso=fila.proceso,
        momento=momento,
    )
    return len(correos)
