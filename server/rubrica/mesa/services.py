"""Acts of the Mesa on its queue. The record and its account are written by registros alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from rubrica.core.rechazos import rechazo
from rubrica.mesa.rules import TESTIGOS, es_de_otro
from rubrica.mi_apoyo import services as mi_apoyo
from rubrica.registros import queries as registros_guardados
from rubrica.registros import services as registros
from rubrica.registros.rules import ActoImprocedente, Dictamen, Puerta
from rubrica.registros.services import Registro, TomadoPorOtro
from rubrica.verificacion import services as verificacion
from rubrica.verificacion.services.correccion import CorteAusente

POR_DELANTE = 4  # the record on screen, one that can still be undone, and two prepared


def tomar_siguientes(*, operador: str, procesos: Collection[str], momento: datetime) -> list[UUID]:
    """Take for a person the records to review next, and return their ids in order (ET 10.1)."""
    tomados = registros.tomar_siguientes(
        operador=operador, procesos=procesos, momento=momento, cuantos=POR_DELANTE
    )
    return [registro.id for registro in tomados]


def dictaminar(*, registro: UUID, dictamen: Dictamen) -> None:
    """Leave a record as its dictamen says (ET 10.3).

    Raises Rechazo: registro-dictaminado when it left the Mesa, registro-tomado when another
    person holds it now.
    """
    try:
        with transaction.atomic():
            fila = registros.dictaminar(registro=registro, dictamen=dictamen)
            _confirm_bond(fila, dictamen)
    except ActoImprocedente:
        raise rechazo("registro-dictaminado") from None
    except TomadoPorOtro as folio:
        raise rechazo("registro-tomado", folio=str(folio)) from None


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

    Raises Rechazo: registro-dictaminado when it left the Mesa, registro-tomado when another person
    holds it, registro-sin-corte when the cut that answers to it is not loaded.
    """
    fila = registros_guardados.por_id(registro)
    if fila is None:
        raise rechazo("no-encontrado")
    if es_de_otro(fila.tomado_por, fila.tomado_hasta, operador=operador, momento=momento):
        raise rechazo("registro-tomado", folio=fila.folio)
    try:
        verificacion.corregir(fila, formulario=formulario, operador=operador, momento=momento)
    except ActoImprocedente:
        raise rechazo("registro-dictaminado") from None
    except CorteAusente:
        raise rechazo("registro-sin-corte") from None


def abrir_testigos(*, registro: UUID, quien: str, momento: datetime) -> dict[str, bytes]:
    """Return the four images of a record by name, marked with who looks; an asiento says so.

    Raises Rechazo no-encontrado and verificacion's NoAbre.
    """
    fila = registros_guardados.por_id(registro)
    if fila is None:
        raise rechazo("no-encontrado")
    abiertas = verificacion.abrir_imagenes(fila, quien=quien, momento=momento)
    return {cual: getattr(abiertas, cual) for cual in TESTIGOS}


def reintentar(*, registro: UUID, operador: str, momento: datetime) -> None:
    """Send a record of the tray back to be opened (ET 10.7 f).

    Raises Rechazo registro-fuera-de-charola when it is no longer there.
    """
    try:
        registros.reintentar(registro=registro, actor=operador, momento=momento)
    except ActoImprocedente:
        raise rechazo("registro-fuera-de-charola") from None
