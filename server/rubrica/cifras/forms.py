"""What is looked for in the list of records."""

from __future__ import annotations

from dataclasses import replace

from django import forms

from rubrica.auxiliares import queries as auxiliares
from rubrica.cifras.tablas import CORTOS, SIN_AUXILIAR, Fila, Tabla, nombre_de_situacion
from rubrica.core.credencial.nombres import sin_acentos
from rubrica.core.situaciones import SITUACIONES
from rubrica.registros.clases import INCONSISTENCIAS
from rubrica.registros.lista import Filtros
from rubrica.registros.rules import Clase

CUALQUIERA = ("", "Cualquiera")
PENDIENTE = "por_determinar"


class MunicipiosForm(forms.Form):
    """Which municipios to show, and in which order; it lives in the URL."""

    busca = forms.CharField(
        label="Municipio",
        required=False,
        max_length=80,
        help_text="Su nombre o una parte; sin importar acentos.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    orden = forms.ChoiceField(
        label="Orden",
        required=False,
        choices=[("", "Por nombre"), ("recibidos", "Los que más apoyos enviaron, primero")],
    )

    def elegir(self, tabla: Tabla) -> Tabla:
        """Return the rows that are asked for, in that order; all of them when it cannot be read."""
        if not self.is_valid():
            return tabla
        busca = _llano(self.cleaned_data["busca"])
        filas = [fila for fila in tabla.filas if busca in _llano(str(fila[0]))]
        if self.cleaned_data["orden"]:
            filas.sort(key=_enviados, reverse=True)
        return replace(tabla, filas=filas)


def _llano(texto: str) -> str:
    return " ".join(sin_acentos(texto).lower().split())


def _enviados(fila: Fila) -> int:
    """Return the first figure of a row: class a (ET 10.7)."""
    return fila[1] if isinstance(fila[1], int) else 0


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
