"""Who gets a code, until when it serves and what a bond shuts out. No framework, no clock.

A bond is *provisional* from its activation and *firm* once a person at the Mesa has cleared a
record of it (ET 7.25):

                        the same device      the same e-mail       the same person
provisional             shut                 shut to others        open: it squats nobody
firm                    shut                 shut to others        shut to another firm bond

Whoever asks with the credential of a person who is bonded already, from another e-mail, is
answered exactly as anybody: to say "already registered" would tell that she gave her support.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from rubrica.core.autenticacion import CORREO, admitidas

VIGENCIA_DEL_CODIGO = timedelta(hours=24)  # ET 7.7
INTENTOS = 5  # of one code
SOLICITUDES_POR_DISPOSITIVO = 5  # in 24 hours
SOLICITUDES_POR_ORIGEN = 60  # in an hour: a whole mobile network may share one address
LAPSO_DEL_ORIGEN = timedelta(hours=1)
CORREOS_POR_CUENTA = 5  # to one mailbox, in 24 hours
CODIGOS_POR_PERSONA = 10  # with one credential, in 24 hours
SERIE = 90_000_000  # Id_Auxiliar of the folios of Mi Apoyo: no auxiliar is ever numbered there
NUMEROS = 10_000_000
DISPOSITIVO_DEL_FOLIO = 1  # a bond has one device (ET 7.25)


class EstadoDeSolicitud(StrEnum):
    """Where a request stands. `ATENDIDA` says that a mail left, never which."""

    EN_ESPERA = "en_espera"
    ATENDIDA = "atendida"
    ACTIVADA = "activada"


class EstadoDeVinculo(StrEnum):
    """How far a bond has come (ET 7.25)."""

    PROVISIONAL = "provisional"
    FIRME = "firme"
    SUSTITUIDO = "sustituido"  # the same person and e-mail activated another device before


class Respuesta(StrEnum):
    """What a request is answered, always by mail. The value goes to the bitácora."""

    CODIGO = "codigo"
    ILEGIBLE = "ilegible"
    CALLADA = "callada"
    AUTENTICACION = "autenticacion_no_admitida"
    SIN_COMPROBAR = "cuenta_sin_comprobar"
    NO_ENCONTRADA = "no_encontrada"
    VENCIDA = "vencida"
    SIN_PROCESO = "sin_proceso"
    CORREO_EN_USO = "correo_en_uso"
    YA_VINCULADA = "ya_vinculada"


@dataclass(frozen=True, kw_only=True)
class VinculoVisto:
    """A bond that stands, as it looks from one request. propio: made by this very device."""

    misma_persona: bool
    mismo_correo: bool
    firme: bool


@dataclass(frozen=True, kw_only=True)
class Antecedentes:
    """What is known when a request is judged.

    probada: whether the provider of that type of account vouched for the e-mail (ET 7.8); the code
    by e-mail proves itself. hallada: whether the padrón has that CIC with that identificador.
    procesos: for each process that now captures in the entidad of the person, the day from which
    on the credentials that expired are still taken (None: no extension).
    """

    probada: bool = True
    hallada: bool
    procesos: Collection[date | None]
    vinculos: Collection[VinculoVisto]
    correos_enviados: int
    codigos_dados: int


def juzgar(*, autenticacion: str, vence: date, hoy: date, visto: Antecedentes) -> Respuesta:
    """Return what to answer; the first that applies.

    The person's own bond is spoken of only in the mailbox that made it.
    """
    if visto.correos_enviados >= CORREOS_POR_CUENTA or visto.codigos_dados >= CODIGOS_POR_PERSONA:
        return Respuesta.CALLADA
    if autenticacion not in admitidas():
        return Respuesta.AUTENTICACION
    if autenticacion != CORREO and not visto.probada:
        return Respuesta.SIN_COMPROBAR
    if not visto.hallada:
        return Respuesta.NO_ENCONTRADA
    return _by_bond(visto.vinculos) or _by_process(vence, hoy, visto.procesos)


def _by_bond(vinculos: Collection[VinculoVisto]) -> Respuesta | None:
    del_correo = [v for v in vinculos if v.mismo_correo]
    if any(not v.misma_persona for v in del_correo):
        return Respuesta.CORREO_EN_USO
    return Respuesta.YA_VINCULADA if any(v.firme for v in del_correo) else None


def _by_process(vence: date, hoy: date, procesos: Collection[date | None]) -> Respuesta:
    if not procesos:
        return Respuesta.SIN_PROCESO
    if any(esta_vigente(vence, hoy, desde) for desde in procesos):
        return Respuesta.CODIGO
    return Respuesta.VENCIDA


def esta_vigente(vence: date, hoy: date, prorrogada_desde: date | None) -> bool:
    """Say whether a credential that expires that day is taken today (ET 7.3).

    prorrogada_desde: those that expired on that day or later are taken as well; None: no others.
    """
    return vence >= (hoy if prorrogada_desde is None else min(hoy, prorrogada_desde))


def vence_en_padron(ano: str) -> date:
    """Return the last day by the year that the padrón gives; far away when it gives none."""
    return date(int(ano), 12, 31) if ano else date.max


def codigo_sirve(*, vence_en: datetime, momento: datetime) -> bool:
    """Say whether a code may still be typed: up to the last instant of its 24 hours (ET 7.7)."""
    return momento < vence_en


def auxiliar_del_folio(numero: int) -> str:
    """Return what stands for the Id_Auxiliar in the folios of a bond: none, in its own series."""
    return str(SERIE + numero)
