"""The life of an institutional account: one table, and the rules of what an oficio asks (ET 9)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType

VIDA_DEL_ENLACE = timedelta(hours=72)  # the mailbox of an official is read on working days
MAX_DECLARACION = 5 * 1024 * 1024  # bytes of the signed sheet, scanned


class Etapa(StrEnum):
    """Where an account is. FUNDADA: made by a command or by a process, without oficio."""

    FUNDADA = ""
    POR_ENTRAR = "POR_ENTRAR"  # its link waits in the mailbox
    POR_DECLARAR = "POR_DECLARAR"  # has a password; owes the signed Declaración
    EN_REVISION = "EN_REVISION"  # the DERFE has the Declaración to look at
    DEVUELTA = "DEVUELTA"  # the Declaración came back, with why
    ACTIVA = "ACTIVA"
    REVOCADA = "REVOCADA"


class Acto(StrEnum):
    """What can be done to an account; its value is also the name of the asiento."""

    SOLICITAR = "solicitar_cuenta"
    REENVIAR = "reenviar_credencial"
    ESTABLECER = "establecer_contrasena"
    DECLARAR = "subir_declaracion"
    DEVOLVER = "devolver_declaracion"
    APROBAR = "aprobar_declaracion"
    RENOVAR = "renovar_cuenta"
    REVOCAR = "revocar_cuenta"


ETAPAS: Mapping[Etapa, str] = MappingProxyType(
    {
        Etapa.FUNDADA: "Sin oficio",
        Etapa.POR_ENTRAR: "Espera su primera entrada",
        Etapa.POR_DECLARAR: "Falta su Declaración de Confidencialidad",
        Etapa.EN_REVISION: "Declaración por revisar",
        Etapa.DEVUELTA: "Declaración devuelta",
        Etapa.ACTIVA: "Activa",
        Etapa.REVOCADA: "Revocada",
    }
)
# May sign in, and do nothing but see to its Declaración (ET 9.3).
EN_TRAMITE = frozenset({Etapa.POR_DECLARAR, Etapa.EN_REVISION, Etapa.DEVUELTA})
VIVAS = frozenset(Etapa) - {Etapa.REVOCADA}

TRANSICIONES: Mapping[tuple[Etapa, Acto], Etapa] = MappingProxyType(
    {
        (Etapa.POR_ENTRAR, Acto.ESTABLECER): Etapa.POR_DECLARAR,  # ET 9.3
        (Etapa.POR_DECLARAR, Acto.DECLARAR): Etapa.EN_REVISION,  # ET 9.3
        (Etapa.DEVUELTA, Acto.DECLARAR): Etapa.EN_REVISION,
        (Etapa.EN_REVISION, Acto.DEVOLVER): Etapa.DEVUELTA,
        (Etapa.EN_REVISION, Acto.APROBAR): Etapa.ACTIVA,  # ET 9.3
        # A forgotten password: another link, and the account stays where it was.
        **{(e, Acto.REENVIAR): e for e in VIVAS},
        **{(e, Acto.ESTABLECER): e for e in VIVAS - {Etapa.POR_ENTRAR}},
        # Another oficio gives another validity (ET 9.2); after a revocation, all begins again.
        **{(e, Acto.RENOVAR): e for e in VIVAS},
        (Etapa.REVOCADA, Acto.RENOVAR): Etapa.POR_ENTRAR,
        **{(e, Acto.REVOCAR): Etapa.REVOCADA for e in VIVAS},
    }
)


class ActoImprocedente(Exception):
    """The act does not apply to an account at that stage."""

    def __init__(self, etapa: Etapa, acto: Acto) -> None:
        super().__init__(f"{acto} no procede sobre una cuenta {etapa or 'FUNDADA'}")
        self.etapa, self.acto = etapa, acto


def aplicar(acto: Acto, etapa: Etapa) -> Etapa:
    """Return the stage in which `acto` leaves an account; raise ActoImprocedente if none."""
    try:
        return TRANSICIONES[etapa, acto]
    except KeyError:
        raise ActoImprocedente(etapa, acto) from None


def procede(acto: Acto, etapa: Etapa) -> bool:
    """Whether the act applies at that stage: what a page offers."""
    return (etapa, acto) in TRANSICIONES


def es_institucional(correo: str, dominios: Collection[str]) -> bool:
    """Whether the mailbox is of one of those domains, to the letter: no subdomain (ET 9.2)."""
    _, arroba, dominio = correo.strip().lower().rpartition("@")
    return bool(arroba) and dominio in dominios
