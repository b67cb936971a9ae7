"""Acts of one desk on the queue. The record and its account are written by registros alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from rubrica.bitacora.services import asentar
from rubrica.core.incisos import INCISOS, TEXTO, VERSION
from rubrica.core.rechazos import rechazo
from rubrica.mesa.models import Catalogo
from rubrica.mesa.queries.cargas import condiciones
from rubrica.mesa.rules import TESTIGOS, es_de_otro
from rubrica.mi_apoyo import services as mi_apoyo
from rubrica.registros import queries as registros_guardados
from rubrica.registros import services as registros
from rubrica.registros.rules import (
    MINUTOS_DE_TURNO,
    SEGUNDOS_DE_LATIDO,
    ActoImprocedente,
    Dictamen,
    Estatus,
    Puerta,
    Situacion,
)
from rubrica.registros.services import Registro, TomadoPorOtro
from rubrica.verificacion import services as verificacion
from rubrica.verificacion.services.correccion import CorteAusente

POR_DELANTE = 8  # on screen, three that can be undone, two on their way, and two prepared
LATIDO = timedelta(seconds=SEGUNDOS_DE_LATIDO)
TURNO = timedelta(minutes=MINUTOS_DE_TURNO)


def tomar_siguientes(
    *, operador: str, procesos: Collection[str], momento: datetime, late: bool = False
) -> list[UUID]:
    """Take for a person the records to review next, and return their ids in order (ET 10.1).

    Those of its own loads go first, in the order in which they were assigned. late: whether a
    console will beat for them; one that is gone gives them back at once, or by not beating.
    """
    tomados = registros.tomar_siguientes(
        operador=operador,
        procesos=procesos,
        momento=momento,
        cuantos=POR_DELANTE,
        cargas=condiciones(operador, procesos, momento),
        lapso=LATIDO if late else TURNO,
    )
    return [registro.id for registro in tomados]


def latir(
    *, ids: Collection[UUID], operador: str, procesos: Collection[str], momento: datetime
) -> list[UUID]:
    """Keep the records of a console that is still open; return those that are still its own."""
    return registros.latir(
        registros=ids, operador=operador, procesos=procesos, momento=momento, lapso=LATIDO
    )


def soltar(*, registros_: Collection[UUID], operador: str) -> None:
    """Give back the records of a console that closes."""
    registros.soltar_varios(registros=registros_, operador=operador)


def entregar(*, registro: UUID, operador: str, momento: datetime) -> Registro:
    """Return a record delivered to a workstation: held by who asks, and its asiento committed.

    Raises Rechazo: registro-dictaminado when it left the Mesa, registro-tomado when another
    person holds it now.
    """
    fila = registros_guardados.por_id(registro)
    if fila is None:
        raise rechazo("no-encontrado")
    if fila.estatus != Estatus.EN_MESA:
        raise rechazo("registro-dictaminado")
    if not _is_held(fila, operador, momento):
        _take(fila, operador, momento)
    asentar(
        momento=momento,
        actor=operador,
        acto="ENTREGAR_REGISTRO",
        objeto=fila.folio,
        datos={"estatus": fila.estatus},
        proceso=fila.proceso,
    )
    return fila


def _is_held(fila: Registro, operador: str, momento: datetime) -> bool:
    vigente = fila.tomado_hasta is not None and fila.tomado_hasta > momento
    return vigente and fila.tomado_por == operador


def _take(fila: Registro, operador: str, momento: datetime) -> None:
    if not registros.tomar_estos(registros=[fila.id], operador=operador, momento=momento):
        raise rechazo("registro-tomado", folio=fila.folio)


def dictaminar(*, registro: UUID, dictamen: Dictamen) -> None:
    """Leave a record as its dictamen says (ET 10.3).

    Raises Rechazo: registro-dictaminado when it left the Mesa, registro-tomado when another
    person holds it now.
    """
    try:
        with transaction.atomic():
            _keep_catalogue(dictamen)
            fila = registros.dictaminar(registro=registro, dictamen=dictamen)
            _confirm_bond(fila, dictamen)
    except ActoImprocedente:
        raise rechazo("registro-dictaminado") from None
    except TomadoPorOtro as folio:
        raise rechazo("registro-tomado", folio=str(folio)) from None


def _keep_catalogue(dictamen: Dictamen) -> None:
    """The text of the table with which something was found is kept, once for each version."""
    if dictamen.inciso in INCISOS and not Catalogo.objects.filter(version=VERSION).exists():
        Catalogo.objects.bulk_create(
            [Catalogo(version=VERSION, texto=TEXTO, desde=dictamen.momento)],
            ignore_conflicts=True,
        )


def _confirm_bond(fila: Registro, dictamen: Dictamen) -> None:
    """A record of Mi Apoyo that a person clears makes the bond of its device firm (ET 7.25)."""
    if fila.puerta == Puerta.MI_APOYO and not dictamen.inciso:
        mi_apoyo.confirmar(
            dispositivo=fila.dispositivo, actor=dictamen.operador, momento=dictamen.momento
        )


def corregir(
    *, registro: UUID, formulario: Mapping[str, str], operador: str, momento: datetime
) -> None:
    """Keep the form of a record as a person corrected it, looked up again (ET 10.3).

    Only while the padrón finds nobody: raises Rechazo datos-ya-encontrados otherwise. And
    registro-dictaminado when it left the Mesa, registro-tomado when another person
    holds it, registro-sin-corte when the cut that answers to it is not loaded.
    """
    fila = registros_guardados.por_id(registro)
    if fila is None:
        raise rechazo("no-encontrado")
    if es_de_otro(fila.tomado_por, fila.tomado_hasta, operador=operador, momento=momento):
        raise rechazo("registro-tomado", folio=fila.folio)
    if fila.situacion != Situacion.NO_ENCONTRADO:
        raise rechazo("datos-ya-encontrados")
    try:
        verificacion.corregir(fila, formulario=formulario, operador=operador, momento=momento)
    except ActoImprocedente:
        raise rechazo("registro-dictaminado") from None
    except CorteAusente:
        raise rechazo("registro-sin-corte") from None


def abrir_testigos(*, registro: UUID, quien: str, momento: datetime) -> dict[str, bytes]:
    """Return the four images of a record by name, marked with who looks; an asiento says so.

    Only to who holds it; one that nobody holds is taken. Raises Rechazo no-encontrado and
    registro-tomado, and verificacion's NoAbre.
    """
    fila = registros_guardados.por_id(registro)
    if fila is None:
        raise rechazo("no-encontrado")
    if not _is_held(fila, quien, momento):
        _take(fila, quien, momento)  # a page that was loaded again had let it go
    return testigos_de(fila, quien=quien, momento=momento)


def testigos_de(fila: Registro, *, quien: str, momento: datetime) -> dict[str, bytes]:
    """Return the four images of a record whose viewer the caller has admitted. Raises NoAbre."""
    abiertas = verificacion.abrir_imagenes(fila, quien=quien, momento=momento)
    return {cual: getattr(abiertas, cual) for cual in TESTIGOS}
