"""`manage conciliar`: whether what has a receipt is on the disk; after restoring a copy, say."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from rubrica.verificacion.services import conciliar


class Command(BaseCommand):
    help = "Compara cada registro que tiene acuse con su archivo y nombra los que no lo tienen."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what was compared and the folios of what is missing; fail if anything is."""
        hallado = conciliar(momento=now())
        self.stdout.write(f"{hallado.revisados:,} registros con acuse.")
        for folio in hallado.folios:
            self.stdout.write(folio)
        if hallado.faltan:
            raise CommandError(
                f"{hallado.ausentes:,} sin su archivo y {hallado.de_otro_tamano:,} de otro tamaño. "
                "Restituya los archivos de un respaldo; mientras, el teléfono que los envió, "
                "o su archivo de rescate, puede tenerlos."
            )
