"""What every page of results shows: its process, its tabs, and a refusal when there is one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse

from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.permisos import puede
from rubrica.procesos import queries as procesos

PESTANAS = (
    ("Cortes", "resultados:proceso", "resultados.ver"),
    ("Oficios y plazos", "resultados:oficios", "resultados.ver"),
    ("Entrega", "resultados:entrega", "resultados.ver"),
    ("Eliminación", "eliminacion:eliminacion", "eliminacion.ver"),
)


def marco(
    request: HttpRequest, proceso: str, actual: str, motivo: Rechazo | None = None
) -> dict[str, Any]:
    """Return the frame of a page of that process; raise Http404 without one."""
    en_puerta = procesos.proceso_en_puerta(proceso)
    if en_puerta is None:
        raise Http404
    return {
        "proceso": en_puerta,
        "motivo": motivo,
        "pestanas": [
            {"nombre": nombre, "url": reverse(vista, args=[proceso]), "actual": vista == actual}
            for nombre, vista, accion in PESTANAS
            if puede(request.user, accion, proceso)
        ],
    }


def quien(request: HttpRequest) -> int:
    """Return the number of the account: the decorator has made sure there is one."""
    return int(request.user.pk or 0)
