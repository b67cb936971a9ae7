"""What the officials' pages say of the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from rubrica.avisos.models import Aviso
from rubrica.avisos.rules import Estado, plantilla


def de_los_procesos(aviso: UUID, procesos: frozenset[str] | None) -> bool:
    """Whether that aviso is of one of those processes (None: all of them)."""
    filas = Aviso.objects.filter(pk=aviso)
    return (filas if procesos is None else filas.filter(proceso__in=procesos)).exists()


@dataclass(frozen=True, kw_only=True)
class Enviado:
    """An e-mail that was sent or is being sent, without its recipient nor its text."""

    plantilla: str
    titulo: str
    estado: Estado
    encolado_en: datetime
    entregado_en: datetime | None
    devuelto_en: datetime | None
    causa: str


def de_objeto(objeto: str, cuantos: int = 20) -> list[Enviado]:
    """Return the last e-mails that tell of one object, the newest first."""
    filas = Aviso.objects.filter(objeto=objeto).order_by("-encolado_en").values(*_DE_UN_ENVIO)
    return [
        Enviado(titulo=plantilla(f["plantilla"]).titulo, **{**f, "estado": Estado(f["estado"])})
        for f in filas[:cuantos]
    ]


_DE_UN_ENVIO = ("plantilla", "estado", "encolado_en", "entregado_en", "devuelto_en", "causa")


def desde(objeto: str, nombre: str, momento: datetime) -> int:
    """Return how many e-mails of that plantilla tell of that object since an instant."""
    return Aviso.objects.filter(objeto=objeto, plantilla=nombre, encolado_en__gte=momento).count()


def sin_entregar(procesos: frozenset[str] | None) -> QuerySet[Aviso]:
    """Return avisos that failed for good, came back or are being retried, newest first.

    procesos: Ids to look at; None means all of them.
    """
    filas = Aviso.objects.exclude(estado=Estado.ENTREGADO).filter(intentos__gt=0)
    if procesos is not None:
        filas = filas.filter(proceso__in=procesos)
    return filas.defer("sellado").order_by("-encolado_en")
