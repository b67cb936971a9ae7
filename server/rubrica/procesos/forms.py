"""What people write about a mechanism and what it publishes (ET 1.2, 1.3)."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django import forms

from rubrica.core.autenticacion import admitidas
from rubrica.procesos import rules
from rubrica.procesos.cambios import MAX_MOTIVO
from rubrica.procesos.campos import (
    Conclusion,
    Instante,
    LogotipoField,
    TextoDeAviso,
    campo_de_dia,
    campo_de_telefono,
    direccion_de_aviso,
    limpiar_telefono,
)
from rubrica.procesos.expediente import (
    AMBITOS,
    MAX_FOLIO_INTERNO,
    MAX_OFICIO,
    MAX_REPRESENTANTE,
    Expediente,
    Representante,
    es_clave_de_elector,
)
from rubrica.procesos.forms_de_requisito import DEL_REQUISITO, RequisitoForm
from rubrica.procesos.publicado import Clase
from rubrica.procesos.rules import PoliticaDeDuplicados, Situacion, Solicitud

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


class PublicadoForm(forms.Form):
    """The notices and the logo, to publish another version of what changed."""

    texto_simplificado = TextoDeAviso(Clase.SIMPLIFICADO)
    texto_integral = TextoDeAviso(Clase.INTEGRAL)
    logotipo = LogotipoField()
    motivo = forms.CharField(
        label="Motivo del cambio",
        max_length=MAX_MOTIVO,
        help_text="El acuerdo o la resolución que lo ordena. Lo leen la persona promovente y el"
        " OPL, y queda en la historia del mecanismo.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, con_motivo: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not con_motivo:
            del self.fields["motivo"]

    def textos(self) -> dict[Clase, str]:
        """Return what was written, by clase."""
        return {clase: self.cleaned_data[f"texto_{clase.value}"] for clase in Clase}


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
    inicio = Instante("Inicio de la captación", "Hora Centro.")
    fin = Conclusion("Conclusión de la captación", "Hora Centro; ese minuto todavía cuenta.")
    aviso_de_intencion_el = campo_de_dia("Fecha del aviso de intención")
    oficio_numero = forms.CharField(
        label="Número de oficio",
        max_length=MAX_OFICIO,
        help_text="El oficio con que se solicita el uso del Portal Web (ET 1.2).",
    )
    oficio_el = campo_de_dia("Fecha de oficio")
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
    telefono_movil = campo_de_telefono("Teléfono móvil")
    telefono_oficina = campo_de_telefono("Teléfono de oficina", required=False)
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
    aviso_simplificado = direccion_de_aviso("Dirección oficial del aviso simplificado")
    aviso_integral = direccion_de_aviso("Dirección oficial del aviso integral")
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
            t.requisito_con_su_fuente for t in rules.tipos().values()
        )
        self.order_fields([f for f in self.fields if f not in DEL_REQUISITO])

    def _usa_el_ordinario(self, datos: dict[str, Any]) -> bool:
        return not datos.get("requisito_de")

    def clean_telefono_movil(self) -> str:
        return limpiar_telefono(self.cleaned_data["telefono_movil"])

    def clean_telefono_oficina(self) -> str:
        return limpiar_telefono(self.cleaned_data["telefono_oficina"])

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


class InhabilForm(forms.Form):
    """A day on which the authority does not work."""

    dia = campo_de_dia("Día inhábil")
    motivo = forms.CharField(
        label="Motivo", max_length=200, help_text="El acuerdo o la causa, como debe leerse."
    )


class ActoForm(forms.Form):
    """The day of an act that starts a deadline."""

    acto = campo_de_dia(
        "Día del acto", "La notificación, la audiencia, la entrega o la llegada a la Mesa."
    )


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
