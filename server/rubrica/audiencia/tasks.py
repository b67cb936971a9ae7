"""The jobs of sessions; their arguments say no more than which one."""

from __future__ import annotations

from django.utils.timezone import now
from procrastinate.contrib.django import app

from rubrica.audiencia.services._comun import COLA, TAREA
from rubrica.audiencia.services.revision import comunicar_al_opl


@app.task(name=TAREA, queue=COLA, retry=3)
def avisar_al_opl(sesion: int, cambio: str) -> None:
    """Write to the OPL what the promovente answered (ET 10.8)."""
    comunicar_al_opl(sesion=sesion, cambio=cambio, momento=now())
