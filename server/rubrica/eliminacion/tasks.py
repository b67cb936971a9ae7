"""The job of eliminations: it asks each hour which are due."""

from __future__ import annotations

from django.utils.timezone import now
from procrastinate.contrib.django import app

from rubrica.eliminacion.services import ejecutar_debidas

COLA = "eliminacion"


@app.periodic(cron="23 * * * *")
@app.task(name="eliminacion.ejecutar", queue=COLA, queueing_lock="eliminacion", lock="eliminacion")
def ejecutar_lo_debido(timestamp: int) -> None:
    """Carry out what is due; killed half-way, the next one goes on."""
    ejecutar_debidas(momento=now())
