"""The job of a file of auxiliares; its only argument is the file's number."""

from __future__ import annotations

from django.utils.timezone import now
from procrastinate.contrib.django import app

from rubrica.auxiliares import importacion as importaciones


@app.task(name=importaciones.TAREA, queue=importaciones.COLA, retry=3)
def importar(importacion: int) -> None:
    """Review the file, or register it when it was attested."""
    importaciones.seguir(importacion=importacion, momento=now())
