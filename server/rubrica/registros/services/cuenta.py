"""The roller: it folds the events that can no longer be overtaken into the balances."""

from __future__ import annotations

from django.db import connection, transaction

from rubrica.bitacora.transacciones import envejecer, horizonte
from rubrica.registros.eventos import (
    DIMENSIONES,
    EVENTOS,
    EVENTOS_DE_LA_MESA,
    PARAMETROS,
    PARAMETROS_DE_LA_MESA,
)

_NUEVOS = "x.xid >= %(desde)s::xid8 AND x.xid < %(hasta)s::xid8"
_PLEGAR = f"""
WITH nuevo AS MATERIALIZED (
  SELECT e.proceso, d.dimension, d.valor, e.dia, e.clase, sum(e.n) AS n
  FROM ({EVENTOS.format(limites=_NUEVOS)}) e
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
_PLEGAR_MARCHA = f"""
INSERT INTO registros_marcha (proceso, que, dia, n)
SELECT proceso, que, dia, sum(n) FROM ({EVENTOS_DE_LA_MESA.format(limites=_NUEVOS)}) e
GROUP BY 1, 2, 3 HAVING sum(n) <> 0
ON CONFLICT (proceso, que, dia) DO UPDATE SET n = registros_marcha.n + EXCLUDED.n
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
        limites = {"desde": desde, "hasta": hasta}
        cursor.execute(_PLEGAR, {**PARAMETROS, **limites})
        plegados = int(cursor.rowcount)
        cursor.execute(_PLEGAR_MARCHA, {**PARAMETROS_DE_LA_MESA, **limites})
        cursor.execute("UPDATE registros_rodillo SET hasta = %s::text::xid8", [hasta])
    return plegados > 0


@transaction.atomic
def recontar_tras_restaurar() -> None:
    """Fold the account of a restored database from nothing; needs the owner of the tables."""
    with connection.cursor() as cursor:
        for tabla in ("registros_registro", "registros_movimiento"):
            envejecer(cursor, tabla)
        for tabla in ("saldo", "total", "marcha"):
            cursor.execute(f"DELETE FROM registros_{tabla}")  # noqa: S608
        cursor.execute("UPDATE registros_rodillo SET hasta = '0'")
