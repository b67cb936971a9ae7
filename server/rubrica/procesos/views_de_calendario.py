"""The calendar of a process, and the days off of its authority."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.permisos import puede, requiere
from rubrica.procesos import actos, forms, queries, services
from rubrica.procesos import calendario as plazos
from rubrica.procesos.models import Proceso
from rubrica.procesos.rules import tipos


@require_safe
@requiere("procesos.ver")
def calendario(request: HttpRequest, proceso: str) -> HttpResponse:
    """Every deadline of the process (422 when the day of the act is not one)."""
    return _calendario(request, proceso)


@require_POST
@requiere("procesos.registrar")
def declarar(request: HttpRequest, proceso: str) -> HttpResponse:
    """The authority does not work that day (422 incomplete, 409 repeated)."""
    form = forms.InhabilForm(request.POST)
    if not form.is_valid():
        return _calendario(request, proceso, inhabil_form=form, status=422)
    try:
        services.declarar_inhabil(
            proceso=proceso, quien=int(request.user.pk or 0), momento=now(), **form.cleaned_data
        )
    except Rechazo as motivo:
        return _calendario(request, proceso, inhabil_form=form, motivo=motivo)
    messages.success(request, "El día quedó como inhábil y los plazos se contaron otra vez.")
    return redirect("procesos:calendario", proceso=proceso)


@require_POST
@requiere("procesos.registrar")
def retirar(request: HttpRequest, proceso: str, numero: int) -> HttpResponse:
    """The authority works that day after all (404 not one of its days)."""
    try:
        services.retirar_inhabil(
            proceso=proceso, numero=numero, quien=int(request.user.pk or 0), momento=now()
        )
    except Rechazo as motivo:
        return _calendario(request, proceso, motivo=motivo)
    messages.success(request, "El día vuelve a ser hábil y los plazos se contaron otra vez.")
    return redirect("procesos:calendario", proceso=proceso)


def _calendario(
    request: HttpRequest,
    proceso: str,
    *,
    inhabil_form: Form | None = None,
    motivo: Rechazo | None = None,
    status: int = 200,
) -> HttpResponse:
    fila = get_object_or_404(Proceso, pk=proceso)
    acto_form = forms.ActoForm(request.GET or None)
    dia = acto_form.cleaned_data["acto"] if acto_form.is_valid() else None
    filas = plazos.del_proceso(
        inicio=fila.inicio,
        fin=fila.fin,
        tipo=tipos()[fila.tipo],
        calendario=queries.calendario(fila.pk),
        momento=now(),
        solicitado_en=fila.solicitado_en,
        acto=plazos.al_mediodia(dia) if dia else None,
        ocurridos=actos.de_proceso(fila.pk),
    )
    contexto = {
        "proceso": fila,
        "del_periodo": [p for p in filas if not p.desde],
        "de_actos": [p for p in filas if p.desde],
        "acto": dia,
        "acto_form": acto_form,
        "inhabiles": queries.inhabiles(fila.autoridad),
        "inhabil_form": inhabil_form or forms.InhabilForm(),
        "edita": puede(request.user, "procesos.registrar", proceso),
        "motivo": motivo,
    }
    if acto_form.is_bound and not acto_form.is_valid():
        status = 422
    return render(
        request, "procesos/calendario.html", contexto, status=motivo.status if motivo else status
    )
