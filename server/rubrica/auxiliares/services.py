"""What is written about auxiliares and their devices. One function, one act, one asiento."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from rubrica.auxiliares import rules, sellos
from rubrica.auxiliares.models import Alta, Auxiliar, CodigoDeCorreo, Dispositivo, LlaveSustituida
from rubrica.auxiliares.rules import DatosDeAuxiliar, EstadoDeAlta, TipoDeBaja
from rubrica.avisos.rules import Valor
from rubrica.avisos.services import enviar, enviar_varios
from rubrica.bitacora.rules import Apunte
from rubrica.bitacora.services import asentar_varios
from rubrica.core.rechazos import rechazo
from rubrica.procesos import queries as procesos

POR_LOTE = 500


class CorreoEnUso(Exception):
    """Another active auxiliar of the process has that e-mail (ET 4.7: an account is personal)."""


class BajaImprocedente(Exception):
    """That auxiliar or device was already given up; its first baja stands."""


class CodigoIncorrecto(Exception):
    """The code, or the data it came with, is not right, or it expired. It never says which."""


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

    promovente: pk of the Cuenta that answers for this person.
    Id_Auxiliar counts from 0001 in each process; rows are never deleted, so none repeats.
    """
    lock_numbering(proceso)
    numero = f"{Auxiliar.objects.filter(proceso=proceso).count() + 1:04d}"
    auxiliar = _fila(proceso, numero, promovente, datos, momento)
    try:
        with transaction.atomic():
            auxiliar.save(force_insert=True)
    except IntegrityError as falla:
        raise CorreoEnUso from falla
    _notify_alta(auxiliar, datos, momento)
    _asentar("dar_de_alta_auxiliar", auxiliar, actor=actor, momento=momento)
    return auxiliar


@transaction.atomic
def dar_de_alta_varios(
    *,
    proceso: str,
    datos: Sequence[DatosDeAuxiliar],
    actor: str,
    momento: datetime,
    avisar: Callable[[int], None],
) -> None:
    """Register all of them, each with its e-mail of ET 3.3, or none; raise CorreoEnUso.

    The caller holds the numbering. avisar: told now and then how many are done.
    """
    promovente = _promovente_de(proceso)
    siguiente = Auxiliar.objects.filter(proceso=proceso).count() + 1
    for desde in range(0, len(datos), POR_LOTE):
        lote = datos[desde : desde + POR_LOTE]
        filas = [
            _fila(proceso, f"{siguiente + desde + n:04d}", promovente, uno, momento)
            for n, uno in enumerate(lote)
        ]
        try:
            with transaction.atomic():
                Auxiliar.objects.bulk_create(filas)
        except IntegrityError as falla:
            raise CorreoEnUso from falla
        enviar_varios(
            plantilla="alta_de_auxiliar",
            correos=[(d.correo, _aviso_de_alta(f, d)) for f, d in zip(filas, lote, strict=True)],
            proceso=proceso,
            momento=momento,
        )
        asentar_varios([_apunte("dar_de_alta_auxiliar", f, actor, momento) for f in filas])
        avisar(desde + len(lote))


def _promovente_de(proceso: str) -> int:
    datos = procesos.proceso_en_puerta(proceso)
    if datos is None:
        raise rechazo("proceso-desconocido")
    return datos.promovente


def _fila(
    proceso: str, numero: str, promovente: int, datos: DatosDeAuxiliar, momento: datetime
) -> Auxiliar:
    return Auxiliar(
        proceso=proceso,
        numero=numero,
        promovente=promovente,
        datos=sellos.seal_datos(proceso, numero, datos),
        correo_indice=sellos.index_of_correo(proceso, datos.correo),
        alta_en=momento,
    )


