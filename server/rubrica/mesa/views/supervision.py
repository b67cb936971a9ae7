"""How the Mesa goes and who has which load, for who supervises it (ET 10.1, 10.2)."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.permisos import puede, requiere
from rubrica.cuentas.peticion import actor_de
from rubrica.mesa import queries, services
from rubrica.mesa.forms import CargaForm
from rubrica.mesa.views.comun import no_procede, procesos_suyos
from rubrica.mesa.views.curva import en_svg


@require_safe
@never_cache
@requiere("mesa.supervisar")
def supervision(request: HttpRequest) -> HttpResponse:
    """What is due, at what pace, by whom, and the loads."""
    return _page(request, status=200)


def _page(request: HttpRequest, *, status: int, form: CargaForm | None = None) -> HttpResponse:
    procesos, momento = sorted(procesos_suyos(request)), now()
    marchas = [queries.marcha(p, momento=momento) for p in procesos]
    contexto = {
        "marchas": [(m, en_svg(m.curva, m.vence)) for m in marchas],
        "desempeno": queries.desempeno(procesos, momento=momento),
        "cargas": queries.asignadas(procesos),
        "form": form or CargaForm(procesos=procesos, momento=momento),
        "asigna": puede(request.user, "mesa.asignar_cargas"),
    }
    return render(request, "mesa/supervision.html", contexto, status=status)


@require_POST
@requiere("mesa.asignar_cargas")
def asignar(request: HttpRequest) -> HttpResponse:
    """Assign a load to a person of the Mesa (422 when it makes no sense, 409 repeated)."""
    form = CargaForm(request.POST, procesos=sorted(procesos_suyos(request)), momento=now())
    if not form.is_valid():
        return _page(request, form=form, status=422)
    try:
        services.asignar(**form.cleaned_data, quien=actor_de(request), momento=now())
    except Rechazo as motivo:
        return no_procede(request, motivo)
    messages.success(request, "La carga quedó asignada: la toma antes que lo demás de la fila.")
    return redirect("mesa:supervision")


def _proceso_de(carga: int) -> str:
    fila = queries.carga(carga)
    if fila is None:
        raise Http404
    return fila.proceso


@require_POST
@requiere("mesa.asignar_cargas", proceso_de=_proceso_de)
def retirar(request: HttpRequest, carga: int) -> HttpResponse:
    """Withdraw a load: what it held goes back to the queue of all."""
    fila = queries.carga(carga)
    assert fila is not None
    services.retirar(carga=fila, quien=actor_de(request), momento=now())
    messages.success(request, "La carga se retiró.")
    return redirect("mesa:supervision")
