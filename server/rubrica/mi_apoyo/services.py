"""Writes of Mi Apoyo on the side of the internet, and what the Mesa confirms (ET 7.7–7.11, 7.25).

What the worker answers is in `atencion.py`.
"""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from rubrica.bitacora.services import asentar
from rubrica.core import jws, mi_apoyo
from rubrica.core.rechazos import rechazo
from rubrica.mi_apoyo import rules, sellos
from rubrica.mi_apoyo.models import Solicitud, Vinculo
from rubrica.mi_apoyo.rules import EstadoDeSolicitud, EstadoDeVinculo


def pedir(*, solicitud: mi_apoyo.Solicitud, origen: str, momento: datetime) -> None:
    """Keep a sealed request for the worker; the same one again changes nothing (ET 7.7).

    Nothing here depends on whom it names, since nothing here can read it. origen: address of who
    asks. Raises Rechazo: dispositivo-vinculado, solicitudes-de-mas, solicitud-mal-formada.
    """
    ya = Solicitud.objects.filter(pk=solicitud.id).first()
    if ya is not None:
        if ya.kid != solicitud.kid:
            raise rechazo("solicitud-mal-formada", campo="id")
        return
    if Vinculo.objects.filter(kid=solicitud.kid).exists():
        raise rechazo("dispositivo-vinculado")
    quien = salted_hmac("rubrica.mi_apoyo.origen", origen, algorithm="sha256").digest()
    _check_pace(solicitud.kid, quien, momento)
    _keep(solicitud, quien, momento)


def _check_pace(kid: str, origen: bytes, momento: datetime) -> None:
    """Refuse a device or an address that asks too often."""
    del_dispositivo = Solicitud.objects.filter(
        kid=kid, pedida_en__gt=momento - rules.VIGENCIA_DEL_CODIGO
    )
    del_origen = Solicitud.objects.filter(
        origen=origen, pedida_en__gt=momento - rules.LAPSO_DEL_ORIGEN
    )
    if (
        del_dispositivo.count() >= rules.SOLICITUDES_POR_DISPOSITIVO
        or del_origen.count() >= rules.SOLICITUDES_POR_ORIGEN
    ):
        raise rechazo("solicitudes-de-mas")


@transaction.atomic
def _keep(solicitud: mi_apoyo.Solicitud, origen: bytes, momento: datetime) -> None:
    try:
        with transaction.atomic():
            Solicitud.objects.create(
                id=solicitud.id, kid=solicitud.kid, jwk=dict(solicitud.jwk),
                sellada=solicitud.sellada, origen=origen, pedida_en=momento,
                vence_en=momento + rules.VIGENCIA_DEL_CODIGO,
            )  # fmt: skip
    except IntegrityError:
        return  # two copies of one request at once: the first is kept
    asentar(
        momento=momento,
        actor="mi_apoyo",
        acto="pedir_codigo_de_mi_apoyo",
        objeto=f"solicitud/{solicitud.id}",
        datos={},
    )


@dataclass(frozen=True, kw_only=True)
class Activado:
    """What the phone is told of its own bond. entidad: two digits."""

    dispositivo: uuid.UUID
    numero: int
    kid: str
    entidad: str


def activar(*, activacion: mi_apoyo.Activacion, partes: jws.Partes, momento: datetime) -> Activado:
    """Bond the device that asked, with the code that reached its mailbox (ET 7.10, 7.11, 7.25).

    Typed again on the same phone it answers the same. Raises Rechazo; a wrong code is counted all
    the same.
    """
    with transaction.atomic():
        solicitud = Solicitud.objects.select_for_update().filter(pk=activacion.solicitud).first()
        if solicitud is None:
            raise rechazo("codigo-de-mi-apoyo-incorrecto")
        _check_device(solicitud, activacion.kid, partes)
        acierto = _try_code(solicitud, activacion.codigo, momento)
    if not acierto:
        raise rechazo("codigo-de-mi-apoyo-incorrecto")
    return _bond(solicitud.pk, momento)


def _check_device(solicitud: Solicitud, kid: str, partes: jws.Partes) -> None:
    """Refuse a code typed on another device than the one that asked for it (ET 7.10)."""
    if kid != solicitud.kid:
        raise rechazo("codigo-de-otro-dispositivo")
    try:
        jws.comprobar(partes, jws.clave_de_jwk(solicitud.jwk))
    except jws.JwsInvalido:
        raise rechazo("sobre-firma", causa=str(jws.Causa.FIRMA)) from None