def lock_numbering(proceso: str) -> None:
    """Hold the numbering of one process until the commit: two altas never take one number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"auxiliares/{proceso}"])


def _notify_alta(auxiliar: Auxiliar, datos: DatosDeAuxiliar, momento: datetime) -> None:
    enviar(
        plantilla="alta_de_auxiliar",
        para=datos.correo,
        datos=_aviso_de_alta(auxiliar, datos),
        proceso=auxiliar.proceso,
        momento=momento,
    )


def _aviso_de_alta(auxiliar: Auxiliar, datos: DatosDeAuxiliar) -> dict[str, Valor]:
    """Return what the e-mail of ET 3.3 says."""
    return {
        "nombre": datos.nombre_completo,
        "autenticacion": "correo",
        "proceso": auxiliar.proceso,
        "auxiliar": auxiliar.numero,
        "correo": datos.correo,
        "enlace": enrolment_link(auxiliar.proceso, auxiliar.numero, datos.correo),
        "manual": f"{settings.URL_PUBLICA}/manuales/auxiliar/",
        "telefono": f"{settings.URL_PUBLICA}/telefono/",
    }


def enrolment_link(proceso: str, numero: str, correo: str) -> str:
    """Return the link that fills the four data of ET 4.4 in the app.

    They travel after the `#`, which a browser never sends: no log of any server sees them.
    """
    cuatro = {
        "autenticacion": "correo",
        "proceso": proceso,
        "auxiliar": numero,
        "correo": correo,
    }
    return f"{settings.URL_PUBLICA}/app/#/alta?{urlencode(cuatro)}"


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
    """End the work of one auxiliar from `momento` on, with its motive, and tell the person.

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
    _asentar(
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
        momento=momento,
    )


def _asentar(
    acto: str,
    auxiliar: Auxiliar,
    *,
    actor: str,
    momento: datetime,
    datos: Mapping[str, str | int | bool | None] | None = None,
) -> None:
    asentar_varios([_apunte(acto, auxiliar, actor, momento, datos)])


def _apunte(
    acto: str,
    auxiliar: Auxiliar,
    actor: str,
    momento: datetime,
    datos: Mapping[str, str | int | bool | None] | None = None,
) -> Apunte:
    return Apunte(
        momento=momento,
        actor=actor,
        acto=acto,
        objeto=f"auxiliar/{auxiliar.proceso}/{auxiliar.numero}",
        datos=datos or {},
        proceso=auxiliar.proceso,
    )


# --- Enrolment of a phone (ET 4.4, 4.5, 4.9) -----------------------------------------------


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
    if auxiliar is None or _asked_too_often(auxiliar, momento):
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
    """Who a phone says to be, the code that proves it, and the key that it wants known.

    kid: RFC 7638 thumbprint of `jwk`.
    """

    proceso: str
    numero: str
    correo: str
    codigo: str
    jwk: Mapping[str, str]
    kid: str


@dataclass(frozen=True, kw_only=True)
class Solicitud(Prueba):
    """What a phone asks at enrolment (ET 4.4)."""

    responsiva_version: str


def enrolar(*, solicitud: Solicitud, momento: datetime) -> Dispositivo:
    """Return the device enrolled with that key; the same one when the phone asks again.

    The row of the auxiliar stays locked: two phones at once never make a third (ET 4.9). Raises
    CodigoIncorrecto, whose attempt is counted all the same, and rules.TercerDispositivo.
    """
    with transaction.atomic():
        auxiliar = active(solicitud.proceso, solicitud.numero, solicitud.correo)
        codigo = try_code(auxiliar, solicitud, momento) if auxiliar else None
    if auxiliar is None or codigo is None:
        raise CodigoIncorrecto
    return _add_device(auxiliar.pk, codigo.pk, solicitud, momento)


def try_code(auxiliar: Auxiliar, prueba: Prueba, momento: datetime) -> CodigoDeCorreo | None:
    """Count one attempt at the last code and return it if it was right; None if not."""
    codigo = auxiliar.codigos.order_by("-creado_en").first()
    if codigo is None or not rules.code_serves(
        vence_en=codigo.vence_en, intentos=codigo.intentos, momento=momento
    ):
        return None
    huella = sellos.hash_of_code(prueba.proceso, auxiliar.pk, prueba.codigo)
    if sellos.same_bytes(codigo.huella, huella) and codigo.kid in ("", prueba.kid):
        return codigo
    codigo.intentos += 1
    codigo.save(update_fields=["intentos"])
    return None


