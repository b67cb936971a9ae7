"""The loads that a supervisor assigns (ET 10.1). They order the work of a person, and hide none."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from rubrica.bitacora.services import asentar
from rubrica.core.rechazos import rechazo
from rubrica.mesa.models import Carga


def asignar(
    *,
    proceso: str,
    operador: str,
    puerta: str,
    senal: str,
    dias: int,
    quien: str,
    momento: datetime,
) -> Carga:
    """Assign a load to a person, after those that it has. Raises Rechazo carga-repetida."""
    try:
        with transaction.atomic():
            carga = Carga.objects.create(
                proceso=proceso, operador=operador, puerta=puerta, senal=senal, dias=dias,
                asignada_por=quien, asignada_en=momento,
            )  # fmt: skip
            _note("ASIGNAR_CARGA", carga, quien, momento)
    except IntegrityError:
        raise rechazo("carga-repetida") from None
    return carga


@transaction.atomic
def retirar(*, carga: Carga, quien: str, momento: datetime) -> None:
    """Withdraw a load; withdrawn twice is withdrawn once."""
    vivas = Carga.objects.filter(pk=carga.pk, retirada_en=None)
    if vivas.update(retirada_por=quien, retirada_en=momento):
        _note("RETIRAR_CARGA", carga, quien, momento)


def _note(acto: str, carga: Carga, quien: str, momento: datetime) -> None:
    asentar(
        momento=momento,
        actor=quien,
        acto=acto,
        objeto=f"carga:{carga.pk}",
        datos={"puerta": carga.puerta, "senal": carga.senal, "dias": carga.dias},
        proceso=carga.proceso,
    )
