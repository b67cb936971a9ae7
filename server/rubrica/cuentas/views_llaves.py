"""An official's own passkeys: seen, registered and taken away (ET 9.4)."""

from __future__ import annotations

import json
from typing import Any

from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from rubrica.core.rechazos import Rechazo
from rubrica.cuentas import actos, llaves_de_acceso
from rubrica.cuentas.faltas import pagina_negada
from rubrica.cuentas.forms_segundo_factor import NuevaLlaveForm
from rubrica.cuentas.permisos import exigir, requiere

ACCION = "cuentas.llaves_propias"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requiere(ACCION)
def llaves(request: HttpRequest) -> HttpResponseBase:
    """List one's own passkeys, register another (422 incomplete, 403 not proved, 409 repeated)."""
    pagina: HttpResponseBase = Llaves.as_view()(request)
    return pagina


@require_POST
@requiere(ACCION)
def quitar(request: HttpRequest, numero: int) -> HttpResponseBase:
    """Take one's own passkey away (404 of somebody else, 409 if it is the only second factor)."""
    cuenta = exigir(request.user, ACCION)
    with transaction.atomic():
        actos.bajo_candado(cuenta)  # two tabs do not take the last two
        try:
            llaves_de_acceso.exigir_otro_factor(cuenta, numero)
        except Rechazo as motivo:
            return Llaves.negada(request, motivo)
        hecho: HttpResponseBase = Quitar.as_view()(request, pk=numero)
    return hecho


class Llaves(AddWebAuthnView):  # type: ignore[misc]
    """allauth's page to add one, with those there are."""

    form_class = NuevaLlaveForm
    template_name = "cuentas/llaves.html"

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actos.bajo_candado(exigir(request.user, ACCION))  # two tabs do not add a sixth
        respuesta: HttpResponse = super().post(request, *args, **kwargs)
        return respuesta

    def form_invalid(self, form: Any) -> HttpResponse:
        return pagina_negada(self, form)

    @classmethod
    def negada(cls, request: HttpRequest, motivo: Rechazo) -> HttpResponse:
        """Return the page with why nothing was done."""
        vista = cls()
        vista.setup(request)
        form = NuevaLlaveForm(user=request.user)
        contexto = {**vista.get_context_data(form=form), "motivo": motivo}
        return render(request, cls.template_name, contexto, status=motivo.status)

    def get_success_url(self) -> str:
        return str(reverse_lazy("cuentas_oficial:llaves"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = {**super().get_context_data(**kwargs), **kwargs}
        opciones = contexto["js_data"]["creation_options"]
        cuenta = exigir(self.request.user, ACCION)
        return contexto | {
            "llaves": [llave.wrap() for llave in llaves_de_acceso.de(cuenta)],
            "opciones": json.dumps(opciones["publicKey"]),
        }


class Quitar(RemoveWebAuthnView):  # type: ignore[misc]
    """allauth's, which finds one's own alone."""

    success_url = reverse_lazy("cuentas_oficial:llaves")

    def form_valid(self, form: Any) -> HttpResponse:
        cuenta = exigir(self.request.user, ACCION)
        actos.anotar(
            cuenta, "quitar_llave_de_acceso", cuenta.pk, now(), llave=self.object.pk
        )  # its number, while it has one
        respuesta: HttpResponse = super().form_valid(form)
        return respuesta
