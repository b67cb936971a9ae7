"""What the door, the pages and the phones read of the maintenances."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from rubrica.mantenimiento.models import Mantenimiento
from rubrica.mantenimiento.rules import Parte


@dataclass(frozen=True, kw_only=True)
class Ventana:
    """A maintenance that is not over, with its particulars (ET 6.3)."""

    inicio: datetime
    fin: datetime
    partes: frozenset[Parte]
    mensaje: str


def por_venir(momento: datetime) -> tuple[Ventana, ...]:
    """Return the maintenances that go on or are to come, the nearest first."""
    filas = Mantenimiento.objects.filter(fin__gt=momento, terminado_en__isnull=True)
    return tuple(
        Ventana(inicio=inicio, fin=fin, partes=frozenset(map(Parte, partes)), mensaje=mensaje)
        for inicio, fin, partes, mensaje in filas.order_by("inicio", "pk").values_list(
            "inicio", "fin", "partes", "mensaje"
        )
    )


def en_curso(ventanas: Iterable[Ventana], parte: Parte, momento: datetime) -> Ventana | None:
    """Return the one, of those, that stops that part at that instant; None if it works."""
    return next(
        (v for v in ventanas if parte in v.partes and v.inicio <= momento < v.fin),
        None,
    )


def todos() -> QuerySet[Mantenimiento]:
    """Return every maintenance ever announced, the latest first."""
    return Mantenimiento.objects.order_by("-inicio", "-pk")
