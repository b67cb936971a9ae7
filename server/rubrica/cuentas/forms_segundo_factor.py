"""What an official gives after the password: allauth's forms, and our counting (ET 9.4)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import now

from rubrica.cuentas import intentos, llaves_de_acceso, segundo_factor
from rubrica.cuentas.faltas import como_falta, falta
from rubrica.cuentas.forms import campo_codigo
from rubrica.cuentas.llaves_de_acceso import MALFORMADA
from rubrica.cuentas.models import Cuenta
from rubrica.cuentas.peticion import origen_de

ESCRIBALO = "Escriba el código."


@contextmanager
def contado(cuenta: Cuenta) -> Iterator[None]:
    """Whoever failed too often waits; what fails here counts."""
    quienes = {"codigo": cuenta.correo, "origen": origen_de(context.request)}
    with como_falta():
        intentos.esperar(momento=now(), **quienes)
    try:
        yield
    except ValidationError:
        intentos.anotar(momento=now(), **quienes)
        raise


class EnrolarForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app."""

    code = campo_codigo(ESCRIBALO)
    secret: str

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Propose one secret for each sign-in: who comes back to the page finds the same QR."""
        sesion = context.request.session
        propuesto = sesion.get(SECRET_SESSION_KEY)
        super().__init__(*args, **kwargs)
        self.secret = sesion[SECRET_SESSION_KEY] = propuesto or self.secret

    def clean_code(self) -> str:
        with contado(self.user):
            return str(super().clean_code())


class CodigoForm(AuthenticateForm):  # type: ignore[misc]
    """The code of the app, or one of the recovery codes."""

    code = campo_codigo(ESCRIBALO)

    def clean_code(self) -> str:
        with contado(self.user):
            codigo = str(super().clean_code())
            de_app = self.authenticator.type == Authenticator.Type.TOTP
            if de_app and not segundo_factor.gastar(self.authenticator, codigo):
                raise get_adapter().validation_error("incorrect_code")
            return codigo


class LlaveForm(AuthenticateWebAuthnForm):  # type: ignore[misc]
    """What a passkey answers, as the browser's JSON."""

    def clean_credential(self) -> Authenticator:
        with contado(self.user):
            respuesta = self.cleaned_data["credential"]
            try:
                llave = super().clean_credential()
                llaves_de_acceso.anotar_uso(context.request, llave, respuesta)
            except (ValidationError, *MALFORMADA):
                raise falta("llave-de-acceso-invalida") from None
            return llave


class NuevaLlaveForm(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey that was just made, and its name."""

    name = forms.CharField(
        label="Nombre de la llave",
        max_length=60,
        error_messages={"required": "Escriba un nombre para reconocerla."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    credential = forms.JSONField(
        widget=forms.HiddenInput,
        error_messages={"required": "El navegador no entregó la llave: intente de nuevo."},
    )

    def clean(self) -> dict[str, Any]:
        limpio: dict[str, Any] = self.cleaned_data
        if self.errors:
            return limpio
        with como_falta():
            llaves_de_acceso.exigir_lugar(self.user, limpio["name"])
        try:
            llaves_de_acceso.exigir_origen_de_alta(context.request, limpio["credential"])
            super().clean()
        except (ValidationError, *MALFORMADA):
            raise falta("llave-de-acceso-invalida") from None
        return limpio
