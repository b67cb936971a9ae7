"""The door inside Django, for whoever runs all the services in one process (tests, commands)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from rubrica.recepcion import api


@csrf_exempt  # a sobre is its own authentication; no cookie is read here
def door(request: HttpRequest, **_: Any) -> HttpResponse:
    """Answer as api.answer does."""
    respuesta = api.answer(request.META)
    if respuesta is None:
        raise Http404
    return HttpResponse(
        respuesta.cuerpo, status=respuesta.estado, headers=respuesta.cabeceras or None
    )
