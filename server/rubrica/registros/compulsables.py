"""The records that the compulsa asks the padrón about: reviewed, without inconsistency (ET 10.4).

Classes b and c: which of one person counts may change with what the padrón answers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection
from django.db.models import Q
from django.db.models.functions import TruncMonth

from rubrica.registros.models import Registro
from rubrica.registros.services.cerrojos import EN_GRUPO

_DESDE = UUID(int=0)
_LOTE = """
SELECT id::text, (%(cortes)s::jsonb ->> to_char(dia, 'YYYY-MM'))::int, datos, persona,
  situacion, causa, municipio, corte
FROM registros_registro
WHERE proceso = %(proceso)s AND estatus = ANY(%(estatus)s) AND id > %(despues)s
ORDER BY registros_registro.id LIMIT %(cuantos)s
"""
# id, number of the cut that answers for it, sealed form, person, and what it says: situación,
# cause, municipio, number of the cut that last answered. A tuple: a million go to other processes.
Compulsable = tuple[str, int, bytes | None, bytes | None, str, str, str, str]


def lote(
    proceso: str, *, cortes: Mapping[date, int], despues: UUID | None, cuantos: int
) -> list[Compulsable]:
    """Return up to that many records of classes b and c after an id, in order of id.

    cortes: date → number of each cut that answers; all that cortes_que_piden returns.
    """
    parametros = {
        "cortes": json.dumps({f"{f + timedelta(days=1):%Y-%m}": n for f, n in cortes.items()}),
        "proceso": proceso,
        "estatus": list(EN_GRUPO),
        "despues": despues or _DESDE,
        "cuantos": cuantos,
    }
    return en_binario(_LOTE, parametros)


def en_binario(consulta: str, parametros: Mapping[str, object]) -> list[Any]:
    """Return the rows of a statement, sent as they are kept: half the time for a million seals."""
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:
        return cursor.execute(consulta, parametros, binary=True).fetchall()


def cortes_que_piden(proceso: str) -> list[date]:
    """Return the dates of the cuts that answer for what would be asked, in order (ET 10.4)."""
    filas = Registro.objects.filter(proceso=proceso, estatus__in=EN_GRUPO)
    meses = filas.annotate(mes=TruncMonth("dia")).values_list("mes", flat=True).distinct()
    return [corte_del_dia(mes) for mes in sorted(meses)]


def corte_del_dia(dia: date) -> date:
    """Return the date of the cut that answers for what is received that day, hora Centro."""
    return dia.replace(day=1) - timedelta(days=1)


def hay_de_otro_corte(proceso: str, *, recibidos_en: date, corte: str) -> bool:
    """Whether a record of classes b or c, received in that month, was answered by another cut."""
    fin = (recibidos_en.replace(day=1) + timedelta(days=32)).replace(day=1)
    filas = Registro.objects.filter(
        proceso=proceso, estatus__in=EN_GRUPO, dia__gte=recibidos_en.replace(day=1), dia__lt=fin
    )
    return filas.filter(~Q(corte=corte)).exists()
