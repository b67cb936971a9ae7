"""The one table of estatus, what each class of the account holds, and who counts among duplicates.

docs/estados.md is generated from TRANSICIONES; a test compares them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from rubrica.core import incisos, incisos_papel
from rubrica.procesos.rules import PoliticaDeDuplicados

INCISOS = "abcdefghijklmn"  # ET 10.3
MAX_DETALLE = 480
ADICIONAL = "A"  # an inconsistency that ET 10.3 does not name (ET 10.4)
SIN_ABRIR = "S"  # a paquete that never opened, classed by two people (ET 10.7 d)
# What is kept where an inciso is, and is none of a table: its numeral.
FUERA_DE_TABLA = {ADICIONAL: "ET 10.4", SIN_ABRIR: "ET 10.7 d"}
MINUTOS_DE_TURNO = 10  # how long a record taken by an operator waits before another may take it
SEGUNDOS_DE_LATIDO = 90  # how long it waits once its console beats; a closed browser stops beating
# The queue of the Mesa: repeated people last, then whole days as received, so that suspicion never
# goes before age; within a day, what señales noticed first (ET 10.1, 10.2).
ORDEN_DE_REVISION = ("repite", "dia", "-orden", "recibido_en")


class Estatus(StrEnum):
    RECIBIDO = "RECIBIDO"
    EN_CHAROLA = "EN_CHAROLA"
    EN_ESPERA_DE_CORTE = "EN_ESPERA_DE_CORTE"
    EN_MESA = "EN_MESA"
    APARTADO = "APARTADO"
    PARA_COMPULSA = "PARA_COMPULSA"
    DUPLICADO = "DUPLICADO"
    CON_INCONSISTENCIA = "CON_INCONSISTENCIA"


class Acto(StrEnum):
    TURNAR_A_MESA = "TURNAR_A_MESA"
    ESPERAR_CORTE = "ESPERAR_CORTE"
    NO_ABRIR = "NO_ABRIR"
    REINTENTAR = "REINTENTAR"
    CLASIFICAR_POR_REGLA = "CLASIFICAR_POR_REGLA"
    CORREGIR_DATOS = "CORREGIR_DATOS"
    VALIDAR = "VALIDAR"
    SENALAR_INCONSISTENCIA = "SENALAR_INCONSISTENCIA"
    MARCAR_DUPLICADO = "MARCAR_DUPLICADO"
    PROMOVER = "PROMOVER"
    SENALAR_POR_ANALISIS = "SENALAR_POR_ANALISIS"
    LEVANTAR_REGLA = "LEVANTAR_REGLA"
    RECONSIDERAR = "RECONSIDERAR"
    ACTUALIZAR_SITUACION = "ACTUALIZAR_SITUACION"
    ADMITIR_CEDULA = "ADMITIR_CEDULA"
    OBSERVAR_CEDULA = "OBSERVAR_CEDULA"
    APARTAR = "APARTAR"
    ADMITIR_APARTADO = "ADMITIR_APARTADO"
    NEGAR_APARTADO = "NEGAR_APARTADO"
    CLASIFICAR_SIN_ABRIR = "CLASIFICAR_SIN_ABRIR"
    REABRIR = "REABRIR"
    COMPULSAR = "COMPULSAR"


class Clase(StrEnum):
    """The classes of ET 10.7, by their inciso."""

    ENVIADOS = "a"
    PARA_COMPULSA = "b"
    DUPLICADOS = "c"
    CON_INCONSISTENCIA = "d"
    EN_MESA = "e"
    EN_PROCESAMIENTO = "f"


class Dimension(StrEnum):
    """What the account can be cut by, besides the day.

    TERRITORIO is municipio and situación together, "067 lista_nominal": what a requirement asks.
    INCONSISTENCIA is a numeral of the ET ("ET 10.3 j"), "" while there is none.
    """

    PROCESO = "proceso"
    PROMOVENTE = "promovente"
    AUXILIAR = "auxiliar"
    MUNICIPIO = "municipio"
    PUERTA = "puerta"
    SITUACION = "situacion"
    TERRITORIO = "territorio"
    INCONSISTENCIA = "inconsistencia"


class Puerta(StrEnum):
    """By which a support came in (ET 10.7 a)."""

    AUXILIAR = "auxiliar"
    MI_APOYO = "mi_apoyo"
    PAPEL = "papel"


# Version of the catalogue of incisos that each door is judged by, kept beside each decision.
CATALOGOS: Mapping[Puerta, str] = {
    Puerta.AUXILIAR: incisos.VERSION,
    Puerta.MI_APOYO: incisos.VERSION,
    Puerta.PAPEL: incisos_papel.VERSION,
}


class Regla(StrEnum):
    """A numeral that classes a record as inconsistent by itself; recepción names it."""

    BAJA_DEL_AUXILIAR = "ET 3.4"
    FUERA_DEL_PERIODO = "ET 4.8"
    DISPOSITIVO_NO_AUTORIZADO = "ET 4.10"
    UNA_PERSONA_POR_DISPOSITIVO = "ET 7.25"
    FUERA_DE_REGIMEN = "ET 8.2"


# The table of incisos that each door is judged by: what an inconsistency is named with.
TABLAS: Mapping[Puerta, str] = {
    Puerta.AUXILIAR: "ET 10.3",
    Puerta.MI_APOYO: "ET 10.3",
    Puerta.PAPEL: "ET 8.5",
}


def inconsistencia(*, estatus: str, puerta: str, inciso: str, regla: str) -> str:
    """Return the numeral of the inconsistency of a record, "ET 10.3 j" or "ET 3.4"; "" if none.

    An inciso, which a person found, goes before the rule that would have classed it.
    """
    if estatus != Estatus.CON_INCONSISTENCIA:
        return ""
    if inciso in FUERA_DE_TABLA:
        return FUERA_DE_TABLA[inciso]
    return f"{TABLAS[Puerta(puerta)]} {inciso}" if inciso else regla


class Situacion(StrEnum):
    """Situación registral in the cut that answers to the record (ET 10.4)."""

    LISTA_NOMINAL = "lista_nominal"
    PADRON = "padron"
    BAJA = "baja"
    NO_ENCONTRADO = "no_encontrado"
    FUERA_DE_AMBITO = "fuera_de_ambito"


@dataclass(frozen=True)
class Transicion:
    """One arrow of the table, and the numeral that draws it."""

    de: Estatus
    acto: Acto
    a: Estatus
    numeral: str


TRANSICIONES = (
    Transicion(Estatus.RECIBIDO, Acto.TURNAR_A_MESA, Estatus.EN_MESA, "ET 10.1"),
    Transicion(Estatus.RECIBIDO, Acto.ESPERAR_CORTE, Estatus.EN_ESPERA_DE_CORTE, "ET 10.4"),
    Transicion(Estatus.RECIBIDO, Acto.NO_ABRIR, Estatus.EN_CHAROLA, "ET 10.7 f"),
    Transicion(
        Estatus.RECIBIDO,
        Acto.CLASIFICAR_POR_REGLA,
        Estatus.CON_INCONSISTENCIA,
        "ET 3.4, 4.8, 4.10, 7.25, 8.2",
    ),
    Transicion(Estatus.RECIBIDO, Acto.ADMITIR_CEDULA, Estatus.PARA_COMPULSA, "ET 8.4"),
    Transicion(Estatus.RECIBIDO, Acto.OBSERVAR_CEDULA, Estatus.CON_INCONSISTENCIA, "ET 8.5"),
    Transicion(Estatus.EN_CHAROLA, Acto.REINTENTAR, Estatus.RECIBIDO, "ET 10.7 f"),
    Transicion(Estatus.EN_ESPERA_DE_CORTE, Acto.REINTENTAR, Estatus.RECIBIDO, "ET 10.4"),
    Transicion(Estatus.EN_MESA, Acto.CORREGIR_DATOS, Estatus.EN_MESA, "ET 10.3"),
    Transicion(Estatus.EN_MESA, Acto.VALIDAR, Estatus.PARA_COMPULSA, "ET 10.7 b"),
    Transicion(Estatus.EN_MESA, Acto.SENALAR_INCONSISTENCIA, Estatus.CON_INCONSISTENCIA, "ET 10.3"),
    Transicion(Estatus.EN_MESA, Acto.APARTAR, Estatus.APARTADO, "ET 10.4"),
    Transicion(Estatus.APARTADO, Acto.ADMITIR_APARTADO, Estatus.PARA_COMPULSA, "ET 10.4"),
    Transicion(Estatus.APARTADO, Acto.NEGAR_APARTADO, Estatus.CON_INCONSISTENCIA, "ET 10.4"),
    Transicion(
        Estatus.EN_CHAROLA, Acto.CLASIFICAR_SIN_ABRIR, Estatus.CON_INCONSISTENCIA, "ET 10.7 d"
    ),
    Transicion(Estatus.PARA_COMPULSA, Acto.MARCAR_DUPLICADO, Estatus.DUPLICADO, "ET 10.7 c"),
    Transicion(Estatus.DUPLICADO, Acto.PROMOVER, Estatus.PARA_COMPULSA, "ET 10.7 c"),
    Transicion(Estatus.PARA_COMPULSA, Acto.COMPULSAR, Estatus.PARA_COMPULSA, "ET 10.4"),
    Transicion(Estatus.DUPLICADO, Acto.COMPULSAR, Estatus.DUPLICADO, "ET 10.4"),
    Transicion(
        Estatus.PARA_COMPULSA, Acto.SENALAR_POR_ANALISIS, Estatus.CON_INCONSISTENCIA, "ET 10.6"
    ),
    Transicion(Estatus.DUPLICADO, Acto.SENALAR_POR_ANALISIS, Estatus.CON_INCONSISTENCIA, "ET 10.6"),
    Transicion(Estatus.CON_INCONSISTENCIA, Acto.LEVANTAR_REGLA, Estatus.EN_MESA, "ET 11.4 c"),
    Transicion(Estatus.CON_INCONSISTENCIA, Acto.RECONSIDERAR, Estatus.PARA_COMPULSA, "ET 11.4 c"),
    Transicion(Estatus.CON_INCONSISTENCIA, Acto.REABRIR, Estatus.RECIBIDO, "ET 11.4 c"),
    Transicion(
        Estatus.CON_INCONSISTENCIA,
        Acto.ACTUALIZAR_SITUACION,
        Estatus.CON_INCONSISTENCIA,
        "ET 11.9",
    ),
    Transicion(Estatus.PARA_COMPULSA, Acto.ACTUALIZAR_SITUACION, Estatus.PARA_COMPULSA, "ET 11.9"),
    Transicion(Estatus.DUPLICADO, Acto.ACTUALIZAR_SITUACION, Estatus.DUPLICADO, "ET 11.9"),
)
_TABLA: Mapping[tuple[Estatus, Acto], Estatus] = {(t.de, t.acto): t.a for t in TRANSICIONES}

CLASES: Mapping[Estatus, Clase] = {
    Estatus.RECIBIDO: Clase.EN_PROCESAMIENTO,
    Estatus.EN_CHAROLA: Clase.EN_PROCESAMIENTO,
    Estatus.EN_ESPERA_DE_CORTE: Clase.EN_PROCESAMIENTO,
    Estatus.EN_MESA: Clase.EN_MESA,
    Estatus.APARTADO: Clase.EN_MESA,
    Estatus.PARA_COMPULSA: Clase.PARA_COMPULSA,
    Estatus.DUPLICADO: Clase.DUPLICADOS,
    Estatus.CON_INCONSISTENCIA: Clase.CON_INCONSISTENCIA,
}

# What is in e, and the acts that bring a record there or take it away (ET 10.2).
EN_REVISION = tuple(e for e, clase in CLASES.items() if clase is Clase.EN_MESA)
ENTRAN_A_LA_MESA = (Acto.TURNAR_A_MESA, Acto.LEVANTAR_REGLA)
DICTAMENES = (Acto.VALIDAR, Acto.SENALAR_INCONSISTENCIA)
SALEN_DE_LA_MESA = (*DICTAMENES, Acto.ADMITIR_APARTADO, Acto.NEGAR_APARTADO)
DE_LA_MESA = (*ENTRAN_A_LA_MESA, *SALEN_DE_LA_MESA)
PENDIENTES = "PENDIENTES"  # beside the acts: how many of each day of turning are still in e


class ActoImprocedente(Exception):
    """The act does not apply to a registro in that estatus."""

    def __init__(self, estatus: Estatus, acto: Acto) -> None:
        super().__init__(f"{acto} no procede sobre un registro {estatus}")
        self.estatus, self.acto = estatus, acto


# What its capture decides of paper (ET 8.4), and what of the app only the Mesa does (ET 10.1).
DE_PAPEL = frozenset({Acto.ADMITIR_CEDULA, Acto.OBSERVAR_CEDULA})
DE_LA_APP = frozenset({Acto.TURNAR_A_MESA, Acto.ESPERAR_CORTE, Acto.NO_ABRIR})


def procede_por(puerta: Puerta, acto: Acto) -> bool:
    """Whether the act is one that supports of that door may have."""
    return acto not in (DE_LA_APP if puerta is Puerta.PAPEL else DE_PAPEL)


def aplicar(
    acto: Acto, estatus: Estatus, *, inciso: str = "", puerta: Puerta = Puerta.AUXILIAR
) -> Estatus:
    """Return the estatus in which `acto` leaves a registro; raise ActoImprocedente if none.

    inciso: of its inconsistency, "" when it is a rule's. puerta: by which it came: paper is
    reviewed as it is captured (ET 8.4); nothing of the app skips the Mesa.

        CON_INCONSISTENCIA   RECONSIDERAR    LEVANTAR_REGLA                REABRIR
        by dictamen          PARA_COMPULSA   refused                       refused
        by rule              refused         EN_MESA: nobody saw it yet    refused
        it never opened      refused         refused                       RECIBIDO

    ACTUALIZAR_SITUACION leaves any where it is: who is in the padrón is not what was observed.
    """
    if not procede_por(puerta, acto):
        raise ActoImprocedente(estatus, acto)
    observado = estatus is Estatus.CON_INCONSISTENCIA and acto is not Acto.ACTUALIZAR_SITUACION
    if observado and acto is not deshace(inciso, puerta):
        raise ActoImprocedente(estatus, acto)
    try:
        return _TABLA[estatus, acto]
    except KeyError:
        raise ActoImprocedente(estatus, acto) from None


def deshace(inciso: str, puerta: Puerta) -> Acto:
    """Return the one act that takes an inconsistency back; of paper a person saw the sheet."""
    if inciso == SIN_ABRIR:
        return Acto.REABRIR
    return Acto.RECONSIDERAR if inciso or puerta is Puerta.PAPEL else Acto.LEVANTAR_REGLA


@dataclass(frozen=True, kw_only=True)
class Dictamen:
    """What one operador found in one registro (ET 10.3).

    inciso: letter of the cause in ET 10.3, "a" to "n"; empty when nothing was found.
    detalle: words of the operador, at most 480 characters; required with an inciso.
    momento: when it was signed, with its time zone.
    """

    operador: str
    momento: datetime
    inciso: str = ""
    detalle: str = ""

    def __post_init__(self) -> None:
        if self.momento.tzinfo is None:
            raise ValueError("momento has no time zone")
        if len(self.inciso) > 1 or self.inciso not in INCISOS:
            raise ValueError(f"no inciso {self.inciso!r} in ET 10.3")
        if bool(self.inciso) != bool(self.detalle.strip()):
            raise ValueError("an inciso and its detalle go together")
        if len(self.detalle) > MAX_DETALLE:
            raise ValueError(f"detalle over {MAX_DETALLE} characters")

    @property
    def acto(self) -> Acto:
        return Acto.SENALAR_INCONSISTENCIA if self.inciso else Acto.VALIDAR


@dataclass(frozen=True, kw_only=True)
class Determinacion:
    """What people decided of one registro outside the table of ET 10.3, and why.

    inciso: "" when it counts; else ADICIONAL (ET 10.4) or SIN_ABRIR (ET 10.7 d). detalle: the
    reason, at most 480 characters. momento: with its time zone.
    """

    operador: str
    momento: datetime
    acto: Acto
    detalle: str
    inciso: str = ""

    def __post_init__(self) -> None:
        if self.momento.tzinfo is None:
            raise ValueError("momento has no time zone")
        if not 0 < len(self.detalle.strip()) <= len(self.detalle) <= MAX_DETALLE:
            raise ValueError(f"a reason has 1 to {MAX_DETALLE} characters")


# The keys that a person may correct (ET 10.3, last paragraph).
CORREGIBLES = ("clave", "emision", "ocr", "cic", "identificador")


def que_cambio(antes: Mapping[str, str], despues: Mapping[str, str]) -> dict[str, list[str]]:
    """Return each key corrected, with both its values: what it was and what it is."""
    pares = {c: [antes.get(c, ""), despues.get(c, "")] for c in CORREGIBLES}
    return {c: par for c, par in pares.items() if par[0] != par[1]}


def con_lo_leido(antes: Mapping[str, str], despues: Mapping[str, str]) -> dict[str, str]:
    """Return the form as it is now, with what was first read of each key corrected (ET 10.3)."""
    leido = {f"leido_{c}": viejo for c, (viejo, _) in que_cambio(antes, despues).items()}
    ya = {c: v for c, v in antes.items() if c.startswith("leido_")}
    return {**despues, **leido, **ya}


@dataclass(frozen=True, kw_only=True)
class Candidato:
    """One reviewed support, with nothing found, of a person: it may be the one that counts."""

    id: UUID
    situacion: str
    recibido_en: datetime
    capturado_en: datetime


def quien_cuenta(
    grupo: Sequence[Candidato], politica: PoliticaDeDuplicados, situaciones: Collection[str]
) -> UUID | None:
    """Return which support of one person counts; None when the policy lets none.

    situaciones: those that the process accepts; one that is accepted goes before one that is
    not, so that a support without effect never shadows a good one (ET 10.7 c).

        supports   PRIMERO_RECIBIDO   ULTIMO_CAPTURADO   NINGUNO
        one        it                 it                 it
        several    first received     last captured      none
    """
    if not grupo or (politica is PoliticaDeDuplicados.NINGUNO and len(grupo) > 1):
        return None
    aceptados = [c for c in grupo if c.situacion in situaciones] or list(grupo)
    if politica is PoliticaDeDuplicados.ULTIMO_CAPTURADO:
        return max(aceptados, key=lambda c: (c.capturado_en, c.recibido_en, c.id)).id
    return min(aceptados, key=lambda c: (c.recibido_en, c.id)).id


@dataclass(frozen=True)
class Cuenta:
    """The account of ET 10.7: how many records in each class, each counted by itself."""

    a: int = 0
    b: int = 0
    c: int = 0
    d: int = 0
    e: int = 0
    f: int = 0

    @property
    def cuadra(self) -> bool:
        """Whether a = b + c + d + e + f."""
        return self.a == self.b + self.c + self.d + self.e + self.f


def sumar(cuentas: Iterable[Cuenta]) -> Cuenta:
    """Return the account of all of them together, class by class."""
    filas = [(c.a, c.b, c.c, c.d, c.e, c.f) for c in cuentas]
    return Cuenta(*(sum(columna) for columna in zip(*filas, strict=True)))
