"""The two tables of work of a compulsa: what is derived, and what the join with the cut finds.

One statement a cut, whatever the number of records: by CIC, by OCR what that did not find, by clave
the rest (ET 10.3).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import connection

from rubrica.compulsa.cotejar import Cotejable
from rubrica.compulsa.derivar import COLUMNAS
from rubrica.compulsa.models import Compulsa
from rubrica.padron.bloques import COPY_FIN, COPY_INICIO
from rubrica.registros.compulsables import en_binario

LOTE = 5_000  # records derived in one piece
# Compared and written in one transaction: each that changes holds up to two locks of people until
# its end, and PostgreSQL has room for some 6,000 among everybody.
LOTE_DE_COTEJO = 1_000
_FILA = "f.clave, f.entidad, f.municipio, f.situacion, f.causa, f.sello"
_POR = """SELECT '{llave}' AS por, {fila} FROM padron_fila f
    WHERE f.corte_id = %(corte)s AND f.{llave} = c.{llave}"""
# An OCR that two people share answers for neither.
_DE_UNO = """ AND NOT EXISTS (SELECT 1 FROM padron_fila o
      WHERE o.corte_id = %(corte)s AND o.ocr = c.ocr AND o.clave <> f.clave)"""
# The branches are looked at in their order and the first row is enough: nearly every record costs
# one look at one index. Were it another row, the comparison would not find the record the same.
_UNIR = """
INSERT INTO compulsa_hallado (compulsa_id, registro, por, clave, entidad, municipio, situacion,
  causa, sello)
SELECT c.compulsa_id, c.registro, f.por, {fila}
FROM compulsa_cruce c CROSS JOIN LATERAL (
    {por_cic}
    UNION ALL {por_ocr}
    UNION ALL {por_clave}
    LIMIT 1) f
WHERE c.compulsa_id = %(compulsa)s AND c.corte_id = %(corte)s
""".format(
    fila=_FILA,
    por_cic=_POR.format(llave="cic", fila=_FILA),
    por_ocr=_POR.format(llave="ocr", fila=_FILA) + _DE_UNO,
    por_clave=_POR.format(llave="clave", fila=_FILA),
)
_LEER = """
SELECT c.registro::text, c.situacion, c.corte_id, c.identificador, c.emision, c.de_nadie,
  c.persona, c.situacion, c.causa, c.municipio, c.corte,
  h.por, h.clave, h.entidad, h.municipio, h.situacion, h.causa, h.sello
FROM (SELECT * FROM compulsa_cruce WHERE compulsa_id = %(compulsa)s AND registro > %(despues)s
  ORDER BY registro LIMIT %(lote)s) c
LEFT JOIN compulsa_hallado h ON h.compulsa_id = c.compulsa_id AND h.registro = c.registro
ORDER BY c.registro
"""


def vaciar(compulsa: int) -> None:
    """Nothing is left of the work of a compulsa."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM compulsa_cruce WHERE compulsa_id = %s", [compulsa])
        cursor.execute("DELETE FROM compulsa_hallado WHERE compulsa_id = %s", [compulsa])


def copiar(filas: bytes) -> None:
    """Add those rows, as derivar makes them."""
    with connection.cursor() as cursor:
        orden = f"COPY compulsa_cruce ({', '.join(COLUMNAS)}) FROM STDIN (FORMAT BINARY)"
        with cursor.copy(orden) as copia:
            copia.write(COPY_INICIO + filas + COPY_FIN)


def contar(compulsa: Compulsa) -> tuple[Counter[str], int]:
    """Return how many derived records have each situación, and how many another cut answered."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT situacion, count(*), count(*) FILTER (WHERE corte <> corte_id::text)"
            " FROM compulsa_cruce WHERE compulsa_id = %s GROUP BY 1",
            [compulsa.pk],
        )
        filas = cursor.fetchall()
    return Counter({s: n for s, n, _ in filas}), sum(otros for _, _, otros in filas)


def unir(compulsa: Compulsa) -> None:
    """The rows of the cuts that answer are found, each record by the first key that finds one."""
    with connection.cursor() as cursor:
        for corte in compulsa.cortes:
            cursor.execute(_UNIR, {"corte": corte, "compulsa": compulsa.pk})


def lotes(compulsa: Compulsa, *, despues: UUID | None) -> Iterator[list[Cotejable]]:
    """Yield what was joined after an id, in order of id, a piece of work at a time."""
    desde: UUID | str = despues or UUID(int=0)
    while filas := _lote(compulsa.pk, desde):
        yield [(fila[0], fila[1], fila[2:]) for fila in filas]
        desde = filas[-1][0]


def _lote(compulsa: int, despues: UUID | str) -> list[Any]:
    return en_binario(
        _LEER, {"compulsa": compulsa, "despues": UUID(str(despues)), "lote": LOTE_DE_COTEJO}
    )
