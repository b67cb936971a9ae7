"""Ask for a compulsa, or for one that stopped to go on (ET 10.4)."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import connection, transaction
from procrastinate.contrib.django import app

from rubrica.bitacora.services import anotar
from rubrica.compulsa import queries, rules
from rubrica.compulsa.models import Compulsa
from rubrica.core.rechazos import rechazo
from rubrica.procesos import queries as procesos
from rubrica.registros import compulsables
from rubrica.registros import queries as registros
from rubrica.registros.rules import Cuenta

TAREA, COLA = "compulsa.correr", "compulsa"


@transaction.atomic
def iniciar(*, proceso: str, quien: int, momento: datetime) -> Compulsa:
    """The worker asks the padrón again of every record of classes b and c (ET 10.4, 10.7 b).

    Raises `proceso-desconocido`, `compulsa-en-curso`, `compulsa-vacia` and `compulsa-sin-corte`.
    """
    _turno(proceso)
    if queries.en_curso(proceso) is not None:
        raise rechazo("compulsa-en-curso")
    piden = compulsables.cortes_que_piden(proceso)
    if not piden:
        raise rechazo("compulsa-vacia")
    cuenta = registros.cuenta(proceso=proceso).get("", Cuenta())
    ultima = queries.compulsas(proceso).first()
    fila = Compulsa.objects.create(
        proceso=proceso,
        numero=ultima.numero + 1 if ultima else 1,
        cortes=rules.exigir_cortes(piden, queries.cortes_activos()),
        pedida_en=momento,
        pedida_por=quien,
        esperados=cuenta.b + cuenta.c,
        movida_en=momento,
    )
    _anotar(fila, "iniciar_compulsa", quien, momento)
    app.configure_task(TAREA, queue=COLA).defer(compulsa=fila.pk)
    return fila


@transaction.atomic
def continuar(*, proceso: str, quien: int, momento: datetime) -> Compulsa:
    """A compulsa that stopped goes on where it was; one that runs is not run twice.

    Raises `no-encontrado` when the process runs none.
    """
    fila = queries.en_curso(proceso)
    if fila is None:
        raise rechazo("no-encontrado")
    _anotar(fila, "continuar_compulsa", quien, momento)
    app.configure_task(TAREA, queue=COLA).defer(compulsa=fila.pk)
    return fila


def _turno(proceso: str) -> None:
    """Hold until the commit the right to start a compulsa of a process."""
    if procesos.proceso_en_puerta(proceso) is None:
        raise rechazo("proceso-desconocido")
    resumen = hashlib.sha256(f"rubrica/compulsa/{proceso}".encode()).digest()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(resumen[:8], "big", signed=True)]
        )


def _anotar(fila: Compulsa, acto: str, quien: int, momento: datetime) -> None:
    anotar(
        acto, f"compulsa:{fila.pk}", quien=quien, momento=momento, proceso=fila.proceso,
        numero=fila.numero, esperados=fila.esperados,
    )  # fmt: skip
