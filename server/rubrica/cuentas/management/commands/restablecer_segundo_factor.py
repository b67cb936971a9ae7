"""Let an official who lost phone and recovery codes enrol anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from rubrica.core.rechazos import Rechazo
from rubrica.cuentas import queries, segundo_factor
from rubrica.cuentas.rules import Rol


class Command(BaseCommand):
    help = "Quita el segundo factor de una cuenta: se enrola otro en su próxima entrada."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the account, and the account of who of DERFE answers for it."""
        parser.add_argument("correo")
        parser.add_argument("--por", required=True, help="cuenta de la DERFE que lo autoriza")
        parser.add_argument("--motivo", default="Se restableció desde la terminal.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore it, end its open sessions, and leave it in the bitácora."""
        cuenta, quien = (queries.por_correo(options[c]) for c in ("correo", "por"))
        if cuenta is None:
            raise CommandError("No hay una cuenta con ese correo.")
        if quien is None or quien.rol_ is not Rol.DERFE or quien == cuenta:
            raise CommandError("Lo autoriza otra persona, con cuenta de la DERFE.")
        try:
            segundo_factor.restablecer(
                cuenta=cuenta, motivo=options["motivo"], quien=quien.pk, momento=now()
            )
        except Rechazo as motivo:
            raise CommandError(f"{motivo.fila.titulo} {motivo.fila.que_hacer}") from motivo
        self.stdout.write("Listo: la cuenta enrola otro segundo factor en su próxima entrada.")