@transaction.atomic
def _add_device(
    auxiliar_id: int, codigo_id: int, solicitud: Solicitud, momento: datetime
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
    )  # fmt: skip
    CodigoDeCorreo.objects.filter(pk=codigo_id).update(kid=solicitud.kid)
    _asentar(
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
    _asentar(
        "dar_de_baja_dispositivo", fila.auxiliar, actor=str(fila.auxiliar), momento=momento,
        datos={"dispositivo": str(fila.pk), "hasta_consecutivo": hasta_consecutivo},
    )  # fmt: skip
    return fila


@transaction.atomic
def revocar_dispositivo(*, dispositivo: uuid.UUID, actor: str, momento: datetime) -> Dispositivo:
    """Revoke one device by the authority (ET 4.10): what arrives from now on is class d.

    Raises Dispositivo.DoesNotExist and BajaImprocedente.
    """
    fila = Dispositivo.objects.select_for_update().get(pk=dispositivo)
    if fila.baja_en:
        raise BajaImprocedente
    fila.baja_en, fila.baja_tipo = momento, TipoDeBaja.AUTORIDAD
    fila.save(update_fields=["baja_en", "baja_tipo"])
    _asentar(
        "revocar_dispositivo", fila.auxiliar, actor=actor, momento=momento,
        datos={"dispositivo": str(fila.pk), "numeral": "ET 4.10"},
    )  # fmt: skip
    return fila


# --- The enrolment capture, as recepción hands it over and verificacion opens it (ET 4.5) --


@dataclass(frozen=True, kw_only=True)
class AltaRecibida:
    """One enrolment capture as received. sobre: verbatim. resumen: SHA-256 of its payload."""

    id: uuid.UUID
    dispositivo: uuid.UUID
    folio: str
    sobre: str
    resumen: bytes
    codigo_integridad: bytes
    tamano: int
    capturado_en: datetime
    recibido_en: datetime
    recibo: str


def recibir_alta(alta: AltaRecibida) -> bool:
    """Keep one enrolment capture; False when its id, folio or código was already kept.

    One statement and no asiento: recepción may insert here and nowhere else. abrir_alta leaves
    in the bitácora that it was received, with its instant.
    """
    fila = Alta(
        id=alta.id, dispositivo_id=alta.dispositivo, folio=alta.folio, sobre=alta.sobre,
        resumen=alta.resumen, codigo_integridad=alta.codigo_integridad, tamano=alta.tamano,
        capturado_en=alta.capturado_en, recibido_en=alta.recibido_en, recibo=alta.recibo,
    )  # fmt: skip
    try:
        with transaction.atomic():
            fila.save(force_insert=True)
    except IntegrityError:
        return False
    return True


@transaction.atomic
def abrir_alta(*, alta: uuid.UUID, resultado: bytes, momento: datetime, motivo: str = "") -> None:
    """Say that an enrolment capture was opened, or why not, and enable its device.

    resultado: what was found, already sealed by the caller. motivo: empty when it opened; else
    what the phone shows, without personal data, and the device stays as it was. Opened twice is
    opened once. Raises Alta.DoesNotExist.
    """
    fila = Alta.objects.select_for_update().get(pk=alta)
    if fila.estado != EstadoDeAlta.RECIBIDA:
        return
    fila.estado = EstadoDeAlta.NO_ABRE if motivo else EstadoDeAlta.ABIERTA
    fila.motivo, fila.resultado, fila.abierta_en = motivo, resultado, momento
    fila.save(update_fields=["estado", "motivo", "resultado", "abierta_en"])
    if not motivo:
        Dispositivo.objects.filter(pk=fila.dispositivo_id, habilitado_en__isnull=True).update(
            habilitado_en=momento
        )
    _asentar(
        "abrir_alta", fila.dispositivo.auxiliar, actor="worker", momento=momento,
        datos={
            "alta": str(fila.pk), "estado": fila.estado,
            "recibida_en": fila.recibido_en.isoformat(),
        },
    )  # fmt: skip


def anotar_consecutivo(*, dispositivo: uuid.UUID, consecutivo: int) -> None:
    """Keep the highest consecutivo that a device says to have made; a lower one changes nothing."""
    Dispositivo.objects.filter(Q(pk=dispositivo), ultimo_consecutivo__lt=consecutivo).update(
        ultimo_consecutivo=consecutivo
    )
