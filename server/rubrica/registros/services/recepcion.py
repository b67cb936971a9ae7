"""What recepción writes: one row, and nothing else, for each paquete."""

from __future__ import annotations

import os
from datetime import datetime
from uuid import UUID

from django.db import connection

from rubrica.core import asiento, plazos
from rubrica.registros.models import Registro
from rubrica.registros.rules import Regla

ACTO = "RECIBIR"


class Repetido(Exception):
    """A record with that id, folio or código de integridad is already there; `campo` says which."""

    def __init__(self, campo: str) -> None:
        super().__init__(f"ya hay un registro con ese {campo}")
        self.campo = campo


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
    regla: Regla | None = None,
    regla_motivo: str = "",
) -> Registro:
    """Write the one row of a received support: its history, its asiento and its entry in `a`.

    Exactly one INSERT (ET 6.4): call it once the blob is durable, and give the receipt after it
    returns. codigo_integridad, resumen, anterior: 32 bytes. sobre, recibo: JWS, verbatim.
    regla: the numeral that will class it as inconsistent, with its dates in `regla_motivo`.
    Raises Repetido.
    """
    sal = os.urandom(asiento.BYTES_DE_SAL)
    canonico = asiento.canonico(
        momento=recibido_en,
        actor="recepcion",
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
        sal=sal,
        hoja=asiento.hoja(sal, canonico),
        canonico=canonico,
    )
    if not _insert(fila):
        raise Repetido(_repeated_field(fila))
    return fila


# The columns of reception and no others: what is said of a record later has its first value from
# PostgreSQL, and this service may not write it. The statement is always the same text: in the path
# of a paquete the ORM would take longer to write it than PostgreSQL to obey it.
_COLUMNAS = (
    "id", "folio", "proceso", "promovente", "auxiliar", "dispositivo", "consecutivo", "anterior",
    "codigo_integridad", "tamano", "sobre", "resumen", "capturado_en", "recibido_en", "dia",
    "recibo", "regla", "regla_motivo", "sal", "hoja", "canonico",
)  # fmt: skip
_INSERTAR = "INSERT INTO registros_registro ({}) VALUES ({}) ON CONFLICT DO NOTHING".format(  # noqa: S608
    ", ".join(_COLUMNAS), ", ".join(["%s"] * len(_COLUMNAS))
)


def _insert(fila: Registro) -> bool:
    """Write the row; False when its id, folio or código is already there."""
    with connection.cursor() as cursor:
        cursor.execute(_INSERTAR, [getattr(fila, columna) for columna in _COLUMNAS])
        escritas: int = cursor.rowcount
    return escritas == 1


def _repeated_field(fila: Registro) -> str:
    """Name what another row has of this one."""
    if Registro.objects.filter(id=fila.id).exists():
        return "id"
    return "folio" if Registro.objects.filter(folio=fila.folio).exists() else "codigo_integridad"
