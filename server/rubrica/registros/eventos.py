"""The account as events: each receipt and each move, as what it adds to and takes from a class.

One fragment of SQL, read by the roller that folds and by the queries that add the tail. A receipt
is +1 in `a` and +1 in the class of RECIBIDO; a move is −1 where the record was and +1 where it is.
Each class is counted by itself; `a` comes from the receipts, and a move only takes it along when
the record's municipio, situación or inconsistency is another from then on.
"""

from __future__ import annotations

import json

from rubrica.registros.rules import CLASES, Clase, Dimension, Estatus

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
