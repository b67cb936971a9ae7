"""Whether this service is up: 200 once everything it needs answers, 503 with what is missing."""

from __future__ import annotations

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse


def salud(request: HttpRequest) -> JsonResponse:
    """Answer 200 {"servicio", "falta": []}, or 503 with the Spanish names of what is missing."""
    ausentes = falta()
    return JsonResponse(
        {"servicio": str(settings.SERVICIO), "falta": ausentes}, status=503 if ausentes else 200
    )


def falta() -> list[str]:
    """Return the Spanish names of what this service lacks; none when it is up."""
    return [nombre for nombre, hay in (("base de datos", _hay_base()),) if not hay]


def _hay_base() -> bool:
    """Whether the database answers and no migration is pending."""
    try:
        ejecutor = MigrationExecutor(connection)
        return not ejecutor.migration_plan(ejecutor.loader.graph.leaf_nodes())
    except Error:
        return False
