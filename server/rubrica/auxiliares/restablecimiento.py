"""A forgotten password: a new key for the same device; the old one signs no more (ET 4.6)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rubrica.auxiliares import sellos
from rubrica.auxiliares.models import Auxiliar, Dispositivo, LlaveSustituida
from rubrica.auxiliares.services import (
    CodigoIncorrecto,
    Prueba,
    active,
    key_is_known,
    probar,
)
from rubrica.avisos.services import enviar
from rubrica.bitacora.services import asentar
from rubrica.cuentas.comprobaciones import Gasto
from rubrica.cuentas.rules_comprobacion import Uso


class DispositivoDeBaja(Exception):
    """That device was given up: it captures no more, and what it has is sent without a password."""


@dataclass(frozen=True, kw_only=True)
class Sustitucion(Prueba):
    """What a phone asks when its password was forgotten.

    dispositivo: known to the phone and to nobody who only reads its e-mail. hasta_consecutivo: the
    last record that the phone made; the old key signs for those and for no more.
    """

    dispositivo: uuid.UUID
    hasta_consecutivo: int


def restablecer(*, solicitud: Sustitucion, momento: datetime) -> Dispositivo:
    """Return the same device, now with the new key; it never makes another (ET 4.6, 4.9).

    Asked again with the same key it changes nothing. Raises CodigoIncorrecto, whose attempt is
    counted all the same, and DispositivoDeBaja.
    """
    with transaction.atomic():
        auxiliar = active(solicitud.proceso, solicitud.numero, solicitud.correo)
        gasto = probar(auxiliar, solicitud, Uso.OLVIDO, momento) if auxiliar else None
    if auxiliar is None or gasto is None:
        raise CodigoIncorrecto
    return _replace_key(auxiliar.pk, gasto, solicitud, momento)


@transaction.atomic
def _replace_key(
    auxiliar_id: int, gasto: Gasto, solicitud: Sustitucion, momento: datetime
) -> Dispositivo:
    auxiliar = Auxiliar.objects.select_for_update().get(pk=auxiliar_id)
    fila = auxiliar.dispositivos.select_for_update().filter(pk=solicitud.dispositivo).first()
    if fila is None or auxiliar.baja_en:
        raise CodigoIncorrecto
    if fila.kid == solicitud.kid:
        return fila
    if fila.baja_en:
        raise DispositivoDeBaja
    if key_is_known(solicitud.kid):
        raise CodigoIncorrecto
    LlaveSustituida.objects.create(
        kid=fila.kid, dispositivo=fila, jwk=fila.jwk,
        hasta_consecutivo=solicitud.hasta_consecutivo, sustituida_en=momento,
    )  # fmt: skip
    fila.kid, fila.jwk = solicitud.kid, dict(solicitud.jwk)
    fila.save(update_fields=["kid", "jwk"])
    gasto(solicitud.kid)
    _notify(auxiliar, fila, momento)
    asentar(
        momento=momento, actor=str(auxiliar), acto="restablecer_contrasena",
        objeto=auxiliar.objeto, proceso=auxiliar.proceso,
        datos={
            "dispositivo": str(fila.pk), "numero": fila.numero,
            "hasta_consecutivo": solicitud.hasta_consecutivo,
        },
    )  # fmt: skip
    return fila


def _notify(auxiliar: Auxiliar, fila: Dispositivo, momento: datetime) -> None:
    """Tell the person: who did not ask for it must hear of it."""
    datos = sellos.open_datos(auxiliar.proceso, auxiliar.numero, auxiliar.datos)
    enviar(
        plantilla="contrasena_restablecida",
        para=datos.correo,
        datos={
            "nombre": datos.nombre_completo,
            "proceso": auxiliar.proceso,
            "auxiliar": auxiliar.numero,
            "telefono": fila.numero,
            "momento": momento.isoformat(),
        },
        proceso=auxiliar.proceso,
        objeto=auxiliar.objeto,
        momento=momento,
    )
