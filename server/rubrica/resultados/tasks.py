"""The job of a delivery; its only argument is the delivery's number."""

from __future__ import annotations

from django.utils.timezone import now
from procrastinate.contrib.django import app

from rubrica.resultados.services import COLA, TAREA, comunicar, preparar


@app.task(name=TAREA, queue=COLA, retry=3)
def preparar_entrega(entrega: int) -> None:
    """Seal it."""
    preparar(entrega=entrega)


@app.periodic(cron="7 * * * *")
@app.task(name="resultados.comunicar", queue=COLA, queueing_lock="resultados.comunicar")
def comunicar_lo_debido(timestamp: int) -> None:
    """Send the reminders and announcements that are due by now (ET 13.5, 13.8)."""
    comunicar(momento=now())
