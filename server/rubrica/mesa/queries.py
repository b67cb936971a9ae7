"""What the console and the tray show of a record, and the pace of who reviews."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.utils.timezone import localtime

from rubrica.core import avisos, folio, posicion
from rubrica.core.contenido import Modo
from rubrica.core.credencial.modelos import MODELOS, Recorte, firma_en
from rubrica.core.plazos import corte_del_padron, ultimo_dia_de_revision
from rubrica.core.rechazos import CATALOGADOS
from rubrica.mesa.rules import Ritmo, es_de_otro, retrato_en, ritmo
from rubrica.procesos import queries as procesos_guardados
from rubrica.registros import queries as registros
from rubrica.registros import sellos
from rubrica.registros.rules import Cuenta, Estatus, Puerta, Situacion
from rubrica.senales.queries import Senal, senales_de

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
PRUEBAS = {"huella": "dejó su huella", "marca": "puso su marca"}


@dataclass(frozen=True, kw_only=True)
class Ficha:
    """One record as the console shows it (ET 11.4 b i–viii). formulario: the opened form.

    corte: date of the cut that answered (ET 10.4). de_otro: whether another person holds it now.
    repetidos: folios of the same person. senales: what a machine noticed; it decides nothing.
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

    @property
    def en_mesa(self) -> bool:
        return self.estatus == Estatus.EN_MESA

    @property
    def quien_capto(self) -> str:
        """By which door it came, as the console says it (ET 10.7 a)."""
        return "Mi Apoyo" if self.puerta is Puerta.MI_APOYO else f"Auxiliar {self.auxiliar}"

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
    fila = registros.por_id(registro)
    if fila is None:
        raise RegistroInexistente(str(registro))
    return fila.proceso


def ficha(registro: UUID, *, operador: str, momento: datetime) -> Ficha:
    """Return what the console shows of a record. Raises RegistroInexistente and LlaveAusente."""
    fila = registros.por_id(registro)
    if fila is None:
        raise RegistroInexistente(str(registro))
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
        corte=corte_del_padron(fila.recibido_en) if fila.corte else None,
        inciso=fila.inciso,
        detalle=sellos.abrir_detalle(fila),
        de_otro=es_de_otro(fila.tomado_por, fila.tomado_hasta, operador=operador, momento=momento),
        repetidos=tuple(otro.folio for otro in registros.mismos(fila)) if fila.repite else (),
        senales=senales_de(fila.id),
    )


def _auxiliar_de(texto: str) -> str:
    """Return the number of the auxiliar as the folio says it, with its zeros."""
    try:
        return folio.leer(texto).auxiliar
    except folio.FolioInvalido:
        return ""


@dataclass(frozen=True, kw_only=True)
class Detenido:
    """One record of the tray: `causa` says why it did not open, without personal data."""

    id: UUID
    folio: str
    proceso: str
    recibido_en: datetime
    causa: str


def charola(procesos: Collection[str]) -> list[Detenido]:
    """Return the records of those processes that did not open, oldest first (ET 10.7 f)."""
    return [
        Detenido(
            id=fila.id,
            folio=fila.folio,
            proceso=fila.proceso,
            recibido_en=fila.recibido_en,
            causa=_causa(fila.espera),
        )
        for proceso in sorted(procesos)
        for fila in registros.en_charola(proceso)
    ]


def _causa(codigo: str) -> str:
    """Return the sentence of a cause of the catalogue of refusals; the code when it has none."""
    fila = CATALOGADOS.get(codigo)
    return fila.titulo if fila else codigo


@dataclass(frozen=True)
class Avance:
    """faltan: records that wait in the Mesa; ritmo: of one person, today.

    vence: last day to review the one that has waited longest; None when none waits (ET 10.2).
    """

    faltan: int
    ritmo: Ritmo
    vence: date | None


def avance(*, operador: str, procesos: Collection[str], momento: datetime) -> Avance:
    """Return how many wait and how one person goes today, hora Centro (ET 10.2)."""
    hoy = localtime(momento).replace(hour=0, minute=0, second=0, microsecond=0)
    momentos = registros.dictamenes_de(operador, desde=hoy)
    cuentas = (registros.cuenta(proceso=proceso).get("", Cuenta()) for proceso in procesos)
    return Avance(
        faltan=sum(cuenta.e for cuenta in cuentas),
        ritmo=ritmo(momentos),
        vence=min(_vencimientos(procesos), default=None),
    )


def _vencimientos(cuales: Collection[str]) -> list[date]:
    """Return the last day to review what has waited longest in each process (ET 10.2)."""
    return [
        ultimo_dia_de_revision(desde, procesos_guardados.calendario(proceso))
        for proceso in cuales
        if (desde := registros.en_mesa_desde([proceso])) is not None
    ]
