"""What people write of an elimination: the number of an act, and of each custodian's acta."""

from __future__ import annotations

from django import forms

from rubrica.eliminacion.rules import CUSTODIOS, MAX_ACTA


class SolicitarForm(forms.Form):
    """The act by which the DERFE orders it, what stands for the expedientes, and the Id again."""

    acuerdo = forms.CharField(label="Número del acuerdo que la ordena", max_length=MAX_ACTA)
    sin_expedientes = forms.CharField(
        label="Oficio por el que el OPL dice que no pide los expedientes electrónicos",
        help_text="Vacío si el OPL ya acusó los expedientes. Después no habrá con qué hacerlos.",
        max_length=MAX_ACTA,
        required=False,
    )
    confirma = forms.CharField(
        label="Escriba el Id Proceso, para confirmar",
        max_length=8,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: object, proceso: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._proceso = proceso

    def clean_confirma(self) -> str:
        escrito = str(self.cleaned_data["confirma"]).strip().upper()
        if escrito != self._proceso:
            raise forms.ValidationError("No es el Id de este proceso.")
        return escrito


class AtestiguarForm(forms.Form):
    """Which custodian destroyed its files, and by which acta it says so."""

    orden = forms.TypedChoiceField(
        label="Persona custodia",
        coerce=int,
        choices=[(n, f"Persona custodia {n}") for n in range(1, CUSTODIOS + 1)],
    )
    acta = forms.CharField(label="Número del acta", max_length=MAX_ACTA)
