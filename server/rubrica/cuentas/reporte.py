"""Everything that an account did and saw, from the bitácora: for the day one is compromised."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localtime

from rubrica.bitacora import queries as bitacora
from rubrica.bitacora.rules import actor_de_cuenta
from rubrica.core.hoja_de_calculo import celda
from rubrica.cuentas import queries
from rubrica.cuentas.models import Cuenta

ENCABEZADOS = ("Momento (hora Centro)", "Quién", "Acto", "Sobre qué", "Proceso", "Datos")


@dataclass(frozen=True, kw_only=True)
class Renglon:
    """One asiento as a person reads it. quien: "La cuenta", or who acted upon it."""

    momento: datetime
    quien: str
    acto: str
    objeto: str
    proceso: str
    datos: str


def asientos(cuenta: Cuenta, *, desde: datetime, hasta: datetime) -> QuerySet[Any]:
    """Return what the account did and saw and what was done to it, oldest first."""
    return bitacora.de_personas(
        _nombres(cuenta), [actor_de_cuenta(cuenta.pk)], desde=desde, hasta=hasta
    )


def renglones(cuenta: Cuenta, filas: Iterable[Any]) -> list[Renglon]:
    """Return those asientos in words."""
    return [_renglon(cuenta, fila) for fila in filas]


def como_csv(cuenta: Cuenta, filas: QuerySet[Any]) -> Iterator[str]:
    """Yield the report line by line, for a spreadsheet: it is never whole in memory."""
    hoja = csv.writer(Eco())
    assert len(fields(Renglon)) == len(ENCABEZADOS)
    yield "\ufeff" + hoja.writerow(ENCABEZADOS)
    for fila in filas.iterator(chunk_size=2_000):
        renglon = _renglon(cuenta, fila)
        momento = f"{localtime(renglon.momento):%Y-%m-%d %H:%M:%S}"
        yield hoja.writerow([momento, *(celda(v) for v in astuple(renglon)[1:])])


class Eco:
    """A file that gives back what is written to it, so that csv makes one line at a time."""

    def write(self, texto: str) -> str:
        return texto


def _renglon(cuenta: Cuenta, fila: Any) -> Renglon:
    return Renglon(
        momento=fila.momento,
        quien=_quien(cuenta, fila.actor),
        acto=fila.acto.replace("_", " ").capitalize(),
        objeto=fila.objeto,
        proceso=fila.proceso,
        datos=", ".join(f"{n}: {v}" for n, v in bitacora.datos_de(fila).items()),
    )


def _quien(cuenta: Cuenta, actor: str) -> str:
    return "La cuenta" if actor in _nombres(cuenta) else queries.nombre_del_actor(actor)


def _nombres(cuenta: Cuenta) -> tuple[str, str]:
    """Return how the bitácora names an account: by number, and in asientos of before by e-mail."""
    return actor_de_cuenta(cuenta.pk), cuenta.correo
