"""What acts on the padrón share: a cut's table, its asiento, the rows of a small CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from rubrica.bitacora.services import asentar
from rubrica.core.rechazos import rechazo
from rubrica.padron.models import Corte


def particion(corte: int) -> str:
    """Return the name of the table of one cut."""
    return f"padron_fila_{corte}"


def asentar_corte(corte: Corte, acto: str, quien: str, momento: datetime) -> None:
    """Leave in the bitácora what was done with a cut: its date, its file, its rows."""
    asentar(
        momento=momento,
        actor=quien,
        acto=acto,
        objeto=f"corte:{corte.pk}",
        datos={"fecha": str(corte.fecha), "sha256": corte.sha256, "filas": corte.filas},
    )


def renglones(ruta: Path, *encabezados: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a small CSV with their numbers; row 1 is the first after the header.

    encabezados: those that it may have. Raises Rechazo corte-con-errores for another, and for a
    row of another length.
    """
    with ruta.open(encoding="utf-8-sig", newline="") as archivo:
        lector = csv.reader(archivo)
        encabezado = next(lector, [])
        if encabezado not in [list(e) for e in encabezados]:
            raise rechazo("corte-con-errores", fila=0, columna=f"encabezado de {ruta.name}")
        for numero, campos in enumerate(lector, start=1):
            if len(campos) != len(encabezado):
                raise rechazo("corte-con-errores", fila=numero, columna="número de columnas")
            yield numero, campos
