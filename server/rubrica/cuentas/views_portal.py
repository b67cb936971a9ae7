"""The promoventes' door: a code by e-mail, or the account of an OpenID provider (ET 1.2)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.provider import OAuth2Provider
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe
from requests import RequestException

from rubrica.core import autenticacion
from rubrica.core.rechazos import Rechazo, rechazo
from rubrica.cuentas import codigos, identidades, oidc, rules, views, views_app
from rubrica.cuentas.forms import CodigoDeEntradaForm, CorreoForm
from rubrica.cuentas.models import Cuenta
from rubrica.cuentas.peticion import origen_de
from rubrica.cuentas.queries import inicio_de
from rubrica.cuentas.rules import Puerta

NOTA = "por_codigo"  # in the session: the secret of this browser, and until when it serves


@never_cache
@sensitive_post_parameters("clave")
@require_http_methods(["GET", "HEAD", "POST"])
def entrar(request: HttpRequest) -> HttpResponse:
    """Ask for the e-mail and send its code (422 incomplete, 429 too many).

    Where no real person has an account, a password serves besides.
    """
    if settings.CLAVE_EN_PORTAL and request.POST.get("por") != "codigo":
        return views.entrar(request, Puerta.PORTAL)
    form = CorreoForm(request.POST or None)
    if request.method != "POST":
        return views.formulario(request, form, Puerta.PORTAL)
    if not form.is_valid():
        return views.formulario(request, form, Puerta.PORTAL, status=422)
    momento, navegador = now(), codigos.nuevo_navegador()
    try:
        codigos.pedir(
            correo=form.cleaned_data["correo"],
            navegador=navegador,
            origen=origen_de(request),
            momento=momento,
        )
    except Rechazo as motivo:
        return _con_espera(views.formulario(request, form, Puerta.PORTAL, motivo=motivo), motivo)
    _anotar(request, navegador, momento)
    return redirect("cuentas:codigo")


@never_cache
@sensitive_post_parameters("codigo")
@require_http_methods(["GET", "HEAD", "POST"])
def codigo(request: HttpRequest) -> HttpResponse:
    """Take the code that came by e-mail (422 incomplete, 403 wrong, 429 too many)."""
    nota = _nota(request, now())
    if nota is None:
        return redirect("cuentas:entrar")
    form = CodigoDeEntradaForm(request.POST or None)
    if request.method != "POST":
        return _pagina_del_codigo(request, form)
    if not form.is_valid():
        return _pagina_del_codigo(request, form, status=422)
    try:
        cuenta = codigos.presentar(
            navegador=nota["navegador"],
            escrito=form.cleaned_data["codigo"],
            origen=origen_de(request),
            momento=now(),
        )
    except Rechazo as motivo:
        return _con_espera(_pagina_del_codigo(request, form, motivo=motivo), motivo)
    request.session.pop(NOTA)
    return _dentro(request, cuenta, nota["siguiente"])


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
        siguiente = views.siguiente(request) or None
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
        cuenta = identidades.entrar(
            dicho=sociallogin.dicho, origen=origen_de(request), momento=now()
        )
    except Rechazo as motivo:
        return _con_espera(_no_entra(request, motivo), motivo)
    return _dentro(request, cuenta, str(sociallogin.state.get("next") or ""))


def _recibir_de_la_app(request: HttpRequest, sociallogin: SocialLogin, pedida: str) -> HttpResponse:
    """Nobody enters the portal by what was proved for the app."""
    if not views_app.esta_en_curso(request):
        return redirect(views_app.A_LA_APP)
    if not oidc.responde_a_lo_preguntado(sociallogin):
        return views_app.no_confirmo(request, "comprobacion-no-confirmada")
    return views_app.confirmo(request, sociallogin.dicho, pedida)


def _dentro(request: HttpRequest, cuenta: Cuenta, siguiente: str) -> HttpResponse:
    login(request, cuenta)
    return redirect(siguiente or inicio_de(cuenta))


def _no_entra(request: HttpRequest, motivo: Rechazo) -> HttpResponse:
    """Return the page of the door with why it stays closed."""
    form = CorreoForm()
    return views.formulario(request, form, Puerta.PORTAL, motivo=motivo, status=motivo.status)


def _con_espera(respuesta: HttpResponse, motivo: Rechazo) -> HttpResponse:
    respuesta.status_code = motivo.status
    if motivo.status == 429:
        respuesta.headers["Retry-After"] = str(int(rules.VENTANA.total_seconds()))
    return respuesta


def _anotar(request: HttpRequest, navegador: str, momento: datetime) -> None:
    """Whoever is at this browser asked for a code; nothing of who sat here before remains."""
    siguiente = views.siguiente(request)
    request.session.flush()
    hasta = momento + rules.CODIGO_DE_ENTRADA_VIGENCIA
    request.session[NOTA] = {
        "navegador": navegador,
        "siguiente": siguiente,
        "hasta": hasta.timestamp(),
    }


def _nota(request: HttpRequest, momento: datetime) -> dict[str, Any] | None:
    nota: dict[str, Any] | None = request.session.get(NOTA)
    return nota if nota and momento.timestamp() < nota["hasta"] else None


def _pagina_del_codigo(
    request: HttpRequest,
    form: CodigoDeEntradaForm,
    *,
    motivo: Rechazo | None = None,
    status: int = 200,
) -> HttpResponse:
    contexto = {"form": form, "motivo": motivo}
    return render(request, "cuentas/codigo_de_entrada.html", contexto, status=status)
