"""Found the demo: accounts, padrón, one open process, five auxiliares."""

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import localdate

from rubrica.ficticio.dias import equipo
from rubrica.ficticio.padron import Padron
from rubrica.launch.elenco import DEMO_PASSWORD
from rubrica.launch.founding import Fundacion, fundar
from rubrica.launch.seeding import PROCESO


class Command(BaseCommand):
    help = "Funda la demostración; lo que ya estaba hecho se queda como está."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--carpeta", type=Path, required=True)
        parser.add_argument("--hasta", type=date.fromisoformat, required=True)
        parser.add_argument("--filas", type=int, required=True)
        parser.add_argument("--auxiliares", type=int, default=5)
        parser.add_argument("--papel", action="store_true")
        parser.add_argument("--oficios", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses to run in production: its accounts have a password that everybody knows."""
        if settings.MODO == "produccion":
            raise CommandError("sembrar es solo para la demostración y las pruebas.")
        fundacion = Fundacion(
            hasta=options["hasta"],
            hoy=localdate(),
            proceso=PROCESO,
            clave=DEMO_PASSWORD,
            carpeta=options["carpeta"],
            papel=options["papel"],
            oficios=options["oficios"],
        )
        fundar(fundacion, equipo(Padron(options["filas"]), options["auxiliares"]))
