"""What is looked for in the list of records."""

from __future__ import annotations

from django import forms

from rubrica.auxiliares import queries as auxiliares
from rubrica.cifras.tablas import CORTOS, SIN_AUXILIAR, nombre_de_situacion
from rubrica.core.situaciones import SITUACIONES
from rubrica.registros.clases import INCONSISTENCIAS
from rubrica.registros.lista import Filtros
from rubrica.registros.rules import Clase

CUALQUIERA = ("", "Cualquiera")
PENDIENTE = "por_determinar"


class FiltrosForm(forms.Form):
    """Each is optional; none says whose a record is."""

    dia = forms.DateField(
        label="Día de recepción",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    auxiliar = forms.CharField(
        label="Id_Auxiliar",
        required=False,
        max_length=6,
        help_text="Cuatro cifras; 0 para lo que llegó sin persona auxiliar.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    clase = forms.ChoiceField(
        label="Clase",
        required=False,
        choices=[CUALQUIERA, *((c.value, t) for c, t in CORTOS.items() if c != Clase.ENVIADOS)],
    )
    inconsistencia = forms.ChoiceField(
        label="Inconsistencia",
        required=False,
        choices=[CUALQUIERA, *((n, f"{n} · {t}") for n, t in INCONSISTENCIAS.items())],
    )
    situacion = forms.ChoiceField(
        label="Situación registral",
        required=False,
        choices=[
            CUALQUIERA,
            *SITUACIONES.items(),
            (PENDIENTE, nombre_de_situacion("")),
        ],
    )

    def __init__(self, *args: object, proceso: str) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self._proceso = proceso

    def clean_auxiliar(self) -> int | None:
        """Return the number of the auxiliar in the database; 0 for none, None for any."""
        escrito = str(self.cleaned_data["auxiliar"]).strip()
        if not escrito or escrito.strip("0") == "":
            return 0 if escrito else None
        numero = auxiliares.id_de(self._proceso, escrito.zfill(4))
        if numero is None:
            raise forms.ValidationError("Este proceso no tiene ese Id_Auxiliar.")
        return numero

    def to_filtros(self) -> Filtros:
        """Return what was written, valid."""
        datos = self.cleaned_data
        situacion = datos["situacion"] or None
        return Filtros(
            dia=datos["dia"],
            auxiliar=datos["auxiliar"],
            clase=Clase(datos["clase"]) if datos["clase"] else None,
            inconsistencia=datos["inconsistencia"] or None,
            situacion="" if situacion == PENDIENTE else situacion,
        )

    def en_palabras(self) -> str:
        """Return the filters in force as one line, "" when there are none."""
        dichos = []
        for campo in self:
            valor = self.cleaned_data.get(campo.name)
            if valor in (None, ""):
                continue
            opciones = dict(getattr(campo.field, "choices", ()))
            texto = opciones.get(str(valor), campo.value())
            dichos.append(f"{campo.label}: {SIN_AUXILIAR if valor == 0 else texto}")
        return "; ".join(dichos)
