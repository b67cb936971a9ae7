"""What every act on a process does: take its row, leave its asiento, sign what phones read."""

from __future__ import annotations

from datetime import datetime

from rubrica.bitacora.services import asentar
from rubrica.core.asiento import Dato
from rubrica.core.rechazos import rechazo
from rubrica.procesos import manifiesto
from rubrica.procesos.models import Manifiesto, Proceso


def tomar(proceso: str) -> Proceso:
    """Return the process, locked until the commit; raise `proceso-desconocido`."""
    try:
        return Proceso.objects.select_for_update().get(pk=proceso)
    except Proceso.DoesNotExist:
        raise rechazo("proceso-desconocido") from None


def anotar(acto: str, proceso: Proceso, *, quien: int, momento: datetime, **datos: Dato) -> None:
    """Leave the act in the bitácora."""
    asentar(
        momento=momento,
        actor=actor(quien),
        acto=acto,
        objeto=proceso.pk,
        datos=datos,
        proceso=proceso.pk,
    )


def emitir_manifiesto(proceso: Proceso, momento: datetime) -> None:
    """Sign the next version of the manifest. The row of the process is locked by the caller."""
    version = proceso.manifiestos.count() + 1
    Manifiesto.objects.create(
        proceso=proceso,
        version=version,
        jws=manifiesto.firmar(proceso, version=version, momento=momento),
        emitido_en=momento,
    )


def actor(quien: int) -> str:
    """Return how the bitácora names an account."""
    return f"cuenta:{quien}"
