"""Passkeys (WebAuthn) as the officials' second factor, besides the code of an app (ET 9.4).

What a false page asks for, a passkey does not sign: it answers to our origin alone. The ceremonies
are python-fido2's, the library that django-allauth uses. Each challenge serves once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from rubrica.bitacora.rules import actor_de_cuenta
from rubrica.bitacora.services import asentar
from rubrica.core.rechazos import rechazo
from rubrica.cuentas import rules, services
from rubrica.cuentas.models import Cuenta, LlaveDeAcceso

RETO = "reto_de_llave"  # in the session: the challenge that this browser has to answer
MALFORMADA = (ValueError, TypeError, KeyError, AttributeError, IndexError)


def de(cuenta: Cuenta) -> QuerySet[LlaveDeAcceso]:
    """Return the passkeys of an account, the oldest first."""
    return cuenta.llaves_de_acceso.order_by("registrada_en", "pk")


def proponer(request: HttpRequest, cuenta: Cuenta) -> str:
    """Return, as JSON, what the browser needs to make a passkey; its challenge waits here."""
    opciones, reto = _servidor(request).register_begin(
        PublicKeyCredentialUserEntity(
            id=f"cuenta:{cuenta.pk}".encode(), name=cuenta.correo, display_name=cuenta.nombre
        ),
        credentials=_credenciales(cuenta),
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    request.session[RETO] = reto
    return json.dumps(dict(opciones)["publicKey"])


def retar(request: HttpRequest, cuenta: Cuenta) -> str:
    """Return, as JSON, what a passkey of the account has to sign; "" if it has none."""
    if not (credenciales := _credenciales(cuenta)):
        return ""
    opciones, reto = _servidor(request).authenticate_begin(
        credenciales, user_verification=UserVerificationRequirement.PREFERRED
    )
    request.session[RETO] = reto
    return json.dumps(dict(opciones)["publicKey"])


def registrar(
    *, request: HttpRequest, cuenta: Cuenta, nombre: str, respuesta: Any, momento: datetime
) -> LlaveDeAcceso:
    """The account has that passkey from now on.

    Raises Rechazo `llave-de-acceso-invalida`, `llave-de-acceso-repetida`, `demasiadas-llaves`.
    """
    reto = request.session.pop(RETO, None)
    try:
        dada = _servidor(request).register_complete(_exigir(reto), respuesta)
        credencial = dada.credential_data
    except MALFORMADA:
        raise rechazo("llave-de-acceso-invalida") from None
    if credencial is None:
        raise rechazo("llave-de-acceso-invalida")
    llave = LlaveDeAcceso(
        cuenta=cuenta,
        nombre=nombre,
        credencial=credencial.credential_id,
        publica=bytes(credencial),
        contador=dada.counter,
        registrada_en=momento,
    )
    try:
        return _guardar(llave, momento)
    except IntegrityError:
        raise rechazo("llave-de-acceso-repetida") from None


@transaction.atomic
def _guardar(llave: LlaveDeAcceso, momento: datetime) -> LlaveDeAcceso:
    Cuenta.objects.select_for_update(of=("self",), no_key=True).get(pk=llave.cuenta_id)
    if de(llave.cuenta).count() >= rules.MAX_LLAVES_DE_ACCESO:
        raise rechazo("demasiadas-llaves")
    llave.save(force_insert=True)
    _asentar("registrar_llave_de_acceso", llave, momento)
    return llave


def presentar(
    *, request: HttpRequest, cuenta: Cuenta, respuesta: Any, origen: str, momento: datetime
) -> None:
    """Let the account in with one of its passkeys.

    Raises Rechazo `llave-de-acceso-invalida` or `demasiados-intentos`.
    """
    services.esperar_si_fallo_mucho(cuenta=cuenta, origen=origen, momento=momento)
    reto = request.session.pop(RETO, None)
    try:
        usada = _servidor(request).authenticate_complete(
            _exigir(reto), _credenciales(cuenta), respuesta
        )
        contador = AuthenticationResponse.from_dict(respuesta).response.authenticator_data.counter
        _anotar_uso(cuenta, usada.credential_id, contador, momento)
    except MALFORMADA:
        services.anotar_codigo_fallido(cuenta=cuenta, origen=origen, momento=momento)
        raise rechazo("llave-de-acceso-invalida") from None


@transaction.atomic
def _anotar_uso(cuenta: Cuenta, credencial: bytes, contador: int, momento: datetime) -> None:
    """The passkey signed once more; raise ValueError if it counts backwards, as a copy would."""
    llave = de(cuenta).select_for_update().get(credencial=credencial)
    if (contador or llave.contador) and contador <= llave.contador:
        raise ValueError("signature counter")
    llave.contador, llave.usada_en = contador, momento
    llave.save(update_fields=["contador", "usada_en"])
    services.dejar_pasar(cuenta=cuenta, momento=momento)


@transaction.atomic
def quitar(*, cuenta: Cuenta, numero: int, momento: datetime) -> None:
    """The passkey opens nothing from now on; raise LlaveDeAcceso.DoesNotExist if it is not hers."""
    llave = de(cuenta).select_for_update().get(pk=numero)
    _asentar("quitar_llave_de_acceso", llave, momento)
    llave.delete()


def _asentar(acto: str, llave: LlaveDeAcceso, momento: datetime) -> None:
    quien = actor_de_cuenta(llave.cuenta_id)
    datos = {"llave": llave.pk}
    asentar(momento=momento, actor=quien, acto=acto, objeto=quien, datos=datos)


def _servidor(request: HttpRequest) -> Fido2Server:
    """Return the relying party: this host, and no other origin than the one asked for."""
    origen = request.build_absolute_uri("/").rstrip("/")
    parte = PublicKeyCredentialRpEntity(name="Rúbrica", id=request.get_host().partition(":")[0])
    return Fido2Server(parte, verify_origin=lambda dicho: bool(dicho == origen))


def _credenciales(cuenta: Cuenta) -> list[AttestedCredentialData]:
    return [AttestedCredentialData(bytes(llave.publica)) for llave in de(cuenta)]


def _exigir(reto: Mapping[str, Any] | None) -> Mapping[str, Any]:
    if reto is None:
        raise ValueError("no challenge")
    return reto
