"""Discard a cut that was loaded and never activated."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from rubrica.core.rechazos import Rechazo
from rubrica.padron import services
from rubrica.padron.models import Corte


class Command(BaseCommand):
    help = "Descarta un corte cargado que nadie ha activado; se pierden sus filas y sus llaves."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the number of the cut and who discards it."""
        parser.add_argument("corte", type=int)
        parser.add_argument("--por", required=True, help="cuenta de quien descarta")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say that it is gone, or why not."""
        try:
            services.descartar(corte=options["corte"], quien=options["por"], momento=now())
        except Corte.DoesNotExist as motivo:
            raise CommandError("No hay un corte con ese número.") from motivo
        except Rechazo as motivo:
            raise CommandError(motivo.fila.titulo) from motivo
        self.stdout.write(f"Corte {options['corte']} descartado.")
