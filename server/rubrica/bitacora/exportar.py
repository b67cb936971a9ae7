"""The bitácora as files that anybody checks without the server (`rubrica verificar`)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from rubrica.bitacora import queries
from rubrica.bitacora.models import Asiento, Hoja, PuntoDeControl, Sal

CABEZA = "rubrica/hojas/1\n"
FORMATO = "rubrica/inclusion/1"


def puntos() -> Iterator[str]:
    """Yield every signed checkpoint, one line each, the oldest first."""
    filas = PuntoDeControl.objects.order_by("tamano").values_list("jws", flat=True)
    for jws in filas.iterator():
        yield f"{jws}\n"


def hojas() -> Iterator[str]:
    """Yield the leaves in their order, one line each, after the line that names the format.

    They say nothing of what was written: each hashes a salt besides.
    """
    yield CABEZA
    filas = Hoja.objects.order_by("secuencia").values_list("hoja", flat=True)
    for hoja in filas.iterator(chunk_size=10_000):
        yield f"{bytes(hoja).hex()}\n"


def inclusiones(objeto: str) -> Iterator[str]:
    """Yield the proof of each asiento about an object that a checkpoint covers and has its salt.

    It reads every leaf for each: for an audit, not for a page.
    """
    for asiento in queries.de_objeto(objeto):
        prueba = queries.inclusion(fuente="asiento", origen_id=asiento.pk)
        sal = Sal.objects.filter(asiento=asiento).first()
        if prueba is not None and sal is not None:
            yield _inclusion(asiento, bytes(sal.sal), prueba)


def _inclusion(asiento: Asiento, sal: bytes, prueba: queries.Inclusion) -> str:
    datos = {
        "formato": FORMATO,
        "canonico": bytes(asiento.canonico).hex(),
        "sal": sal.hex(),
        "indice": prueba.secuencia,
        "tamano": prueba.tamano,
        "camino": [paso.hex() for paso in prueba.camino],
    }
    return json.dumps(datos, separators=(",", ":"))
