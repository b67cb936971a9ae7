"""The account as events: each receipt and each move, as what it adds to and takes from a class.

One fragment of SQL, read by the roller that folds and by the queries that add the tail. A receipt
is +1 in `a` and +1 in the class of RECIBIDO; a move is −1 where the record was and +1 where it is.
Each class is counted by itself; `a` comes from the receipts, and a move only takes it along when
the record's municipio, situación or inconsistency is another from then on.
"""

from __future__ import annotations

import json
from typing import Any

from rubrica.core.plazos import ZONA
from rubrica.registros.rules import (
    CLASES,
    DE_LA_MESA,
    EN_REVISION,
    PENDIENTES,
    Clase,
    Dimension,
    Estatus,
)

PARAMETROS = {
    "clases": json.dumps({estatus.value: clase.value for estatus, clase in CLASES.items()}),
    "enviados": Clase.ENVIADOS.value,
    "inicial": CLASES[Estatus.RECIBIDO].value,
}

# {limites} bounds the transaction of the row, called x.xid in both branches.
EVENTOS = """
SELECT x.proceso, x.promovente, x.auxiliar, x.puerta, '' AS municipio, '' AS situacion,
  '' AS inconsistencia, x.dia, v.clase, 1 AS n
FROM registros_registro x CROSS JOIN (VALUES (%(enviados)s), (%(inicial)s)) v(clase)
WHERE {limites}
UNION ALL
SELECT x.proceso, x.promovente, x.auxiliar, x.puerta, v.municipio, v.situacion,
  v.inconsistencia, x.dia, v.clase, v.n
FROM registros_movimiento x CROSS JOIN LATERAL (VALUES
  (x.de_municipio, x.de_situacion, x.de_inconsistencia, %(clases)s::jsonb ->> x.de, -1),
  (x.a_municipio, x.a_situacion, x.a_inconsistencia, %(clases)s::jsonb ->> x.a, 1),
  (x.de_municipio, x.de_situacion, x.de_inconsistencia, %(enviados)s, -1),
  (x.a_municipio, x.a_situacion, x.a_inconsistencia, %(enviados)s, 1)
) v(municipio, situacion, inconsistencia, clase, n)
WHERE {limites}
"""

# How the Mesa goes, by day of hora Centro (ET 10.2): of the day on which they were turned to it,
# how many are still in e; of the day of each act of the Mesa, how many there were.
EVENTOS_DE_LA_MESA = """
SELECT x.proceso, %(pendientes)s AS que, x.turno AS dia,
  CASE WHEN x.a = ANY(%(en_revision)s) THEN 1 ELSE -1 END AS n
FROM registros_movimiento x
WHERE {limites} AND x.turno IS NOT NULL
UNION ALL
SELECT x.proceso, x.acto, (x.momento AT TIME ZONE %(zona)s)::date, 1
FROM registros_movimiento x
WHERE {limites} AND x.acto = ANY(%(de_la_mesa)s)
"""
PARAMETROS_DE_LA_MESA: dict[str, Any] = {
    "pendientes": PENDIENTES,
    "en_revision": [estatus.value for estatus in EN_REVISION],
    "de_la_mesa": [acto.value for acto in DE_LA_MESA],
    "zona": str(ZONA),
}

DIMENSIONES = "(VALUES {}) d(dimension, valor)".format(
    ", ".join(
        f"('{dimension.value}', {expresion})"
        for dimension, expresion in {
            Dimension.PROCESO: "''",
            Dimension.PROMOVENTE: "e.promovente::text",
            Dimension.AUXILIAR: "e.auxiliar::text",
            Dimension.MUNICIPIO: "e.municipio",
            Dimension.PUERTA: "e.puerta",
            Dimension.SITUACION: "e.situacion",
            Dimension.TERRITORIO: "e.municipio || ' ' || e.situacion",
            Dimension.INCONSISTENCIA: "e.inconsistencia",
        }.items()
    )
)
