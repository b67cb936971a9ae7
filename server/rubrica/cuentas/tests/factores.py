"""What the tests of the second factor share: the phone of an official, and her first sign-in."""

from __future__ import annotations

import re
import time
from hashlib import sha256

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from fido2.cose import ES256
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorAttestationResponse,
    AuthenticatorData,
    CollectedClientData,
    RegistrationResponse,
)

from rubrica.cuentas.models import Cuenta

CLAVE = "una clave larga de prueba"
PUERTA, CODIGO = "/oficial/entrar/", "/oficial/segundo-factor/"
PASO_S = 30


def codigo(secreto: str, pasos: int = 0) -> str:
    """Return what the phone shows, or showed, or will show that many steps from now."""
    return str(format_hotp_value(hotp_value(secreto, int(time.time()) // PASO_S + pasos)))


def con_clave(cuenta: Cuenta, **datos: str) -> Client:
    """Return a browser in which the password of the account was right."""
    client = Client()
    respuesta = client.post(PUERTA, {"correo": cuenta.correo, "clave": CLAVE, **datos})
    assert respuesta["Location"] == CODIGO
    return client


def secreto_en(pagina: bytes) -> str:
    [texto] = re.findall(r'<code translate="no">([A-Z2-7 ]+)</code>', pagina.decode())
    return str(texto).replace(" ", "")


def codigos_en(pagina: bytes) -> list[str]:
    return re.findall(r'<code translate="no">([0-9-]+)</code>', pagina.decode())


def enrolar(cuenta: Cuenta) -> tuple[str, list[str]]:
    """Return the secret and the recovery codes of who has just enrolled, a step ago."""
    client = con_clave(cuenta)
    secreto = secreto_en(client.get(CODIGO).content)
    respuesta = client.post(CODIGO, {"code": codigo(secreto, -1)})
    return secreto, codigos_en(respuesta.content)


def con_llave(cuenta: Cuenta, nombre: str = "Teléfono") -> Authenticator:
    """Return a passkey of the account that nobody has."""
    credencial = f"{cuenta.pk}-{nombre}".encode()
    publica = ES256({1: 2, 3: -7, -1: 1, -2: b"x" * 32, -3: b"y" * 32})
    suya = AttestedCredentialData.create(b"\0" * 16, credencial, publica)
    banderas = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    dicho = AuthenticatorData.create(sha256(b"testserver").digest(), banderas, 0, suya)
    alta = RegistrationResponse(
        raw_id=credencial,
        response=AuthenticatorAttestationResponse(
            client_data=CollectedClientData.create("webauthn.create", b"reto", "http://testserver"),
            attestation_object=AttestationObject.create("none", dicho, {}),
        ),
    )
    datos = {"name": nombre, "credential": dict(alta)}
    return Authenticator.objects.create(user=cuenta, type="webauthn", data=datos)
