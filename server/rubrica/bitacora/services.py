"""Writes of the bitácora: asientos inside the acts; their order and its signature afterwards."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connection, transaction
from psycopg import sql

from rubrica import llaves
from rubrica.bitacora import fuentes
from rubrica.bitacora.models import Asiento, Hoja, PuntoDeControl, Sal
from rubrica.bitacora.rules import Apunte, actor_de_cuenta
from rubrica.bitacora.transacciones import envejecer, horizonte
from rubrica.core import asiento, identificador, jws, sobre
from rubrica.core.asiento import Dato
from rubrica.core.merkle import Frontera

_COLUMNAS = ("id", "momento", "actor", "acto", "objeto", "proceso", "canonico", "hoja")
_ASENTAR = """
WITH n AS MATERIALIZED (
  SELECT * FROM unnest(%s::uuid[], %s::timestamptz[], %s::text[], %s::text[], %s::text[],
    %s::text[], %s::bytea[], %s::bytea[], %s::bytea[])
    AS n (id, momento, actor, acto, objeto, proceso, canonico, hoja, sal)
), asientos AS (
  INSERT INTO bitacora_asiento (id, momento, actor, acto, objeto, proceso, canonico, hoja)
  SELECT id, momento, actor, acto, objeto, proceso, canonico, hoja FROM n
)
INSERT INTO bitacora_sal (asiento_id, proceso, sal) SELECT id, proceso, sal FROM n
"""
TYP_PUNTO = "rubrica-punto-de-control+jws"
_CERROJO_DEL_SECUENCIADOR = 0x5ECE_0001  # pg_advisory_xact_lock: one sequencer at a time


def asentar(
    *,
    momento: datetime,
    actor: str,
    acto: str,
    objeto: str,
    datos: Mapping[str, Dato],
    proceso: str = "",
) -> None:
    """Write one asiento, inside the transaction of the act it records.

    Raises rules.ValorImpropio for a dato that could hold more than a plain value.
    """
    asentar_varios(
        [
            Apunte(
                momento=momento,
                actor=actor,
                acto=acto,
                objeto=objeto,
                datos=datos,
                proceso=proceso,
            )
        ]
    )


def anotar(
    acto: str, objeto: str, *, quien: int, momento: datetime, proceso: str = "", **datos: Dato
) -> None:
    """Write the asiento of what an account did, inside the transaction of the act."""
    asentar(
        momento=momento,
        actor=actor_de_cuenta(quien),
        acto=acto,
        objeto=objeto,
        datos=datos,
        proceso=proceso,
    )


def asentar_varios(apuntes: Sequence[Apunte]) -> None:
    """Write many asientos with their salts, inside the transaction of the acts they record.

    One statement: a desk of the Mesa waits for it before each record and before its images.
    """
    pares = [_with_salt(apunte) for apunte in apuntes]
    columnas = [[getattr(fila, c) for fila, _ in pares] for c in _COLUMNAS]
    with connection.cursor() as cursor:
        cursor.execute(_ASENTAR, [*columnas, [sal.sal for _, sal in pares]])


def _with_salt(apunte: Apunte) -> tuple[Asiento, Sal]:
    sal = os.urandom(asiento.BYTES_DE_SAL)
    canonico = asiento.canonico(
        momento=apunte.momento,
        actor=apunte.actor,
        acto=apunte.acto,
        objeto=apunte.objeto,
        datos=apunte.datos,
        proceso=apunte.proceso,
    )
    fila = Asiento(
        id=identificador.uuid7(int(apunte.momento.timestamp() * 1000), os.urandom(10)),
        momento=apunte.momento,
        actor=apunte.actor,
        acto=apunte.acto,
        objeto=apunte.objeto,
        proceso=apunte.proceso,
        canonico=canonico,
        hoja=asiento.hoja(sal, canonico),
    )
    return fila, Sal(asiento_id=fila.id, proceso=apunte.proceso, sal=sal)


def secuenciar() -> int:
    """Give a place to every leaf whose transaction can no longer be overtaken; return how many.

    The watermark is the oldest transaction still running: below it nothing new can appear. No
    act waits for this and this waits for no act. Doing it twice changes nothing. Raises
    TransaccionesAtras in a database restored from a logical copy.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CERROJO_DEL_SECUENCIADOR])
        cursor.execute(
            "INSERT INTO bitacora_secuenciador (id, hasta) VALUES (1, '0') ON CONFLICT DO NOTHING"
        )
        cursor.execute("SELECT hasta::text FROM bitacora_secuenciador")
        nuevo = horizonte(cursor, *cursor.fetchone())
        cursor.execute(_ordenar(), {"nuevo": nuevo})
        colocadas = int(cursor.rowcount)
        cursor.execute("UPDATE bitacora_secuenciador SET hasta = %s::text::xid8", [nuevo])
    return colocadas


