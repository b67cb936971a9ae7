"""What people write about a process, its keys and its rehearsal."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any

from django import forms

from rubrica.core.autenticacion import admitidas
from rubrica.core.telefono import cifras_de_telefono, es_telefono
from rubrica.procesos import rules
from rubrica.procesos.cambios import CAMBIABLES, MAX_MOTIVO, TEXTOS_CON_VERSION, Causa, Datos
from rubrica.procesos.expediente import (
    AMBITOS,
    MAX_FOLIO_INTERNO,
    MAX_OFICIO,
    MAX_REPRESENTANTE,
    Expediente,
    Representante,
    es_clave_de_elector,
)
from rubrica.procesos.forms_de_requisito import (
    DEL_REQUISITO,
    RequisitoForm,
    requisito_escrito,
)
from rubrica.procesos.logotipo import MAX_ENVIADO, LogotipoInvalido, preparar
from rubrica.procesos.models import Proceso
from rubrica.procesos.publicado import MAX_TEXTO, AvisoInvalido, Clase, limpiar
from rubrica.procesos.rules import PoliticaDeDuplicados, Situacion, Solicitud

FORMATO_LOCAL = "%Y-%m-%dT%H:%M"
DUPLICADOS = {
    PoliticaDeDuplicados.PRIMERO_RECIBIDO: "El primero que se recibió",
    PoliticaDeDuplicados.ULTIMO_CAPTURADO: "El último que se captó",
    PoliticaDeDuplicados.NINGUNO: "Ninguno",
}
SITUACIONES = {
    Situacion.LISTA_NOMINAL: "En la Lista Nominal",
    Situacion.PADRON: "En el Padrón Electoral",
}


DEL_EXPEDIENTE = [c.name for c in fields(Expediente)]
DEL_REPRESENTANTE = [c.name for c in fields(Representante)]


def _limpiar_telefono(escrito: str) -> str:
    cifras = cifras_de_telefono(escrito)
    if cifras and not es_telefono(cifras):
        raise forms.ValidationError("Escriba las diez cifras del número telefónico.")
    return cifras


def _momento(rotulo: str, ayuda: str) -> forms.DateTimeField:
    """A field of an instant, written and shown in hora Centro (ET 1.2)."""
    return forms.DateTimeField(
        label=rotulo,
        help_text=ayuda,
        input_formats=[FORMATO_LOCAL],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=FORMATO_LOCAL),
        error_messages={"invalid": "Escriba fecha y hora completas."},
    )


def _dia(rotulo: str, ayuda: str = "") -> forms.DateField:
    return forms.DateField(
        label=rotulo,
        help_text=ayuda,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def _telefono(rotulo: str, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=rotulo,
        required=required,
        max_length=20,
        help_text="Diez cifras.",
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )


class TextoDeAviso(forms.CharField):
    """The text of a privacy notice (ET 1.3): published by the portal, kept by each phone."""

    def __init__(self, clase: Clase) -> None:
        super().__init__(
            label=f"Aviso de privacidad {clase.value}",
            strip=False,
            help_text=f"Hasta {MAX_TEXTO[clase]:,} caracteres (ET 1.3). Se publica aquí y se guarda"
            " en cada teléfono. Una línea que empieza con «# » es un título; con «- », un punto de"
            " una lista; una línea vacía separa párrafos.",
            widget=forms.Textarea(attrs={"rows": 8 if clase is Clase.SIMPLIFICADO else 14}),
        )
        self.clase = clase

    def clean(self, value: Any) -> str:
        escrito = super().clean(value)
        try:
            return limpiar(self.clase, escrito)
        except AvisoInvalido as causa:
            raise forms.ValidationError(str(causa)) from None


class LogotipoField(forms.FileField):
    """The logo (ET 1.2), looked at and made again; b"" when none was chosen."""

    def __init__(self) -> None:
        super().__init__(
            label="Imagen o logotipo",
            required=False,
            help_text="PNG o JPG de hasta 500 KB (ET 1.2). Se muestra en la aplicación.",
            widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        )

    def clean(self, data: Any, initial: Any = None) -> bytes:
        archivo = super().clean(data, initial)
        if not archivo:
            return b""
        try:
            return preparar(archivo.read(MAX_ENVIADO + 1))
        except LogotipoInvalido as causa:
            raise forms.ValidationError(str(causa)) from None


class PublicadoForm(forms.Form):
    """The notices and the logo, to publish another version of what changed."""

    texto_simplificado = TextoDeAviso(Clase.SIMPLIFICADO)
    texto_integral = TextoDeAviso(Clase.INTEGRAL)
    logotipo = LogotipoField()

    def textos(self) -> dict[Clase, str]:
        """Return what was written, by clase."""
        return {clase: self.cleaned_data[f"texto_{clase.value}"] for clase in Clase}


def _aviso(rotulo: str) -> forms.URLField:
    return forms.URLField(
        label=rotulo,
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text="Si la autoridad ya lo publica: su dirección completa (ET 1.2).",
    )


class ProcesoForm(RequisitoForm):
    """The fields of ET 1.2 that decide the capture and that the phone shows."""

    id = forms.RegexField(
        rules.ID_DE_PROCESO,
        label="Id Proceso",
        help_text="De 4 a 8 letras mayúsculas y números, como OAX26. No cambia después.",
        error_messages={
            "invalid": "Use de 4 a 8 letras mayúsculas sin acento y números; empiece con letra."
        },
    )
    tipo = forms.ChoiceField(label="Mecanismo")
    ambito = forms.ChoiceField(label="Ámbito", choices=list(AMBITOS.items()))
    entidad = forms.ChoiceField(label="Entidad en que se realiza la captación")
    inicio = _momento("Inicio de la captación", "Hora Centro.")
    fin = _momento("Conclusión de la captación", "Hora Centro; ese minuto todavía cuenta.")
    aviso_de_intencion_el = _dia("Fecha del aviso de intención")
    oficio_numero = forms.CharField(
        label="Número de oficio",
        max_length=MAX_OFICIO,
        help_text="El oficio con que se solicita el uso del Portal Web (ET 1.2).",
    )
    oficio_el = _dia("Fecha de oficio")
    folio_interno = forms.CharField(label="Folio interno", max_length=MAX_FOLIO_INTERNO)
    denominacion = forms.CharField(
        label="Denominación del proyecto",
        max_length=rules.MAX_DENOMINACION,
        help_text="Hasta 479 caracteres (ET 1.2).",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    pregunta = forms.CharField(
        label="Pregunta o planteamiento que se muestra en la aplicación",
        max_length=rules.MAX_PREGUNTA,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    promovente_nombre = forms.CharField(
        label="Persona promovente",
        max_length=rules.MAX_NOMBRE,
        help_text="Como debe leerlo la ciudadanía en el manifiesto que firma.",
    )
    nombre = forms.CharField(
        label="Nombre completo de quien la representa legalmente",
        max_length=MAX_REPRESENTANTE,
        help_text="Este dato y los tres que siguen se guardan cifrados.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    telefono_movil = _telefono("Teléfono móvil")
    telefono_oficina = _telefono("Teléfono de oficina", required=False)
    clave_elector = forms.CharField(
        label="Clave de elector de quien la representa legalmente",
        max_length=18,
        help_text="Los 18 caracteres que trae la credencial para votar.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
    )
    correo = forms.EmailField(
        label="Correo de la persona promovente",
        help_text="Con él entra al Portal Web; es de una sola persona en el proceso.",
    )
    autenticacion = forms.ChoiceField(
        label="Tipo de autenticación", choices=lambda: list(admitidas().items())
    )
    texto_simplificado = TextoDeAviso(Clase.SIMPLIFICADO)
    texto_integral = TextoDeAviso(Clase.INTEGRAL)
    aviso_simplificado = _aviso("Dirección oficial del aviso simplificado")
    aviso_integral = _aviso("Dirección oficial del aviso integral")
    logotipo = LogotipoField()
    politica_duplicados = forms.ChoiceField(
        label="Si una persona aparece más de una vez, cuenta",
        choices=[(p.value, DUPLICADOS[p]) for p in PoliticaDeDuplicados],
    )
    situaciones_que_cuentan = forms.MultipleChoiceField(
        label="Situaciones registrales que cuentan",
        choices=[(s.value, SITUACIONES[s]) for s in Situacion],
        widget=forms.CheckboxSelectMultiple,
        initial=[Situacion.LISTA_NOMINAL.value],
    )

    firma_con_testigo = forms.BooleanField(
        label="Admitir firma con testigo",
        required=False,
        help_text="Quien no sabe o no puede firmar deja su huella o una marca, y una persona que"
        " elige firma como testigo. La Mesa de Control lo ve y dictamina. Si no se marca, la"
        " aplicación no lo ofrece.",
    )
    enrolamiento_con_fura = forms.BooleanField(
        label="Esperar el FURA firmado",
        required=False,
        help_text="Ninguna persona auxiliar da de alta un dispositivo antes de que la persona"
        " promovente suba su FURA firmado (numerales 3.6 y 3.7).",
    )
    requisito_de = forms.ChoiceField(
        label="Requisito de apoyos",
        choices=[("", "El ordinario del mecanismo"), ("propio", "El que se escribe aquí")],
        required=False,
    )
    vigencia_prorrogada_desde = forms.DateField(
        label="Prórroga de vigencia en Mi Apoyo",
        required=False,
        help_text="Si una resolución prorrogó credenciales vencidas: el día de vencimiento desde el"
        " que se admiten (ET 7.3). Vacío: solo las vigentes.",
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tipos = [(c, t.etiqueta) for c, t in rules.tipos().items()]
        self.fields["tipo"].choices = tipos  # type: ignore[attr-defined]
        self.fields["entidad"].choices = list(rules.entidades().items())  # type: ignore[attr-defined]
        self.fields["requisito_de"].help_text = " ".join(
            f"{t.etiqueta}: {t.requisito.en_palabras()}" for t in rules.tipos().values()
        )
        self.order_fields([f for f in self.fields if f not in DEL_REQUISITO])

    def _usa_el_ordinario(self, datos: dict[str, Any]) -> bool:
        return not datos.get("requisito_de")

    def clean_telefono_movil(self) -> str:
        return _limpiar_telefono(self.cleaned_data["telefono_movil"])

    def clean_telefono_oficina(self) -> str:
        return _limpiar_telefono(self.cleaned_data["telefono_oficina"])

    def clean_clave_elector(self) -> str:
        clave = str(self.cleaned_data["clave_elector"]).strip().upper()
        if not es_clave_de_elector(clave):
            raise forms.ValidationError(
                "No es una clave de elector: revise letra por letra los 18 caracteres."
            )
        return clave

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        inicio, fin = datos.get("inicio"), datos.get("fin")
        if inicio and fin and not rules.es_periodo(inicio, fin):
            self.add_error("fin", "La conclusión debe ser posterior al inicio.")
        aviso, oficio = datos.get("aviso_de_intencion_el"), datos.get("oficio_el")
        if aviso and oficio and oficio < aviso:
            self.add_error("oficio_el", "El oficio no puede ser anterior al aviso de intención.")
        return datos

    def to_solicitud(self) -> Solicitud:
        """Return what was written, valid."""
        datos = dict(self.cleaned_data)
        expediente = {c: datos.pop(c) for c in DEL_EXPEDIENTE}
        representante = {c: datos.pop(c) for c in DEL_REPRESENTANTE}
        for campo in ("requisito_de", *DEL_REQUISITO):
            datos.pop(campo)
        return Solicitud(
            **{
                **datos,
                "expediente": Expediente(**expediente),
                "representante": Representante(**representante),
                "requisito": self.to_requisito(),
                "politica_duplicados": PoliticaDeDuplicados(datos["politica_duplicados"]),
                "situaciones_que_cuentan": tuple(
                    Situacion(s) for s in datos["situaciones_que_cuentan"]
                ),
            }
        )


NO_CAMBIA = {
    Causa.SIN_CAMBIOS: "No hay ningún cambio que registrar: cambie al menos un dato.",
    Causa.SE_ACORTA: "El periodo de un proceso abierto no se acorta: lo captado dentro del periodo"
    " anunciado debe seguir contando (ET 4.8).",
    Causa.CONCLUIDO: "El periodo ya concluyó: solo se amplía antes de que concluya (ET 4.8).",
}


def escrito_de(proceso: Proceso) -> dict[str, Any]:
    """Return what may change of a process, as CambiosForm takes it."""
    escrito = {campo: getattr(proceso, campo) for campo in CAMBIABLES if campo != "requisito"}
    return escrito | requisito_escrito(proceso.requisito)


class CambiosForm(RequisitoForm):
    """What the DERFE may change of an open process, and why."""

    fin = _momento("Conclusión de la captación", "Hora Centro. Solo puede ser posterior.")
    aviso_integral = _aviso("Dirección oficial del aviso integral")
    aviso_simplificado = _aviso("Dirección oficial del aviso simplificado")
    vigencia_prorrogada_desde = forms.DateField(
        label="Prórroga de vigencia en Mi Apoyo",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    manifiesto_ciudadano = forms.CharField(
        label="Manifiesto que se firma", widget=forms.Textarea(attrs={"rows": 4})
    )
    responsiva = forms.CharField(
        label="Responsiva de las personas auxiliares", widget=forms.Textarea(attrs={"rows": 6})
    )
    motivo = forms.CharField(
        label="Motivo del cambio",
        max_length=MAX_MOTIVO,
        help_text="El acuerdo o la resolución que lo ordena. Lo leen la persona promovente y el"
        " OPL.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([f for f in self.fields if f not in (*DEL_REQUISITO, "motivo")])
        self.fields["motivo"] = self.fields.pop("motivo")

    def to_datos(self, fin: datetime) -> Datos:
        """Return what was written; a text keeps its line breaks as they were.

        fin: as it stands. The form shows no seconds: the same minute is no change.
        """
        datos = {c: v for c, v in self.cleaned_data.items() if c in CAMBIABLES}
        datos["requisito"] = self.to_requisito()
        if datos["fin"] == fin.replace(second=0, microsecond=0):
            datos["fin"] = fin
        for texto in TEXTOS_CON_VERSION:
            datos[texto] = datos[texto].replace("\r\n", "\n")
        return Datos(**datos)


class InhabilForm(forms.Form):
    """A day on which the authority does not work."""

    dia = _dia("Día inhábil")
    motivo = forms.CharField(
        label="Motivo", max_length=200, help_text="El acuerdo o la causa, como debe leerse."
    )


class ActoForm(forms.Form):
    """The day of an act that starts a deadline."""

    acto = _dia("Día del acto", "La notificación, la audiencia, la entrega o la llegada a la Mesa.")


class DevolverForm(forms.Form):
    """Why the DERFE gives a request back."""

    motivo = forms.CharField(
        label="Motivo de la devolución",
        max_length=500,
        help_text="Lo lee la autoridad que la envió: diga qué debe corregir.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SolicitarForm(forms.Form):
    """The reason of a late request."""

    urgencia = forms.CharField(
        label="Motivo, si faltan menos de dos días hábiles para el inicio",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class LlaveDeEntregaForm(forms.Form):
    """The OPL's age public key."""

    llave = forms.CharField(
        label="Llave pública de entrega",
        max_length=100,
        help_text="La línea que empieza con «age1». La llave secreta se queda con ustedes.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class CustodiosForm(forms.Form):
    """Three people, each with a key of their own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, rules.CUSTODIOS + 1):
            self.fields[f"nombre_{n}"] = forms.CharField(
                label=f"Persona custodia {n}", max_length=150
            )
            self.fields[f"llave_{n}"] = forms.CharField(
                label=f"Llave pública de la persona custodia {n}",
                max_length=100,
                help_text="Empieza con «age1».",
            )

    def to_custodios(self) -> list[tuple[str, str]]:
        """Return (name, key) of the three, in order."""
        datos = self.cleaned_data
        return [(datos[f"nombre_{n}"], datos[f"llave_{n}"]) for n in range(1, rules.CUSTODIOS + 1)]


class RespuestaForm(forms.Form):
    """The words read in a test package."""

    respuesta = forms.CharField(
        label="Palabras del paquete de prueba",
        max_length=200,
        help_text="Las ocho, en su orden; no importan mayúsculas ni comas.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class AccesoForm(forms.Form):
    """Another way in for the promovente, and why (ET 6.7)."""

    correo = forms.EmailField(
        label="Correo electrónico",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    autenticacion = forms.ChoiceField(
        label="Tipo de autenticación", choices=lambda: list(admitidas().items())
    )
    motivo = forms.CharField(
        label="Motivo del cambio",
        min_length=5,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Con qué escrito lo pidió la persona promovente, y qué falló.",
    )
