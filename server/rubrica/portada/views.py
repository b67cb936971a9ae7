"""Home, and the pages of error: each says what happened, why, and what to do now."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from rubrica.core.rechazos import CATALOGADOS
from rubrica.procesos import queries as procesos


@dataclass(frozen=True)
class Falla:
    """The three lines of a page of error: que paso, por que, que hacer."""

    estado: int
    titulo: str
    por_que: str
    que_hacer: str


FALLA_400 = Falla(
    400,
    "La solicitud no se entiende",
    "Lo que envió su navegador llegó incompleto o con una forma que no se admite.",
    "Vuelva a la página anterior, recárguela e intente de nuevo.",
)
FALLA_403 = Falla(
    403,
    "Esta página no es para su cuenta",
    "Su cuenta no tiene permiso para este acto o no está asignada a este proceso.",
    "Si debería tenerlo, pida a quien administra las cuentas de su autoridad que la asigne.",
)
FALLA_404 = Falla(
    404,
    "Esta página no existe",
    "La dirección cambió, se escribió con un error o corresponde a algo que ya no está.",
    "Revise la dirección o empiece desde el inicio.",
)
FALLA_500 = Falla(
    500,
    "Algo falló de nuestro lado",
    "El servidor no pudo terminar lo que se le pidió. Nada de lo ya recibido se perdió.",
    "Espere un minuto e intente de nuevo. Si vuelve a ocurrir, avise a la mesa de ayuda.",
)
FALLA_CSRF = Falla(
    403,
    "Esta página estuvo abierta demasiado tiempo",
    "Por seguridad, cada formulario vale para la sesión en que se abrió.",
    "Vuelva a la página anterior, recárguela y envíe el formulario otra vez.",
)


@require_safe
def inicio(request: HttpRequest) -> HttpResponse:
    """What this is, the processes under way, and the three things that anyone can do here."""
    abiertos = [procesos.proceso_en_puerta(proceso) for proceso in procesos.abiertos()]
    return render(request, "portada/inicio.html", {"abiertos": abiertos})


@require_safe
def rechazo(request: HttpRequest, codigo: str) -> HttpResponse:
    """One refusal of the catalogue: the `type` of every problem+json leads here."""
    if codigo not in CATALOGADOS:
        raise Http404
    return render(request, "portada/rechazo.html", {"rechazo": CATALOGADOS[codigo]})


def error_400(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, as a page or as problem+json."""
    return _responder(request, FALLA_400)


def error_403(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, as a page or as problem+json."""
    return _responder(request, FALLA_403)


def error_404(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, as a page or as problem+json."""
    return _responder(request, FALLA_404)


def error_csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form that was left open too long."""
    return _responder(request, FALLA_CSRF)


def error_500(request: HttpRequest) -> HttpResponse:
    """500; the page asks nothing of the session or the database, which may be what failed."""
    if _es_api(request):
        return _problema(FALLA_500)
    return HttpResponse(render_to_string("portada/falla.html", {"falla": FALLA_500}), status=500)


def _responder(request: HttpRequest, falla: Falla) -> HttpResponse:
    if _es_api(request):
        return _problema(falla)
    return render(request, "portada/falla.html", {"falla": falla}, status=falla.estado)


def _es_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def _problema(falla: Falla) -> JsonResponse:
    cuerpo = {
        "type": "about:blank",
        "title": falla.titulo,
        "status": falla.estado,
        "detail": falla.por_que,
        "que_hacer": falla.que_hacer,
    }
    return JsonResponse(
        cuerpo, status=falla.estado, content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )  # fmt: skip
