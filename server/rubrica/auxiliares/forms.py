"""What the promovente writes: one auxiliar (ET 3.2 a–h), the motive of a baja (ET 3.4)."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date
from typing import Any

from django import forms
from django.utils.timezone import localdate

from rubrica.auxiliares.lista import CUALES
from rubrica.auxiliares.rules import ClaseDeAnexo, DatosDeAuxiliar, is_adult
from rubrica.core.autenticacion import CORREO, admitidas
from rubrica.core.credencial import clave_elector, cruce, curp
from rubrica.core.credencial.causas import LecturaInvalida
from rubrica.procesos.queries import responsiva

NOMBRE = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .'’\-])*", re.UNICODE)
ROTULOS_DE_ANEXO = {
    ClaseDeAnexo.FURA: "FURA firmado",
    ClaseDeAnexo.CREDENCIAL: "Copia de la credencial, por los dos lados",
}
DIEZ_CIFRAS = re.compile(r"[0-9]{10}")


class CampoDeCuenta(forms.ChoiceField):
    """The type of account (ET 3.2 f): by its key or, as people write it in a file, by its name.

    Empty is the code by e-mail. Where nothing else is taken there is nothing to choose.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="Tipo de autenticación",
            choices=lambda: list(admitidas().items()),
            required=False,
            help_text="Con qué comprobará en la aplicación que esa cuenta de correo es suya.",
            **kwargs,
        )

    def to_python(self, value: Any) -> str:
        escrito = " ".join(str(value or "").split()).casefold()
        por_nombre = {nombre.casefold(): clave for clave, nombre in admitidas().items()}
        return por_nombre.get(escrito, escrito) or CORREO


