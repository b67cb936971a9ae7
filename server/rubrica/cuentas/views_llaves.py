"""An official's own passkeys, and entering with one of them (ET 9.4)."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from rubrica.core.rechazos import Rechazo
from rubrica.cuentas import a_medias, llaves_de_acceso, rules
from rubrica.cuentas.forms import CodigoForm, LlaveForm
from rubrica.cuentas.models import Cuenta, LlaveDeAcceso
from rubrica.cuentas.permisos import exigir, requiere
from rubrica.cuentas.peticion import origen_de
from rubrica.cuentas.views_segundo_factor import pagina, pasar

ACCION = "cuentas.llaves_propias"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requiere(ACCION)
def llaves(request: HttpRequest) -> HttpResponse:
    """List one's own passkeys, register another (422 incomplete, 403 not proved, 409 repeated)."""
    cuenta = exigir(request.user, ACCION)
    form = LlaveForm(request.POST or None)
    if request.method != "POST":
        return _lista(request, cuenta, form)
    if not form.is_valid():
        return _lista(request, cuenta, form, status=422)
    try:
        llaves_de_acceso.registrar(
            request=request, cuenta=cuenta, momento=now(), **form.cleaned_data
        )
    except Rechazo as motivo:
        return _lista(request, cuenta, form, motivo=motivo, status=motivo.status)
    messages.success(request, "La llave quedó registrada: la próxima vez puede entrar con ella.")
    return redirect("cuentas_oficial:llaves")


@require_POST
@requiere(ACCION)
def quitar(request: HttpRequest, numero: int) -> HttpResponse:
    """Take one's own passkey away (404 of somebody else)."""
    cuenta = exigir(request.user, ACCION)
    try:
        llaves_de_acceso.quitar(cuenta=cuenta, numero=numero, momento=now())
    except LlaveDeAcceso.DoesNotExist:
        raise Http404 from None
    messages.success(request, "La llave se quitó y ya no abre su cuenta.")
    return redirect("cuentas_oficial:llaves")


@never_cache
@require_POST
def entrar(request: HttpRequest) -> HttpResponse:
    """Take the answer of a passkey after the password (403 not proved, 429 too many)."""
    cuenta = a_medias.cuenta_de(request, now())
    if cuenta is None:
        return redirect(settings.LOGIN_URL)
    form = LlaveForm(request.POST)
    form.fields.pop("nombre")
    respuesta = form.cleaned_data["respuesta"] if form.is_valid() else None
    try:
        llaves_de_acceso.presentar(
            request=request, cuenta=cuenta, respuesta=respuesta,
            origen=origen_de(request), momento=now(),
        )  # fmt: skip
    except Rechazo as motivo:
        negada = pagina(
            request, cuenta, CodigoForm(), enrola=False, motivo=motivo, status=motivo.status
        )
        if motivo.status == 429:
            negada.headers["Retry-After"] = str(int(rules.VENTANA.total_seconds()))
        return negada
    return redirect(pasar(request, cuenta))


def _lista(
    request: HttpRequest,
    cuenta: Cuenta,
    form: LlaveForm,
    *,
    motivo: Rechazo | None = None,
    status: int = 200,
) -> HttpResponse:
    contexto = {
        "llaves": llaves_de_acceso.de(cuenta),
        "form": form,
        "motivo": motivo,
        "opciones": llaves_de_acceso.proponer(request, cuenta),
    }
    return render(request, "cuentas/llaves.html", contexto, status=status)
