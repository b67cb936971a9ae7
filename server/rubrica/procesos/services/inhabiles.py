"""The days on which an authority does not work: declared and withdrawn, never erased."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from rubrica.core.rechazos import rechazo
from rubrica.procesos.models import Inhabil
from rubrica.procesos.services._comun import anotar, tomar


@transaction.atomic
def declarar_inhabil(
    *, proceso: str, dia: date, motivo: str, quien: int, momento: datetime
) -> Inhabil:
    """The authority of the process rests that day; raise `inhabil-repetido`."""
    fila = tomar(proceso)
    if Inhabil.objects.filter(autoridad=fila.autoridad, dia=dia, retirado_en=None).exists():
        raise rechazo("inhabil-repetido")
    inhabil = Inhabil.objects.create(
        autoridad=fila.autoridad, dia=dia, motivo=motivo, puesto_por=quien, puesto_en=momento
    )
    anotar("declarar_inhabil", fila, quien=quien, momento=momento, dia=dia.isoformat())
    return inhabil


@transaction.atomic
def retirar_inhabil(*, proceso: str, numero: int, quien: int, momento: datetime) -> Inhabil:
    """That day works again; raise `no-encontrado` for another authority's or one withdrawn."""
    fila = tomar(proceso)
    inhabil = (
        Inhabil.objects.select_for_update()
        .filter(pk=numero, autoridad=fila.autoridad, retirado_en=None)
        .first()
    )
    if inhabil is None:
        raise rechazo("no-encontrado")
    inhabil.retirado_en, inhabil.retirado_por = momento, quien
    inhabil.save(update_fields=["retirado_en", "retirado_por"])
    anotar("retirar_inhabil", fila, quien=quien, momento=momento, dia=inhabil.dia.isoformat())
    return inhabil
