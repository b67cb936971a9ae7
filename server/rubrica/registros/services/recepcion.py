"""What recepción writes: one row, and nothing else, for each paquete."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection

from rubrica.core import asiento, plazos
from rubrica.registros.models import Registro
from rubrica.registros.rules import Puerta, Regla

ACTO = "RECIBIR"


class Repetido(Exception):
    """A record with that id, folio or código de integridad is already there; `campo` says which."""

    def __init__(self, campo: str) -> None:
        super().__init__(f"ya hay un registro con ese {campo}")
        self.campo = campo


class YaNoEsAsi(Exception):
    """What the caller had seen changed before the row was written: look again, and try again."""


@dataclass(frozen=True, slots=True)
class Condicion:
    """What must still hold for a row to be written, as a SQL condition of its owner's tables.

    One statement reads it and writes the row: nothing can change in between.
    """

    sql: str = "true"
    valores: tuple[object, ...] = ()


SIEMPRE = Condicion()


def recibir(
    *,
    id: UUID,
    folio: str,
    proceso: str,
    promovente: int,
    auxiliar: int,
    dispositivo: UUID,
    consecutivo: int,
    anterior: bytes | None,
    codigo_integridad: bytes,
    tamano: int,
    sobre: str,
    resumen: bytes,
    capturado_en: datetime,
    recibido_en: datetime,
    recibo: str,
    puerta: Puerta = Puerta.AUXILIAR,
    regla: Regla | None = None,
    regla_motivo: str = "",
    solo_si: Condicion = SIEMPRE,
    actor: str = "recepcion",
) -> Registro:
    """Write the one row of a received support: its history, its asiento and its entry in `a`.

    Exactly one INSERT (ET 6.4): call it once the blob is durable, and give the receipt after it
    returns. codigo_integridad, resumen, anterior: 32 bytes. sobre, recibo: JWS, verbatim.
    puerta: by which it came (ET 10.7 a). regla: the numeral that will class it as inconsistent,
    with its dates in `regla_motivo`.
    solo_si: what that regla was judged by. Raises Repetido, and YaNoEsAsi if it changed meanwhile.
    """
    sal = os.urandom(asiento.BYTES_DE_SAL)
    canonico = asiento.canonico(
        momento=recibido_en,
        actor=actor,
        acto=ACTO,
        objeto=folio,
        proceso=proceso,
        datos={
            "codigo_integridad": codigo_integridad.hex(),
            "resumen": resumen.hex(),
            "regla": str(regla) if regla else None,
        },
    )
    fila = Registro(
        id=id,
        folio=folio,
        proceso=proceso,
        promovente=promovente,
        auxiliar=auxiliar,
        dispositivo=dispositivo,
        consecutivo=consecutivo,
        anterior=anterior,
        codigo_integridad=codigo_integridad,
        tamano=tamano,
        sobre=sobre,
        resumen=resumen,
        capturado_en=capturado_en,
        recibido_en=recibido_en,
        dia=recibido_en.astimezone(plazos.ZONA).date(),
        recibo=recibo,
        regla=str(regla) if regla else "",
        regla_motivo=regla_motivo,
        puerta=str(puerta),
        sal=sal,
        hoja=asiento.hoja(sal, canonico),
        canonico=canonico,
    )
    if not _insert(fila, solo_si):
        raise _why_not(fila)
    return fila


# The columns of reception and no others: what is said of a record later has its first value from
# PostgreSQL, and this service may not write it.
_COLUMNAS = (
    "id", "folio", "proceso", "promovente", "auxiliar", "dispositivo", "consecutivo", "anterior",
    "codigo_integridad", "tamano", "sobre", "resumen", "capturado_en", "recibido_en", "dia",
    "recibo", "regla", "regla_motivo", "puerta", "sal", "hoja", "canonico",
)  # fmt: skip


@cache
def _insert_statement(condicion: str) -> str:
    """Return the INSERT of those columns, if `condicion` holds.

    Always the same text, so that it is planned once: in the path of a paquete the ORM would take
    longer to write it than PostgreSQL to obey it.
    """
    valores = ", ".join(f"%s::{_bare_type(columna)}" for columna in _COLUMNAS)
    return (
        f"INSERT INTO registros_registro ({', '.join(_COLUMNAS)})"
        f" SELECT {valores} WHERE {condicion} ON CONFLICT DO NOTHING"
    )


def _bare_type(columna: str) -> str:
    """Return the type of a column without its length: a cast to varchar(n) would cut in silence."""
    tipo = Registro._meta.get_field(columna).db_type(connection) or ""
    return "text" if tipo.startswith("varchar") else tipo


def _insert(fila: Registro, solo_si: Condicion) -> bool:
    """Write the row; False when it is already there, or the condition no longer holds."""
    valores: list[Any] = [getattr(fila, columna) for columna in _COLUMNAS]
    with connection.cursor() as cursor:
        cursor.execute(_insert_statement(solo_si.sql), valores + list(solo_si.valores))
        escritas: int = cursor.rowcount
    return escritas == 1


def _why_not(fila: Registro) -> Exception:
    """Return why a row was not written: Repetido if another has its id, folio or código."""
    campo = _repeated_field(fila)
    return Repetido(campo) if campo else YaNoEsAsi()


def _repeated_field(fila: Registro) -> str:
    """Name what another row has of this one; "" when none has any."""
    for campo in ("id", "folio"):
        if Registro.objects.filter(**{campo: getattr(fila, campo)}).exists():
            return campo
    iguales = Registro.objects.filter(
        proceso=fila.proceso, codigo_integridad=fila.codigo_integridad
    )
    return "codigo_integridad" if iguales.exists() else ""
