"""The job of a delivery; its only argument is the delivery's number."""

from __future__ import annotations

from procrastinate.contrib.django import app

from rubrica.resultados.services import COLA, TAREA, preparar


@app.task(name=TAREA, queue=COLA, retry=3)
def preparar_entrega(entrega: int) -> None:
    """Seal it."""
    preparar(entrega=entrega)
