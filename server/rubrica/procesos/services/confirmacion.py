"""The e-mail of ET 2.3: at once when the DERFE approves, and again when somebody asks for it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from rubrica.avisos import queries as avisos
from rubrica.avisos.services import enviar
from rubrica.core.rechazos import rechazo
from rubrica.procesos.models import Proceso
from rubrica.procesos.rules import Estado
from rubrica.procesos.services._comun import anotar, tomar

PLANTILLA = "confirmacion_de_proceso"
REENVIOS, LAPSO = 3, timedelta(hours=1)
CONFIRMADOS = frozenset({Estado.APROBADO, Estado.ABIERTO})


def objeto_de(proceso: str) -> str:
    """Return how the outbox names a process."""
    return f"proceso/{proceso}"


def enviar_confirmacion(proceso: Proceso, momento: datetime) -> None:
    """Send the promovente the Id Proceso, the period, the account and the link (ET 2.3)."""
    enviar(
        plantilla=PLANTILLA,
        para=proceso.promovente.correo,
        datos={
            "nombre": proceso.promovente.nombre,
            "proceso": proceso.pk,
            "denominacion": proceso.denominacion,
            "inicio": proceso.inicio.isoformat(),
            "fin": proceso.fin.isoformat(),
            "cuenta": proceso.promovente.correo,
            "autenticacion": proceso.autenticacion,
            "portal": f"{settings.URL_PUBLICA}/entrar/",
        },
        proceso=proceso.pk,
        objeto=objeto_de(proceso.pk),
        momento=momento,
    )


@transaction.atomic
def reenviar_confirmacion(*, proceso: str, quien: int, momento: datetime) -> Proceso:
    """Send it again: it did not arrive, or it was lost.

    Raises `proceso-improcedente` before the approval, `aviso-reciente`.
    """
    fila = tomar(proceso)
    if fila.estado not in CONFIRMADOS:
        raise rechazo("proceso-improcedente", estado=fila.estado, acto="confirmar")
    if avisos.desde(objeto_de(proceso), PLANTILLA, momento - LAPSO) >= REENVIOS:
        raise rechazo("aviso-reciente")
    enviar_confirmacion(fila, momento)
    anotar("reenviar_confirmacion", fila, quien=quien, momento=momento)
    return fila
