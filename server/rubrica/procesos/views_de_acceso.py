"""Another way in for the promovente of a mechanism, when a provider fails (ET 6.7)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from rubrica.core.rechazos import Rechazo
from rubrica.cuentas import accesos
from rubrica.cuentas.permisos import exigir, requiere
from rubrica.procesos.forms import AccesoForm
from rubrica.procesos.models import Proceso


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requiere("cuentas.cambiar_acceso")
def acceso(request: HttpRequest, proceso: str) -> HttpResponse:
    """How the promovente enters, and another way (422 incomplete, 409 the same or another's)."""
    quien, fila = exigir(request.user, "cuentas.cambiar_acceso"), _proceso(proceso)
    actual = accesos.acceso_de(fila.promovente_id)
    inicial = {"correo": actual.correo, "autenticacion": actual.autenticacion}
    form, motivo = AccesoForm(request.POST or None, initial=inicial), None
    if request.method == "POST" and form.is_valid():
        try:
            accesos.cambiar(
                cuenta=actual.cuenta, quien=quien.pk, momento=now(), **form.cleaned_data
            )
        except Rechazo as falla:
            motivo = falla
        else:
            messages.success(request, "El acceso cambió y avisamos a los dos correos.")
            return redirect("procesos:acceso", proceso=proceso)
    contexto = {
        "proceso": fila,
        "actual": actual,
        "cambios": accesos.cambios_de(actual.cuenta),
        "form": form,
        "motivo": motivo,
    }
    return render(request, "procesos/acceso.html", contexto, status=_status(form, motivo))


def _status(form: AccesoForm, motivo: Rechazo | None) -> int:
    if motivo is not None:
        return motivo.status
    return 422 if form.is_bound and not form.is_valid() else 200


def _proceso(proceso: str) -> Proceso:
    return get_object_or_404(Proceso, pk=proceso)
