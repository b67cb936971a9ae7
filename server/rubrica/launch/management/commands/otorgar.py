"""Give the PostgreSQL role of each service exactly the grants of grants.toml."""

import os
from typing import Any

from django.core.management.base import BaseCommand

from rubrica.launch import grants


class Command(BaseCommand):
    help = "Da a cada servicio los permisos de PostgreSQL que dice grants.toml, y ninguno más."

    def handle(self, *args: Any, **options: Any) -> None:
        """Passwords come from CLAVE_RUBRICA_RECEPCION, …; a role without one cannot log in."""
        claves = {rol: os.environ.get(f"CLAVE_{rol.upper()}", "") for rol in grants.matrix()}
        grants.otorgar(claves)