def _ordenar() -> sql.Composed:
    """The statement that appends the leaves between the watermark and %(nuevo)s, oldest first."""
    ramas = sql.SQL(" UNION ALL ").join(
        sql.SQL(
            "SELECT xid, {nombre} AS fuente, id, hoja FROM {tabla}"
            " WHERE xid >= (SELECT hasta FROM bitacora_secuenciador)"
            " AND xid < %(nuevo)s::text::xid8"
        ).format(nombre=sql.Literal(fuente.nombre), tabla=sql.Identifier(fuente.tabla))
        for fuente in fuentes.registradas()
    )
    return sql.SQL(
        "INSERT INTO bitacora_hoja (secuencia, fuente, origen_id, hoja)"
        " SELECT (SELECT COALESCE(max(secuencia) + 1, 0) FROM bitacora_hoja)"
        " + row_number() OVER (ORDER BY n.xid, n.fuente, n.id) - 1, n.fuente, n.id, n.hoja"
        " FROM ({ramas}) n LEFT JOIN bitacora_hoja h ON h.fuente = n.fuente AND h.origen_id = n.id"
        " WHERE h.secuencia IS NULL"
    ).format(ramas=ramas)


@transaction.atomic
def firmar_punto_de_control(*, momento: datetime) -> PuntoDeControl | None:
    """Sign the root of all placed leaves; None when nothing came since the last one.

    Raises llaves.LlaveAusente where the key of checkpoints may not be read.
    """
    ultimo = PuntoDeControl.objects.order_by("-tamano").first()
    antes = _frontier_of(ultimo)
    ahora = antes.con(
        bytes(hoja)
        for hoja in Hoja.objects.filter(secuencia__gte=antes.tamano)
        .order_by("secuencia")
        .values_list("hoja", flat=True)
        .iterator(chunk_size=10_000)
    )
    if ahora.tamano == antes.tamano:
        return None
    carga = {
        "tamano": ahora.tamano,
        "raiz": ahora.raiz.hex(),
        "momento": sobre.instante(momento),
    }
    return PuntoDeControl.objects.create(
        tamano=ahora.tamano,
        raiz=ahora.raiz,
        picos=b"".join(ahora.picos),
        momento=momento,
        jws=jws.firmar(carga, typ=TYP_PUNTO, clave=llaves.firmante("punto_de_control")),
    )


def _frontier_of(punto: PuntoDeControl | None) -> Frontera:
    if punto is None:
        return Frontera()
    picos = bytes(punto.picos)
    return Frontera(punto.tamano, tuple(picos[i : i + 32] for i in range(0, len(picos), 32)))


@transaction.atomic
def seguir_tras_restaurar() -> None:
    """Let the sequencer go on in a restored database; needs the owner of the tables.

    What was there becomes old to every watermark; what already had its place keeps it.
    """
    with connection.cursor() as cursor:
        envejecer(cursor, "bitacora_asiento")
        cursor.execute("UPDATE bitacora_secuenciador SET hasta = '0'")
