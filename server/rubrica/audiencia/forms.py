"""What people write of reviews and hearings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from rubrica.audiencia import mascara, queries
from rubrica.audiencia.cambios import CONDICIONES, DOCUMENTOS, Cambio
from rubrica.audiencia.rules import MAX_LUGAR, MAX_NOMBRE, MAX_RELATO, MAX_TEXTO, Firmante
from rubrica.audiencia.services import Convocatoria, Dicho, Persona
from rubrica.core.situaciones import SITUACIONES
from rubrica.cuentas.queries import Funcionario
from rubrica.mesa.forms import DatosForm

FORMATO_LOCAL = "%Y-%m-%dT%H:%M"
# What the face of our documents can draw: letters of this country's languages, and punctuation.
SIGNOS = re.compile(
    r"[\s\x20-\x7e\u00a0-\u024f\u02bc\u0300-\u036f\u1e00-\u1eff\u2010-\u2027\u2030-\u2044\u20ac"
    r"\ua78b\ua78c]*"
)


def _imprimible(texto: str) -> None:
    """Refuse a sign that an acta could not print, when it is written and not when it is closed."""
    if not SIGNOS.fullmatch(texto):
        raise forms.ValidationError(
            "Quite los emojis y los signos que no sean letras, números o puntuación."
        )


def _texto(etiqueta: str, *, largo: int = MAX_TEXTO, renglones: int = 3, **mas: Any) -> Any:
    return forms.CharField(
        label=etiqueta,
        max_length=largo,
        validators=[_imprimible],
        widget=forms.Textarea(attrs={"rows": renglones}),
        **mas,
    )


def _instante(etiqueta: str) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=etiqueta,
        help_text="En hora Centro.",
        input_formats=[FORMATO_LOCAL],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=FORMATO_LOCAL),
        error_messages={"invalid": "Escriba fecha y hora completas."},
    )


def _personas(renglones: str) -> list[Persona]:
    """Return who is named, one a line: name, and in what capacity after a comma."""
    partes = [r.partition(",") for r in renglones.splitlines() if r.strip()]
    return [
        Persona(nombre=nombre.strip()[:MAX_NOMBRE], calidad=calidad.strip() or "Representante")
        for nombre, _, calidad in partes
    ]


REPRESENTACION = "Una persona por renglón: nombre y, después de una coma, en qué calidad."


class RequisitosForm(forms.Form):
    """What was agreed with the promoventes that a hearing needs (ET 11.5)."""

    texto = _texto("Requisitos acordados", renglones=5)
    con = forms.CharField(
        label="Con quién se acordaron",
        max_length=MAX_NOMBRE,
        validators=[_imprimible],
        help_text="La persona promovente o su representación.",
    )
    acordados_el = forms.DateField(
        label="Día del acuerdo",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class FechaForm(forms.Form):
    """A date of review (ET 10.8)."""

    inicio = _instante("Comienza")
    fin = _instante("Termina")
    sala = forms.CharField(label="Lugar", max_length=MAX_LUGAR, validators=[_imprimible])


class AudienciaForm(FechaForm):
    """A hearing: when, where, who of the OPL and who for the promovente (ET 11.3)."""

    conduce = forms.TypedChoiceField(label="Quién conduce", coerce=int)
    operadores = forms.TypedMultipleChoiceField(
        label="Quiénes operan", coerce=int, widget=forms.CheckboxSelectMultiple
    )
    representantes = _texto(
        "Representación de la persona promovente", required=False, help_text=REPRESENTACION
    )

    def __init__(self, *args: Any, personas: Iterable[Funcionario], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        opciones = [(p.id, f"{p.nombre} ({p.rol}, {p.correo})") for p in personas]
        for campo in ("conduce", "operadores"):
            self.fields[campo].choices = opciones  # type: ignore[attr-defined]

    def to_convocatoria(self) -> Convocatoria:
        """Return what was written, valid."""
        datos = dict(self.cleaned_data)
        return Convocatoria(**{**datos, "representantes": _personas(datos["representantes"])})


class CargaForm(forms.Form):
    """Which available records are put in a session, and among whom they are shared out."""

    grupo = forms.ChoiceField(label="Cuáles", required=False)
    folios = _texto(
        "Solo estos folios",
        required=False,
        help_text="Uno por renglón. Vacío, todos los del grupo.",
    )
    operadores = forms.TypedMultipleChoiceField(
        label="Entre quiénes se reparten",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="Sin elegir a nadie, entre todas las personas que operan.",
    )

    def __init__(
        self,
        *args: Any,
        grupos: Iterable[tuple[str, str, int]],
        operan: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grupo"].choices = [  # type: ignore[attr-defined]
            ("", "Todos los disponibles"),
            *((clave, f"{nombre}: {n:,}") for clave, nombre, n in grupos),
        ]
        self.fields["operadores"].choices = operan  # type: ignore[attr-defined]
        if not operan:
            del self.fields["operadores"]

    def to_carga(self) -> dict[str, Any]:
        """Return the arguments of `cargar`."""
        datos = self.cleaned_data
        return {
            "grupo": datos["grupo"],
            "folios": datos["folios"].split(),
            "operadores": datos.get("operadores", []),
        }


class AbrirForm(forms.Form):
    """Who came for the promovente when a session opens."""

    asistieron = forms.TypedMultipleChoiceField(
        label="Quiénes asistieron por la persona promovente",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    nuevos = _texto("Asistieron también", required=False, help_text=REPRESENTACION)

    def __init__(
        self, *args: Any, representantes: Sequence[queries.Compareciente], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        opciones = [(r.numero, f"{r.nombre}, {r.calidad}") for r in representantes]
        self.fields["asistieron"].choices = opciones  # type: ignore[attr-defined]
        if not opciones:
            del self.fields["asistieron"]

    def to_nuevos(self) -> list[Persona]:
        """Return who came and was not expected."""
        return _personas(self.cleaned_data["nuevos"])


class RelatoForm(forms.Form):
    """What the acta or the minuta tells."""

    texto = _texto(
        "Hechos",
        largo=MAX_RELATO,
        renglones=10,
        help_text="Lo que pasó en la sesión. Nombre los registros por su folio, no por persona.",
    )


class MotivoForm(forms.Form):
    """Why a session is cancelled."""

    motivo = _texto("Por qué se cancela")


class MascaraForm(forms.Form):
    """How much of each datum the projected window shows."""

    def __init__(self, *args: Any, mascara_: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for campo, nivel in mascara.de_datos(mascara_).items():
            imagen = campo in mascara.IMAGENES
            self.fields[campo] = forms.ChoiceField(
                label=mascara.ROTULOS[campo],
                initial=nivel.value,
                choices=[
                    (n.value, t)
                    for n, t in mascara.NIVELES.items()
                    if not (imagen and n is mascara.Nivel.PARCIAL)
                ],
            )


class ActuacionForm(DatosForm):
    """What was said of a record, and what is decided (ET 11.4 b, c)."""

    cambios = forms.TypedMultipleChoiceField(
        label="Cambio que procede",
        required=False,
        coerce=Cambio,
        widget=forms.CheckboxSelectMultiple,
        help_text="Sin elegir ninguno, el registro se guarda sin modificación.",
    )
    manifestacion = _texto("Lo que manifestó la persona promovente", required=False)
    motivo = _texto("Motivo de la decisión", required=False)
    nombre = forms.CharField(
        label="Nombre(s)", required=False, max_length=MAX_NOMBRE, validators=[_imprimible]
    )
    paterno = forms.CharField(
        label="Apellido paterno", required=False, max_length=MAX_NOMBRE, validators=[_imprimible]
    )
    materno = forms.CharField(
        label="Apellido materno", required=False, max_length=MAX_NOMBRE, validators=[_imprimible]
    )
    DATOS = ("nombre", "paterno", "materno", "clave", "emision", "ocr", "cic")

    def __init__(self, *args: Any, posibles: Sequence[Cambio], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["identificador"]
        self.fields["cambios"].choices = [  # type: ignore[attr-defined]
            (c.value, f"{CONDICIONES[c].etiqueta} ({CONDICIONES[c].numeral})") for c in posibles
        ]
        if not posibles:
            del self.fields["cambios"]
        self.con_datos = any(CONDICIONES[c].datos for c in posibles)
        if not self.con_datos:
            for campo in self.DATOS:
                del self.fields[campo]

    @property
    def datos(self) -> list[forms.BoundField]:
        """The fields of the form, where ET 11.4 lets them be edited."""
        return [self[c] for c in self.DATOS if c in self.fields]

    def to_dicho(self) -> Dicho:
        """Return what was written, valid."""
        datos = self.cleaned_data
        return Dicho(
            manifestacion=datos["manifestacion"],
            motivo=datos["motivo"],
            cambios=datos.get("cambios", []),
            formulario={c: datos[c] for c in self.DATOS if c in datos},
        )


class AdjuntoForm(forms.Form):
    """A document that the promovente shows."""

    clase = forms.ChoiceField(
        label="Qué es", choices=[(d.value, texto) for d, texto in DOCUMENTOS.items()]
    )
    archivo = forms.FileField(
        label="Documento",
        help_text="PDF, JPG o PNG, hasta 10 MB. Se guarda cifrado; cada consulta queda anotada.",
    )


class _DeFirmantes(forms.Form):
    """A form that names some of who has not answered for the acta."""

    def __init__(self, *args: Any, faltan: Sequence[Firmante], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campo = "firmantes" if "firmantes" in self.fields else "firmante"
        self.fields[campo].choices = [  # type: ignore[attr-defined]
            (f.id, f"{f.nombre}, {f.calidad}") for f in faltan
        ]


class ElectronicaForm(_DeFirmantes):
    """The acta signed with a certificate."""

    firmante = forms.ChoiceField(label="Quién firmó con su certificado")
    archivo = forms.FileField(label="Acta firmada (PDF, PAdES)")


class PapelForm(_DeFirmantes):
    """The acta printed, signed and scanned."""

    firmantes = forms.MultipleChoiceField(
        label="Quiénes firmaron la hoja impresa", widget=forms.CheckboxSelectMultiple
    )
    archivo = forms.FileField(label="Escaneo del acta firmada (PDF, JPG o PNG)")


class NegativaForm(_DeFirmantes):
    """Somebody refuses to sign."""

    firmante = forms.ChoiceField(label="Quién se niega a firmar")
    motivo = _texto("Motivo que expresa", help_text="Si no lo dice, escríbalo así.")


class ResolverForm(forms.Form):
    """What the DERFE does with one change (ET 11.9)."""

    decision = forms.ChoiceField(
        label="Qué procede",
        choices=[("aplicar", "Aplicar el cambio"), ("devolver", "Devolverlo")],
        widget=forms.RadioSelect,
    )
    situacion = forms.ChoiceField(label="Situación con que se actualiza", required=False)
    motivo = _texto("Motivo, si se devuelve", required=False)

    def __init__(self, *args: Any, cuentan: Iterable[str], rehabilita: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["situacion"].choices = [  # type: ignore[attr-defined]
            (s, SITUACIONES[s]) for s in sorted(cuentan)
        ]
        if not rehabilita:
            del self.fields["situacion"]
