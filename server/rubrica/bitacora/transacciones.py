"""The watermark of those who follow the inserts of a table: sequencer and roller.

Rows carry the id of their transaction. A database restored from a logical copy starts counting
transactions anew, so its old rows would look younger than the new ones: that is refused aloud, and
`manage tras_restaurar` puts it right.
"""

from __future__ import annotations

from typing import Any

from psycopg import sql


class TransaccionesAtras(Exception):
    """The watermark is ahead of this database: it was restored. Run `manage tras_restaurar`."""


def horizonte(cursor: Any, hasta: str) -> str:
    """Return the oldest transaction still running: below it, nothing new can appear.

    hasta: the watermark kept. Raises TransaccionesAtras when it comes from another life.
    """
    cursor.execute(
        "SELECT pg_snapshot_xmin(pg_current_snapshot())::text,"
        " %s::text::xid8 > pg_snapshot_xmax(pg_current_snapshot())",
        [hasta],
    )
    nuevo, atras = cursor.fetchone()
    if atras:
        raise TransaccionesAtras
    return str(nuevo)


def envejecer(cursor: Any, tabla: str) -> None:
    """Make every row of a restored append-only table older than any transaction to come."""
    ordenes = (
        "ALTER TABLE {} DISABLE TRIGGER USER",
        "UPDATE {} SET xid = '3'",  # FrozenTransactionId: before all others
        "ALTER TABLE {} ENABLE TRIGGER USER",
    )
    for orden in ordenes:
        cursor.execute(sql.SQL(orden).format(sql.Identifier(tabla)))
