"""Who of an authority acts in one of its mechanisms (ET 9.2)."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rubrica.bitacora.rules import actor_de_cuenta
from rubrica.core.rechazos import Rechazo, rechazo
from rubrica.cuentas import services
from rubrica.cuentas.permisos import exigir, requiere
from rubrica.cuentas.queries import Funcionario, funcionarios_de
from rubrica.procesos.models import Proceso

Mover = Callable[..., None]


@require_safe
@never_cache
@requiere("procesos.asignar")
def personas(request: HttpRequest, proceso: str) -> HttpResponse:
    """The officials of its authority, and whether each acts in the process."""
    return _personas(request, proceso)


@require_POST
@requiere("procesos.asignar")
def asignar(request: HttpRequest, proceso: str, cuenta: int) -> HttpResponse:
    """That official acts in the process (404 of another authority, 409 oneself)."""
    return _mover(request, proceso, cuenta, services.asignar, "{} ya actúa en este mecanismo.")


@require_POST
@requiere("procesos.asignar")
def retirar(request: HttpRequest, proceso: str, cuenta: int) -> HttpResponse:
    """That official acts no more in the process (404 of another authority, 409 oneself)."""
    return _mover(request, proceso, cuenta, services.retirar, "{} ya no actúa en este mecanismo.")


def _mover(
    request: HttpRequest, proceso: str, cuenta: int, mover: Mover, dicho: str
) -> HttpResponse:
    quien, persona = exigir(request.user, "procesos.asignar", proceso), _una(proceso, cuenta)
    if persona.id == quien.pk:
        return _personas(request, proceso, rechazo("cuenta-propia"))
    mover(cuenta=persona.id, proceso=proceso, actor=actor_de_cuenta(quien.pk), momento=now())
    messages.success(request, dicho.format(persona.nombre))
    return redirect("procesos:personas", proceso=proceso)


def _una(proceso: str, cuenta: int) -> Funcionario:
    for persona in _de(get_object_or_404(Proceso, pk=proceso)):
        if persona.id == cuenta:
            return persona
    raise Http404


def _de(fila: Proceso) -> list[Funcionario]:
    return funcionarios_de(fila.autoridad, fila.pk, momento=now())


def _personas(request: HttpRequest, proceso: str, motivo: Rechazo | None = None) -> HttpResponse:
    fila = get_object_or_404(Proceso, pk=proceso)
    contexto = {"proceso": fila, "personas": _de(fila), "yo": request.user.pk, "motivo": motivo}
    status = motivo.status if motivo else 200
    return render(request, "procesos/personas.html", contexto, status=status)
