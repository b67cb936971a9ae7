"""The promoventes' door: a code by e-mail, or the account of an OpenID provider (ET 1.2)."""

from __future__ import annotations

from typing import Any, NoReturn

from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.provider import OAuth2Provider
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe
from requests import RequestException

from rubrica.core import autenticacion
from rubrica.core.rechazos import Rechazo, rechazo
from rubrica.cuentas import codigos, identidades, oidc, views, views_app
from rubrica.cuentas.faltas import ConMotivo, con_espera, motivo_de, pagina_negada
from rubrica.cuentas.forms import CodigoDeEntradaForm, PedirCodigoForm
from rubrica.cuentas.peticion import origen_de


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def entrar(request: HttpRequest) -> HttpResponseBase:
    """Ask for the e-mail and send its code (422 incomplete, 429 too many).

    Where no real person has an account, a password serves besides.
    """
    con_clave = settings.CLAVE_EN_PORTAL and request.POST.get("por") != "codigo"
    return (EntrarConClave if con_clave else PedirCodigo).as_view()(request)


class LaPuerta(ConMotivo):
    """The page of the promoventes' door: each way in that the installation has."""

    template_name = "cuentas/entrar_portal.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        proveedores = autenticacion.PROVEEDORES.values()
        return {**super().get_context_data(**kwargs), "proveedores": proveedores}


class EntrarConClave(LaPuerta, views.Entrar):
    """The password of an account of the demonstration."""


class PedirCodigo(LaPuerta, RequestLoginCodeView):  # type: ignore[misc]
    """Send a code by e-mail; the answer and its time are the same for who gets none."""

    form_class = PedirCodigoForm

    def form_valid(self, form: PedirCodigoForm) -> HttpResponse:
        logout(self.request)  # nothing of who sat here before
        if form._user is None:
            codigos.como_si(correo=form.cleaned_data["email"], momento=now())
        respuesta: HttpResponse = super().form_valid(form)
        return respuesta


@method_decorator(require_http_methods(["GET", "HEAD", "POST"]), name="dispatch")
@method_decorator(sensitive_post_parameters("code"), name="dispatch")
class Codigo(ConfirmLoginCodeView, ConMotivo):  # type: ignore[misc]
    """Take the code that came by e-mail (422 incomplete, 403 wrong, 429 too many)."""

    form_class = CodigoDeEntradaForm
    template_name = "cuentas/codigo_de_entrada.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Nothing is the code of an account that meanwhile is closed, or entered in another way."""
        kwargs: dict[str, Any] = super().get_form_kwargs()
        cuenta, correo = self._process.user, self._process.state.get("email", "")
        if cuenta is None or not codigos.entra_con_codigo(cuenta, correo):
            kwargs["code"] = ""
        return kwargs

    def form_invalid(self, form: CodigoDeEntradaForm) -> HttpResponse:
        """allauth counts a wrong code, and the fifth spends it; an empty one is no attempt."""
        if (motivo := motivo_de(form)) is None or motivo.status == 429:
            return pagina_negada(self, form)
        respuesta: HttpResponse = super().form_invalid(form)
        return respuesta


@never_cache
@require_safe
def ir(request: HttpRequest, proveedor: str) -> HttpResponse:
    """Send the person to the provider; from another site, to our own page first (503 it is down).

    A link and no form: `form-action` would have to name every address that a provider may use.
    """
    if proveedor not in autenticacion.PROVEEDORES:
        raise Http404
    if request.headers.get("Sec-Fetch-Site", "none") == "cross-site":
        return redirect("cuentas:entrar")
    request.session.pop(views_app.EN_CURSO, None)
    try:
        siguiente = get_next_redirect_url(request)
        puerta = oidc.proveedor_de(request, proveedor)
        salida: HttpResponse = puerta.redirect(request, "login", siguiente)
    except (OAuth2Error, RequestException):
        return _no_entra(request, rechazo("proveedor-sin-respuesta"))
    return salida


@never_cache
@require_safe
def volver(request: HttpRequest, proveedor: str) -> HttpResponse:
    """Take who comes back from the provider (403 not confirmed or not registered, 429)."""
    if proveedor not in autenticacion.PROVEEDORES:
        raise Http404
    vista = OAuth2CallbackView.adapter_view(oidc.cliente_de(request, proveedor))
    respuesta: HttpResponse = vista(request)
    return respuesta


class Recibidor(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Where allauth asks: it ends its flow at the proved person, and ours decides."""

    def get_provider(
        self, request: HttpRequest | None, provider: str, client_id: str | None = None
    ) -> OAuth2Provider:
        return oidc.proveedor_de(request, provider)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> NoReturn:
        """Let in who is registered, and turn anybody else away."""
        raise ImmediateHttpResponse(_recibir(request, sociallogin))

    def on_authentication_error(self, request: HttpRequest, provider: Any, **falla: Any) -> None:
        """Answer with our own page: allauth's would show what the provider wrote."""
        caido = isinstance(falla.get("exception"), RequestException)
        if views_app.esta_en_curso(request):
            raise ImmediateHttpResponse(views_app.no_confirmo(request, _motivo_app(falla, caido)))
        codigo = "proveedor-sin-respuesta" if caido else "proveedor-no-confirmo"
        raise ImmediateHttpResponse(_no_entra(request, rechazo(codigo)))


def _motivo_app(falla: dict[str, Any], caido: bool) -> str:
    """Return the refusal that the app shows."""
    if caido:
        return "comprobacion-sin-respuesta"
    cancelo = falla.get("error") == AuthError.CANCELLED
    return "comprobacion-cancelada" if cancelo else "comprobacion-no-confirmada"


def _recibir(request: HttpRequest, sociallogin: SocialLogin) -> HttpResponse:
    pedida = str(sociallogin.state.get("comprobacion") or "")
    if pedida or views_app.esta_en_curso(request):
        return _recibir_de_la_app(request, sociallogin, pedida)
    if not oidc.responde_a_lo_preguntado(sociallogin):
        return _no_entra(request, rechazo("proveedor-no-confirmo"))
    try:
        cuenta = identidades.cuenta_de(
            dicho=sociallogin.dicho, origen=origen_de(request), momento=now()
        )
    except Rechazo as motivo:
        return _no_entra(request, motivo)
    dentro: HttpResponse = perform_login(
        request, cuenta, redirect_url=sociallogin.state.get("next")
    )
    return dentro


def _recibir_de_la_app(request: HttpRequest, sociallogin: SocialLogin, pedida: str) -> HttpResponse:
    """Nobody enters the portal by what was proved for the app."""
    if not views_app.esta_en_curso(request):
        return redirect(views_app.A_LA_APP)
    if not oidc.responde_a_lo_preguntado(sociallogin):
        return views_app.no_confirmo(request, "comprobacion-no-confirmada")
    return views_app.confirmo(request, sociallogin.dicho, pedida)


def _no_entra(request: HttpRequest, motivo: Rechazo) -> HttpResponse:
    """Return the page of the door with why it stays closed."""
    contexto = {
        "form": PedirCodigoForm(), "motivo": motivo,
        "proveedores": autenticacion.PROVEEDORES.values(),
    }  # fmt: skip
    pagina = render(request, LaPuerta.template_name, contexto, status=motivo.status)
    return con_espera(pagina, motivo)
