"""The page that a link of the mailbox opens: a password, and then the door (ET 9.3)."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from rubrica.core.rechazos import Rechazo
from rubrica.cuentas import credencial as services
from rubrica.cuentas.forms_institucionales import ContrasenaForm


@never_cache
@sensitive_post_parameters("clave", "otra_vez")
@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "POST"])
def credencial(request: HttpRequest, token: str) -> HttpResponse:
    """Set the password of whom the link was sent to (422 incomplete, 404 and 409 dead links).

    Opening the page spends nothing: mail servers open links to look at them.
    """
    try:
        cuenta = services.leer(token=token, momento=now()).cuenta
        form = ContrasenaForm(request.POST or None, cuenta=cuenta)
        if request.method == "POST" and form.is_valid():
            clave = form.cleaned_data["clave"]
            services.establecer_contrasena(token=token, clave=clave, momento=now())
            return _a_la_puerta(request)
    except Rechazo as motivo:
        return render(request, "cuentas/enlace.html", {"motivo": motivo}, status=motivo.status)
    status = 422 if form.is_bound else 200
    return render(
        request, "cuentas/contrasena.html", {"form": form, "cuenta": cuenta}, status=status
    )


def _a_la_puerta(request: HttpRequest) -> HttpResponse:
    """Whoever was in at this browser is out; the new password opens by the usual door."""
    logout(request)
    messages.success(request, "Su contraseña quedó guardada. Entre con ella.")
    return redirect("cuentas_oficial:entrar")