class AltaForm(forms.Form):
    """The eight data of ET 3.2, each refused by itself and in words."""

    nombres = forms.CharField(label="Nombre(s)", max_length=80)
    paterno = forms.CharField(label="Apellido paterno", max_length=80)
    materno = forms.CharField(
        label="Apellido materno",
        max_length=80,
        required=False,
        help_text="Déjelo vacío si la credencial trae un solo apellido.",
    )
    nacimiento = forms.DateField(
        label="Fecha de nacimiento",
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
    )
    telefono = forms.CharField(
        label="Número telefónico",
        max_length=20,
        help_text="Diez cifras. Es un medio de contacto: puede ser otro que el del teléfono con"
        " el que captará.",
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    correo = forms.EmailField(
        label="Correo electrónico",
        max_length=254,
        help_text="Con este correo entrará a la aplicación y recibirá sus acuses.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    autenticacion = CampoDeCuenta()
    clave_elector = forms.CharField(
        label="Clave de elector",
        max_length=18,
        help_text="18 caracteres, como están en el anverso de la credencial.",
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
    )
    curp = forms.CharField(
        label="CURP",
        max_length=18,
        required=False,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
    )

    def clean_nombres(self) -> str:
        return self._name("nombres")

    def clean_paterno(self) -> str:
        return self._name("paterno")

    def clean_materno(self) -> str:
        return self._name("materno")

    def _name(self, campo: str) -> str:
        """Return a name with single spaces; refuse digits and signs that no name has."""
        texto = " ".join(self.cleaned_data[campo].split())
        if texto and not NOMBRE.fullmatch(texto):
            raise forms.ValidationError(
                "Escriba solo letras, espacios, puntos, guiones o apóstrofos."
            )
        return texto

    def clean_nacimiento(self) -> date:
        nacimiento: date = self.cleaned_data["nacimiento"]
        if nacimiento > localdate():
            raise forms.ValidationError("La fecha de nacimiento está en el futuro.")
        if not is_adult(nacimiento, localdate()):
            raise forms.ValidationError(
                "La persona todavía no cumple 18 años: no puede tener Credencial para Votar."
            )
        return nacimiento

    def clean_telefono(self) -> str:
        cifras = re.sub(r"[\s()+\-.]", "", self.cleaned_data["telefono"])
        cifras = cifras.removeprefix("52") if len(cifras) == 12 else cifras
        if not DIEZ_CIFRAS.fullmatch(cifras):
            raise forms.ValidationError("Escriba las diez cifras del número telefónico.")
        return cifras

    def clean_correo(self) -> str:
        return str(self.cleaned_data["correo"]).strip().lower()

    def clean_clave_elector(self) -> str:
        texto = self.cleaned_data["clave_elector"].strip().upper()
        try:
            clave_elector.leer(texto)
        except LecturaInvalida:
            raise forms.ValidationError(
                "No es una clave de elector: revise letra por letra los 18 caracteres."
            ) from None
        return str(texto)

    def clean_curp(self) -> str:
        texto = self.cleaned_data["curp"].strip().upper()
        if not texto:
            return ""
        try:
            curp.leer(texto)
        except LecturaInvalida:
            raise forms.ValidationError(
                "No es una CURP: su dígito verificador o alguno de sus 18 caracteres no"
                " corresponde. Si no la tiene a la mano, deje el campo vacío."
            ) from None
        return str(texto)

    def clean(self) -> dict[str, Any]:
        """The day of birth must be the one that the clave de elector carries."""
        datos = super().clean() or {}
        nacimiento, clave = datos.get("nacimiento"), datos.get("clave_elector")
        if nacimiento and clave and clave[6:12] != f"{nacimiento:%y%m%d}":
            self.add_error(
                "nacimiento", "No es la fecha de nacimiento que trae la clave de elector."
            )
        if clave and datos.get("curp") and not curp_agrees(clave, datos["curp"]):
            self.add_error(
                "curp", "La CURP y la clave de elector no son de la misma persona: revise ambas."
            )
        return datos

    def to_datos(self) -> DatosDeAuxiliar:
        """Return what was written, clean."""
        datos = {campo.name: self.cleaned_data[campo.name] for campo in fields(DatosDeAuxiliar)}
        return DatosDeAuxiliar(**{**datos, "nacimiento": datos["nacimiento"].isoformat()})


class AltaAManoForm(AltaForm):
    """One auxiliar, typed by the promovente, who answers for the data (ET 3.7)."""

    revisada = forms.BooleanField(
        label="Revisé estos datos con la credencial a la vista, y respondo por ellos (ET 3.7)."
    )


def curp_agrees(clave: str, escrita: str) -> bool:
    """Say whether both keys can be of one person: a divergence that only warns does not count."""
    divergencias = cruce.cruzar(clave_elector.leer(clave), curp.leer(escrita))
    return not any(d.clase is cruce.Clase.IMPEDIMENTO for d in divergencias)


class BuscarForm(forms.Form):
    """Whom to list; it lives in the URL."""

    busca = forms.CharField(
        label="Id_Auxiliar o correo completo",
        required=False,
        max_length=254,
        help_text="Los nombres se guardan cifrados: por ellos no se busca.",
    )
    cuales = forms.ChoiceField(
        label="Cuáles", required=False, choices=[(c.value, t) for c, t in CUALES.items()]
    )


class CuentaForm(forms.Form):
    """Another account for an auxiliar, and why (ET 6.7)."""

    correo = forms.EmailField(
        label="Correo electrónico",
        max_length=254,
        help_text="Ahí le llegarán desde ahora sus acuses.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    autenticacion = CampoDeCuenta()
    motivo = forms.CharField(
        label="Motivo del cambio",
        min_length=5,
        max_length=480,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Quedará registrado con la fecha, la hora y quién lo hizo.",
    )

    def clean_correo(self) -> str:
        return str(self.cleaned_data["correo"]).strip().lower()


class ArchivoForm(forms.Form):
    """A file of auxiliares (ET 3.2)."""

    archivo = forms.FileField(
        label="Archivo CSV",
        help_text="Con encabezados. Una persona por renglón; hasta 10,000.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )


class AtestiguarForm(forms.Form):
    """The promovente answers for every row (ET 3.7)."""

    revisada = forms.BooleanField(
        label="Revisé los datos de cada persona con su credencial a la vista, y respondo por"
        " ellos (ET 3.7)."
    )


class AnexoForm(forms.Form):
    """A signed FURA or the copy of a credential (ET 3.6)."""

    archivo = forms.FileField(
        help_text="PDF, JPG o PNG de 6 MB a lo más, con la hoja entera y legible.",
        widget=forms.ClearableFileInput(
            attrs={"accept": "application/pdf,image/jpeg,image/png,.pdf,.jpg,.jpeg,.png"}
        ),
    )
    version_firmada = forms.TypedChoiceField(
        label="Versión de la responsiva que trae la hoja",
        coerce=int,
        help_text="Está al pie del FURA.",
    )

    def __init__(self, *args: Any, clase: ClaseDeAnexo, proceso: str, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "auto_id": f"{clase.value}_%s"})
        self.clase = clase
        es_fura = clase is ClaseDeAnexo.FURA
        self.fields["archivo"].label = ROTULOS_DE_ANEXO[clase]
        self._vigente = responsiva(proceso).version if es_fura else 0
        if self._vigente > 1:
            versiones = [(n, f"Versión {n}") for n in range(self._vigente, 0, -1)]
            self.fields["version_firmada"].choices = versiones  # type: ignore[attr-defined]
        else:
            del self.fields["version_firmada"]

    def version(self) -> int:
        """Return which responsiva was signed; 0 of a copy."""
        return int(self.cleaned_data.get("version_firmada", self._vigente))


class BajaForm(forms.Form):
    """Why an auxiliar stops (ET 3.4)."""

    motivo = forms.CharField(
        label="Motivo de la baja",
        min_length=5,
        max_length=480,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Quedará registrado con la fecha y la hora. La persona recibirá un correo para"
        " que deje de captar y enviar.",
    )
