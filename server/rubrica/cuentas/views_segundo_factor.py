"""The second step of the officials' door: a code, a passkey, or the phone that one enrols."""

from __future__ import annotations

import json
from typing import Any

import segno
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.totp.internal.auth import clear_totp_secret
from allauth.mfa.webauthn.internal.auth import begin_registration
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from rubrica.core.rechazos import Rechazo
from rubrica.cuentas import etapa, llaves_de_acceso, segundo_factor
from rubrica.cuentas.faltas import ConMotivo, falta, pagina_negada
from rubrica.cuentas.forms_segundo_factor import (
    CodigoForm,
    EnrolarForm,
    LlaveForm,
    NuevaLlaveForm,
)
from rubrica.cuentas.models import Cuenta


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def segundo(request: HttpRequest) -> HttpResponseBase:
    """Ask for the code, and the first time for its app (422 incomplete, 403 wrong, 429 too many).

    Who has not just given the password goes back to the first step.
    """
    paso = etapa.en_curso(request)
    if paso is None:
        return redirect(settings.LOGIN_URL)
    request._login_stage = paso  # type: ignore[attr-defined]  # where allauth looks for it
    vista = Presentar if segundo_factor.tiene(paso.login.user) else Enrolar
    return vista.as_view()(request)


class Presentar(AuthenticateView):  # type: ignore[misc]
    """Take the code of the app, a recovery code, or the answer of a passkey."""

    form_class = CodigoForm
    webauthn_form_class = LlaveForm
    template_name = "cuentas/codigo.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        return pagina_negada(self, form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto: dict[str, Any] = super().get_context_data(**kwargs)
        if llaves_de_acceso.de(self.stage.login.user).exists():
            opciones = contexto["js_data"]["request_options"]
            contexto["opciones"] = json.dumps(opciones["publicKey"])
        return contexto | {"con_app": segundo_factor.tiene_app(self.stage.login.user)}


@method_decorator(sensitive_variables("codigos"), name="form_valid")
class Enrolar(ConMotivo):
    """Enrol the app, or a passkey, and show the recovery codes, this once."""

    template_name = "cuentas/enrolar.html"

    @property
    def cuenta(self) -> Cuenta:
        """Whose sign-in this is."""
        cuenta: Cuenta = self.request._login_stage.login.user  # type: ignore[attr-defined]
        return cuenta

    def get_form_class(self) -> type[Any]:
        return NuevaLlaveForm if "credential" in self.request.POST else EnrolarForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.cuenta}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(**kwargs)
        form, cuenta = contexto["form"], self.cuenta
        de_app = form if isinstance(form, EnrolarForm) else EnrolarForm(user=cuenta)
        de_llave = form if isinstance(form, NuevaLlaveForm) else NuevaLlaveForm(user=cuenta)
        secreto = de_app.secret
        qr = segno.make(get_adapter().build_totp_url(cuenta, secreto), error="m", micro=False)
        return contexto | {
            "form": de_app,
            "llave": de_llave,
            "qr": qr.png_data_uri(scale=5, border=4),
            "secreto": " ".join(secreto[n : n + 4] for n in range(0, len(secreto), 4)),
            "opciones": json.dumps(begin_registration(cuenta, False)["publicKey"]),
        }

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            codigos = self._enrolar(form)
        except Rechazo as motivo:
            form.add_error(None, falta(motivo.code))
            return self.form_invalid(form)
        clear_totp_secret(self.request)
        adelante = self.request._login_stage.exit()  # type: ignore[attr-defined]
        contexto = {"codigos": codigos, "siguiente": adelante.url}
        return render(self.request, "cuentas/codigos_de_recuperacion.html", contexto)

    def _enrolar(self, form: Any) -> list[str]:
        if isinstance(form, NuevaLlaveForm):
            return segundo_factor.enrolar_llave(
                request=self.request, cuenta=self.cuenta, nombre=form.cleaned_data["name"],
                respuesta=form.cleaned_data["credential"], momento=now(),
            )  # fmt: skip
        return segundo_factor.enrolar(
            cuenta=self.cuenta, secreto=form.secret, escrito=form.cleaned_data["code"],
            momento=now(),
        )  # fmt: skip
