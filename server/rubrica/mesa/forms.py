"""The dictamen as a form: nothing found, or a cause of the catalogue with its detalle (ET 10.3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any
from uuid import UUID

from django import forms

from rubrica.bitacora.rules import actor_de_cuenta
from rubrica.core.credencial import clave_elector, claves
from rubrica.core.credencial.causas import LecturaInvalida
from rubrica.core.incisos import INCISOS, DetalleIncompleto
from rubrica.cuentas import queries as cuentas
from rubrica.cuentas.rules import Rol
from rubrica.mesa import senales
from rubrica.registros.clases import PUERTAS
from rubrica.registros.rules import MAX_DETALLE, Dictamen, Puerta

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
        help_text="Donde el detalle lo pide: el símbolo, el objeto, la prenda o el dato.",
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


def _texto(label: str, ayuda: str = "", maximo: int = MAX_DETALLE) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=ayuda, max_length=maximo, widget=forms.Textarea(attrs={"rows": 3})
    )


class ApartarForm(forms.Form):
    """What was seen that no inciso names (ET 10.4)."""

    descripcion = _texto(
        "Qué se ve",
        "Descríbalo para quien va a determinar; ningún inciso de la a) a la n) lo nombra.",
    )


class DeterminarForm(forms.Form):
    """Whether a record set aside counts, and why (ET 10.4)."""

    cuenta = forms.ChoiceField(
        label="Determinación",
        choices=[
            ("si", "Cuenta: no es inconsistencia"),
            ("no", "No cuenta: es inconsistencia"),
        ],
        widget=forms.RadioSelect,
    )
    razon = _texto("Por qué", "Queda con el registro; la DERFE la consulta en el portal.")


class RazonForm(forms.Form):
    """Why a record that does not open is classed (ET 10.7 d)."""

    razon = _texto(
        "Motivo",
        "Qué se intentó y por qué no abrirá. Otra persona lo lee antes de confirmar.",
    )


class IdsForm(forms.Form):
    """Records, each as a `registro` of the body; what is not an id is left out."""

    def ids(self) -> list[UUID]:
        """Return the ids, at most a screenful."""
        return [id for texto in self.data.getlist("registro")[:40] if (id := _id(texto))]  # type: ignore[attr-defined]


def _id(texto: str) -> UUID | None:
    try:
        return UUID(texto)
    except ValueError:
        return None


CUALQUIERA = ("", "Cualquiera")


def _personas(proceso: str, momento: datetime) -> dict[str, str]:
    """Return actor → name of who may review in a process."""
    suyas = cuentas.personas_en(proceso, [Rol.OPERADOR, Rol.SUPERVISOR], momento=momento)
    return {actor_de_cuenta(numero): nombre for numero, nombre in suyas.items()}


class CargaForm(forms.Form):
    """A load: of whom, and of what process, door, señal and age (ET 10.1)."""

    proceso = forms.ChoiceField(label="Proceso")
    operador = forms.ChoiceField(label="Persona operadora")
    puerta = forms.ChoiceField(
        label="Puerta",
        required=False,
        choices=[CUALQUIERA, *((p.value, PUERTAS[p]) for p in Puerta if p is not Puerta.PAPEL)],
    )
    senal = forms.ChoiceField(label="Señal", required=False)
    dias = forms.IntegerField(
        label="Días desde que llegó a la Mesa",
        help_text="Sólo los que llevan al menos tantos días naturales; 0 es cualquiera.",
        min_value=0,
        max_value=365,
        initial=0,
    )

    def __init__(
        self, *args: Any, procesos: Sequence[str], momento: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._de = {p: _personas(p, momento) for p in procesos}
        self._choices("proceso", [(p, p) for p in procesos])
        todas = {par for suyas in self._de.values() for par in suyas.items()}
        self._choices("operador", sorted(todas, key=itemgetter(1)))
        self._choices("senal", [CUALQUIERA, *((s.clave, s.texto) for s in senales.catalogo())])

    def _choices(self, campo: str, cuales: list[tuple[str, str]]) -> None:
        field = self.fields[campo]
        assert isinstance(field, forms.ChoiceField)
        field.choices = cuales

    def clean(self) -> dict[str, Any]:
        """Refuse who does not act in that process."""
        datos = super().clean() or {}
        proceso, operador = datos.get("proceso"), datos.get("operador")
        if proceso and operador and operador not in self._de[proceso]:
            self.add_error("operador", "Esa persona no actúa en ese proceso: elija otra.")
        return datos


class MuestraForm(forms.Form):
    """How many records of which process a sample will have."""

    proceso = forms.ChoiceField(label="Proceso")
    tamano = forms.IntegerField(label="Registros de la muestra", min_value=1, max_value=20_000)

    def __init__(self, *args: Any, procesos: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["proceso"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(p, p) for p in procesos]


class SorteoForm(forms.Form):
    """The public seed, and where anyone finds it."""

    semilla = forms.CharField(label="Semilla", max_length=200)
    fuente = forms.CharField(
        label="De dónde sale",
        help_text="Algo público que se conoció después de congelar: un sorteo de la Lotería"
        " Nacional, con su número y su fecha.",
        max_length=300,
    )
