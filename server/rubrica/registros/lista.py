"""The list of records that ET 2.2 lets a promovente consult: each without whose it is."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from rubrica.core.plazos import ZONA
from rubrica.registros.models import Registro
from rubrica.registros.rules import (
    CLASES,
    FUERA_DE_TABLA,
    TABLAS,
    Clase,
    Estatus,
    Puerta,
    inconsistencia,
)

DE_UNA_VEZ = 2_000  # rows that an export has in memory
COLUMNAS = (
    "folio", "recibido_en", "auxiliar", "puerta", "estatus", "situacion", "corte", "inciso",
    "regla",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Filtros:
    """What is looked for; None is anything.

    dia: of reception, hora Centro. auxiliar: its number in the database, 0 for who has none.
    inconsistencia: a numeral, "ET 10.3 j". situacion: "" is *por determinar*.
    """

    dia: date | None = None
    auxiliar: int | None = None
    clase: Clase | None = None
    inconsistencia: str | None = None
    situacion: str | None = None


@dataclass(frozen=True, kw_only=True)
class Renglon:
    """One record as the list shows it. inconsistencia: a numeral, or "". corte: which answered."""

    folio: str
    recibido_en: datetime
    auxiliar: int
    estatus: Estatus
    situacion: str
    corte: str
    inconsistencia: str

    @property
    def clase(self) -> Clase:
        """The class of ET 10.7 in which it is."""
        return CLASES[self.estatus]


class FolioDesconocido(Exception):
    """The list cannot go on from a folio that its process does not have."""


def pagina(proceso: str, filtros: Filtros, *, cuantos: int, despues: str = "") -> list[Renglon]:
    """Return up to that many records, the newest first, after the one of that folio.

    Each is found by an index: the hundredth page costs what the first does. Raises
    FolioDesconocido.
    """
    filas = _ordenadas(_hallados(proceso, filtros))
    if despues:
        filas = filas.filter(_anteriores(proceso, despues))
    # A class of several estatus is as many walks of the index, merged: a sort would read them all.
    estatus = _estatus_de(filtros.clase)
    paseos = [filas.filter(estatus=e) for e in estatus] if estatus else [filas]
    hojas = [list(p.values(*COLUMNAS, "id")[:cuantos]) for p in paseos]
    orden = heapq.merge(*hojas, key=lambda f: (f["recibido_en"], f["id"]), reverse=True)
    return [_renglon(fila) for fila, _ in zip(orden, range(cuantos), strict=False)]


def todos(proceso: str, filtros: Filtros) -> Iterator[Renglon]:
    """Yield every record, the newest first, as they stood when the first was asked for.

    One cursor of the database, read by parts: memory does not grow with the rows.
    """
    filas = _ordenadas(_hallados(proceso, filtros))
    if estatus := _estatus_de(filtros.clase):
        filas = filas.filter(estatus__in=estatus)
    with transaction.atomic():
        for fila in filas.values(*COLUMNAS).iterator(chunk_size=DE_UNA_VEZ):
            yield _renglon(fila)


def _hallados(proceso: str, filtros: Filtros) -> QuerySet[Registro]:
    filas = Registro.objects.filter(proceso=proceso)
    if filtros.dia is not None:
        desde = datetime.combine(filtros.dia, time(), ZONA)
        hasta = datetime.combine(filtros.dia + timedelta(days=1), time(), ZONA)
        filas = filas.filter(recibido_en__gte=desde, recibido_en__lt=hasta)
    if filtros.auxiliar is not None:
        filas = filas.filter(auxiliar=filtros.auxiliar)
    if filtros.situacion is not None:
        filas = filas.filter(situacion=filtros.situacion)
    if filtros.inconsistencia is not None:
        filas = filas.filter(_con_inconsistencia(filtros.inconsistencia))
    return filas


def _con_inconsistencia(numeral: str) -> Q:
    tabla, _, inciso = numeral.rpartition(" ")
    suyos = Q(estatus=Estatus.CON_INCONSISTENCIA.value)
    if numeral in FUERA_DE_TABLA.values():
        return suyos & Q(inciso__in=[i for i, n in FUERA_DE_TABLA.items() if n == numeral])
    if tabla not in TABLAS.values():
        return suyos & Q(inciso="", regla=numeral)
    en_papel = Q(puerta=Puerta.PAPEL.value)
    return suyos & Q(inciso=inciso) & (en_papel if tabla == TABLAS[Puerta.PAPEL] else ~en_papel)


def _estatus_de(clase: Clase | None) -> list[str]:
    """Return the estatus of a class; none when every record will do (ET 10.7 a)."""
    return [estatus.value for estatus, suya in CLASES.items() if suya is clase]


def _ordenadas(filas: QuerySet[Registro]) -> QuerySet[Registro]:
    return filas.order_by("-recibido_en", "-id")


def _anteriores(proceso: str, folio: str) -> Q:
    claves = Registro.objects.filter(proceso=proceso, folio=folio).values_list("recibido_en", "id")
    for recibido_en, id in claves:
        antes = Q(recibido_en__lt=recibido_en) | Q(recibido_en=recibido_en, id__lt=id)
        # Said twice: the index takes the first half, the second tells those of one instant apart.
        return Q(recibido_en__lte=recibido_en) & antes
    raise FolioDesconocido(folio)


def _renglon(fila: dict[str, Any]) -> Renglon:
    return Renglon(
        folio=fila["folio"],
        recibido_en=fila["recibido_en"],
        auxiliar=fila["auxiliar"],
        estatus=Estatus(fila["estatus"]),
        situacion=fila["situacion"],
        corte=fila["corte"],
        inconsistencia=inconsistencia(
            estatus=fila["estatus"],
            puerta=fila["puerta"],
            inciso=fila["inciso"],
            regla=fila["regla"],
        ),
    )
