"""`manage leer_credenciales`: the general reader, a process of the worker's that gives way to all.

It ends cleanly on SIGTERM or Ctrl-C. Without its packages it says so and ends: everything else
works, and what waits for it stays (ADR 0112).
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any

import cv2
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from rubrica.lector import motor
from rubrica.verificacion.ciclo import Hilo
from rubrica.verificacion.proceso import empezar
from rubrica.verificacion.services.lectura import leer_siguiente

CEDE = 19  # niceness: it takes what the other processes leave
PAUSA = 1.0  # seconds after a turn without work
ESPERA_AL_TERMINAR = 10  # seconds for the credential under way; cut short, it is read again later


class Command(BaseCommand):
    help = "Lee con el lector general las credenciales que lo esperan; cede el paso a lo demás."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        parar = empezar()
        if ausente := motor.falta():
            raise CommandError(
                f"Falta {ausente}, que «tools/setup run» instala. Sin el lector general todo lo"
                " demás funciona; las credenciales que lo esperan se leerán cuando esté."
            )
        with suppress(OSError):
            os.nice(CEDE)
        cv2.setNumThreads(1)
        hilo = Hilo(
            "lector general",
            lambda: leer_siguiente(momento=now(), leer=motor.leer),
            pausa=PAUSA,
            parar=parar,
        )
        hilo.start()
        parar.wait()
        hilo.join(ESPERA_AL_TERMINAR)
