"""What a person writes at a door."""

from __future__ import annotations

from django import forms


class CorreoForm(forms.Form):
    """The e-mail of an account, as typed."""

    correo = forms.EmailField(
        label="Correo electrónico",
        error_messages={
            "required": "Escriba su correo.",
            "invalid": "Escriba un correo completo, como nombre@institucion.mx.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
    )


class EntrarForm(CorreoForm):
    """E-mail and password, as typed."""

    clave = forms.CharField(
        label="Contraseña",
        strip=False,
        error_messages={"required": "Escriba su contraseña."},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodigoForm(forms.Form):
    """The code of the authenticator app, or one of the recovery codes."""

    codigo = forms.CharField(
        label="Código",
        max_length=40,
        error_messages={"required": "Escriba el código."},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}
        ),
    )


class CodigoDeEntradaForm(forms.Form):
    """The code that came by e-mail."""

    codigo = forms.CharField(
        label="Código",
        max_length=40,
        error_messages={"required": "Escriba el código que recibió por correo."},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "autofocus": True,
                "spellcheck": "false",
            }
        ),
    )


class LlaveForm(forms.Form):
    """What a passkey answers, as the browser's JSON; and, to register it, its name."""

    nombre = forms.CharField(
        label="Nombre de la llave",
        max_length=60,
        error_messages={"required": "Escriba un nombre para reconocerla."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    respuesta = forms.JSONField(
        widget=forms.HiddenInput,
        error_messages={"required": "El navegador no entregó la llave: intente de nuevo."},
    )
