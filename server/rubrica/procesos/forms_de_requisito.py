"""What people write of the requirement of a process."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from rubrica.procesos.requisito import EN_PALABRAS, MAX_MUNICIPIOS, Dispersion, Redondeo, Requisito


def _porcentaje(rotulo: str, ayuda: str = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=rotulo,
        help_text=ayuda,
        required=False,
        min_value=Decimal("0.01"),
        max_value=Decimal(100),
        decimal_places=2,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01"}),
    )


def _en_centesimas(porcentaje: Decimal) -> int:
    """Return a percentage in the whole hundredths that requisito.py measures with."""
    return int(porcentaje * 100)


class RequisitoForm(forms.Form):
    """How many supports a process needs, and in how many municipios."""

    porcentaje = _porcentaje("Apoyos requeridos (% de la Lista Nominal de la entidad)")
    dispersion = forms.ChoiceField(
        label="Dispersión entre municipios",
        choices=[
            ("", "No se requiere"),
            ("municipios", "En cierto número de municipios"),
            ("parte", "En cierto porcentaje de los municipios"),
        ],
        required=False,
    )
    cuantos = forms.DecimalField(
        label="Cuántos municipios, o qué porcentaje de ellos",
        required=False,
        min_value=Decimal("0.01"),
        max_value=Decimal(MAX_MUNICIPIOS),
        decimal_places=2,
        help_text="La mitad más uno de los 570 de Oaxaca son 286.",
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01"}),
    )
    en_cada = _porcentaje("Apoyos en cada uno (% de su Lista Nominal)")
    redondeo = forms.ChoiceField(
        label="Fracciones de una persona o de un municipio",
        choices=[(r.value, EN_PALABRAS[r].capitalize()) for r in Redondeo],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if self._usa_el_ordinario(datos) or self.errors:
            return datos
        if not datos.get("porcentaje"):
            self.add_error("porcentaje", "Escriba el porcentaje que se requiere.")
        if datos.get("dispersion"):
            self._exigir_dispersion(datos)
        return datos

    def _usa_el_ordinario(self, datos: dict[str, Any]) -> bool:
        return False

    def _exigir_dispersion(self, datos: dict[str, Any]) -> None:
        if not datos.get("en_cada"):
            self.add_error("en_cada", "Escriba el porcentaje que se requiere en cada municipio.")
        cuantos, en_parte = datos.get("cuantos"), datos["dispersion"] == "parte"
        if not cuantos:
            self.add_error("cuantos", "Escriba en cuántos municipios se requiere.")
        elif en_parte and cuantos > 100:
            self.add_error("cuantos", "Un porcentaje no pasa de 100.")
        elif not en_parte and cuantos != int(cuantos):
            self.add_error("cuantos", "El número de municipios es entero.")

    def to_requisito(self) -> Requisito | None:
        """Return what was written, valid; None for the ordinary one of the mechanism."""
        datos = self.cleaned_data
        if self._usa_el_ordinario(datos):
            return None
        dispersion = None
        if datos["dispersion"]:
            en_parte = datos["dispersion"] == "parte"
            dispersion = Dispersion(
                en_cada=_en_centesimas(datos["en_cada"]),
                parte=_en_centesimas(datos["cuantos"]) if en_parte else 0,
                municipios=0 if en_parte else int(datos["cuantos"]),
            )
        return Requisito(
            porcentaje=_en_centesimas(datos["porcentaje"]),
            dispersion=dispersion,
            redondeo=Redondeo(datos["redondeo"] or Redondeo.ARRIBA),
        )


DEL_REQUISITO = list(RequisitoForm.base_fields)


def requisito_escrito(requisito: Requisito) -> dict[str, Any]:
    """Return a requirement as RequisitoForm takes it."""
    dispersion = requisito.dispersion
    escrito: dict[str, Any] = {
        "porcentaje": _de_centesimas(requisito.porcentaje),
        "redondeo": requisito.redondeo.value,
    }
    if dispersion:
        escrito |= {
            "dispersion": "parte" if dispersion.parte else "municipios",
            "cuantos": _de_centesimas(dispersion.parte) or dispersion.municipios,
            "en_cada": _de_centesimas(dispersion.en_cada),
        }
    return escrito


def _de_centesimas(parte: int) -> Decimal:
    return Decimal(parte) / 100
