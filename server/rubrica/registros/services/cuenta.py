"""The roller: it folds the events that can no longer be overtaken into the balances."""

from __future__ import annotations

from django.db import connection, transaction

from rubrica.bitacora.transacciones import envejecer, horizonte
from rubrica.registros.eventos import DIMENSIONES, EVENTOS, PARAMETROS

_PLEGAR = f"""
WITH nuevo AS MATERIALIZED (
  SELECT e.proceso, d.dimension, d.valor, e.dia, e.clase, sum(e.n) AS n
  FROM ({EVENTOS.format(limites="x.xid >= %(desde)s::xid8 AND x.xid < %(hasta)s::xid8")}) e
  CROSS JOIN LATERAL {DIMENSIONES}
  GROUP BY 1, 2, 3, 4, 5 HAVING sum(e.n) <> 0
), sin_dias AS (
  INSERT INTO registros_total (proceso, dimension, valor, clase, n)
  SELECT proceso, dimension, valor, clase, sum(n) FROM nuevo
  GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0
  ON CONFLICT (proceso, dimension, valor, clase)
  DO UPDATE SET n = registros_total.n + EXCLUDED.n
)
INSERT INTO registros_saldo (proceso, dimension, valor, dia, clase, n)
SELECT proceso, dimension, valor, dia, clase, n FROM nuevo
ON CONFLICT (proceso, dimension, valor, dia, clase)
DO UPDATE SET n = registros_saldo.n + EXCLUDED.n
"""  # noqa: S608


@transaction.atomic
def rodar() -> bool:
    """Fold every event older than the oldest running transaction; return whether there were any.

    One roller at a time holds the row of the watermark; no act waits for it. Balances and
    watermark move together, so a reader that sees one sees the other. Twice changes nothing.
    Raises TransaccionesAtras in a database restored from a logical copy.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO registros_rodillo (id, hasta) VALUES (1, '0') ON CONFLICT DO NOTHING"
        )
        cursor.execute("SELECT hasta::text FROM registros_rodillo FOR UPDATE")
        (desde,) = cursor.fetchone()
        hasta = horizonte(cursor, desde)
        cursor.execute(_PLEGAR, {**PARAMETROS, "desde": desde, "hasta": hasta})
        plegados = int(cursor.rowcount)
        cursor.execute("UPDATE registros_rodillo SET hasta = %s::text::xid8", [hasta])
    return plegados > 0


@transaction.atomic
def recontar_tras_restaurar() -> None:
    """Fold the account of a restored database from nothing; needs the owner of the tables."""
    with connection.cursor() as cursor:
        for tabla in ("registros_registro", "registros_movimiento"):
            envejecer(cursor, tabla)
        cursor.execute("DELETE FROM registros_saldo")
        cursor.execute("DELETE FROM registros_total")
        cursor.execute("UPDATE registros_rodillo SET hasta = '0'")
