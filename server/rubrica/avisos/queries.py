"""What the officials' pages say of the outbox."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from rubrica.avisos.models import Aviso
from rubrica.avisos.rules import Estado


def de_los_procesos(aviso: UUID, procesos: frozenset[str] | None) -> bool:
    """Whether that aviso is of one of those processes (None: all of them)."""
    filas = Aviso.objects.filter(pk=aviso)
    return (filas if procesos is None else filas.filter(proceso__in=procesos)).exists()


def sin_entregar(procesos: frozenset[str] | None) -> QuerySet[Aviso]:
    """Return avisos that failed for good, came back or are being retried, newest first.

    procesos: Ids to look at; None means all of them.
    """
    filas = Aviso.objects.exclude(estado=Estado.ENTREGADO).filter(intentos__gt=0)
    if procesos is not None:
        filas = filas.filter(proceso__in=procesos)
    return filas.defer("sellado").order_by("-encolado_en")
