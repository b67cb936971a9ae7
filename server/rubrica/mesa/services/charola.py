"""The tray: what did not open is tried again, or classed by two people (ET 10.7 d, f)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from rubrica.core.rechazos import rechazo
from rubrica.mesa.models import SinAbrir
from rubrica.registros import queries as guardados
from rubrica.registros import sellos
from rubrica.registros import services as registros
from rubrica.registros.rules import SIN_ABRIR, Acto, ActoImprocedente, Determinacion, Estatus
from rubrica.registros.services import Registro


@transaction.atomic
def reintentar(*, registro: UUID, operador: str, momento: datetime) -> None:
    """Send a record of the tray back to be opened (ET 10.7 f).

    What was asked of it is withdrawn. Raises Rechazo registro-fuera-de-charola when it is no
    longer there.
    """
    try:
        registros.reintentar(registro=registro, actor=operador, momento=momento)
    except ActoImprocedente:
        raise rechazo("registro-fuera-de-charola") from None
    _close(registro, operador, momento)


@transaction.atomic
def pedir_clasificar(*, registro: UUID, razon: str, operador: str, momento: datetime) -> SinAbrir:
    """A first person asks to class a record that does not open; it stays in f (ET 10.7 f).

    Raises Rechazo registro-fuera-de-charola, and sin-abrir-ya-pedida when somebody asked before.
    """
    fila = _in_tray(registro)
    if SinAbrir.objects.filter(registro=registro, resuelta_en=None).exists():
        raise rechazo("sin-abrir-ya-pedida")
    return SinAbrir.objects.create(
        registro=registro,
        proceso=fila.proceso,
        razon=sellos.sellar_detalle(fila, razon),
        pedida_por=operador,
        pedida_en=momento,
    )


@transaction.atomic
def resolver(*, registro: UUID, confirma: bool, operador: str, momento: datetime) -> None:
    """A second person classes the record in d with that reason, or leaves it in the tray.

    Raises Rechazo registro-fuera-de-charola, sin-abrir-no-pedida, and sin-abrir-misma-persona:
    who asked may withdraw it, never confirm it.
    """
    fila = _in_tray(registro)
    pedida = (
        SinAbrir.objects.select_for_update().filter(registro=registro, resuelta_en=None).first()
    )
    if pedida is None:
        raise rechazo("sin-abrir-no-pedida")
    if confirma and pedida.pedida_por == operador:
        raise rechazo("sin-abrir-misma-persona")
    if confirma:
        _classify(fila, sellos.abrir_palabras(fila, pedida.razon), operador, momento)
    _close(registro, operador, momento, confirmada=confirma)


def _classify(fila: Registro, razon: str, operador: str, momento: datetime) -> None:
    registros.determinar(
        registro=fila.id,
        determinacion=Determinacion(
            operador=operador,
            momento=momento,
            acto=Acto.CLASIFICAR_SIN_ABRIR,
            inciso=SIN_ABRIR,
            detalle=razon,
        ),
    )


def _in_tray(registro: UUID) -> Registro:
    fila = guardados.por_id(registro)
    if fila is None or fila.estatus != Estatus.EN_CHAROLA:
        raise rechazo("registro-fuera-de-charola")
    return fila


def _close(registro: UUID, quien: str, momento: datetime, *, confirmada: bool = False) -> None:
    SinAbrir.objects.filter(registro=registro, resuelta_en=None).update(
        resuelta_por=quien, resuelta_en=momento, confirmada=confirmada
    )
