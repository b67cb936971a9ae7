"""What is written of institutional accounts: by the DERFE, and by each official of their own."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password

from rubrica.core.plazos import ZONA
from rubrica.core.rechazos import CATALOGADOS
from rubrica.core.telefono import cifras_de_telefono, es_telefono
from rubrica.cuentas import vida
from rubrica.cuentas.models import Cuenta, Oficio
from rubrica.cuentas.rules import Rol, roles
from rubrica.cuentas.solicitudes import DatosDeOficio, Encargo, Funcionario
from rubrica.cuentas.vida import ETAPAS

MAX_MOTIVO = 500
SIGLAS = re.compile(r"[A-ZÑ]{2,24}")
ROLES = [
    ("", "Elija el papel"),
    *((r.value, roles()[r].etiqueta) for r in Rol if r is not Rol.PROMOVENTE),
]
# Letters of any language of Oaxaca, and what joins them in a name: what a PDF can set.
NOMBRE = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .'’ꞌʼ\-\u0300-\u036f])*")
ULTIMO_SEGUNDO = time(23, 59, 59)


def _dia(rotulo: str, ayuda: str = "") -> forms.DateField:
    return forms.DateField(
        label=rotulo,
        help_text=ayuda,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def _motivo(rotulo: str, ayuda: str) -> forms.CharField:
    return forms.CharField(
        label=rotulo,
        help_text=ayuda,
        max_length=MAX_MOTIVO,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OficioForm(forms.Form):
    """The oficio of an OPL, as the UTVOPL sent it on (ET 9.1)."""

    autoridad = forms.CharField(
        label="OPL que la solicita",
        max_length=24,
        help_text="Sus siglas, como aparecen en sus procesos. Por ejemplo, IEEPCO.",
    )
    numero = forms.CharField(label="Número de oficio", max_length=80)
    oficio_el = _dia("Fecha del oficio")
    utvopl_numero = forms.CharField(
        label="Número con que lo turnó la UTVOPL",
        max_length=80,
        help_text="Los oficios llegan por conducto de la UTVOPL (ET 9.1).",
    )
    utvopl_el = _dia("Fecha en que lo turnó la UTVOPL")

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hoy = hoy

    def clean_autoridad(self) -> str:
        siglas = str(self.cleaned_data["autoridad"]).strip().upper()
        if not SIGLAS.fullmatch(siglas):
            raise forms.ValidationError("Escriba solo las siglas, sin espacios ni puntos.")
        return siglas

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        oficio_el, utvopl_el = datos.get("oficio_el"), datos.get("utvopl_el")
        if oficio_el and utvopl_el and utvopl_el < oficio_el:
            self.add_error("utvopl_el", "No puede ser anterior a la fecha del oficio.")
        if utvopl_el and utvopl_el > self.hoy:
            self.add_error("utvopl_el", "Esa fecha todavía no llega.")
        return datos

    def to_datos(self) -> DatosDeOficio:
        """Return what was written, valid."""
        return DatosDeOficio(**self.cleaned_data)


class EncargoForm(forms.Form):
    """What an oficio asks for one official (ET 9.2)."""

    cargo = forms.CharField(label="Cargo", max_length=150)
    telefono = forms.CharField(
        label="Teléfono",
        max_length=20,
        help_text="Diez cifras.",
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    rol = forms.ChoiceField(label="Papel en el sistema", choices=ROLES)
    vigente_hasta = _dia(
        "Vigencia", "La cuenta deja de abrir por sí sola al terminar ese día (hora Centro)."
    )

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hoy = hoy

    def clean_telefono(self) -> str:
        cifras = cifras_de_telefono(str(self.cleaned_data["telefono"]))
        if not es_telefono(cifras):
            raise forms.ValidationError("Escriba las diez cifras del número telefónico.")
        return cifras

    def clean_vigente_hasta(self) -> date:
        dia: date = self.cleaned_data["vigente_hasta"]
        if dia < self.hoy:
            raise forms.ValidationError("Esa fecha ya pasó: la cuenta nacería vencida.")
        return dia

    def to_encargo(self) -> Encargo:
        """Return what was written, valid; the validity lasts the whole of its day."""
        datos = self.cleaned_data
        return Encargo(
            cargo=datos["cargo"],
            telefono=datos["telefono"],
            rol=Rol(datos["rol"]),
            vigente_hasta=datetime.combine(datos["vigente_hasta"], ULTIMO_SEGUNDO, ZONA),
        )


class SolicitudForm(EncargoForm):
    """Who the oficio asks an account for, and what for."""

    nombre = forms.CharField(label="Nombre completo", max_length=150)
    correo = forms.EmailField(
        label="Correo institucional",
        error_messages={"invalid": "Escriba un correo completo, como nombre@institucion.mx."},
    )
    field_order = ("nombre", "cargo", "correo", "telefono", "rol", "vigente_hasta")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dominios = " o ".join(f"@{d}" for d in sorted(settings.DOMINIOS_INSTITUCIONALES))
        self.fields["correo"].help_text = f"Solo de {dominios}." if dominios else ""

    def clean_nombre(self) -> str:
        nombre = " ".join(str(self.cleaned_data["nombre"]).split())
        if not NOMBRE.fullmatch(nombre):
            raise forms.ValidationError("Escriba el nombre con letras, como está en el oficio.")
        return nombre

    def clean_correo(self) -> str:
        correo = str(self.cleaned_data["correo"]).lower()
        if not vida.es_institucional(correo, settings.DOMINIOS_INSTITUCIONALES):
            raise forms.ValidationError(CATALOGADOS["dominio-ajeno"].titulo)
        return correo

    def to_funcionario(self) -> Funcionario:
        """Return whom, valid."""
        return Funcionario(nombre=self.cleaned_data["nombre"], correo=self.cleaned_data["correo"])


class RenovarForm(EncargoForm):
    """Another oficio for an account that there is."""

    oficio = forms.ModelChoiceField(
        label="Oficio que la renueva",
        queryset=Oficio.objects.none(),
        empty_label="Elija el oficio",
        help_text="Regístrelo antes si no aparece aquí.",
    )
    field_order = ("oficio", "cargo", "telefono", "rol", "vigente_hasta")

    def __init__(self, *args: Any, cuenta: Cuenta, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        suyos = Oficio.objects.filter(autoridad=cuenta.autoridad).order_by("-registrado_en")
        self.fields["oficio"].queryset = suyos  # type: ignore[attr-defined]


class RevocarForm(forms.Form):
    """Why an account is taken away."""

    motivo = _motivo(
        "Motivo de la revocación",
        "Lo leen solo las personas de la DERFE. La cuenta se cierra en ese momento.",
    )


class RestablecerForm(forms.Form):
    """Why a second factor is taken away (ET 9.4)."""

    motivo = _motivo(
        "Motivo y cómo se comprobó que es esa persona",
        "Lo leen solo las personas de la DERFE.",
    )


class DevolverForm(forms.Form):
    """Why a Declaración goes back."""

    motivo = _motivo("Qué debe corregir", "Lo lee la persona, en el sistema y en su correo.")


class DeclaracionForm(forms.Form):
    """The signed sheet."""

    archivo = forms.FileField(
        label="Declaración firmada",
        help_text="PDF, PNG o JPEG, hasta 5 MB. Se guarda sellada; cada consulta queda anotada.",
        error_messages={"required": "Elija el archivo de la hoja firmada."},
    )


class ContrasenaForm(forms.Form):
    """A new password, twice."""

    clave = forms.CharField(
        label="Contraseña nueva",
        strip=False,
        help_text="De 12 caracteres o más. Una frase que solo usted diría es mejor que un enredo.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Escriba una contraseña."},
    )
    otra_vez = forms.CharField(
        label="Escríbala otra vez",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Escríbala otra vez."},
    )

    def __init__(self, *args: Any, cuenta: Cuenta, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cuenta = cuenta

    def clean_clave(self) -> str:
        clave = str(self.cleaned_data["clave"])
        if len(clave) < MIN_CLAVE:
            raise forms.ValidationError(f"Le faltan caracteres: son {MIN_CLAVE} o más.")
        validate_password(clave, self.cuenta)
        return clave

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        clave, otra = datos.get("clave"), datos.get("otra_vez")
        if clave and otra and clave != otra:
            self.add_error("otra_vez", "No es igual a la de arriba.")
        return datos


MIN_CLAVE = 12  # characters


class BuscarForm(forms.Form):
    """Which accounts a list shows."""

    texto = forms.CharField(label="Nombre o correo", required=False, max_length=150)
    etapa = forms.ChoiceField(
        label="Etapa",
        required=False,
        choices=[("", "Todas"), *((e.value, t) for e, t in ETAPAS.items() if e)],
    )


class PeriodoForm(forms.Form):
    """From which day to which day, both included, in hora Centro."""

    desde = _dia("Desde")
    hasta = _dia("Hasta")

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        desde, hasta = datos.get("desde"), datos.get("hasta")
        if desde and hasta and hasta < desde:
            self.add_error("hasta", "No puede ser anterior al primer día.")
        return datos

    def to_periodo(self) -> dict[str, datetime]:
        """Return the instants between which an asiento is in the report."""
        desde, hasta = self.cleaned_data["desde"], self.cleaned_data["hasta"]
        return {
            "desde": datetime.combine(desde, time(), ZONA),
            "hasta": datetime.combine(hasta + timedelta(days=1), time(), ZONA),
        }
