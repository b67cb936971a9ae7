"""What phones ask of a process."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from rubrica.core.rechazos import rechazo
from rubrica.procesos import queries
from rubrica.procesos.models import Manifiesto


@require_safe
def manifiesto(request: HttpRequest, proceso: str) -> HttpResponse:
    """Return the newest signed manifest (application/jose); 404 until the process opens."""
    try:
        jws = queries.manifiesto(proceso)
    except Manifiesto.DoesNotExist:
        motivo = rechazo("proceso-desconocido")
        return JsonResponse(
            motivo.problema(),
            status=motivo.status,
            content_type="application/problem+json",
            json_dumps_params={"ensure_ascii": False},
        )
    return HttpResponse(
        jws, content_type="application/jose", headers={"Cache-Control": "max-age=60"}
    )
