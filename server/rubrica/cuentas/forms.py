"""What a person writes at a door: allauth's forms, in our words and with our counting."""

from __future__ import annotations

from allauth.account.forms import ConfirmLoginCodeForm, LoginForm, RequestLoginCodeForm
from allauth.core import context
from django import forms
from django.utils.timezone import now

from rubrica.cuentas import codigos, intentos
from rubrica.cuentas.faltas import como_falta
from rubrica.cuentas.models import Cuenta
from rubrica.cuentas.peticion import origen_de


class CampoCorreo(forms.EmailField):
    """The e-mail of an account, as typed."""

    def __init__(self) -> None:
        super().__init__(
            label="Correo electrónico",
            error_messages={
                "required": "Escriba su correo.",
                "invalid": "Escriba un correo completo, como nombre@institucion.mx.",
            },
            widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
        )


def campo_codigo(falta_escribir: str) -> forms.CharField:
    """Return the field of a code, whatever sends it; spaces and hyphens do not matter."""
    return forms.CharField(
        label="Código",
        max_length=40,
        error_messages={"required": falta_escribir},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "autofocus": True,
                "spellcheck": "false",
            }
        ),
    )


class EntrarForm(LoginForm):  # type: ignore[misc]
    """E-mail and password."""

    password = forms.CharField(
        label="Contraseña",
        strip=False,
        error_messages={"required": "Escriba su contraseña."},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = CampoCorreo()

    def add_prefix(self, field_name: str) -> str:
        """Return the name in the page, which is of people who read Spanish."""
        return {"login": "correo", "password": "clave"}.get(field_name, field_name)


class PedirCodigoForm(RequestLoginCodeForm):  # type: ignore[misc]
    """The e-mail to which a code is to go."""

    email = CampoCorreo()
    _user: Cuenta | None

    def add_prefix(self, field_name: str) -> str:
        return {"email": "correo"}.get(field_name, field_name)

    def clean_email(self) -> str:
        """Return the e-mail; whom allauth found gets a code only if it is entered by one."""
        origen = origen_de(context.request)
        with como_falta():
            intentos.esperar(pedido=origen, momento=now())
        intentos.anotar(pedido=origen, momento=now())
        self.cleaned_data["email"] = self.cleaned_data["email"].strip().lower()
        correo: str = super().clean_email()
        self._user = codigos.a_quien(cuenta=self._user, correo=correo, momento=now())
        return correo


class CodigoDeEntradaForm(ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code that came by e-mail."""

    code = campo_codigo("Escriba el código que recibió por correo.")

    def clean_code(self) -> str:
        origen = origen_de(context.request)
        with como_falta():
            intentos.esperar(origen=origen, momento=now())
        try:
            return str(super().clean_code())
        except forms.ValidationError:
            intentos.anotar(origen=origen, momento=now())
            raise
