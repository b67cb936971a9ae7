"""What people write about paper, besides the rows themselves."""

from __future__ import annotations

from typing import Any

from django import forms

from rubrica.excepcion.rules import CUSTODIA, MAX_CEDULAS, MAX_RENGLONES, Custodia
from rubrica.excepcion.services import Llegada
from rubrica.padron import queries as padron


class RegimenForm(forms.Form):
    """Where paper is admitted, by which agreement, and how much is captured twice."""

    acuerdo = forms.CharField(
        label="Acuerdo que lo ordena",
        max_length=200,
        help_text="Número y fecha, por ejemplo: IEEPCO-CG-12/2026, 3 de noviembre de 2026.",
    )
    municipios = forms.MultipleChoiceField(
        label="Municipios en que se admite",
        required=False,
        help_text="Sin elegir ninguno, se admite en todos los de la entidad.",
        widget=forms.SelectMultiple(attrs={"size": 10}),
    )
    muestra = forms.IntegerField(
        label="Renglones que captura una segunda persona, de cada cien",
        min_value=0,
        max_value=100,
        initial=5,
    )

    def __init__(self, *args: Any, entidad: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipios"].choices = [  # type: ignore[attr-defined]
            (f"{m.municipio:03}", f"{m.municipio:03} {m.nombre}")
            for m in padron.municipios(int(entidad))
        ]


class LoteForm(forms.Form):
    """A box as it comes in."""

    caja = forms.CharField(label="Caja", max_length=40, help_text="Como está rotulada.")
    cedulas = forms.IntegerField(label="Cédulas que trae", min_value=1, max_value=MAX_CEDULAS)
    renglones = forms.IntegerField(
        label="Renglones de cada cédula", min_value=1, max_value=MAX_RENGLONES, initial=10
    )
    entrega = forms.CharField(label="Quién entrega", max_length=150)
    sello = forms.CharField(
        label="Sello con que llega",
        max_length=40,
        required=False,
        help_text="El número de la cinta o del precinto, si trae.",
    )

    def to_llegada(self) -> Llegada:
        """Return what was written, valid."""
        return Llegada(**self.cleaned_data)


class CustodiaForm(forms.Form):
    """What was done with the box."""

    acto = forms.ChoiceField(
        label="Qué se hizo",
        choices=[(c.value, t) for c, t in CUSTODIA.items() if c is not Custodia.RECIBIR],
    )
    sello = forms.CharField(label="Sello con que queda", max_length=40, required=False)


class EscaneoForm(forms.Form):
    """Scanned sheets of the lot."""

    archivo = forms.FileField(
        label="Hojas escaneadas",
        help_text="PDF, PNG o JPEG, hasta 25 MB. Se guarda sellado; cada consulta queda anotada.",
    )
