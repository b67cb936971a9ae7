"""The public pages of a mechanism, without signing in: what it is, and its privacy notices.

They publish the notices as ET 14.2 asks; until the process is asked for there is nothing to see.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rubrica.procesos import queries
from rubrica.procesos.logotipo import TIPO
from rubrica.procesos.publicado import bloques
from rubrica.procesos.queries import ProcesoEnPuerta


@require_safe
def mecanismo(request: HttpRequest, proceso: str) -> HttpResponse:
    """What is being supported, who promotes it, when, and its notices; 404 while it is a draft."""
    contexto = {
        "mecanismo": _publicado(proceso),
        "avisos": queries.avisos(proceso),
        "logotipo": queries.logotipo(proceso),
        "requisito": queries.requisito(proceso).en_palabras(),
    }
    return render(request, "procesos/publico/mecanismo.html", contexto)


@require_safe
def aviso(request: HttpRequest, proceso: str, clase: str) -> HttpResponse:
    """One notice, whole, in its newest version; 404 for any other."""
    puerta = _publicado(proceso)
    avisos = {a.clase: a for a in queries.avisos(proceso)}
    if clase not in avisos:
        raise Http404
    contexto = {
        "mecanismo": puerta,
        "aviso": avisos.pop(clase),
        "otros": list(avisos.values()),
    }
    contexto["bloques"] = bloques(contexto["aviso"].texto)  # type: ignore[attr-defined]
    return render(request, "procesos/publico/aviso.html", contexto)


@require_safe
def logotipo(request: HttpRequest, proceso: str) -> HttpResponse:
    """The logo as an image and nothing else; 404 when there is none."""
    _publicado(proceso)
    suyo = queries.logotipo(proceso)
    if suyo is None:
        raise Http404
    return HttpResponse(
        bytes(suyo.imagen),
        content_type=TIPO,
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "max-age=300"},
    )


def _publicado(proceso: str) -> ProcesoEnPuerta:
    puerta = queries.proceso_en_puerta(proceso)
    if puerta is None or not puerta.publicado:
        raise Http404
    return puerta
