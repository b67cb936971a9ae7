"""Make the first account of the DERFE in a new installation (docs/ajustes.md)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from rubrica.core.rechazos import Rechazo
from rubrica.cuentas import primera, vida


class Command(BaseCommand):
    help = "Crea la primera cuenta de la DERFE y escribe su enlace, que sirve una vez."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whose it is."""
        parser.add_argument("correo", help="buzón institucional")
        parser.add_argument("nombre", help="nombre completo")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it; refuse where the DERFE already has one."""
        try:
            enlace = primera.crear(
                correo=options["correo"], nombre=options["nombre"], momento=now()
            )
        except Rechazo as motivo:
            raise CommandError(f"{motivo.fila.titulo} {motivo.fila.que_hacer}") from motivo
        horas = int(vida.VIDA_DEL_ENLACE.total_seconds() // 3600)
        self.stdout.write(f"{enlace}\nSirve una vez, durante {horas} horas; no lo comparta.")
