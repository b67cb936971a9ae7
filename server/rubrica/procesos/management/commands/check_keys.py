"""`manage check_keys`: which keys this service can read, or why it must not start."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from rubrica.llaves.revision import revisar


class Command(BaseCommand):
    help = "Dice qué llaves puede leer este servicio; falla si alguna no le corresponde."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            vistas = revisar(settings.SERVICIO)
        except ImproperlyConfigured as falla:
            raise CommandError(str(falla)) from falla
        for ruta in vistas:
            self.stdout.write(ruta)
        self.stdout.write(
            f"Servicio {settings.SERVICIO or 'dueño'}: {len(vistas)} llaves a la vista."
        )
