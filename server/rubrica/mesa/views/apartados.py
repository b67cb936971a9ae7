"""What was set aside, as pages: who determines reads it, looks, and says why (ET 10.4)."""

from __future__ import annotations

from uuid import UUID

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
from rubrica.mesa.forms import DeterminarForm
from rubrica.mesa.rules import TESTIGOS
from rubrica.mesa.views.comun import (
    exigir_pase,
    no_procede,
    pase,
    proceso_del,
    procesos_suyos,
    sin_guardar,
)
from rubrica.verificacion.services import NoAbre


@require_safe
@never_cache
@requiere("mesa.supervisar")
def apartados(request: HttpRequest) -> HttpResponse:
    """What waits to be determined, and what was."""
    procesos = procesos_suyos(request)
    contexto = {
        "apartados": queries.apartados(procesos),
        "determinados": queries.determinados(procesos),
        "determina": puede(request.user, "mesa.determinar"),
    }
    return render(request, "mesa/apartados.html", contexto)


@require_safe
@never_cache
@requiere("mesa.determinar", proceso_de=proceso_del)
def apartado(request: HttpRequest, registro: UUID) -> HttpResponse:
    """One record set aside: its images, what was seen in it, and the determination."""
    return _page(request, registro, DeterminarForm(), status=200)


def _page(
    request: HttpRequest, registro: UUID, form: DeterminarForm, *, status: int
) -> HttpResponse:
    suyos = [a for a in queries.apartados([proceso_del(registro)]) if a.id == registro]
    if not suyos:
        raise Http404
    contexto = {
        "apartado": suyos[0],
        "ficha": queries.ficha_de(registro, operador=actor_de(request), momento=now()),
        "form": form,
        "testigos": TESTIGOS,
        "pase": pase(request, registro),
    }
    return render(request, "mesa/apartado.html", contexto, status=status)


@require_safe
@requiere("mesa.determinar", proceso_de=lambda registro, **_: proceso_del(registro))
def imagen(request: HttpRequest, registro: UUID, cual: str) -> HttpResponse:
    """One of the four images of a record set aside; each asking is an asiento."""
    if cual not in TESTIGOS:
        raise Http404
    exigir_pase(request, registro)
    try:
        abiertas = services.testigos_del_apartado(
            registro=registro, quien=actor_de(request), momento=now()
        )
    except Rechazo as motivo:
        return no_procede(request, motivo)
    except NoAbre:
        raise Http404 from None
    return sin_guardar(HttpResponse(abiertas[cual], content_type="image/jpeg"))


@require_POST
@requiere("mesa.determinar", proceso_de=proceso_del)
def determinar(request: HttpRequest, registro: UUID) -> HttpResponse:
    """Say whether it counts, and why; DERFE is told (422 without a reason, 409 too late)."""
    form = DeterminarForm(request.POST)
    if not form.is_valid():
        return _page(request, registro, form, status=422)
    try:
        services.determinar(
            registro=registro,
            cuenta=form.cleaned_data["cuenta"] == "si",
            razon=form.cleaned_data["razon"],
            operador=actor_de(request),
            momento=now(),
        )
    except Rechazo as motivo:
        return no_procede(request, motivo)
    messages.success(request, "La determinación quedó guardada y se avisa a la DERFE.")
    return redirect("mesa:apartados")
