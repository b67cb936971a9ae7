"""The claves de elector that people of a cut had before: an old card still carries one.

Both claves are kept as blind indexes under the key of the cut, and go with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.db import IntegrityError, connection, transaction

from rubrica.core.rechazos import rechazo
from rubrica.padron import queries
from rubrica.padron.bloques import COLUMNAS, MAX_FALTAS
from rubrica.padron.models import ClaveAnterior, Corte
from rubrica.padron.services._comun import renglones

ENCABEZADO = ("clave_anterior", "clave_elector")
LOTE = 5_000
FORMA = re.compile(COLUMNAS["clave_elector"])
_SIN_PERSONA = """
SELECT a.fila FROM padron_claveanterior a
WHERE a.corte_id = %s AND NOT EXISTS (
  SELECT 1 FROM padron_fila f WHERE f.corte_id = a.corte_id AND f.clave = a.clave)
ORDER BY 1 LIMIT %s
"""


def cargar(corte: Corte, ruta: Path) -> None:
    """The old claves of that CSV find their people; within the transaction that loads the cut.

    Raises Rechazo corte-con-errores with the rows that are wrong: out of form, repeated, or of
    somebody whom the cut does not have.
    """
    lote: list[ClaveAnterior] = []
    try:
        with transaction.atomic():
            for clave in _leer(corte, ruta):
                lote.append(clave)
                if len(lote) == LOTE:
                    ClaveAnterior.objects.bulk_create(lote)
                    lote.clear()
            ClaveAnterior.objects.bulk_create(lote)
    except IntegrityError:
        raise rechazo("corte-con-errores", columna="clave_anterior repetida") from None
    _exigir_personas(corte)


def _leer(corte: Corte, ruta: Path) -> Iterator[ClaveAnterior]:
    indice = queries.llaves_de(corte.pk).clave
    for numero, (anterior, clave) in renglones(ruta, ENCABEZADO):
        if not FORMA.fullmatch(anterior) or not FORMA.fullmatch(clave) or anterior == clave:
            raise rechazo("corte-con-errores", fila=numero, columna="claves anteriores")
        yield ClaveAnterior(
            corte=corte, anterior=indice(anterior), clave=indice(clave), fila=numero
        )


def _exigir_personas(corte: Corte) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SIN_PERSONA, [corte.pk, MAX_FALTAS])
        filas = ", ".join(str(n) for (n,) in cursor)
    if filas:
        raise rechazo("corte-con-errores", filas=filas, columna="clave_elector que no está")
