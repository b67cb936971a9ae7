"""The geo-electoral catalogue: municipios by INE's number, and sections that became others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from rubrica.bitacora.services import asentar
from rubrica.core.rechazos import rechazo
from rubrica.padron.models import Municipio, Reseccion
from rubrica.padron.services._comun import renglones

MUNICIPIOS = (
    "entidad", "municipio", "nombre", "distrito_federal", "distrito_local", "lista_nominal",
)  # fmt: skip
CON_INEGI = (*MUNICIPIOS, "inegi")
SECCIONES = ("entidad", "seccion_anterior", "seccion_vigente", "desde")


@transaction.atomic
def cargar_municipios(*, ruta: Path, quien: str, momento: datetime) -> int:
    """The catalogue has the municipios of that CSV, new or corrected; return how many.

    Raises Rechazo corte-con-errores at the first row that is not one, or that repeats a code of
    the INEGI within its entidad.
    """
    filas = [
        _municipio(n, dict(zip(CON_INEGI, (*campos, "")[: len(CON_INEGI)], strict=True)))
        for n, campos in renglones(ruta, MUNICIPIOS, CON_INEGI)
    ]
    _exigir_inegi_unica(filas)
    Municipio.objects.bulk_create(
        filas,
        update_conflicts=True,
        unique_fields=["entidad", "municipio"],
        update_fields=["nombre", "distrito_federal", "distrito_local", "lista_nominal", "inegi"],
    )
    _asentar("CARGAR_MUNICIPIOS", "municipios", len(filas), quien, momento)
    return len(filas)


def _municipio(numero: int, fila: Mapping[str, str]) -> Municipio:
    enteros = [c for c in MUNICIPIOS if c != "nombre"]
    try:
        return Municipio(
            nombre=fila["nombre"].strip(),
            inegi=int(fila["inegi"]) if fila["inegi"] else None,
            **{campo: int(fila[campo]) for campo in enteros},
        )
    except ValueError:
        raise rechazo("corte-con-errores", fila=numero, columna="municipios.csv") from None


def _exigir_inegi_unica(filas: list[Municipio]) -> None:
    """Two municipios of one entidad with one code of the INEGI would be taken for each other."""
    vistas: set[tuple[int, int]] = set()
    for numero, fila in enumerate(filas, start=1):
        if fila.inegi is None:
            continue
        if (fila.entidad, fila.inegi) in vistas:
            raise rechazo("corte-con-errores", fila=numero, columna="inegi repetida")
        vistas.add((fila.entidad, fila.inegi))


@transaction.atomic
def cargar_secciones(*, ruta: Path, quien: str, momento: datetime) -> int:
    """The catalogue has the re-sectionings of that CSV besides those it had; return how many.

    Raises Rechazo corte-con-errores at the first row that is not one.
    """
    filas = [_reseccion(numero, campos) for numero, campos in renglones(ruta, SECCIONES)]
    Reseccion.objects.bulk_create(filas, ignore_conflicts=True)
    _asentar("CARGAR_SECCIONES", "secciones", len(filas), quien, momento)
    return len(filas)


def _reseccion(numero: int, campos: list[str]) -> Reseccion:
    try:
        entidad, anterior, vigente = (int(c) for c in campos[:3])
        if anterior == vigente or not 1 <= entidad <= 32:
            raise ValueError
        return Reseccion(
            entidad=entidad, anterior=anterior, vigente=vigente, desde=date.fromisoformat(campos[3])
        )
    except ValueError:
        raise rechazo("corte-con-errores", fila=numero, columna="secciones.csv") from None


def _asentar(acto: str, objeto: str, filas: int, quien: str, momento: datetime) -> None:
    asentar(momento=momento, actor=quien, acto=acto, objeto=objeto, datos={"filas": filas})
