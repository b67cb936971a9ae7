"""The two doors, the way out, and the page of who may do what."""

from __future__ import annotations

from uuid import UUID

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.timezone import now
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rubrica.avisos import queries as avisos
from rubrica.avisos import services as services_de_avisos
from rubrica.bitacora.rules import actor_de_cuenta
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas import rules
from rubrica.cuentas.faltas import ConMotivo
from rubrica.cuentas.forms import EntrarForm
from rubrica.cuentas.models import Cuenta
from rubrica.cuentas.permisos import exigir, procesos_de, puede, requiere


@method_decorator(require_http_methods(["GET", "HEAD", "POST"]), name="dispatch")
@method_decorator(sensitive_post_parameters("clave"), name="dispatch")
class Entrar(LoginView, ConMotivo):  # type: ignore[misc]
    """Sign in with a password (422 incomplete, 403 wrong, 429 too many attempts)."""

    form_class = EntrarForm
    template_name = "cuentas/entrar.html"

    def form_valid(self, form: EntrarForm) -> HttpResponse:
        logout(self.request)  # nothing of who sat here before
        respuesta: HttpResponse = super().form_valid(form)
        return respuesta


@require_POST
def salir(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect(settings.LOGIN_URL)


@require_safe
@requiere("cuentas.ver_matriz")
def matriz(request: HttpRequest) -> HttpResponse:
    """Show permisos.toml: each action, its numeral, and which roles may do it."""
    filas = [
        (accion, [accion.clave in permisos.puede for permisos in rules.roles().values()])
        for accion in rules.acciones().values()
    ]
    return render(request, "cuentas/matriz.html", {"roles": rules.roles().values(), "filas": filas})


@require_safe
@requiere("avisos.ver_envios")
def envios(request: HttpRequest) -> HttpResponse:
    """List the avisos not delivered yet or given back, of the processes of this account."""
    return _envios(request, exigir(request.user, "avisos.ver_envios"))


@require_POST
@requiere("avisos.reintentar")
def reintentar(request: HttpRequest, aviso: UUID) -> HttpResponse:
    """Have a failed aviso tried again (404 of a foreign process, 409 not failed)."""
    cuenta = exigir(request.user, "avisos.reintentar")
    if not avisos.de_los_procesos(aviso, procesos_de(cuenta)):
        raise Http404
    try:
        services_de_avisos.reintentar(aviso=aviso, actor=actor_de_cuenta(cuenta.pk), momento=now())
    except Rechazo as motivo:
        return _envios(request, cuenta, motivo)
    messages.success(request, "El aviso volvió a la cola y saldrá en unos momentos.")
    return redirect("cuentas_oficial:envios")


def _envios(request: HttpRequest, cuenta: Cuenta, motivo: Rechazo | None = None) -> HttpResponse:
    filas = avisos.sin_entregar(procesos_de(cuenta))
    contexto = {
        "hoja": Paginator(filas, 50).get_page(request.GET.get("pagina")),
        "motivo": motivo,
        "reintenta": puede(cuenta, "avisos.reintentar"),
    }
    status = motivo.status if motivo else 200
    return render(request, "cuentas/envios.html", contexto, status=status)
