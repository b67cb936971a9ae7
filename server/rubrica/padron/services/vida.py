"""What becomes of a loaded cut: another person activates it, or it is discarded (ET 10.4)."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction
from psycopg import sql

from rubrica import llaves
from rubrica.core.rechazos import rechazo
from rubrica.padron.models import Corte
from rubrica.padron.rules import Estado, exigir_activable
from rubrica.padron.services._comun import asentar_corte, particion


@transaction.atomic
def activar(*, corte: int, quien: str, momento: datetime) -> Corte:
    """From now on that cut answers; who activates is not who loaded (ET 10.4).

    Raises Corte.DoesNotExist, and Rechazo corte-no-activable or corte-misma-persona.
    """
    fila = Corte.objects.select_for_update().get(pk=corte)
    exigir_activable(Estado(fila.estado), cargado_por=fila.cargado_por, activa=quien)
    fila.estado, fila.activado_por, fila.activado_en = Estado.ACTIVO, quien, momento
    fila.save(update_fields=["estado", "activado_por", "activado_en"])
    asentar_corte(fila, "ACTIVAR_CORTE", quien, momento)
    return fila


def descartar(*, corte: int, quien: str, momento: datetime) -> Corte:
    """The rows of a cut that was never activated are gone, and its keys with them.

    Raises Rechazo corte-no-activable for an active cut: registros rest on it.
    """
    with transaction.atomic():
        fila = Corte.objects.select_for_update().get(pk=corte)
        if fila.estado != Estado.CARGADO:
            raise rechazo("corte-no-activable", estado=fila.estado)
        fila.conteos.all().delete()
        fila.anteriores.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("DROP TABLE {}").format(sql.Identifier(particion(corte))))
        fila.estado = Estado.DESCARTADO
        fila.save(update_fields=["estado"])
        asentar_corte(fila, "DESCARTAR_CORTE", quien, momento)
    llaves.destruir_corte(corte)
    return fila
