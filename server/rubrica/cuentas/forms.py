"""What a person writes at a door."""

from __future__ import annotations

from django import forms


class EntrarForm(forms.Form):
    """E-mail and password, as typed."""

    correo = forms.EmailField(
        label="Correo electrónico",
        error_messages={
            "required": "Escriba su correo.",
            "invalid": "Escriba un correo completo, como nombre@institucion.mx.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    clave = forms.CharField(
        label="Contraseña",
        strip=False,
        error_messages={"required": "Escriba su contraseña."},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
