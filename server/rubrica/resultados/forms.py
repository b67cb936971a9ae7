"""What people write of results: oficios, receptions, keys, fingerprints and codes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from rubrica.core.destinatario import MAX_CARACTERES
from rubrica.resultados.rules import CONCLUSIONES, MAX_OFICIO, Concluye

FORMATO_LOCAL = "%Y-%m-%dT%H:%M"


class NotificarForm(forms.Form):
    """What the OPL notifies as concluded, and by which oficio."""

    concluye = forms.ChoiceField(label="Qué concluyó", widget=forms.RadioSelect)
    oficio_numero = forms.CharField(label="Número de oficio", max_length=MAX_OFICIO)
    oficio_el = forms.DateField(
        label="Fecha del oficio",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, faltan: Iterable[Concluye], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["concluye"].choices = [  # type: ignore[attr-defined]
            (c.value, CONCLUSIONES[c]) for c in faltan
        ]


class RecibirForm(forms.Form):
    """When the DERFE received a notification."""

    recibida_en = forms.DateTimeField(
        label="Día y hora de recepción",
        help_text="Los del sello de recepción, en hora Centro.",
        input_formats=[FORMATO_LOCAL],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=FORMATO_LOCAL),
        error_messages={"invalid": "Escriba fecha y hora completas."},
    )


class LlaveForm(forms.Form):
    """The OPL's public key, age or OpenPGP."""

    llave = forms.CharField(
        label="Llave pública de entrega",
        max_length=MAX_CARACTERES,
        help_text="De age: la línea que empieza con «age1» y que muestra age-keygen. De OpenPGP: "
        "el bloque completo que da gpg --armor --export.",
        widget=forms.Textarea(attrs={"autocomplete": "off", "spellcheck": "false", "rows": 4}),
    )


class PalabrasForm(forms.Form):
    """The words that the test package of a key held."""

    respuesta = forms.CharField(
        label="Palabras del paquete de prueba",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class HuellaForm(forms.Form):
    """The fingerprint of a key, computed elsewhere."""

    huella = forms.CharField(
        label="Huella de la llave",
        max_length=100,
        help_text="64 caracteres, con o sin espacios.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class CodigoForm(forms.Form):
    """The código de integridad of a delivery, computed by the OPL."""

    codigo = forms.CharField(
        label="Código de integridad que calculó",
        max_length=100,
        help_text="64 caracteres, con o sin espacios.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
