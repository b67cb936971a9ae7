"""What a session may do next, when it may be, and which records it may look at (ET 10.8, 11).

A session is a review with the promovente (10.8) or a hearing (11): the same table, two lives.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from itertools import cycle
from typing import TypeVar

from rubrica.core.plazos import (
    ZONA,
    Calendario,
    aviso_de_audiencia,
    resultado_de_audiencia,
)
from rubrica.core.rechazos import rechazo
from rubrica.registros.rules import Estatus, Situacion

T = TypeVar("T")
MAX_TEXTO = 4000  # what a person says of one record
MAX_RELATO = 40_000  # what the acta tells
MAX_NOMBRE = 150
MAX_LUGAR = 200
MAX_ADJUNTO = 10 * 1024 * 1024
MAX_ADJUNTOS = 20  # of one record
MAX_ACTA = 60 * 1024 * 1024
ANTES_DE_ABRIR = timedelta(minutes=30)
HORAS_HABILES = (time(9), time(18))  # Monday to Friday, as in ET 12.1


class Clase(StrEnum):
    """The two kinds of session."""

    REVISION = "revision"  # ET 10.8
    AUDIENCIA = "audiencia"  # ET 11


class Parte(StrEnum):
    """Who proposes a date of review, and who accepts it (ET 10.8)."""

    OPL = "opl"
    PROMOVENTE = "promovente"


class Estado(StrEnum):
    """Where a session is."""

    PROPUESTA = "propuesta"
    ACORDADA = "acordada"
    PROGRAMADA = "programada"
    AVISADA = "avisada"
    ABIERTA = "abierta"
    CONCLUIDA = "concluida"
    CERRADA = "cerrada"
    NOTIFICADA = "notificada"
    RESUELTA = "resuelta"
    CANCELADA = "cancelada"


class Acto(StrEnum):
    """What is done with a session."""

    ACORDAR = "acordar"
    AVISAR = "avisar"
    ABRIR = "abrir"
    CONCLUIR = "concluir"
    CERRAR = "cerrar"
    NOTIFICAR = "notificar"
    RESOLVER = "resolver"
    CANCELAR = "cancelar"


_R, _A = Clase.REVISION, Clase.AUDIENCIA
TRANSICIONES: Mapping[tuple[Clase, Estado, Acto], Estado] = {
    (_R, Estado.PROPUESTA, Acto.ACORDAR): Estado.ACORDADA,  # ET 10.8
    (_R, Estado.ACORDADA, Acto.ABRIR): Estado.ABIERTA,
    (_R, Estado.ABIERTA, Acto.CERRAR): Estado.CERRADA,  # its minuta
    (_R, Estado.PROPUESTA, Acto.CANCELAR): Estado.CANCELADA,
    (_R, Estado.ACORDADA, Acto.CANCELAR): Estado.CANCELADA,
    (_A, Estado.PROGRAMADA, Acto.AVISAR): Estado.AVISADA,  # ET 11.3
    (_A, Estado.AVISADA, Acto.ABRIR): Estado.ABIERTA,  # ET 11.4
    (_A, Estado.ABIERTA, Acto.CONCLUIR): Estado.CONCLUIDA,  # ET 11.9: its 24 hours begin
    (_A, Estado.CONCLUIDA, Acto.CERRAR): Estado.CERRADA,  # ET 11.5: the acta is frozen
    (_A, Estado.CERRADA, Acto.NOTIFICAR): Estado.NOTIFICADA,  # ET 11.9
    (_A, Estado.NOTIFICADA, Acto.RESOLVER): Estado.RESUELTA,  # ET 11.9
    (_A, Estado.PROGRAMADA, Acto.CANCELAR): Estado.CANCELADA,
    (_A, Estado.AVISADA, Acto.CANCELAR): Estado.CANCELADA,
}
INICIAL = {Clase.REVISION: Estado.PROPUESTA, Clase.AUDIENCIA: Estado.PROGRAMADA}
POR_EMPEZAR = (Estado.PROPUESTA, Estado.ACORDADA, Estado.PROGRAMADA, Estado.AVISADA)
TERMINADAS = (Estado.RESUELTA, Estado.CANCELADA)  # a hearing that holds no record any more


def aplicar(clase: Clase, acto: Acto, estado: Estado) -> Estado:
    """Return where the act leaves a session; raise `sesion-improcedente` if it does not apply."""
    try:
        return TRANSICIONES[clase, estado, acto]
    except KeyError:
        raise rechazo("sesion-improcedente", estado=estado.value, acto=acto.value) from None


def procede(clase: Clase, acto: Acto, estado: Estado) -> bool:
    """Whether the act applies to a session of that kind in that state."""
    return (clase, estado, acto) in TRANSICIONES


# ---- When


def exigir_futura(*, inicio: datetime, fin: datetime, momento: datetime) -> None:
    """Raise `sesion-en-mal-momento` unless it is to come and ends after it begins."""
    if not momento < inicio < fin:
        raise rechazo("sesion-en-mal-momento")


def exigir_habil(*, inicio: datetime, fin: datetime, calendario: Calendario) -> None:
    """Raise `revision-inhabil` unless it is within the hours of one business day (ET 10.8)."""
    desde, hasta = inicio.astimezone(ZONA), fin.astimezone(ZONA)
    abre, cierra = HORAS_HABILES
    if (
        desde.date() != hasta.date()
        or not calendario.es_habil(desde.date())
        or desde.time() < abre
        or hasta.time() > cierra
    ):
        raise rechazo("revision-inhabil")


def exigir_su_hora(*, inicio: datetime, momento: datetime) -> None:
    """Raise `sesion-antes-de-hora` more than half an hour before it begins."""
    if momento < inicio - ANTES_DE_ABRIR:
        raise rechazo("sesion-antes-de-hora")


def aviso_tarde(*, inicio: datetime, momento: datetime) -> bool:
    """Whether a notice given then comes with less than 48 hours (ET 11.3)."""
    return momento > aviso_de_audiencia(inicio)


def resultado_tarde(*, concluida_en: datetime, momento: datetime) -> bool:
    """Whether results notified then come after 24 hours (ET 11.9)."""
    return momento > resultado_de_audiencia(concluida_en)


# ---- Which records


def disponible(clase: Clase, estatus: Estatus, situacion: str, cuentan: Collection[str]) -> bool:
    """Whether a record may be looked at in a session of that kind (ET 10.8, 11.2).

    cuentan: situaciones that the process accepts.

        record                                  review   hearing
        with inconsistency (10.7 d)             yes      yes
        reviewed, not found in the padrón       yes      yes
        reviewed, otherwise not counting        no       yes
        duplicate (10.7 c)                      no       yes
        that counts; not reviewed yet           no       no
    """
    if estatus is Estatus.CON_INCONSISTENCIA:
        return True
    if estatus not in (Estatus.PARA_COMPULSA, Estatus.DUPLICADO):
        return False
    if situacion == Situacion.NO_ENCONTRADO:
        return True
    otro = estatus is Estatus.DUPLICADO or situacion not in cuentan
    return clase is Clase.AUDIENCIA and otro


def disponibles(clase: Clase, cuentan: Collection[str]) -> dict[str, list[str]]:
    """Return estatus → situaciones of the records that such a session may look at."""
    todas = ("", *Situacion)
    pares = {e.value: [str(s) for s in todas if disponible(clase, e, s, cuentan)] for e in Estatus}
    return {estatus: situaciones for estatus, situaciones in pares.items() if situaciones}


def repartir(registros: Iterable[T], operadores: Sequence[int]) -> list[tuple[T, int]]:
    """Return each record with its operator: one each in turn, so that loads differ by one."""
    if not operadores:
        raise rechazo("audiencia-sin-operadores")
    return list(zip(registros, cycle(operadores), strict=False))


# ---- Who signs


class Modo(StrEnum):
    """How a person answered for the acta (ET 11.5)."""

    ELECTRONICA = "electronica"  # PAdES, with their own certificate
    AUTOGRAFA = "autografa"  # printed, signed and scanned
    NEGATIVA = "negativa"  # refused, and it is written down


@dataclass(frozen=True, kw_only=True)
class Firmante:
    """Somebody who must sign the acta: a representative who came or an official who took part."""

    id: str
    nombre: str
    calidad: str


def exigir_firmas(firmantes: Iterable[Firmante], hechas: Collection[str]) -> None:
    """Raise `acta-sin-firmas` while somebody has neither signed nor refused (ET 11.5)."""
    faltan = sum(f.id not in hechas for f in firmantes)
    if faltan:
        raise rechazo("acta-sin-firmas", faltan=faltan)
