"""The changes that a hearing may leave, each with its condition: one table (ET 11.4 to 11.8).

Pure: what a record is and what the promovente brought go in; a refusal with its numeral comes out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rubrica.core.rechazos import rechazo
from rubrica.registros.rules import Acto, Estatus, Puerta, Situacion, deshace


class Documento(StrEnum):
    """What the promovente shows, by what it proves."""

    ELEMENTO = "elemento"
    INFORMACION = "informacion"
    REHABILITACION = "rehabilitacion"
    SOLICITUD = "solicitud"
    CREDENCIAL = "credencial"


DOCUMENTOS: Mapping[Documento, str] = {
    Documento.ELEMENTO: "Elemento por el que considera válido el registro (11.4 c)",
    Documento.INFORMACION: "Documento con los datos correctos vigentes (11.8)",
    Documento.REHABILITACION: "Original o copia certificada que acredita la rehabilitación (11.6)",
    Documento.SOLICITUD: "Solicitud de actualización al Registro Federal de Electores (11.6)",
    Documento.CREDENCIAL: "Copia de la Credencial para Votar del nuevo trámite (11.7)",
}


class Cambio(StrEnum):
    """A change of a record."""

    RECONSIDERAR = "reconsiderar"
    LEVANTAR_REGLA = "levantar_regla"
    INFORMACION_NUEVA = "informacion_nueva"
    NUEVA_BUSQUEDA = "nueva_busqueda"
    REHABILITACION = "rehabilitacion"
    NUEVO_TRAMITE = "nuevo_tramite"


@dataclass(frozen=True, kw_only=True)
class Condicion:
    """When a change may be saved.

    documentos: what must be attached → the refusal without it. datos: the form is edited and
    looked up again, and what is found must count. vigente: looked up in the newest cut.
    """

    numeral: str
    etiqueta: str
    documentos: Mapping[Documento, str]
    datos: bool = False
    vigente: bool = False


CONDICIONES: Mapping[Cambio, Condicion] = {
    Cambio.RECONSIDERAR: Condicion(
        numeral="ET 11.4 c",
        etiqueta="Tener por válido el registro: la inconsistencia queda sin efecto",
        documentos={},
    ),
    Cambio.LEVANTAR_REGLA: Condicion(
        numeral="ET 11.4 c",
        etiqueta="Levantar la regla que lo clasificó: pasa a revisión en la Mesa de Control",
        documentos={Documento.ELEMENTO: "audiencia-sin-elemento"},
    ),
    Cambio.INFORMACION_NUEVA: Condicion(
        numeral="ET 11.4",
        etiqueta="Actualizar los datos del formulario con información nueva",
        documentos={},
        datos=True,
    ),
    Cambio.NUEVA_BUSQUEDA: Condicion(
        numeral="ET 11.8",
        etiqueta="Corregir los datos y buscar de nuevo en el Padrón Electoral",
        documentos={},
        datos=True,
    ),
    Cambio.REHABILITACION: Condicion(
        numeral="ET 11.6",
        etiqueta="Acreditar la rehabilitación en sus derechos políticos",
        documentos={
            Documento.REHABILITACION: "audiencia-sin-rehabilitacion",
            Documento.SOLICITUD: "audiencia-sin-solicitud",
        },
    ),
    Cambio.NUEVO_TRAMITE: Condicion(
        numeral="ET 11.7",
        etiqueta="Acreditar un nuevo trámite con inscripción vigente",
        documentos={Documento.CREDENCIAL: "audiencia-sin-copia"},
        datos=True,
        vigente=True,
    ),
}
POR_CAUSA: Mapping[str, Cambio] = {
    "suspension_de_derechos": Cambio.REHABILITACION,
    "cancelacion_de_tramite": Cambio.NUEVO_TRAMITE,
    "duplicado": Cambio.NUEVO_TRAMITE,
}
QUE_DESHACE: Mapping[Acto, Cambio] = {
    Acto.RECONSIDERAR: Cambio.RECONSIDERAR,
    Acto.LEVANTAR_REGLA: Cambio.LEVANTAR_REGLA,
}
CON_DATOS = frozenset(c for c, condicion in CONDICIONES.items() if condicion.datos)


@dataclass(frozen=True, kw_only=True)
class Asunto:
    """What a record is when it comes to a hearing. cuentan: situaciones that the process accepts.

    inciso: of its inconsistency, "" when a rule found it or it has none.
    """

    estatus: Estatus
    puerta: Puerta
    inciso: str
    situacion: str
    causa: str
    cuentan: frozenset[str]


def posibles(asunto: Asunto) -> list[Cambio]:
    """Return the changes that a hearing may leave of that record, whatever is brought (ET 11.4).

    record                                               change
    with an inciso, or of paper                          RECONSIDERAR
    a paquete that never opened                          none: there is nothing to look at
    classed by rule                                      LEVANTAR_REGLA
    Datos no encontrados                                 NUEVA_BUSQUEDA
    baja: Suspensión de Derechos Políticos               REHABILITACION
    baja: Cancelación de trámite, Duplicado en Padrón    NUEVO_TRAMITE
    baja by another cause, or out of the lista nominal   INFORMACION_NUEVA
    """
    cambios = []
    if asunto.estatus is Estatus.CON_INCONSISTENCIA:
        acto = deshace(asunto.inciso, asunto.puerta)
        cambios += [QUE_DESHACE[acto]] if acto in QUE_DESHACE else []
    return cambios + _del_padron(asunto)


def _del_padron(asunto: Asunto) -> list[Cambio]:
    if asunto.situacion in asunto.cuentan:
        return []
    if asunto.situacion == Situacion.NO_ENCONTRADO:
        return [Cambio.NUEVA_BUSQUEDA]
    if asunto.situacion == Situacion.BAJA:
        return [POR_CAUSA.get(asunto.causa, Cambio.INFORMACION_NUEVA)]
    return [Cambio.INFORMACION_NUEVA] if asunto.situacion == Situacion.PADRON else []


@dataclass(frozen=True, kw_only=True)
class Presentado:
    """What was said and shown of one record. datos_nuevos: whether the form was written anew.

    hallada: situación of what the new search found; "" when nothing was looked for.
    """

    manifestacion: str
    motivo: str
    documentos: frozenset[Documento]
    datos_nuevos: bool = False
    hallada: str = ""


def exigir(asunto: Asunto, cambios: Collection[Cambio], presentado: Presentado) -> None:
    """Raise the refusal of the first condition that a change does not meet (ET 11.4 to 11.8).

    Without changes, nothing is asked but that no datum was edited (ET 11.4).
    """
    permitidos = posibles(asunto)
    for cambio in cambios:
        if cambio not in permitidos:
            raise rechazo("audiencia-cambio-no-previsto", cambio=cambio.value)
    if presentado.datos_nuevos and not CON_DATOS.intersection(cambios):
        raise rechazo("audiencia-datos-sin-cambio")
    if not cambios:
        return
    if not presentado.manifestacion.strip():
        raise rechazo("audiencia-sin-manifestacion")
    if not presentado.motivo.strip():
        raise rechazo("audiencia-sin-motivo")
    for cambio in sorted(cambios):
        _exigir_condicion(CONDICIONES[cambio], asunto, presentado)


def _exigir_condicion(condicion: Condicion, asunto: Asunto, presentado: Presentado) -> None:
    for documento, codigo in condicion.documentos.items():
        if documento not in presentado.documentos:
            raise rechazo(codigo)
    if not condicion.datos:
        return
    if not presentado.datos_nuevos:
        raise rechazo("audiencia-sin-informacion-nueva")
    if presentado.hallada not in asunto.cuentan:
        raise rechazo(
            "audiencia-sin-inscripcion-vigente" if condicion.vigente else "audiencia-sin-hallazgo",
            hallada=presentado.hallada,
        )
