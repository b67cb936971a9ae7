"""`manage crear_instalacion`: the installation has its keys; what was there stays."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rubrica import llaves
from rubrica.llaves.maestra import MaestraAusente


class Command(BaseCommand):
    help = "Crea las llaves de la instalación que falten (acuse, hora, manifiesto…)."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            creadas = llaves.crear_instalacion()
        except (MaestraAusente, llaves.LlaveAusente, llaves.LlaveDanada) as falla:
            raise CommandError(str(falla)) from falla
        self.stdout.write(f"Llaves creadas: {', '.join(creadas) or 'ninguna, ya estaban todas'}.")
