"""The oficios that start the clocks of ET 13, and the clocks."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from rubrica.core import plazos
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.permisos import puede, requiere
from rubrica.procesos import queries as procesos
from rubrica.resultados import forms, queries, services
from rubrica.resultados.rules import Concluye
from rubrica.resultados.views._comun import marco, quien


@require_safe
@requiere("resultados.ver")
def oficios(request: HttpRequest, proceso: str) -> HttpResponse:
    """Each clock: what starts it, when it ends, whether it was met."""
    return _pagina(request, proceso)


@require_POST
@requiere("resultados.notificar")
def notificar(request: HttpRequest, proceso: str) -> HttpResponse:
    """The OPL notifies a conclusion (422 incomplete, 409 records wait or already notified)."""
    marco(request, proceso, "resultados:oficios")
    form = forms.NotificarForm(request.POST, faltan=_admite(proceso))
    if not form.is_valid():
        return _pagina(request, proceso, notificar_form=form, status=422)
    datos = form.cleaned_data
    try:
        services.notificar(
            proceso=proceso,
            concluye=Concluye(datos["concluye"]),
            oficio_numero=datos["oficio_numero"],
            oficio_el=datos["oficio_el"],
            quien=quien(request),
            momento=now(),
        )
    except Rechazo as motivo:
        return _pagina(request, proceso, notificar_form=form, motivo=motivo)
    messages.success(request, "Quedó notificado: el plazo corre desde que la DERFE lo recibe.")
    return redirect("resultados:oficios", proceso=proceso)


@require_POST
@requiere("resultados.recibir")
def recibir(request: HttpRequest, proceso: str, concluye: str) -> HttpResponse:
    """The DERFE records when it received a notification (422 not an instant, 409 repeated)."""
    marco(request, proceso, "resultados:oficios")
    try:
        cual = Concluye(concluye)
    except ValueError:
        raise Http404 from None
    form = forms.RecibirForm(request.POST)
    if not form.is_valid():
        return _pagina(request, proceso, recibir_form=form, status=422)
    try:
        services.recibir(
            proceso=proceso, concluye=cual, quien=quien(request), momento=now(),
            **form.cleaned_data,
        )  # fmt: skip
    except Rechazo as motivo:
        return _pagina(request, proceso, recibir_form=form, motivo=motivo)
    messages.success(request, "Quedó registrada la recepción: desde ella se cuenta el plazo.")
    return redirect("resultados:oficios", proceso=proceso)


def _admite(proceso: str) -> list[Concluye]:
    """Return the conclusions that a process can still notify."""
    con_audiencia = procesos.tipo(proceso).garantia_de_audiencia
    hechas = queries.notificaciones(proceso)
    return [c for c in Concluye if c not in hechas and (c is Concluye.MESA or con_audiencia)]


def _pagina(
    request: HttpRequest,
    proceso: str,
    *,
    notificar_form: Form | None = None,
    recibir_form: Form | None = None,
    motivo: Rechazo | None = None,
    status: int = 200,
) -> HttpResponse:
    contexto = marco(request, proceso, "resultados:oficios", motivo)
    momento, faltan = now(), _admite(proceso)
    final = plazos.ultimo_dia_de_entrega_final(
        contexto["proceso"].fin, procesos.calendario(proceso)
    )
    contexto |= {
        "relojes": queries.relojes(proceso, momento=momento),
        "final": final,
        "final_vencida": plazos.dia_centro(momento) > final,
        "entregada_en": queries.primera_entrega_definitiva(proceso),
        "notifica": bool(faltan) and puede(request.user, "resultados.notificar", proceso),
        "recibe": puede(request.user, "resultados.recibir", proceso),
        "notificar_form": notificar_form or forms.NotificarForm(faltan=faltan),
        "recibir_form": recibir_form or forms.RecibirForm(initial={"recibida_en": momento}),
    }
    estado = motivo.status if motivo else status
    return render(request, "resultados/oficios.html", contexto, status=estado)
