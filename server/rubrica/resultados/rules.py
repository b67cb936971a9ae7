"""What may be frozen, notified and delivered, and when; the formula and the difference (ET 13)."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

from rubrica.core import plazos
from rubrica.core.plazos import Calendario
from rubrica.core.rechazos import rechazo
from rubrica.core.sobre import instante
from rubrica.procesos.requisito import Requisito, medir, parte_de
from rubrica.registros.rules import CLASES, Clase, Cuenta, Estatus

TYP_CORTE = "rubrica-corte+jws"
TYP_ENTREGA = "rubrica-entrega+jws"
FORMATO = "rubrica/corte/1"
MAX_OFICIO = 60  # characters
CADA_RECORDATORIO = 3  # days that a delivery waits for its acknowledgment before each reminder
ANUNCIOS_DE_CIERRE = (7, 1)  # days before the last one of access; ET 13.8 fixes only the last


class Tipo(StrEnum):
    """The two results of ET 13."""

    PRELIMINAR = "preliminar"  # ET 13.2
    DEFINITIVO = "definitivo"  # ET 13.4


class Concluye(StrEnum):
    """What the OPL notifies as concluded; each starts a clock."""

    MESA = "mesa"  # ET 13.2
    AUDIENCIAS = "audiencias"  # ET 13.4


class Estado(StrEnum):
    """Where a delivery is."""

    EN_PREPARACION = "en_preparacion"
    PREPARADA = "preparada"
    FALLIDA = "fallida"
    DISPUESTA = "dispuesta"
    ACUSADA = "acusada"


class Contenido(StrEnum):
    """What a delivery holds."""

    PADRON = "padron"  # ET 13.5
    EXPEDIENTES = "expedientes"  # ET 13.9


class Parte(StrEnum):
    """The two authorities, each of which confirms the fingerprint of the delivery key."""

    OPL = "opl"
    DERFE = "derfe"


CONCLUSIONES: Mapping[Concluye, str] = {
    Concluye.MESA: "Concluyó la revisión en la Mesa de Control",
    Concluye.AUDIENCIAS: "Concluyeron los actos de Derecho de Garantía de Audiencia",
}
NUMERALES: Mapping[Concluye, str] = {Concluye.MESA: "ET 13.2", Concluye.AUDIENCIAS: "ET 13.4"}
SIGUE: Mapping[Concluye, Tipo] = {
    Concluye.MESA: Tipo.PRELIMINAR,
    Concluye.AUDIENCIAS: Tipo.DEFINITIVO,
}


def exigir_sin_audiencia(abiertas: int) -> None:
    """Raise `resultados-con-audiencia-abierta` while a hearing still holds records (ET 13.4)."""
    if abiertas:
        raise rechazo("resultados-con-audiencia-abierta", abiertas=abiertas)


def exigir_sin_pendientes(total: Cuenta) -> None:
    """Raise `resultados-con-pendientes` while a record is in classes e or f (ET 10.7 e, f)."""
    if total.e or total.f:
        raise rechazo("resultados-con-pendientes", en_mesa=total.e, en_procesamiento=total.f)


def exigir_oficio(oficio_el: date, *, momento: datetime) -> None:
    """Raise `oficio-futuro` for an oficio dated after the day it is notified, hora Centro."""
    if oficio_el > plazos.dia_centro(momento):
        raise rechazo("oficio-futuro")


def exigir_recepcion(recibida_en: datetime, *, notificada_en: datetime, momento: datetime) -> None:
    """Raise `recepcion-imposible` unless it came between its notification and now."""
    if not notificada_en <= recibida_en <= momento:
        raise rechazo("recepcion-imposible")


def conclusion_que_pide(tipo: Tipo, *, con_audiencia: bool) -> Concluye | None:
    """Return what must have been notified before freezing; None if nothing must.

                 without hearing (ET 11)   with hearing
    preliminar   nothing                   nothing
    definitivo   the Mesa (ET 13.2)        the hearings (ET 13.4)

    A preliminary cut may be frozen at any time, to look at; to be delivered, `exigir_solicitada`.
    """
    if tipo is Tipo.PRELIMINAR:
        return None
    return Concluye.AUDIENCIAS if con_audiencia else Concluye.MESA


def exigir_solicitada(tipo: Tipo, *, notificada: bool) -> None:
    """Raise `entrega-sin-notificacion` unless the OPL asked by oficio for what the cut says.

    A definitive cut is not even frozen without it; a preliminary one, when frozen before the OPL
    notified that the Mesa concluded, is nobody's result yet (ET 13.2).
    """
    if tipo is Tipo.PRELIMINAR and not notificada:
        raise rechazo("entrega-sin-notificacion")


def vence(concluye: Concluye, desde: datetime, calendario: Calendario) -> date:
    """Return the day to deliver what that notification asks for (ET 13.2, 13.4)."""
    if concluye is Concluye.MESA:
        return plazos.ultimo_dia_de_preliminares(desde, calendario)
    return plazos.dia_de_definitivos(desde, calendario)


def recordatorios(dispuesta_en: datetime, *, momento: datetime) -> int:
    """Return how many reminders a delivery without acknowledgment has deserved so far (ET 13.5)."""
    dias = (plazos.dia_centro(momento) - plazos.dia_centro(dispuesta_en)).days
    return max(dias, 0) // CADA_RECORDATORIO


def anuncio_de_cierre(ultimo: date, *, momento: datetime) -> int | None:
    """Return which announcement of the end of access is due: 7 or 1 days before (ET 13.8).

    The nearest, if more than one is; None before the first and once it has ended.
    """
    faltan = (ultimo - plazos.dia_centro(momento)).days
    debidos = [d for d in ANUNCIOS_DE_CIERRE if 0 <= faltan <= d]
    return min(debidos, default=None)


class Movidos(Protocol):
    """Moves of one kind, as registros.instantaneas tells them."""

    @property
    def de(self) -> str: ...
    @property
    def a(self) -> str: ...
    @property
    def de_municipio(self) -> str: ...
    @property
    def a_municipio(self) -> str: ...
    @property
    def de_situacion(self) -> str: ...
    @property
    def a_situacion(self) -> str: ...
    @property
    def movimientos(self) -> Sequence[int]: ...


@dataclass(frozen=True, kw_only=True)
class Cambio:
    """Moves of one kind between two cuts: from class to class, from municipio to municipio."""

    acto: str
    de: Clase
    a: Clase
    de_municipio: str
    a_municipio: str
    n: int


def cambio(*, acto: str, de: str, a: str, de_municipio: str, a_municipio: str, n: int) -> Cambio:
    """Return the change that moves between two estatus are for the account."""
    return Cambio(
        acto=acto, de=CLASES[Estatus(de)], a=CLASES[Estatus(a)],
        de_municipio=de_municipio, a_municipio=a_municipio, n=n,
    )  # fmt: skip


def aplicar(
    antes: Mapping[str, Cuenta], cambios: Iterable[Cambio], *, recibidos: int
) -> dict[str, Cuenta]:
    """Return the account by municipio after those receipts and changes, class by class.

    What is received enters in a and f of "" (por determinar); `a` goes where its record goes.
    """
    cifras: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for municipio, cuenta in antes.items():
        for clase, n in asdict(cuenta).items():
            cifras[municipio][clase] += n
    for clase in (Clase.ENVIADOS, Clase.EN_PROCESAMIENTO):
        cifras[""][clase.value] += recibidos
    for c in cambios:
        for municipio, clase, signo in (
            (c.de_municipio, c.de, -1), (c.a_municipio, c.a, 1),
            (c.de_municipio, Clase.ENVIADOS, -1), (c.a_municipio, Clase.ENVIADOS, 1),
        ):  # fmt: skip
            cifras[municipio][clase.value] += signo * c.n
    return {m: Cuenta(**c) for m, c in sorted(cifras.items()) if any(c.values())}


def contar(
    antes: Mapping[str, int], movidos: Iterable[Movidos], situaciones: Iterable[str]
) -> Counter[str]:
    """Return what counts by municipio after those moves: class b, of those situaciones."""
    aceptadas, cuentan = frozenset(situaciones), Counter(antes)
    for m in movidos:
        n = len(m.movimientos)
        if m.de == Estatus.PARA_COMPULSA and m.de_situacion in aceptadas:
            cuentan[m.de_municipio] -= n
        if m.a == Estatus.PARA_COMPULSA and m.a_situacion in aceptadas:
            cuentan[m.a_municipio] += n
    return cuentan


@dataclass(frozen=True, kw_only=True)
class Renglon:
    """One municipio in the formula. minimo: supports that its share asks for; 0 without one."""

    municipio: str
    lista_nominal: int
    validos: int
    minimo: int

    @property
    def cumple(self) -> bool:
        """Whether it has its share; False where nothing is asked of it."""
        return 0 < self.minimo <= self.validos


@dataclass(frozen=True, kw_only=True)
class Formula:
    """Whether the requirement is met, in total and by municipio. cumple: None without one."""

    necesarios: int
    validos: int
    municipios_necesarios: int
    municipios_cumplidos: int
    cumple: bool
    en_palabras: str
    renglones: Sequence[Renglon]


def formula(
    requisito: Requisito,
    *,
    lista_nominal: Mapping[str, int],
    validos: Mapping[str, int],
) -> Formula:
    """Return the requirement measured on what counts."""
    renglones = [
        Renglon(
            municipio=m,
            lista_nominal=lista_nominal.get(m, 0),
            validos=validos.get(m, 0),
            minimo=_minimo(requisito, lista_nominal.get(m, 0)),
        )
        for m in sorted({*lista_nominal, *validos})
    ]
    progreso = medir(requisito, lista_nominal=lista_nominal, validos=validos)
    return Formula(
        necesarios=progreso.necesarios,
        validos=progreso.validos,
        municipios_necesarios=progreso.municipios_necesarios,
        municipios_cumplidos=progreso.municipios_cumplidos,
        cumple=progreso.cumple,
        en_palabras=progreso.en_palabras(),
        renglones=renglones,
    )


def _minimo(requisito: Requisito, personas: int) -> int:
    if requisito.dispersion is None or not personas:
        return 0
    return max(parte_de(personas, requisito.dispersion.en_cada, requisito.redondeo), 1)


@dataclass(frozen=True, kw_only=True)
class Corte:
    """All that a frozen cut says. anterior: number and huella of the previous one, or None.

    situaciones: those that count in the process. padron: date of the cut of the padrón whose lista
    nominal the formula is measured on, "" when there was none.
    """

    proceso: str
    numero: int
    tipo: Tipo
    momento: datetime
    cuentas: Mapping[str, Cuenta]
    total: Cuenta
    situaciones: Sequence[str]
    padron: str
    formula: Formula
    anterior: tuple[int, str] | None
    recibidos: int
    cambios: Sequence[Cambio]

    def documento(self) -> str:
        """Return the cut as the one text that is signed: JSON, keys sorted, without spaces."""
        datos: dict[str, Any] = {
            "formato": FORMATO,
            "proceso": self.proceso,
            "numero": self.numero,
            "tipo": self.tipo.value,
            "momento": instante(self.momento),
            "total": asdict(self.total),
            "municipios": {m: asdict(c) for m, c in self.cuentas.items()},
            "situaciones_que_cuentan": sorted(self.situaciones),
            "padron": self.padron,
            "formula": {
                **asdict(self.formula),
                "renglones": [{**asdict(r), "cumple": r.cumple} for r in self.formula.renglones],
            },
            "anterior": None
            if self.anterior is None
            else {"numero": self.anterior[0], "sha256": self.anterior[1]},
            "diferencia": {
                "recibidos": self.recibidos,
                "cambios": [asdict(c) for c in self.cambios],
            },
        }
        return json.dumps(datos, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def huella(texto: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hex."""
    return hashlib.sha256(texto.encode()).hexdigest()
