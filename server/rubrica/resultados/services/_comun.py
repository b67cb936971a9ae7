"""What every act on results does first: take its turn."""

from __future__ import annotations

import hashlib

from django.db import connection

from rubrica.core.rechazos import rechazo
from rubrica.procesos import queries as procesos
from rubrica.procesos.queries import ProcesoEnPuerta


def turno(proceso: str) -> ProcesoEnPuerta:
    """Hold until the commit the right to act on the results of a process, and return it.

    Raises `proceso-desconocido`.
    """
    en_puerta = procesos.proceso_en_puerta(proceso)
    if en_puerta is None:
        raise rechazo("proceso-desconocido")
    resumen = hashlib.sha256(f"rubrica/resultados/{proceso}".encode()).digest()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(resumen[:8], "big", signed=True)]
        )
    return en_puerta
