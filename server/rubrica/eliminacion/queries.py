"""What the pages read of an elimination."""

from __future__ import annotations

from django.db.models import QuerySet

from rubrica.eliminacion.models import Eliminacion, Paso
from rubrica.eliminacion.rules import Estado


def de_proceso(proceso: str) -> Eliminacion | None:
    """Return the elimination of a process that goes on or is done; None without one."""
    filas = Eliminacion.objects.filter(proceso=proceso).exclude(estado=Estado.CANCELADA.value)
    return filas.order_by("-pk").first()


def canceladas(proceso: str) -> QuerySet[Eliminacion]:
    """Return those that were cancelled, the newest first."""
    filas = Eliminacion.objects.filter(proceso=proceso, estado=Estado.CANCELADA.value)
    return filas.order_by("-pk")


def debidas() -> list[str]:
    """Return the processes whose elimination is authorised or was begun, in order."""
    filas = Eliminacion.objects.filter(estado__in=[Estado.AUTORIZADA.value, Estado.EN_CURSO.value])
    return list(filas.order_by("pk").values_list("proceso", flat=True))


def destruido(fila: Eliminacion) -> QuerySet[Paso]:
    """Return the steps done that destroyed something, in order."""
    return fila.pasos.filter(cuantos__gt=0).exclude(que__contains=":").order_by("pk")
