"""`manage trabajar`: the worker. It ends cleanly on SIGTERM or Ctrl-C."""

from __future__ import annotations

import os
from typing import Any

from django.core.management.base import BaseCommand

from rubrica.salud import falta
from rubrica.verificacion import salud, tasks
from rubrica.verificacion.proceso import empezar

ESPERA_AL_TERMINAR = 10  # seconds for the turns under way


class Command(BaseCommand):
    help = "Abre lo recibido, ordena la bitácora, pliega la cuenta y atiende los trabajos."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        parar = empezar()
        hilos = tasks.hilos(parar)
        puerta = salud.escuchar(
            int(os.environ.get("PUERTO_WORKER", "8004")),
            lambda: [*falta(), *(f"hilo de {hilo.name}" for hilo in hilos if hilo.late())],
        )
        for hilo in hilos:
            hilo.start()
        parar.wait()
        puerta.shutdown()
        for hilo in hilos:
            hilo.join(ESPERA_AL_TERMINAR)