def _try_code(solicitud: Solicitud, codigo: str, momento: datetime) -> bool:
    """Whether that is the code; one attempt less if not. Raises Rechazo when none is left."""
    if not rules.codigo_sirve(vence_en=solicitud.vence_en, momento=momento):
        raise rechazo("codigo-vencido")
    if solicitud.intentos >= rules.INTENTOS:
        raise rechazo("codigo-agotado")
    ultima = Solicitud.objects.filter(kid=solicitud.kid).latest("pedida_en")
    huella = sellos.hash_of_code(solicitud.pk, solicitud.kid, codigo)
    if ultima.pk == solicitud.pk and sellos.same_bytes(solicitud.huella, huella):
        return True
    solicitud.intentos += 1
    solicitud.save(update_fields=["intentos"])
    return False


@transaction.atomic
def _bond(id_: uuid.UUID, momento: datetime) -> Activado:
    """Return the bond of an accepted request, made now unless it was there."""
    solicitud = Solicitud.objects.select_for_update().get(pk=id_)
    vinculo = Vinculo.objects.filter(kid=solicitud.kid).first() or _new_bond(solicitud, momento)
    return Activado(
        dispositivo=vinculo.pk, numero=vinculo.numero, kid=vinculo.kid, entidad=vinculo.entidad
    )


def _new_bond(solicitud: Solicitud, momento: datetime) -> Vinculo:
    """Take the place of the person's earlier provisional device, if she had one, and bond.

    Raises Rechazo codigo-de-mi-apoyo-incorrecto when the mailbox was bonded to another person, or
    to a firm device, since the code was sent; or a code for it was sent in another entidad.
    """
    if not bytes(solicitud.huella):
        raise rechazo("codigo-de-mi-apoyo-incorrecto")
    anteriores = Vinculo.objects.filter(
        correo=solicitud.correo, persona=solicitud.persona, estado=EstadoDeVinculo.PROVISIONAL
    )
    sustituidos = anteriores.update(estado=EstadoDeVinculo.SUSTITUIDO)
    vinculo = Vinculo(
        id=uuid.uuid4(), kid=solicitud.kid, jwk=solicitud.jwk, numero=_free_number(),
        entidad=solicitud.entidad, persona=solicitud.persona, correo=solicitud.correo,
        datos=solicitud.datos, autenticacion=solicitud.autenticacion, activado_en=momento,
    )  # fmt: skip
    try:
        with transaction.atomic():
            vinculo.save(force_insert=True)
    except IntegrityError:
        raise rechazo("codigo-de-mi-apoyo-incorrecto") from None
    solicitud.estado = EstadoDeSolicitud.ACTIVADA
    solicitud.save(update_fields=["estado"])
    asentar(
        momento=momento,
        actor="mi_apoyo",
        acto="activar_mi_apoyo",
        objeto=f"dispositivo/{vinculo.pk}",
        datos={"solicitud": str(solicitud.pk), "sustituidos": sustituidos},
    )
    return vinculo


def _free_number() -> int:
    """Return a number that no bond has; at random, so that a folio does not count them."""
    while True:
        numero = secrets.randbelow(rules.NUMEROS)
        if not Vinculo.objects.filter(numero=numero).exists():
            return numero


@transaction.atomic
def confirmar(*, dispositivo: uuid.UUID, actor: str, momento: datetime) -> bool:
    """Make a bond firm, because a person cleared a record of it (ET 7.25); whether it is now.

    One firm bond for each person: a second device of hers stays provisional. Twice is once.
    """
    vinculo = Vinculo.objects.select_for_update().only("estado", "persona").get(pk=dispositivo)
    if vinculo.estado == EstadoDeVinculo.FIRME:
        return True
    otro = Vinculo.objects.filter(persona=vinculo.persona, estado=EstadoDeVinculo.FIRME)
    if vinculo.estado == EstadoDeVinculo.SUSTITUIDO or otro.exists():
        return False
    vinculo.estado, vinculo.firme_en = EstadoDeVinculo.FIRME, momento
    try:
        with transaction.atomic():
            vinculo.save(update_fields=["estado", "firme_en"])
    except IntegrityError:
        return False  # another device of the same person became firm at this very moment
    asentar(
        momento=momento,
        actor=actor,
        acto="confirmar_vinculo",
        objeto=f"dispositivo/{dispositivo}",
        datos={},
    )
    return True


def anotar_consecutivo(*, dispositivo: uuid.UUID, consecutivo: int) -> None:
    """Keep the highest consecutivo that a device says to have made; a lower one changes nothing."""
    Vinculo.objects.filter(pk=dispositivo, ultimo_consecutivo__lt=consecutivo).update(
        ultimo_consecutivo=consecutivo
    )
