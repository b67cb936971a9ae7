"""`manage firmar_audios`: a folder of recordings becomes the pack of a process, signed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rubrica.core.audios import AudioInvalido
from rubrica.procesos.audios import firmar_carpeta
from rubrica.procesos.models import Proceso


class Command(BaseCommand):
    help = "Firma las grabaciones que lista <origen>/audios.toml y las deja en <destino>."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("proceso")
        parser.add_argument("origen", type=Path)
        parser.add_argument("destino", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            proceso = Proceso.objects.get(pk=options["proceso"])
            hechos = firmar_carpeta(proceso, options["origen"], options["destino"])
        except Proceso.DoesNotExist:
            raise CommandError(f"No hay un proceso {options['proceso']}.") from None
        except (AudioInvalido, FileNotFoundError) as falla:
            raise CommandError(str(falla)) from falla
        for audio in hechos:
            self.stdout.write(f"{audio.idioma} · {audio.texto} v{audio.version} · {audio.archivo}")
