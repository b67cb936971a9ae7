"""The fields of which the forms of a process are made: instants, days, texts, the logo."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from rubrica.core.telefono import cifras_de_telefono, es_telefono
from rubrica.procesos.logotipo import MAX_ENVIADO, LogotipoInvalido, preparar
from rubrica.procesos.publicado import MAX_TEXTO, AvisoInvalido, Clase, limpiar

FORMATO_LOCAL = "%Y-%m-%dT%H:%M"


def limpiar_telefono(escrito: str) -> str:
    """Return the ten digits, or ""; raise ValidationError."""
    cifras = cifras_de_telefono(escrito)
    if cifras and not es_telefono(cifras):
        raise forms.ValidationError("Escriba las diez cifras del número telefónico.")
    return cifras


class Instante(forms.DateTimeField):
    """A field of an instant, written and shown in hora Centro (ET 1.2)."""

    def __init__(self, rotulo: str, ayuda: str) -> None:
        super().__init__(
            label=rotulo,
            help_text=ayuda,
            input_formats=[FORMATO_LOCAL],
            widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=FORMATO_LOCAL),
            error_messages={"invalid": "Escriba fecha y hora completas."},
        )


class Conclusion(Instante):
    """The end of a period: the minute that is written still counts, to its last millisecond."""

    def clean(self, value: Any) -> datetime | None:
        escrito: datetime | None = super().clean(value)
        return escrito and fin_del_minuto(escrito)


def fin_del_minuto(momento: datetime) -> datetime:
    """Return the last millisecond of the minute of an instant: what phones can tell apart."""
    return momento.replace(second=59, microsecond=999_000)


def campo_de_dia(rotulo: str, ayuda: str = "") -> forms.DateField:
    """Return a field of a day."""
    return forms.DateField(
        label=rotulo,
        help_text=ayuda,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def campo_de_telefono(rotulo: str, *, required: bool = True) -> forms.CharField:
    """Return a field of a telephone, to be cleaned by limpiar_telefono."""
    return forms.CharField(
        label=rotulo,
        required=required,
        max_length=20,
        help_text="Diez cifras.",
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )


class TextoDeAviso(forms.CharField):
    """The text of a privacy notice (ET 1.3): published by the portal, kept by each phone."""

    def __init__(self, clase: Clase) -> None:
        super().__init__(
            label=f"Aviso de privacidad {clase.value}",
            strip=False,
            help_text=f"Hasta {MAX_TEXTO[clase]:,} caracteres (ET 1.3). Se publica aquí y se guarda"
            " en cada teléfono. Una línea que empieza con «# » es un título; con «- », un punto de"
            " una lista; una línea vacía separa párrafos.",
            widget=forms.Textarea(attrs={"rows": 8 if clase is Clase.SIMPLIFICADO else 14}),
        )
        self.clase = clase

    def clean(self, value: Any) -> str:
        escrito = super().clean(value)
        try:
            return limpiar(self.clase, escrito)
        except AvisoInvalido as causa:
            raise forms.ValidationError(str(causa)) from None


class LogotipoField(forms.FileField):
    """The logo (ET 1.2), looked at and made again; b"" when none was chosen."""

    def __init__(self) -> None:
        super().__init__(
            label="Imagen o logotipo",
            required=False,
            help_text="PNG o JPG de hasta 500 KB (ET 1.2). Se muestra en la aplicación.",
            widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        )

    def clean(self, data: Any, initial: Any = None) -> bytes:
        archivo = super().clean(data, initial)
        if not archivo:
            return b""
        try:
            return preparar(archivo.read(MAX_ENVIADO + 1))
        except LogotipoInvalido as causa:
            raise forms.ValidationError(str(causa)) from None


def direccion_de_aviso(rotulo: str) -> forms.URLField:
    """Return a field of the address that the authority has of its own for a notice."""
    return forms.URLField(
        label=rotulo,
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text="Si la autoridad ya lo publica: su dirección completa (ET 1.2).",
    )
