"""What the DERFE writes of a maintenance, in hora Centro."""

from __future__ import annotations

from typing import Any

from django import forms

from rubrica.mantenimiento import rules
from rubrica.mantenimiento.rules import QUE_SE_DETIENE, Anuncio, Parte

FORMATO_LOCAL = "%Y-%m-%dT%H:%M"


def _momento(rotulo: str) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=rotulo,
        help_text="Hora Centro.",
        input_formats=[FORMATO_LOCAL],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=FORMATO_LOCAL),
    )


class AnuncioForm(forms.Form):
    """When, how long, what stops, and the words that people will read (ET 6.3)."""

    inicio = _momento("Inicio")
    fin = _momento("Conclusión")
    partes = forms.MultipleChoiceField(
        label="Qué se detiene",
        choices=[(p.value, q) for p, q in QUE_SE_DETIENE.items()],
        widget=forms.CheckboxSelectMultiple,
        initial=[Parte.RECEPCION.value],
    )
    mensaje = forms.CharField(
        label="Mensaje para quienes usan el sistema",
        max_length=rules.MAX_MENSAJE,
        help_text="Se muestra en el portal y en la aplicación, y va en el correo.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    urgencia = forms.CharField(
        label="Motivo, si faltan menos de 24 horas para el inicio",
        required=False,
        max_length=rules.MAX_URGENCIA,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        inicio, fin = datos.get("inicio"), datos.get("fin")
        if inicio and fin and not rules.es_intervalo(inicio, fin):
            self.add_error(
                "fin", "La conclusión debe ser posterior al inicio, en 72 horas o menos."
            )
        return datos

    def to_anuncio(self) -> Anuncio:
        """Return what was written, valid."""
        datos = self.cleaned_data
        return Anuncio(**{**datos, "partes": frozenset(map(Parte, datos["partes"]))})


class ProrrogaForm(forms.Form):
    """The new end of a maintenance."""

    fin = _momento("Nueva conclusión")
