"""One record as the console shows it: its form, where each datum was read, what is odd of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist

from rubrica.core import avisos, folio, posicion
from rubrica.core.contenido import Modo
from rubrica.core.credencial.modelos import MODELOS, Recorte, firma_en
from rubrica.core.plazos import corte_del_padron
from rubrica.lector.credencial import Impreso
from rubrica.mesa.rules import es_de_otro, retrato_en
from rubrica.padron import queries as padron
from rubrica.registros import queries as registros
from rubrica.registros import sellos
from rubrica.registros.rules import Estatus, Puerta, Situacion
from rubrica.registros.services import Registro
from rubrica.senales.queries import Senal, lectura_general, senales_de

SITUACIONES = {
    Situacion.LISTA_NOMINAL.value: "En Lista Nominal",
    Situacion.PADRON.value: "En Padrón Electoral, no en Lista Nominal",
    Situacion.BAJA.value: "Baja del Padrón Electoral",
    Situacion.NO_ENCONTRADO.value: "Datos no encontrados",
    Situacion.FUERA_DE_AMBITO.value: "Fuera de ámbito geo-electoral",
}


class RegistroInexistente(ObjectDoesNotExist):
    """No record has that id."""


CLAVES = {
    "cic": "CIC",
    "ocr": "OCR",
    "identificador": "Identificador del Ciudadano",
    "emision": "Número de emisión",
    "clave": "Clave de elector",
}

ACEPTACIONES = {
    Modo.SIN_FIRMA.value: "La persona auxiliar marcó que la credencial dice «sin firma»."
    " Compruébelo en la fotografía: si lo dice, la falta de firma es válida (ET 10.3 m).",
    Modo.CON_TESTIGO.value: "La persona no sabe o no puede firmar: {prueba}, y a su ruego firmó"
    " como testigo {testigo}.",
}
DE_DONDE = {
    "mrz": "MRZ",
    "barras": "código de barras",
    "telefono": "leída por el teléfono",
    "lector": "leído por el lector general",
    "padron": "padrón",
    "persona": "corregida",
}
DEL_PADRON = ("nombre", "paterno", "materno", "clave", "emision")  # what its row gives (ET 11.4)
ETIQUETAS = {
    "nombre": "Nombre(s)",
    "paterno": "Paterno",
    "materno": "Materno",
    "clave": "Clave",
    "emision": "Emisión",
    "ocr": "OCR",
    "cic": "CIC",
    "identificador": "Identificador",
}
# What the general reader reads of a card, as the console calls it; never written in the form.
IMPRESOS = {
    "nombre": "Nombre impreso",
    "clave": "Clave impresa",
    "curp": "CURP impresa",
    "seccion": "Sección impresa",
    "vigencia": "Vigencia impresa",
    "emision": "Emisión impresa",
    "cic": "CIC",
    "ocr": "OCR",
    "identificador": "Identificador",
}
PRUEBAS = {"huella": "dejó su huella", "marca": "puso su marca"}


@dataclass(frozen=True, kw_only=True)
class Dato:
    """One datum of the form. de: where it was read. leido: what it was before a person changed it.

    None in `leido`: nobody changed it; "" : nothing had been read.
    """

    campo: str
    etiqueta: str
    valor: str
    de: str
    leido: str | None = None

    @property
    def es_clave(self) -> bool:
        """Whether it is written in characters of fixed width."""
        return self.campo in CLAVES or self.campo == "curp"


@dataclass(frozen=True, kw_only=True)
class Ficha:
    """One record as the console shows it (ET 11.4 b i–viii). formulario: the opened form.

    corte: date of the cut that answered (ET 10.4). de_otro: whether another person holds it now.
    repetidos: folios of the same person. senales: what a machine noticed; it decides nothing.
    impreso: what the general reader read of the card; None when it did not, or not yet.
    """

    id: UUID
    folio: str
    proceso: str
    auxiliar: str
    puerta: Puerta
    capturado_en: datetime
    recibido_en: datetime
    estatus: str
    formulario: dict[str, str]
    situacion: str
    causa: str
    corte: date | None
    inciso: str
    detalle: str
    de_otro: bool
    repetidos: tuple[str, ...]
    senales: tuple[Senal, ...] = ()
    impreso: Impreso | None = None

    @property
    def provisional(self) -> bool:
        """Whether another cut than its own answered: the compulsa asks again (ET 10.4)."""
        return self.corte is not None and self.corte != corte_del_padron(self.recibido_en)

    @property
    def en_mesa(self) -> bool:
        return self.estatus == Estatus.EN_MESA

    @property
    def quien_capto(self) -> str:
        """By which door it came, as the console says it (ET 10.7 a)."""
        return "Mi Apoyo" if self.puerta is Puerta.MI_APOYO else f"Auxiliar {self.auxiliar}"

    @property
    def datos(self) -> tuple[Dato, ...]:
        """What was read and from where, in the order of the form (ET 11.4 b i–vi)."""
        origenes = dict(p.split("=") for p in self.formulario.get("origen", "").split())
        return tuple(self._datum(campo, origenes) for campo in ETIQUETAS)

    def _datum(self, campo: str, origenes: dict[str, str]) -> Dato:
        leido = self.formulario.get(f"leido_{campo}")
        hallado = self.encontrado and campo in DEL_PADRON
        de = "padron" if hallado else "persona" if leido is not None else origenes.get(campo, "")
        valor = self.formulario.get(campo, "")
        if not valor and leido is None and self.impreso is not None and campo in CLAVES:
            valor, de = getattr(self.impreso, campo), "lector"
        return Dato(
            campo=campo,
            etiqueta=ETIQUETAS[campo],
            valor=valor,
            de=DE_DONDE.get(de, ""),
            leido=leido,
        )

    @property
    def impresos(self) -> tuple[Dato, ...]:
        """What the general reader read of the card, to be compared with it (ET 10.3 c, n)."""
        if self.impreso is None:
            return ()
        valores = {**self.impreso.como_mapa(), "nombre": " ".join(self.impreso.nombre)}
        return tuple(
            Dato(campo=campo, etiqueta=etiqueta, valor=valores[campo], de=DE_DONDE["lector"])
            for campo, etiqueta in IMPRESOS.items()
            if valores[campo]
        )

    @property
    def encontrado(self) -> bool:
        """Whether the padrón found a person, whose name and clave the form then has."""
        return bool(self.corte) and not self.buscar_de_nuevo

    @property
    def retrato(self) -> Recorte:
        return retrato_en(self.formulario.get("modelo", ""))

    @property
    def firma(self) -> Recorte:
        return firma_en(self.formulario.get("modelo", ""))

    @property
    def avisos(self) -> tuple[str, ...]:
        """What the phone warned of and was kept all the same; a place in doubt (ET 5.7, 10.5)."""
        lugar = posicion.leer(self.formulario.get("posicion", ""))
        return (*avisos.leer(self.formulario.get("avisos", "")), *([lugar] if lugar else []))

    @property
    def de_la_credencial(self) -> tuple[str, ...]:
        """What is odd of the credential of a record of Mi Apoyo; no class of itself (ET 7.25)."""
        return avisos.leer(self.formulario.get("credencial", ""))

    @property
    def aceptacion(self) -> str:
        """How the person accepted who did not sign the pad; "" when they signed (ET 10.3 m)."""
        plantilla = ACEPTACIONES.get(self.formulario.get("aceptacion", ""), "")
        prueba = PRUEBAS.get(self.formulario.get("prueba", ""), "")
        return plantilla.format(prueba=prueba, testigo=self.formulario.get("testigo", ""))

    @property
    def buscar_de_nuevo(self) -> bool:
        """Whether ET 10.3 orders to check the form: the padrón found nobody."""
        return self.situacion == SITUACIONES[Situacion.NO_ENCONTRADO.value]

    @property
    def por_aclarar(self) -> tuple[str, ...]:
        """Names of the keys that its model asks for and nobody has read (ET 5.6); () once found."""
        modelo = MODELOS.get(self.formulario.get("modelo", ""))
        if modelo is None or not self.buscar_de_nuevo:
            return ()
        return tuple(CLAVES[n] for n in modelo.exige if not self.formulario.get(n))


def proceso_de(registro: UUID) -> str:
    """Return the process of a record. Raises RegistroInexistente."""
    proceso = registros.proceso_de(registro)
    if proceso is None:
        raise RegistroInexistente(str(registro))
    return proceso


def ficha_de(registro: UUID, *, operador: str, momento: datetime) -> Ficha:
    """Return what is shown of the record of that id. Raises RegistroInexistente."""
    fila = registros.por_id(registro)
    if fila is None:
        raise RegistroInexistente(str(registro))
    return ficha(fila, operador=operador, momento=momento)


def ficha(fila: Registro, *, operador: str, momento: datetime) -> Ficha:
    """Return what the console shows of a record. Raises LlaveAusente."""
    return Ficha(
        id=fila.id,
        folio=fila.folio,
        proceso=fila.proceso,
        auxiliar=_auxiliar_de(fila.folio),
        puerta=Puerta(fila.puerta),
        capturado_en=fila.capturado_en,
        recibido_en=fila.recibido_en,
        estatus=fila.estatus,
        formulario=sellos.abrir_formulario(fila),
        situacion=SITUACIONES.get(fila.situacion, "Sin consultar"),
        causa=fila.causa,
        corte=padron.fecha_de(fila.corte),
        inciso=fila.inciso,
        detalle=sellos.abrir_detalle(fila),
        de_otro=es_de_otro(fila.tomado_por, fila.tomado_hasta, operador=operador, momento=momento),
        repetidos=tuple(otro.folio for otro in registros.mismos(fila)) if fila.repite else (),
        senales=senales_de(fila.id),
        impreso=lectura_general(fila.id),
    )


def _auxiliar_de(texto: str) -> str:
    """Return the number of the auxiliar as the folio says it, with its zeros."""
    try:
        return folio.leer(texto).auxiliar
    except folio.FolioInvalido:
        return ""
