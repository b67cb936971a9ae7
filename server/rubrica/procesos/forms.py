"""What people write about a process, its keys and its rehearsal."""

from __future__ import annotations

from typing import Any

from django import forms

from rubrica.procesos import rules
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


def _momento(rotulo: str, ayuda: str) -> forms.DateTimeField:
    """A field of an instant, written and shown in hora Centro (ET 1.2)."""
    return forms.DateTimeField(
        label=rotulo,
        help_text=ayuda,
        input_formats=[FORMATO_LOCAL],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=FORMATO_LOCAL),
        error_messages={"invalid": "Escriba fecha y hora completas."},
    )


def _aviso(rotulo: str) -> forms.URLField:
    return forms.URLField(
        label=rotulo,
        max_length=500,
        assume_scheme="https",
        help_text="Dirección completa (ET 1.3).",
    )


class ProcesoForm(forms.Form):
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
    entidad = forms.ChoiceField(label="Entidad en que se realiza la captación")
    inicio = _momento("Inicio de la captación", "Hora Centro.")
    fin = _momento("Conclusión de la captación", "Hora Centro; ese minuto todavía cuenta.")
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
    correo = forms.EmailField(
        label="Correo de la persona promovente",
        help_text="Con él entra al Portal Web; es de una sola persona en el proceso.",
    )
    aviso_integral = _aviso("Aviso de privacidad integral")
    aviso_simplificado = _aviso("Aviso de privacidad simplificado")
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

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        inicio, fin = datos.get("inicio"), datos.get("fin")
        if inicio and fin and not rules.es_periodo(inicio, fin):
            self.add_error("fin", "La conclusión debe ser posterior al inicio.")
        return datos

    def to_solicitud(self) -> Solicitud:
        """Return what was written, valid."""
        datos = self.cleaned_data
        return Solicitud(
            **{
                **datos,
                "politica_duplicados": PoliticaDeDuplicados(datos["politica_duplicados"]),
                "situaciones_que_cuentan": tuple(
                    Situacion(s) for s in datos["situaciones_que_cuentan"]
                ),
            }
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
