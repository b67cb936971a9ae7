"""The way from the app to a provider and back, in one browser (ET 4.4, 4.6, 7.8).

No page of ours is shown: the way ends in the app, which asks what came of it. Its addresses carry
no e-mail, no code and no token.
"""

from __future__ import annotations

from uuid import UUID

from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from requests import RequestException

from rubrica.cuentas import comprobaciones, oidc
from rubrica.cuentas.api import PEDIDAS
from rubrica.cuentas.identidades import Dicho
from rubrica.cuentas.rules_comprobacion import DONDE_SIGUE, Uso

EN_CURSO = "comprobacion"  # in the session: which proof is at the provider, and what for
A_LA_APP = "/app/"


@never_cache
@require_safe
def ir(request: HttpRequest, comprobacion: UUID) -> HttpResponse:
    """Send to the provider who asked for that proof in this browser; anybody else, to the app."""
    fila = comprobaciones.por_hacer(comprobacion, now())
    if fila is None or str(fila.pk) not in (request.session.get(PEDIDAS) or ()):
        return HttpResponseRedirect(A_LA_APP)
    request.session[EN_CURSO] = [str(fila.pk), fila.uso]
    try:
        proveedor = oidc.proveedor_de(request, fila.proveedor)
        salida: HttpResponse = proveedor.redirect(request, "login", comprobacion=str(fila.pk))
    except (OAuth2Error, RequestException, KeyError):
        return no_confirmo(request, "comprobacion-sin-respuesta")
    return salida


def esta_en_curso(request: HttpRequest) -> bool:
    """Whether who comes back from a provider had left from the app."""
    return EN_CURSO in request.session


def confirmo(request: HttpRequest, dicho: Dicho, pedida: str) -> HttpResponse:
    """Write what was proved and go back to the app. pedida: the proof that the state names."""
    numero, uso = request.session.pop(EN_CURSO)
    if pedida != numero:
        return _negada(numero, uso, "comprobacion-no-confirmada")
    comprobaciones.concluir(numero=UUID(numero), dicho=dicho, momento=now())
    return _a_la_app(uso)


def no_confirmo(request: HttpRequest, motivo: str) -> HttpResponse:
    """Write why nobody was proved and go back to the app, which says it."""
    numero, uso = request.session.pop(EN_CURSO)
    return _negada(numero, uso, motivo)


def _negada(numero: str, uso: str, motivo: str) -> HttpResponse:
    comprobaciones.negar(numero=UUID(numero), motivo=motivo, momento=now())
    return _a_la_app(uso)


def _a_la_app(uso: str) -> HttpResponse:
    return HttpResponseRedirect(f"{A_LA_APP}#/{DONDE_SIGUE[Uso(uso)]}")
