"""`manage trabajar`: the worker. It ends cleanly on SIGTERM or Ctrl-C."""

from __future__ import annotations

import os
import signal
import threading
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from rubrica.llaves.revision import revisar
from rubrica.salud import falta
from rubrica.verificacion import salud, tasks

ESPERA_AL_TERMINAR = 10  # seconds for the turns under way


class Command(BaseCommand):
    help = "Abre lo recibido, ordena la bitácora, pliega la cuenta y atiende los trabajos."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            revisar(settings.SERVICIO)
        except ImproperlyConfigured as falla:
            raise CommandError(str(falla)) from falla
        parar = threading.Event()
        for senal in (signal.SIGTERM, signal.SIGINT):
            signal.signal(senal, lambda *_: parar.set())
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
