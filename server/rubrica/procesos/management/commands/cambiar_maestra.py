"""`manage cambiar_maestra ARCHIVO`: every wrapped key passes to another master key (ET 13.9)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rubrica.llaves import LlaveDanada
from rubrica.llaves.maestra import MaestraAusente
from rubrica.llaves.reenvoltura import OtraEnvoltura, cambiar_maestra


class Command(BaseCommand):
    help = "Envuelve las llaves que quedan con otra llave maestra. Detenga antes los servicios."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archivo", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            cuantas = cambiar_maestra(options["archivo"])
        except (OtraEnvoltura, LlaveDanada, MaestraAusente) as falla:
            raise CommandError(str(falla)) from falla
        self.stdout.write(
            f"{cuantas} llaves quedaron envueltas con {options['archivo']}. Ponga ese archivo en "
            "MASTER_KEY_FILE, arranque los servicios y destruya la llave maestra anterior."
        )
