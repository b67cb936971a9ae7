"""Passkeys (WebAuthn) as the officials' second factor, besides the code of an app (ET 9.4).

What a false page asks for, a passkey does not sign: it answers to our origin alone. allauth keeps
them and runs the ceremonies; here, what it does not ask: the origin to the letter, and a counter
that never goes back.
"""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from rubrica.core.rechazos import rechazo
from rubrica.cuentas import rules
from rubrica.cuentas.models import Cuenta

CONTADOR = "contador"  # in a passkey: how often it said that it had signed
MALFORMADA = (ValueError, TypeError, KeyError, AttributeError, IndexError)


def de(cuenta: Cuenta) -> QuerySet[Authenticator]:
    """Return the passkeys of an account, the oldest first."""
    filas: QuerySet[Authenticator] = Authenticator.objects.filter(
        user=cuenta, type=Authenticator.Type.WEBAUTHN
    )
    return filas.order_by("created_at", "pk")


def exigir_lugar(cuenta: Cuenta, nombre: str) -> None:
    """Raise Rechazo `demasiadas-llaves` or `llave-de-acceso-repetida` for one more of that name."""
    nombres = [llave.wrap().name for llave in de(cuenta)]
    if len(nombres) >= rules.MAX_LLAVES_DE_ACCESO:
        raise rechazo("demasiadas-llaves")
    if nombre in nombres:
        raise rechazo("llave-de-acceso-repetida")


def exigir_otro_factor(cuenta: Cuenta, numero: int) -> None:
    """Raise Rechazo `llave-unica` if without that passkey only the password is left."""
    otros = Authenticator.objects.filter(user=cuenta).exclude(pk=numero)
    suya = de(cuenta).filter(pk=numero).exists()
    if suya and not otros.exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
        raise rechazo("llave-unica")


def exigir_origen(request: HttpRequest, dicho: str) -> None:
    """Raise ValueError unless that is the origin that was asked for: no subdomain, no port."""
    if dicho != request.build_absolute_uri("/").rstrip("/"):
        raise ValueError("origin")


def exigir_origen_de_alta(request: HttpRequest, respuesta: Any) -> None:
    """The same, of what a passkey said when it was made."""
    dicho = RegistrationResponse.from_dict(respuesta).response
    exigir_origen(request, dicho.client_data.origin)


@transaction.atomic
def anotar_uso(request: HttpRequest, llave: Authenticator, respuesta: Any) -> None:
    """The passkey signed once more; raise ValueError if it counts backwards, as a copy would."""
    dicho = AuthenticationResponse.from_dict(respuesta).response
    exigir_origen(request, dicho.client_data.origin)
    fila = Authenticator.objects.select_for_update().get(pk=llave.pk)
    contador = dicho.authenticator_data.counter
    antes = fila.data.get(CONTADOR, fila.wrap().authenticator_data.counter)
    if (contador or antes) and contador <= antes:
        raise ValueError("signature counter")
    fila.data[CONTADOR] = contador
    fila.save(update_fields=["data"])
