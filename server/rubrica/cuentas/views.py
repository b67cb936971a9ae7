"""The two doors, the way out, and the page of who may do what."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rubrica.avisos import queries as avisos
from rubrica.avisos import services as services_de_avisos
from rubrica.bitacora.rules import actor_de_cuenta
from rubrica.core import autenticacion
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas import a_medias, rules, services
from rubrica.cuentas.forms import CorreoForm, EntrarForm
from rubrica.cuentas.models import Cuenta
from rubrica.cuentas.permisos import exigir, procesos_de, puede, requiere
from rubrica.cuentas.peticion import origen_de
from rubrica.cuentas.queries import inicio_de
from rubrica.cuentas.rules import Puerta


@never_cache
@sensitive_post_parameters("clave")
@require_http_methods(["GET", "HEAD", "POST"])
def entrar(request: HttpRequest, puerta: Puerta) -> HttpResponse:
    """Sign in at one door (422 incomplete, 403 wrong, 429 too many attempts)."""
    form = EntrarForm(request.POST or None)
    if request.method != "POST":
        return formulario(request, form, puerta)
    if not form.is_valid():
        return formulario(request, form, puerta, status=422)
    falta_codigo = puerta is Puerta.OFICIAL and settings.SEGUNDO_FACTOR != "omitido"
    try:
        cuenta = services.entrar(
            **form.cleaned_data,
            origen=origen_de(request),
            puerta=puerta,
            momento=now(),
            falta_codigo=falta_codigo,
        )
    except Rechazo as motivo:
        respuesta = formulario(request, form, puerta, motivo=motivo, status=motivo.status)
        if motivo.status == 429:
            respuesta.headers["Retry-After"] = str(int(rules.VENTANA.total_seconds()))
        return respuesta
    if falta_codigo:
        a_medias.anotar(request, cuenta, siguiente=siguiente(request), momento=now())
        return redirect("cuentas_oficial:segundo")
    login(request, cuenta)
    return redirect(siguiente(request) or inicio_de(cuenta))


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


def formulario(
    request: HttpRequest,
    form: CorreoForm,
    puerta: Puerta,
    *,
    motivo: Rechazo | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return the page of a door, with why it stays closed if it does."""
    contexto: dict[str, object] = {
        "form": form,
        "motivo": motivo,
        "siguiente": siguiente(request),
    }
    if puerta is Puerta.OFICIAL:
        return render(request, "cuentas/entrar.html", contexto, status=status)
    contexto["proveedores"] = autenticacion.PROVEEDORES.values()
    return render(request, "cuentas/entrar_portal.html", contexto, status=status)


def siguiente(request: HttpRequest) -> str:
    """Return the page asked for before signing in, if it is one of ours; "" otherwise."""
    pedido = request.POST.get("next") or request.GET.get("next", "")
    propio = url_has_allowed_host_and_scheme(
        pedido, {request.get_host()}, require_https=request.is_secure()
    )
    return pedido if propio else ""
