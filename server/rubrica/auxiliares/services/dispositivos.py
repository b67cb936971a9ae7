"""The phones of an auxiliar: their enrolment, their baja, what they count (ET 4.4, 4.9, 4.10)."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import ClassVar

from django.db import transaction
from django.db.models import F, Q

from rubrica.auxiliares import rules, sellos
from rubrica.auxiliares.models import Auxiliar, CodigoDeCorreo, Dispositivo, LlaveSustituida
from rubrica.auxiliares.rules import TipoDeBaja
from rubrica.auxiliares.services._comun import BajaImprocedente, asentar
from rubrica.avisos.services import enviar
from rubrica.core.autenticacion import CORREO
from rubrica.cuentas import comprobaciones
from rubrica.cuentas.comprobaciones import Gasto
from rubrica.cuentas.queries import correos_en
from rubrica.cuentas.rules import Rol
from rubrica.cuentas.rules_comprobacion import Uso, leer_muestra
from rubrica.procesos.queries import espera_fura


class CodigoIncorrecto(Exception):
    """The code, or the data it came with, is not right, or it expired. It never says which."""


class FuraPendiente(Exception):
    """The process enrols nobody whose signed FURA was not handed in (ET 3.6, 3.7)."""


def minutes_of_code() -> int:
    """Return for how long a code serves."""
    return int(rules.CODIGO_VIGENCIA.total_seconds() // 60)


@transaction.atomic
def pedir_codigo(*, proceso: str, numero: str, correo: str, momento: datetime) -> None:
    """Send a code to the e-mail of an active auxiliar; for anybody else do the same and undo it.

    The work is the same whether the data is right or not, so that neither the answer nor its
    time tells who is an auxiliar. More than CODIGOS_POR_LAPSO in an hour are not sent.
    """
    auxiliar = active(proceso, numero, correo)
    codigo = f"{secrets.randbelow(10**rules.CODIGO_CIFRAS):0{rules.CODIGO_CIFRAS}d}"
    enviar(
        plantilla="codigo_de_acceso",
        para=correo,
        datos={"codigo": codigo, "minutos": minutes_of_code()},
        proceso=proceso,
        momento=momento,
    )
    if auxiliar is None or auxiliar.autenticacion != CORREO or _asked_too_often(auxiliar, momento):
        transaction.set_rollback(True)
        return
    CodigoDeCorreo.objects.create(
        auxiliar=auxiliar,
        huella=sellos.hash_of_code(proceso, auxiliar.pk, codigo),
        creado_en=momento,
        vence_en=momento + rules.CODIGO_VIGENCIA,
    )


def active(proceso: str, numero: str, correo: str) -> Auxiliar | None:
    """Return the auxiliar that those three data name together, locked; None if they do not."""
    indice = sellos.index_of_correo(proceso, correo)
    auxiliar = (
        Auxiliar.objects.select_for_update()
        .filter(proceso=proceso, numero=numero, baja_en__isnull=True)
        .first()
    )
    if auxiliar is None or not sellos.same_bytes(auxiliar.correo_indice, indice):
        return None
    return auxiliar


def _asked_too_often(auxiliar: Auxiliar, momento: datetime) -> bool:
    desde = momento - rules.CODIGOS_LAPSO
    return auxiliar.codigos.filter(creado_en__gt=desde).count() >= rules.CODIGOS_POR_LAPSO


@dataclass(frozen=True, kw_only=True)
class Prueba:
    """Who a phone says to be, what proves it, and the key that it wants known.

    codigo: the code by e-mail; of another type of account, "id.secret" of the proof that its
    provider gave. kid: RFC 7638 thumbprint of `jwk`.
    """

    proceso: str
    numero: str
    correo: str
    autenticacion: str
    codigo: str
    jwk: Mapping[str, str]
    kid: str


@dataclass(frozen=True, kw_only=True)
class Solicitud(Prueba):
    """What a phone asks at enrolment (ET 4.4). agente: what its browser says to be."""

    uso: ClassVar[Uso] = Uso.ALTA

    responsiva_version: str
    agente: str = ""


def enrolar(*, solicitud: Solicitud, momento: datetime) -> Dispositivo:
    """Return the device enrolled with that key; the same one when the phone asks again.

    The row of the auxiliar stays locked: two phones at once never make a third (ET 4.9). Raises
    CodigoIncorrecto, whose attempt is counted all the same, FuraPendiente, which only who proved
    the account is told, and rules.TercerDispositivo, which is counted and left in the bitácora.
    """
    with transaction.atomic():
        auxiliar = active(solicitud.proceso, solicitud.numero, solicitud.correo)
        gasto = probar(auxiliar, solicitud, solicitud.uso, momento) if auxiliar else None
    if auxiliar is None or gasto is None:
        raise CodigoIncorrecto
    if espera_fura(solicitud.proceso) and not _has_fura(auxiliar):
        raise FuraPendiente
    try:
        return _add_device(auxiliar.pk, gasto, solicitud, momento)
    except rules.TercerDispositivo:
        _count_refusal(auxiliar, momento)
        raise


def _has_fura(auxiliar: Auxiliar) -> bool:
    return auxiliar.anexos.filter(clase=rules.ClaseDeAnexo.FURA).exists()


@transaction.atomic
def _count_refusal(auxiliar: Auxiliar, momento: datetime) -> None:
    """Leave that a third device was tried: the authority looks at it (ET 4.10)."""
    Auxiliar.objects.filter(pk=auxiliar.pk).update(negados=F("negados") + 1)
    asentar("negar_tercer_dispositivo", auxiliar, actor=str(auxiliar), momento=momento)


def probar(auxiliar: Auxiliar, prueba: Prueba, uso: Uso, momento: datetime) -> Gasto | None:
    """Return what spends the proof for a key, None if it proves nothing (ET 4.4, 4.6).

    The type of account registered for the auxiliar decides: no other proof serves.
    """
    if prueba.autenticacion != auxiliar.autenticacion:
        return None
    if prueba.autenticacion == CORREO:
        return _try_code(auxiliar, prueba, momento)
    if (muestra := leer_muestra(prueba.codigo)) is None:
        return None
    return comprobaciones.gasto(
        muestra=muestra, uso=uso, proveedor=auxiliar.autenticacion, correo=prueba.correo,
        quien=prueba.kid, momento=momento,
    )  # fmt: skip


def _try_code(auxiliar: Auxiliar, prueba: Prueba, momento: datetime) -> Gasto | None:
    """Count one attempt at the last code and return what spends it if it was right."""
    codigo = auxiliar.codigos.order_by("-creado_en").first()
    if codigo is None or not rules.code_serves(
        vence_en=codigo.vence_en, intentos=codigo.intentos, momento=momento
    ):
        return None
    huella = sellos.hash_of_code(prueba.proceso, auxiliar.pk, prueba.codigo)
    if sellos.same_bytes(codigo.huella, huella) and codigo.kid in ("", prueba.kid):
        return partial(_spend_code, codigo.pk)
    codigo.intentos += 1
    codigo.save(update_fields=["intentos"])
    return None


def _spend_code(codigo: int, kid: str) -> None:
    CodigoDeCorreo.objects.filter(pk=codigo).update(kid=kid)


@transaction.atomic
def _add_device(
    auxiliar_id: int, gasto: Gasto, solicitud: Solicitud, momento: datetime
) -> Dispositivo:
    auxiliar = Auxiliar.objects.select_for_update().get(pk=auxiliar_id)
    dispositivos = list(auxiliar.dispositivos.all())
    ya = next((d for d in dispositivos if d.kid == solicitud.kid), None)
    if ya is not None:
        return ya
    if auxiliar.baja_en or key_is_known(solicitud.kid):
        raise CodigoIncorrecto
    numero = rules.next_device_number(
        [d.numero for d in dispositivos],
        [
            rules.DispositivoActivo(numero=d.numero, alta_en=d.alta_en)
            for d in dispositivos
            if d.baja_en is None
        ],
    )
    dispositivo = Dispositivo.objects.create(
        id=uuid.uuid4(), auxiliar=auxiliar, numero=numero, kid=solicitud.kid,
        jwk=dict(solicitud.jwk), responsiva_version=solicitud.responsiva_version, alta_en=momento,
        agente=solicitud.agente,
    )  # fmt: skip
    gasto(solicitud.kid)
    asentar(
        "enrolar_dispositivo", auxiliar, actor=str(auxiliar), momento=momento,
        datos={
            "dispositivo": str(dispositivo.pk), "numero": numero,
            "responsiva": solicitud.responsiva_version,
        },
    )  # fmt: skip
    return dispositivo


def key_is_known(kid: str) -> bool:
    """Whether some device signs with that key, or once did."""
    return (
        Dispositivo.objects.filter(kid=kid).exists()
        or LlaveSustituida.objects.filter(kid=kid).exists()
    )


@transaction.atomic
def dar_de_baja_dispositivo(
    *, dispositivo: uuid.UUID, hasta_consecutivo: int, momento: datetime
) -> Dispositivo:
    """Give a device up by its own auxiliar's act (ET 4.9): its place is free from now on.

    What it captured up to `hasta_consecutivo` stays good, whenever it arrives. Asked again, it
    answers with the first baja. Raises Dispositivo.DoesNotExist.
    """
    fila = Dispositivo.objects.select_for_update().get(pk=dispositivo)
    if fila.baja_en:
        return fila
    fila.baja_en, fila.baja_tipo = momento, TipoDeBaja.PROPIA
    fila.hasta_consecutivo = hasta_consecutivo
    fila.save(update_fields=["baja_en", "baja_tipo", "hasta_consecutivo"])
    asentar(
        "dar_de_baja_dispositivo", fila.auxiliar, actor=str(fila.auxiliar), momento=momento,
        datos={"dispositivo": str(fila.pk), "hasta_consecutivo": hasta_consecutivo},
    )  # fmt: skip
    return fila


@transaction.atomic
def revocar_dispositivo(
    *, dispositivo: uuid.UUID, motivo: str, actor: str, momento: datetime
) -> Dispositivo:
    """Revoke one device by the authority; its person and the promovente are told (ET 4.10).

    What arrives from it from now on is class d; its place is free for another one of the same
    Id_Auxiliar. Raises Dispositivo.DoesNotExist, BajaImprocedente, ValueError on an empty motivo.
    """
    if not motivo.strip():
        raise ValueError("a revocation needs its motivo (ET 4.10)")
    fila = Dispositivo.objects.select_for_update().get(pk=dispositivo)
    auxiliar = fila.auxiliar
    if fila.baja_en:
        raise BajaImprocedente
    fila.baja_en, fila.baja_tipo = momento, TipoDeBaja.AUTORIDAD
    fila.baja_motivo = sellos.seal_revocacion(auxiliar.proceso, str(fila.pk), motivo.strip())
    fila.save(update_fields=["baja_en", "baja_tipo", "baja_motivo"])
    _notify_revocation(fila, momento)
    asentar(
        "revocar_dispositivo", auxiliar, actor=actor, momento=momento,
        datos={"dispositivo": str(fila.pk), "numeral": "ET 4.10"},
    )  # fmt: skip
    return fila


def _notify_revocation(fila: Dispositivo, momento: datetime) -> None:
    auxiliar = fila.auxiliar
    datos = sellos.open_datos(auxiliar.proceso, auxiliar.numero, auxiliar.datos)
    de_la_promovente = correos_en(auxiliar.proceso, [Rol.PROMOVENTE], momento=momento)
    for correo in (datos.correo, *de_la_promovente):
        enviar(
            plantilla="dispositivo_revocado",
            para=correo,
            objeto=auxiliar.objeto if correo == datos.correo else "",
            datos={
                "proceso": auxiliar.proceso,
                "auxiliar": auxiliar.numero,
                "telefono": fila.numero,
                "momento": momento.isoformat(),
            },
            proceso=auxiliar.proceso,
            momento=momento,
        )


def anotar_consecutivo(*, dispositivo: uuid.UUID, consecutivo: int) -> None:
    """Keep the highest consecutivo that a device says to have made; a lower one changes nothing."""
    Dispositivo.objects.filter(Q(pk=dispositivo), ultimo_consecutivo__lt=consecutivo).update(
        ultimo_consecutivo=consecutivo
    )
