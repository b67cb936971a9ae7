"""What the pages and the results read of the compulsas."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db.models import QuerySet, Sum

from rubrica.compulsa.models import Compulsa
from rubrica.compulsa.rules import EN_CURSO
from rubrica.padron import queries as padron
from rubrica.padron.rules import Estado as EstadoDeCorte
from rubrica.registros import compulsables

SIN_MOVERSE = timedelta(minutes=2)  # after this long nobody seems to be at it


def compulsas(proceso: str) -> QuerySet[Compulsa]:
    """Return the compulsas of a process, the newest first."""
    return Compulsa.objects.filter(proceso=proceso).order_by("-numero")


def compulsa(proceso: str, numero: int) -> Compulsa | None:
    """Return one compulsa; None if there is none of that number."""
    return Compulsa.objects.filter(proceso=proceso, numero=numero).first()


def en_curso(proceso: str) -> Compulsa | None:
    """Return the compulsa that a process runs now; None when it runs none."""
    return compulsas(proceso).filter(estado__in=[e.value for e in EN_CURSO]).first()


def parada(fila: Compulsa, *, momento: datetime) -> bool:
    """Whether a compulsa that has not ended gives no sign of life."""
    return fila.estado in EN_CURSO and momento - fila.movida_en > SIN_MOVERSE


def entradas(fila: Compulsa) -> dict[str, int]:
    """Return situación → records that entered."""
    return dict(fila.entradas.values_list("situacion", "n"))


def matriz(fila: Compulsa) -> dict[tuple[str, str], int]:
    """Return (situación before, after) → records that came out."""
    return {(a, d): n for a, d, n in fila.salidas.values_list("antes", "despues", "n")}


def salidas(fila: Compulsa) -> dict[str, int]:
    """Return situación → records that came out in it."""
    return dict(fila.salidas.values_list("despues").annotate(total=Sum("n")))


def cortes_activos() -> Mapping[date, int]:
    """Return date → number of every cut that answers."""
    activos = padron.cortes().filter(estado=EstadoDeCorte.ACTIVO)
    return dict(activos.values_list("fecha", "pk"))


def quedan_provisionales(proceso: str) -> bool:
    """Whether a reviewed record was answered by another cut than its own (ET 10.4)."""
    activos = cortes_activos()
    return any(
        compulsables.hay_de_otro_corte(
            proceso, recibidos_en=fecha + timedelta(days=1), corte=str(activos.get(fecha, ""))
        )
        for fecha in compulsables.cortes_que_piden(proceso)
    )
