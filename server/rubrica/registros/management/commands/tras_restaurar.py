"""`manage tras_restaurar`: once, after restoring a logical copy (pg_dump) into a new server."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from rubrica.bitacora.services import secuenciar, seguir_tras_restaurar
from rubrica.registros.services import recontar_tras_restaurar, rodar


class Command(BaseCommand):
    help = "Reanuda la bitácora y vuelve a contar la cuenta en una base restaurada de un respaldo."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            seguir_tras_restaurar()
            recontar_tras_restaurar()
        secuenciar()
        rodar()
        self.stdout.write("La bitácora sigue y la cuenta se volvió a contar.")
