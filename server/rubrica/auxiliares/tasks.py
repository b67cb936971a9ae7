"""The jobs on auxiliares; the only argument of each is the number of a row."""

from __future__ import annotations

from django.utils.timezone import now
from procrastinate.contrib.django import app

from rubrica.auxiliares import importacion as importaciones
from rubrica.auxiliares.services import personas


@app.task(name=importaciones.TAREA, queue=importaciones.COLA, retry=3)
def importar(importacion: int) -> None:
    """Review the file, or register it when it was attested."""
    importaciones.seguir(importacion=importacion, momento=now())


@app.task(name=personas.TAREA_DE_BAJA, queue=personas.COLA, retry=3)
def comunicar_baja(auxiliar: int) -> None:
    """Tell a baja to the authorities (ET 3.4)."""
    personas.comunicar_baja(auxiliar=auxiliar, momento=now())
