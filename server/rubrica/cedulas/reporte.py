"""Everything that a device did, for the day one is compromised (ET 4.10, 14.1)."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from io import StringIO
from uuid import UUID

from django.utils.timezone import localtime

from rubrica.bitacora import queries as bitacora
from rubrica.core.hoja_de_calculo import celda
from rubrica.cuentas.queries import nombre_del_actor
from rubrica.registros import queries as registros

ENCABEZADOS = ("Momento (hora Centro)", "Quién", "Acto", "Sobre qué", "Datos")


@dataclass(frozen=True, kw_only=True)
class Renglon:
    """One thing that a device did, or that was done with what it did. No personal data."""

    momento: datetime
    quien: str
    acto: str
    objeto: str
    datos: str


def renglones(
    *, proceso: str, auxiliar: str, numero: int, dispositivo: UUID, desde: datetime, hasta: datetime
) -> list[Renglon]:
    """Return what the bitácora says of a device and what was received of it, oldest first."""
    asientos = bitacora.de_dispositivo(
        str(dispositivo),
        [f"auxiliar/{proceso}/{auxiliar}"],
        f"{proceso}-{auxiliar}-{numero}-",
        desde=desde,
        hasta=hasta,
    )
    llegados = registros.recibidos_de(dispositivo, desde=desde, hasta=hasta)
    todos = [
        *(
            Renglon(
                momento=a.momento, quien=nombre_del_actor(a.actor), objeto=a.objeto,
                acto=a.acto.replace("_", " ").capitalize(),
                datos=", ".join(f"{n}: {v}" for n, v in bitacora.datos_de(a).items()),
            )
            for a in asientos
        ),
        *(
            Renglon(
                momento=cuando, quien="El dispositivo", acto="Entregar registro", objeto=folio,
                datos=f"estatus: {estatus}",
            )
            for cuando, folio, estatus in llegados
        ),
    ]  # fmt: skip
    return sorted(todos, key=lambda r: r.momento)


def como_csv(filas: Sequence[Renglon]) -> Iterator[str]:
    """Yield the report line by line, for a spreadsheet."""
    yield "\ufeff" + _linea(ENCABEZADOS)
    for fila in filas:
        momento = f"{localtime(fila.momento):%Y-%m-%d %H:%M:%S}"
        yield _linea([momento, *(celda(v) for v in astuple(fila)[1:])])


def _linea(valores: Sequence[object]) -> str:
    hoja = StringIO()
    csv.writer(hoja).writerow(valores)
    return hoja.getvalue()
