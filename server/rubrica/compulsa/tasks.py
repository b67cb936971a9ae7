"""The job of a compulsa; its only argument is its number."""

from __future__ import annotations

from procrastinate.contrib.django import app

from rubrica.compulsa.services import COLA, TAREA, correr


@app.task(name=TAREA, queue=COLA, retry=3)
def correr_compulsa(compulsa: int) -> None:
    """Run it, from wherever it stopped."""
    correr(compulsa=compulsa)
