"""The second step of the officials' door: enrol an authenticator app, or give its code (ET 9.4)."""

from __future__ import annotations

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from rubrica.core.rechazos import Rechazo
from rubrica.cuentas import a_medias, llaves_de_acceso, rules, segundo_factor, totp
from rubrica.cuentas.forms import CodigoForm
from rubrica.cuentas.models import Cuenta
from rubrica.cuentas.peticion import origen_de
from rubrica.cuentas.queries import inicio_de

POCOS_CODIGOS = 3


@never_cache
@sensitive_post_parameters("codigo")
@require_http_methods(["GET", "HEAD", "POST"])
def segundo(request: HttpRequest) -> HttpResponse:
    """Ask for the code, and the first time for its app (422 incomplete, 403 wrong, 429 too many).

    Who has not just given the password goes back to the first step.
    """
    cuenta = a_medias.cuenta_de(request, now())
    if cuenta is None:
        return redirect(settings.LOGIN_URL)
    enrola = not segundo_factor.tiene(cuenta)
    form = CodigoForm(request.POST or None)
    if request.method != "POST":
        return pagina(request, cuenta, form, enrola=enrola)
    if not form.is_valid():
        return pagina(request, cuenta, form, enrola=enrola, status=422)
    try:
        return (_enrolar if enrola else _presentar)(request, cuenta, form.cleaned_data["codigo"])
    except Rechazo as motivo:
        respuesta = pagina(
            request, cuenta, CodigoForm(), enrola=enrola, motivo=motivo, status=motivo.status
        )
        if motivo.status == 429:
            respuesta.headers["Retry-After"] = str(int(rules.VENTANA.total_seconds()))
        return respuesta


@sensitive_variables("codigos")
def _enrolar(request: HttpRequest, cuenta: Cuenta, escrito: str) -> HttpResponse:
    codigos = segundo_factor.enrolar(
        cuenta=cuenta,
        propuesta=_propuesta(request, cuenta),
        escrito=escrito,
        origen=origen_de(request),
        momento=now(),
    )
    siguiente = pasar(request, cuenta)
    contexto = {"codigos": codigos, "siguiente": siguiente}
    return render(request, "cuentas/codigos_de_recuperacion.html", contexto)


def _presentar(request: HttpRequest, cuenta: Cuenta, escrito: str) -> HttpResponse:
    quedan = segundo_factor.presentar(
        cuenta=cuenta, escrito=escrito, origen=origen_de(request), momento=now()
    )
    siguiente = pasar(request, cuenta)
    if quedan is not None:
        messages.warning(request, _aviso_de_codigos(quedan))
    return redirect(siguiente)


def pasar(request: HttpRequest, cuenta: Cuenta) -> str:
    """The person is in; return where their work begins."""
    siguiente = a_medias.terminar(request)
    login(request, cuenta)
    return siguiente or inicio_de(cuenta)


def _aviso_de_codigos(quedan: int) -> str:
    aviso = f"Entró con un código de recuperación, que ya no sirve. Le quedan {quedan}."
    if quedan <= POCOS_CODIGOS:
        aviso += " Pida a quien administra las cuentas que restablezca su segundo factor."
    return aviso


def _propuesta(request: HttpRequest, cuenta: Cuenta) -> str:
    """Return the sealed secret proposed to this browser, made now if there was none."""
    if not a_medias.propuesta(request):
        a_medias.proponer(request, segundo_factor.proponer(cuenta))
    return a_medias.propuesta(request)


def pagina(
    request: HttpRequest,
    cuenta: Cuenta,
    form: CodigoForm,
    *,
    enrola: bool,
    motivo: Rechazo | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return the page of the code, or of its enrolment, with why it was refused if it was."""
    contexto: dict[str, object] = {"form": form, "motivo": motivo}
    if enrola:
        secreto = segundo_factor.secreto_propuesto(cuenta, _propuesta(request, cuenta))
        qr = segno.make(totp.uri(secreto, cuenta.correo), error="m", micro=False)
        contexto |= {
            "qr": qr.png_data_uri(scale=5, border=4),
            "secreto": totp.para_escribir(secreto),
        }
    else:
        contexto["opciones"] = llaves_de_acceso.retar(request, cuenta)
    plantilla = "cuentas/enrolar.html" if enrola else "cuentas/codigo.html"
    return render(request, plantilla, contexto, status=status)
