"""The tray as a page: what did not open, and what two people do with it (ET 10.7 d, f)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.permisos import requiere
from rubrica.cuentas.peticion import actor_de
from rubrica.mesa import queries, services
from rubrica.mesa.forms import RazonForm
from rubrica.mesa.views.comun import POR_HOJA, no_procede, proceso_del, procesos_suyos


@require_safe
@never_cache
@requiere("mesa.supervisar")
def charola(request: HttpRequest) -> HttpResponse:
    """The records that did not open, with their cause and what can be done."""
    return _tray(request, status=200)


def _tray(
    request: HttpRequest, *, status: int, form: RazonForm | None = None, de: UUID | None = None
) -> HttpResponse:
    hoja = Paginator(queries.charola(procesos_suyos(request)), POR_HOJA).get_page(
        request.GET.get("pagina")
    )
    contexto = {"hoja": hoja, "form": form or RazonForm(), "de": de, "yo": actor_de(request)}
    return render(request, "mesa/charola.html", contexto, status=status)


@require_POST
@requiere("mesa.supervisar", proceso_de=proceso_del)
def reintentar(request: HttpRequest, registro: UUID) -> HttpResponse:
    """Send a record of the tray back to be opened (409 when it is no longer there)."""
    try:
        services.reintentar(registro=registro, operador=actor_de(request), momento=now())
    except Rechazo as motivo:
        return no_procede(request, motivo)
    messages.success(request, "El registro volvió a la fila de apertura.")
    return redirect("mesa:charola")


@require_POST
@requiere("mesa.clasificar_sin_abrir", proceso_de=proceso_del)
def pedir(request: HttpRequest, registro: UUID) -> HttpResponse:
    """Ask to class a record that does not open, with the reason (422 without one)."""
    form = RazonForm(request.POST)
    if not form.is_valid():
        return _tray(request, form=form, de=registro, status=422)
    try:
        services.pedir_clasificar(
            registro=registro,
            razon=form.cleaned_data["razon"],
            operador=actor_de(request),
            momento=now(),
        )
    except Rechazo as motivo:
        return no_procede(request, motivo)
    messages.success(request, "Quedó pedido. Otra persona debe confirmarlo para que cambie.")
    return redirect("mesa:charola")


@require_POST
@requiere("mesa.clasificar_sin_abrir", proceso_de=proceso_del)
def resolver(request: HttpRequest, registro: UUID) -> HttpResponse:
    """A second person confirms it, or it stays in the tray (409 for the same person)."""
    confirma = request.POST.get("confirma") == "si"
    try:
        services.resolver(
            registro=registro, confirma=confirma, operador=actor_de(request), momento=now()
        )
    except Rechazo as motivo:
        return no_procede(request, motivo)
    hecho = "quedó con inconsistencia (ET 10.7 d)" if confirma else "sigue en la charola"
    messages.success(request, f"El registro {hecho}.")
    return redirect("mesa:charola")
