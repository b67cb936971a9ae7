"""What changed of a process since it opened, and the form that changes it."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.permisos import exigir, puede, requiere
from rubrica.cuentas.queries import nombres
from rubrica.procesos import forms_de_cambios as forms
from rubrica.procesos import services
from rubrica.procesos.cambios import CambioImprocedente
from rubrica.procesos.models import Proceso
from rubrica.procesos.rules import Estado


@require_http_methods(["GET", "HEAD", "POST"])
@requiere("procesos.ver")
def cambios(request: HttpRequest, proceso: str) -> HttpResponse:
    """The history; the DERFE changes the open process (422 incomplete, 409 not allowed)."""
    fila = get_object_or_404(Proceso, pk=proceso)
    if request.method != "POST":
        return _cambios(request, fila, forms.CambiosForm(initial=forms.escrito_de(fila)))
    exigir(request.user, "procesos.abrir", proceso)
    form = forms.CambiosForm(request.POST, initial=forms.escrito_de(fila))
    if not form.is_valid():
        return _cambios(request, fila, form, status=422)
    try:
        services.cambiar(
            proceso=proceso,
            datos=form.to_datos(fila.fin),
            motivo=form.cleaned_data["motivo"],
            quien=int(request.user.pk or 0),
            momento=now(),
        )
    except CambioImprocedente as falta:
        form.add_error(falta.campo, forms.NO_CAMBIA[falta.causa])
        return _cambios(request, fila, form, status=422)
    except Rechazo as motivo:
        return _cambios(request, fila, form, motivo=motivo)
    messages.success(request, "El cambio quedó registrado y se avisó por correo.")
    return redirect("procesos:cambios", proceso=proceso)


def _cambios(
    request: HttpRequest,
    fila: Proceso,
    form: Form,
    *,
    motivo: Rechazo | None = None,
    status: int = 200,
) -> HttpResponse:
    historia = list(fila.historia.order_by("-version"))
    quienes = nombres(c.quien for c in historia)
    contexto = {
        "proceso": fila,
        "historia": [(c, quienes.get(c.quien, "—"), services.renglones(c)) for c in historia],
        "form": form,
        "cambia": fila.estado == Estado.ABIERTO and puede(request.user, "procesos.abrir", fila.pk),
        "motivo": motivo,
    }
    return render(
        request, "procesos/cambios.html", contexto, status=motivo.status if motivo else status
    )
