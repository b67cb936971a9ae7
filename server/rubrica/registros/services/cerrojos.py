"""Locks: the person first, then its rows; whoever takes them in this order never deadlocks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from uuid import UUID

from django.db import connection, transaction

from rubrica.registros.models import Registro
from rubrica.registros.rules import Estatus

EN_GRUPO = (Estatus.PARA_COMPULSA.value, Estatus.DUPLICADO.value)


def bloquear_personas(personas: Iterable[tuple[str, bytes]]) -> None:
    """Hold until the commit the right to say who counts among each (proceso, persona)."""
    claves = sorted({_clave(proceso, persona) for proceso, persona in personas})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(k) FROM unnest(%s::bigint[]) k", [claves])


def _clave(proceso: str, persona: bytes) -> int:
    resumen = hashlib.sha256(proceso.encode() + b"\0" + bytes(persona)).digest()
    return int.from_bytes(resumen[:8], "big", signed=True)


class _Cambio(Exception):
    """The record got another person between reading it and locking it."""


def bloquear_registro(id: UUID, *, tambien: bytes | None = None) -> Registro:
    """Return the record locked, with its person locked before it; raise Registro.DoesNotExist.

    tambien: another person that the act is about to give it. The person is read before it can be
    locked; if it changed meanwhile, both locks are given back and taken again in their order.
    """
    while True:
        try:
            with transaction.atomic():
                return _try_to_lock(id, tambien)
        except _Cambio:
            continue


def _try_to_lock(id: UUID, tambien: bytes | None) -> Registro:
    proceso, persona = Registro.objects.values_list("proceso", "persona").get(id=id)
    bloquear_personas((proceso, bytes(p)) for p in (persona, tambien) if p is not None)
    registro = Registro.objects.select_for_update().get(id=id)
    if registro.persona != persona:
        raise _Cambio
    return registro


def bloquear_grupo(proceso: str, persona: bytes) -> list[Registro]:
    """The reviewed supports of one person, locked; the caller holds the person's lock."""
    return list(
        Registro.objects.select_for_update()
        .filter(proceso=proceso, persona=persona, estatus__in=EN_GRUPO)
        .order_by("id")
    )
