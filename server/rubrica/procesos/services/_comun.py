"""What every act on a process does: take its row, leave its asiento, sign what phones read."""

from __future__ import annotations

from datetime import datetime

from rubrica.bitacora import services as bitacora
from rubrica.bitacora.rules import actor_de_cuenta
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
    bitacora.anotar(acto, proceso.pk, quien=quien, momento=momento, proceso=proceso.pk, **datos)


def emitir_manifiesto(proceso: Proceso, momento: datetime) -> None:
    """Sign the next version of the manifest. The row of the process is locked by the caller."""
    version = proceso.manifiestos.count() + 1
    Manifiesto.objects.create(
        proceso=proceso,
        version=version,
        jws=manifiesto.firmar(proceso, version=version, momento=momento),
        emitido_en=momento,
    )


actor = actor_de_cuenta
