"""The images of a record, for who operates and for the room, and the window that is projected."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rubrica.audiencia import papeles, services
from rubrica.audiencia.mascara import IMAGENES, ROTULOS, Nivel, de_datos, enmascarar
from rubrica.audiencia.models import Asunto
from rubrica.audiencia.views._comun import de_sesion, hallar, hallar_asunto, quien
from rubrica.audiencia.views.sala import del_registro, no_opera, pagina
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.permisos import requiere
from rubrica.cuentas.peticion import actor_de
from rubrica.verificacion.services import NoAbre


@require_safe
@requiere("audiencia.operar")
def imagen(request: HttpRequest, proceso: str, numero: int, asunto: int, cual: str) -> HttpResponse:
    """One of the four testigos visuales, marked with who looks; each asking is an asiento."""
    return _imagen(request, hallar_asunto(proceso, numero, asunto), cual, proyectada=False)


@require_safe
@requiere("audiencia.operar")
def imagen_proyectada(
    request: HttpRequest, proceso: str, numero: int, asunto: int, cual: str
) -> HttpResponse:
    """The same for the room: 404 for one that the mask hides."""
    return _imagen(request, hallar_asunto(proceso, numero, asunto), cual, proyectada=True)


def _imagen(request: HttpRequest, fila: Asunto, cual: str, *, proyectada: bool) -> HttpResponse:
    if cual not in IMAGENES:
        raise Http404
    try:
        jpeg = services.abrir_imagen(
            asunto=fila, cual=cual, usuario=actor_de(request), quien=quien(request),
            momento=now(), proyectada=proyectada,
        )  # fmt: skip
    except (Rechazo, NoAbre):
        raise Http404 from None
    respuesta = HttpResponse(jpeg, content_type="image/jpeg")
    respuesta["Cache-Control"] = "private, no-store"
    return respuesta


@require_POST
@requiere("audiencia.operar")
def proyectar(request: HttpRequest, proceso: str, numero: int, asunto: int) -> HttpResponse:
    """Put this record in the projected window, or take it away."""
    fila = hallar_asunto(proceso, numero, asunto)
    if negado := no_opera(fila, quien(request)):
        return pagina(request, fila, motivo=negado, status=negado.status)
    quita = "quitar" in request.POST
    services.mostrar(asunto=None if quita else fila, sesion=fila.sesion, quien=quien(request))
    return redirect("audiencia:asunto", proceso, numero, asunto)


@require_safe
@never_cache
@requiere("audiencia.operar")
def proyeccion(request: HttpRequest, proceso: str, numero: int) -> HttpResponse:
    """The window for the room: the record that the operator shows, with its data masked."""
    fila = hallar(proceso, numero)
    actual, mascara = papeles.proyectado(fila, quien(request)), de_datos(fila.mascara)
    contexto: dict[str, Any] = {**de_sesion(request, fila), "actual": actual}
    if actual is not None:
        contexto |= del_registro(request, actual)
        tapado = enmascarar(contexto["ficha"].formulario, mascara)
        visibles = [(i, r) for i, r in contexto["imagenes"] if mascara[i] is not Nivel.OCULTO]
        contexto |= {
            "datos": [(ROTULOS[c], v or "—") for c, v in tapado.items()],
            "imagenes": visibles,
        }
    return render(request, "audiencia/proyeccion.html", contexto)


@require_safe
@never_cache
@requiere("audiencia.operar")
def proyeccion_actual(request: HttpRequest, proceso: str, numero: int) -> JsonResponse:
    """Which record is shown now: the window asks every second."""
    actual = papeles.proyectado(hallar(proceso, numero), quien(request))
    return JsonResponse({"asunto": actual.pk if actual else None})
