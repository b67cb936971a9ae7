"""How early a record is reviewed within its day: what señales say, and nothing else changes."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import connection

_ORDENAR = """
UPDATE registros_registro r SET orden = n.orden
FROM (SELECT * FROM unnest(%s::uuid[], %s::smallint[]) AS t(id, orden) ORDER BY id) n
WHERE r.id = n.id AND r.orden <> n.orden
"""


def ordenar(ordenes: Mapping[UUID, int]) -> None:
    """Put records in their place of their day's queue, 3 the earliest; estatus stays (10.1)."""
    if not ordenes:
        return
    with connection.cursor() as cursor:
        cursor.execute(_ORDENAR, [list(ordenes), list(ordenes.values())])
