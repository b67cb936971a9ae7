"""The key of the bonds of each entidad: who touches it, one at a time, and its end (ADR 0119)."""

from __future__ import annotations

from django.db import connection, transaction

from rubrica import llaves
from rubrica.llaves.inventario import SIN_ENTIDAD
from rubrica.mi_apoyo.models import Solicitud, Vinculo

_CERROJO = 0x3A_0119  # pg_advisory_xact_lock: one worker answers, or destroys a key, at a time


def cerrar_paso() -> None:
    """Until this transaction ends no other worker answers a request nor destroys a key."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CERROJO])


def quedan(entidad: str) -> int:
    """Return how many requests and bonds need the key of that entidad.

    Requests first: what is being activated meanwhile is counted at least once.
    """
    solicitudes = Solicitud.objects.filter(entidad=entidad).count()
    return solicitudes + Vinculo.objects.filter(entidad=entidad).count()


@transaction.atomic
def destruir_llaves_sin_uso() -> None:
    """The key of an entidad without requests or bonds is gone; so is that of what has no entidad.

    Again it changes nothing. By the latter only the mails of a day are counted (ET 7.10).
    """
    cerrar_paso()
    for entidad in llaves.entidades_con_vinculos():
        if entidad == SIN_ENTIDAD or not quedan(entidad):
            llaves.destruir_vinculos(entidad)
