"""The jobs of this room; the only argument of each is the number of a row."""

from __future__ import annotations

from django.utils.timezone import now
from procrastinate.contrib.django import app

from rubrica.cedulas import intermitencias


@app.task(name=intermitencias.TAREA, queue=intermitencias.COLA, retry=3)
def avisar_intermitencia(intermitencia: int) -> None:
    """Tell who is affected by the failure of a provider (ET 6.7)."""
    intermitencias.avisar(intermitencia=intermitencia, momento=now())
