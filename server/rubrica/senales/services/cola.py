"""What waits to be measured, and what was found in each record, sealed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from rubrica.core import cbor
from rubrica.registros.services import Registro, ordenar
from rubrica.senales import catalogo, queries, sellos
from rubrica.senales.models import Avance, PorSenalar, Senalado
from rubrica.senales.rules import Hallazgo, orden_de

POR_VUELTA = 2_000  # records of earlier days looked at in one turn
COMPLETAR = "completar"
NADIE = UUID(int=0)

# What was opened, came through the app and has not been measured with the thresholds of today.
_SIN_SENALES = """
SELECT r.id, r.recibido_en FROM registros_registro r
LEFT JOIN senales_senalado s ON s.registro = r.id AND s.version = %(version)s
WHERE r.id > %(desde)s AND r.puerta <> 'papel' AND r.datos IS NOT NULL AND s.registro IS NULL
ORDER BY r.id LIMIT %(limite)s
"""


def encolar(registros: Iterable[Registro], *, atrasado: bool = False) -> None:
    """Leave opened records to be measured; in the transaction that opens them, so none is lost."""
    PorSenalar.objects.bulk_create(
        [
            PorSenalar(registro=r.id, recibido_en=r.recibido_en, atrasado=atrasado)
            for r in registros
        ],
        ignore_conflicts=True,
    )


def tomar_por_senalar() -> PorSenalar | None:
    """Return the next record to measure, its row locked until the transaction ends; None if none.

    Those of today go before those of earlier days.
    """
    return (
        PorSenalar.objects.select_for_update(skip_locked=True)
        .order_by("atrasado", "recibido_en")
        .first()
    )


def guardar(
    registro: Registro,
    *,
    hallazgos: Sequence[Hallazgo],
    huellas: Mapping[str, bytes | int],
    momento: datetime,
) -> None:
    """Keep what was found in a record, sealed, and how early it is to be reviewed within its day.

    huellas: class → 32 bytes, and cic → number. What others share with it is found by Cotejo.
    """
    de_otros = queries.claves_de_grupo(registro.id) | queries.claves_de_la_lectura(registro.id)
    claves = sorted({h.clave for h in hallazgos} | de_otros)
    datos = json.dumps([h.como_mapa() for h in hallazgos], ensure_ascii=False).encode()
    Senalado.objects.filter(registro=registro.id).delete()
    Senalado.objects.create(
        registro=registro.id,
        proceso=registro.proceso,
        version=catalogo.VERSION,
        claves=claves,
        orden=orden_de(claves),
        hallazgos=sellos.sellar(registro.proceso, "hallazgos", registro.id, datos),
        huellas=sellos.sellar(registro.proceso, "huellas", registro.id, cbor.encode(dict(huellas))),
        persona=registro.persona,
        medido_en=momento,
    )
    ordenar({registro.id: orden_de(claves)})
    PorSenalar.objects.filter(registro=registro.id).delete()


def no_se_mide(registro: Registro, *, causa: str, momento: datetime) -> None:
    """Leave written that a record cannot be measured, and why; it is not tried again."""
    Senalado.objects.filter(registro=registro.id).delete()
    Senalado.objects.create(
        registro=registro.id,
        proceso=registro.proceso,
        version=catalogo.VERSION,
        causa=causa,
        medido_en=momento,
    )
    PorSenalar.objects.filter(registro=registro.id).delete()


@transaction.atomic
def completar(*, momento: datetime, limite: int = POR_VUELTA) -> int:
    """Leave to be measured some records of days before this room, or of older thresholds.

    Returns how many. It goes on from where it was left, whoever left it; once through, it begins
    again only when the thresholds change.
    """
    avance, _ = Avance.objects.select_for_update().get_or_create(
        nombre=COMPLETAR, defaults={"version": catalogo.VERSION}
    )
    if avance.version != catalogo.VERSION:
        avance.version, avance.hasta, avance.terminado_en = catalogo.VERSION, None, None
    if avance.terminado_en is not None:
        return 0
    with connection.cursor() as cursor:
        desde = avance.hasta or NADIE
        cursor.execute(_SIN_SENALES, {"desde": desde, "version": avance.version, "limite": limite})
        filas = cursor.fetchall()
    PorSenalar.objects.bulk_create(
        [PorSenalar(registro=id, recibido_en=cuando, atrasado=True) for id, cuando in filas],
        ignore_conflicts=True,
    )
    if filas:
        avance.hasta = filas[-1][0]
    else:
        avance.terminado_en = momento
    avance.save()
    return len(filas)
