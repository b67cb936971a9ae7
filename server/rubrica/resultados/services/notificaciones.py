"""The acts that start a clock: the OPL notifies, the DERFE receives (ET 13.2, 13.4)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from rubrica.audiencia import queries as audiencias
from rubrica.bitacora.services import anotar
from rubrica.core.rechazos import rechazo
from rubrica.procesos import queries as procesos
from rubrica.registros import instantaneas
from rubrica.resultados.models import Notificacion, Recepcion
from rubrica.resultados.rules import (
    Concluye,
    exigir_oficio,
    exigir_recepcion,
    exigir_sin_audiencia,
    exigir_sin_pendientes,
)
from rubrica.resultados.services._comun import turno


@transaction.atomic
def notificar(
    *,
    proceso: str,
    concluye: Concluye,
    oficio_numero: str,
    oficio_el: date,
    quien: int,
    momento: datetime,
) -> Notificacion:
    """The OPL says by oficio that the Mesa or the hearings are concluded (ET 13.2, 13.4).

    Raises `resultados-con-pendientes` while a record is in e or f, `ya-notificado`,
    `oficio-futuro`, `sin-audiencias` where ET 11 does not apply and, of the hearings,
    `resultados-con-audiencia-abierta` while one of them still holds records (ET 13.4).
    """
    turno(proceso)
    exigir_oficio(oficio_el, momento=momento)
    if concluye is Concluye.AUDIENCIAS and not procesos.tipo(proceso).garantia_de_audiencia:
        raise rechazo("sin-audiencias")
    if Notificacion.objects.filter(proceso=proceso, concluye=concluye.value).exists():
        raise rechazo("ya-notificado")
    exigir_sin_pendientes(instantaneas.tomar(proceso).total)
    if concluye is Concluye.AUDIENCIAS:
        exigir_sin_audiencia(audiencias.en_curso(proceso))
    fila = Notificacion.objects.create(
        proceso=proceso, concluye=concluye.value, oficio_numero=oficio_numero.strip(),
        oficio_el=oficio_el, notificada_en=momento, notificada_por=quien,
    )  # fmt: skip
    anotar(
        "notificar_conclusion", f"notificacion:{fila.pk}", proceso=proceso, quien=quien,
        momento=momento, concluye=concluye.value, oficio=fila.oficio_numero,
    )  # fmt: skip
    return fila


@transaction.atomic
def recibir(
    *, proceso: str, concluye: Concluye, recibida_en: datetime, quien: int, momento: datetime
) -> Recepcion:
    """The DERFE received that notification then: its days are counted from it (ET 13.2, 13.4).

    Raises `no-encontrado` without a notification, `ya-recibida` and `recepcion-imposible`.
    """
    turno(proceso)
    fila = Notificacion.objects.filter(proceso=proceso, concluye=concluye.value).first()
    if fila is None:
        raise rechazo("no-encontrado")
    if Recepcion.objects.filter(pk=fila.pk).exists():
        raise rechazo("ya-recibida")
    exigir_recepcion(recibida_en, notificada_en=fila.notificada_en, momento=momento)
    recepcion = Recepcion.objects.create(
        notificacion=fila, recibida_en=recibida_en, registrada_en=momento, registrada_por=quien
    )
    anotar(
        "recibir_notificacion", f"notificacion:{fila.pk}", proceso=proceso, quien=quien,
        momento=momento, concluye=concluye.value,
    )  # fmt: skip
    return recepcion
