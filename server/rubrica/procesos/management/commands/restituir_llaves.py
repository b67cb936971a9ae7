"""`manage restituir_llaves PROCESO ARCHIVO`: put back keys that two custodians recovered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from rubrica.core.rechazos import Rechazo
from rubrica.procesos import services


class Command(BaseCommand):
    help = (
        "Devuelve a KEYS_DIR las llaves de un proceso. ARCHIVO es el de recuperación, ya abierto "
        "por las dos personas de su par; bórrelo después."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("proceso")
        parser.add_argument("archivo", type=Path)
        parser.add_argument("--cuenta", type=int, required=True, help="número de quien lo hace")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            faltaban = services.restituir(
                proceso=options["proceso"],
                recuperado=options["archivo"].read_bytes(),
                quien=options["cuenta"],
                momento=now(),
            )
        except OSError as falla:
            raise CommandError(f"No se puede leer {options['archivo']}.") from falla
        except Rechazo as motivo:
            raise CommandError(f"{motivo.fila.titulo} {motivo.fila.que_hacer}") from motivo
        self.stdout.write(f"Llaves restituidas: {', '.join(faltaban) or 'ninguna faltaba'}.")
