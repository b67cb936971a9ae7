"""Take one returned message from standard input: what an alias of the mail server pipes here."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import now

from rubrica.avisos import rebotes, services


class Command(BaseCommand):
    help = "Lee de la entrada un correo devuelto y lo anota en su aviso."

    def handle(self, *args: Any, **options: Any) -> None:
        """Note it; a message that is no bounce of ours is left alone, and is no error."""
        rebote = rebotes.leer(sys.stdin.buffer.read(rebotes.MAX_BYTES))
        if rebote is not None:
            services.anotar_rebote(rebote=rebote, momento=now())
