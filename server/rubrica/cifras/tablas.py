"""The tables of the figures, once: the page, the CSV and the XLSX show the same rows.

Pure: accounts in, rows out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rubrica.core.situaciones import SITUACIONES
from rubrica.registros.clases import INCONSISTENCIAS, TEXTOS
from rubrica.registros.rules import Clase, Cuenta

Valor = str | int | date | datetime | None
Fila = tuple[Valor, ...]
POR_DETERMINAR = "Por determinar"
CORTOS: Mapping[Clase, str] = {
    Clase.ENVIADOS: "Enviados",
    Clase.PARA_COMPULSA: "Para compulsas",
    Clase.DUPLICADOS: "Duplicados",
    Clase.CON_INCONSISTENCIA: "Con inconsistencia",
    Clase.EN_MESA: "En mesa de control",
    Clase.EN_PROCESAMIENTO: "En procesamiento",
}


@dataclass(frozen=True, kw_only=True)
class Tabla:
    """One table. clave: as its export is called. columnas: the first one names the row.

    numeros: how many of the last columns are figures. total: the last row, that adds the others.
    anclas: an id for each row, when something leads to it.
    """

    clave: str
    titulo: str
    columnas: tuple[str, ...]
    filas: Sequence[Fila]
    numeros: int
    total: Fila | None = None
    anclas: Sequence[str] = ()


DE_LA_CUENTA = tuple(f"{clase.value}) {corto}" for clase, corto in CORTOS.items())


def cifras_de(cuenta: Cuenta) -> tuple[int, ...]:
    """Return the six figures of an account, a to f (ET 10.7)."""
    return (cuenta.a, cuenta.b, cuenta.c, cuenta.d, cuenta.e, cuenta.f)


def _de_cuentas(
    clave: str, titulo: str, que: str, filas: Iterable[tuple[Valor, Cuenta]], total: Cuenta
) -> Tabla:
    return Tabla(
        clave=clave,
        titulo=titulo,
        columnas=(que, *DE_LA_CUENTA),
        filas=[(nombre, *cifras_de(cuenta)) for nombre, cuenta in filas],
        numeros=len(DE_LA_CUENTA),
        total=("Total", *cifras_de(total)),
    )


def clases(total: Cuenta) -> Tabla:
    """Return the account as one row a class, with what each holds."""
    return Tabla(
        clave="clases",
        titulo="Registros por clase",
        columnas=("Clase", "Qué reúne", "Registros"),
        filas=[
            (f"{clase.value}) {texto.nombre}", texto.significado, getattr(total, clase))
            for clase, texto in TEXTOS.items()
        ],
        numeros=1,
    )


def dias(cuentas: Mapping[date, Cuenta], total: Cuenta) -> Tabla:
    """Return the account of each day of reception."""
    titulo = "Registros por día de recepción (hora Centro)"
    return _de_cuentas("dias", titulo, "Día", cuentas.items(), total)


def nombre_de_situacion(situacion: str) -> str:
    """Return a situación registral as people read it; "" is *por determinar*."""
    return SITUACIONES[situacion] if situacion else POR_DETERMINAR


def situaciones(cuentas: Mapping[str, Cuenta], total: Cuenta) -> Tabla:
    """Return the account of each situación registral, in the order of the catalogue."""
    filas = [(nombre_de_situacion(s), cuentas[s]) for s in (*SITUACIONES, "") if s in cuentas]
    return _de_cuentas(
        "situaciones", "Registros por situación registral", "Situación registral", filas, total
    )


def inconsistencias(cuentas: Mapping[str, Cuenta], total: Cuenta) -> Tabla:
    """Return how many records have each inconsistency, in the order of the ET."""
    return Tabla(
        clave="inconsistencias",
        titulo="Registros con inconsistencia, por tipo",
        columnas=("Numeral", "Inconsistencia", "Registros"),
        filas=[(n, texto, cuentas[n].d) for n, texto in INCONSISTENCIAS.items() if n in cuentas],
        numeros=1,
        total=("Total", "", total.d),
    )


SIN_AUXILIAR = "Sin persona auxiliar"


def auxiliares(filas: Iterable[tuple[str, Cuenta]], total: Cuenta) -> Tabla:
    """Return the account of each auxiliar by Id_Auxiliar; "" is what came without one."""
    return _de_cuentas(
        "auxiliares",
        "Registros por persona auxiliar",
        "Id_Auxiliar",
        ((numero or SIN_AUXILIAR, cuenta) for numero, cuenta in filas),
        total,
    )


def municipios(filas: Iterable[tuple[str, Cuenta]], total: Cuenta) -> Tabla:
    """Return the account of each municipio by name; "" is *por determinar*."""
    return _de_cuentas(
        "municipios",
        "Registros por municipio",
        "Municipio",
        ((nombre or POR_DETERMINAR, cuenta) for nombre, cuenta in filas),
        total,
    )
