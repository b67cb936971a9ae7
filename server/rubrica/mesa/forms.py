"""The dictamen as a form: nothing found, or a cause of the catalogue with its detalle (ET 10.3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms

from rubrica.core.credencial import clave_elector, claves
from rubrica.core.credencial.causas import LecturaInvalida
from rubrica.core.incisos import INCISOS, DetalleIncompleto
from rubrica.registros.rules import MAX_DETALLE, Dictamen

LARGO_DE_PRECISION = MAX_DETALLE - 80  # leaves room for the words of the catalogue
SIN_INCONSISTENCIA = ("", "Sin inconsistencia")


def _causas() -> list[tuple[str, str | list[tuple[str, str]]]]:
    """Return every detalle of the catalogue under its inciso; "j-2" is the third of j)."""
    return [
        SIN_INCONSISTENCIA,
        *(
            (f"{i}) {fila.tipo}", [(f"{i}-{n}", o.texto) for n, o in enumerate(fila.opciones)])
            for i, fila in INCISOS.items()
        ),
    ]


def _validar(lector: Callable[[str], object]) -> Callable[[str], None]:
    """Return a validator that says in Spanish that a key is out of its form."""

    def revisar(texto: str) -> None:
        try:
            lector(texto)
        except LecturaInvalida:
            raise forms.ValidationError(
                "No tiene la forma de esta clave: cópiela de la credencial, con sus ceros."
            ) from None

    return revisar


class DatosForm(forms.Form):
    """The keys of the credential as a person reads them in its images (ET 10.3, last paragraph)."""

    clave = forms.CharField(
        label="Clave de elector",
        required=False,
        validators=[_validar(clave_elector.leer)],
    )
    emision = forms.CharField(
        label="Número de emisión", required=False, validators=[_validar(claves.leer_emision)]
    )
    ocr = forms.CharField(label="OCR", required=False, validators=[_validar(claves.leer_ocr)])
    cic = forms.CharField(label="CIC", required=False, validators=[_validar(claves.leer_cic)])
    identificador = forms.CharField(
        label="Identificador del ciudadano",
        required=False,
        validators=[_validar(claves.leer_identificador)],
    )


class DictamenForm(forms.Form):
    """causa: inciso and number of its detalle, or empty when nothing was found."""

    causa = forms.ChoiceField(label="Inconsistencia y detalle", choices=_causas, required=False)
    precision = forms.CharField(
        label="Precise",
        required=False,
        max_length=LARGO_DE_PRECISION,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        """Leave in `detalle` the words of the catalogue and those of the person."""
        datos = super().clean() or {}
        inciso, _, opcion = datos.get("causa", "").partition("-")
        datos["inciso"], datos["detalle"] = inciso, ""
        if inciso:
            try:
                datos["detalle"] = INCISOS[inciso].redactar(int(opcion), datos.get("precision", ""))
            except DetalleIncompleto as falta:
                self.add_error("precision", str(falta))
        return datos

    def to_dictamen(self, *, operador: str, momento: datetime) -> Dictamen:
        """Return what a valid form says."""
        return Dictamen(
            operador=operador,
            momento=momento,
            inciso=self.cleaned_data["inciso"],
            detalle=self.cleaned_data["detalle"],
        )
