"""The client of OpenID Connect: django-allauth's, held to what the standard lets a client skip.

allauth keeps the state, makes the PKCE pair, trades the code and reads the keys. Here besides: the
nonce, the signature of every token, the issuer of the discovery document, one subject in token and
userinfo, and an e-mail only if the provider vouches for it. Of what it says, nothing is kept.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from rubrica.core import autenticacion
from rubrica.core.autenticacion import Proveedor
from rubrica.cuentas.identidades import Dicho

NECESARIOS = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")


class Cliente(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """What asks the provider, and judges what it answers."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """Return the discovery document; raise OAuth2Error unless it is of that issuer."""
        hallada: dict[str, Any] = super().openid_config
        necesarios = (*NECESARIOS, *(["userinfo_endpoint"] if self._con_userinfo else []))
        if any(not hallada.get(n) for n in necesarios):
            raise OAuth2Error("discovery document incomplete")
        if hallada["issuer"] != self.get_provider().app.settings["emisor"]:
            raise OAuth2Error("discovery document of another issuer")
        return hallada

    @property
    def _con_userinfo(self) -> bool:
        return bool(self.get_provider().app.settings["con_userinfo"])

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """Return the address that the operator registers with the provider."""
        return f"{settings.URL_PUBLICA}{reverse('cuentas:volver', args=[self.provider_id])}"

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any
    ) -> SocialLogin:
        """Return the login with its `dicho` and the `nonce` of its token; raise OAuth2Error."""
        escrito = kwargs["response"].get("id_token")
        if not escrito:
            raise OAuth2Error("no id_token")
        dichos = self._decode_id_token(app, escrito)
        nonce = dichos.get("nonce")
        if self._con_userinfo:
            dichos = {**dichos, **self._userinfo_de(token.token, dichos["sub"])}
        login = self.get_provider().sociallogin_from_response(request, {"id_token": dichos})
        login.nonce, login.dicho = nonce, _dicho(self.provider_id, dichos)
        return login

    def _userinfo_de(self, llave: str, sujeto: str) -> dict[str, Any]:
        dichos: dict[str, Any] = self._fetch_user_info(llave)
        if dichos.get("sub") != sujeto:
            raise OAuth2Error("userinfo of another subject")
        return dichos

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """Return its claims, its signature checked: allauth trusts TLS for that."""
        try:
            dichos: dict[str, Any] = jwtkit.verify_and_decode(
                credential=id_token,
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
        except (KeyError, TypeError, ValueError) as falla:  # a token or key set without its parts
            raise OAuth2Error("malformed id_token") from falla
        if not isinstance(dichos.get("sub"), str) or not dichos["sub"]:
            raise OAuth2Error("no subject")
        return dichos


class ProveedorOpenId(OpenIDConnectProvider):  # type: ignore[misc]
    """allauth's provider, with PKCE always, a nonce, and no memory of what was said."""

    oauth2_adapter_class = Cliente
    pkce_enabled_default = True

    def get_default_scope(self) -> list[str]:
        """Ask for the e-mail alone."""
        return ["openid", "email"]

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, **kwargs: Any
    ) -> HttpResponse:
        """Send the person to the provider. Raises OAuth2Error, requests.RequestException."""
        nonce = secrets.token_urlsafe(24)
        respuesta: HttpResponse = super().redirect(
            request, process, next_url, auth_params={"nonce": nonce}, nonce=nonce, **kwargs
        )
        return respuesta


def proveedor_de(request: HttpRequest | None, clave: str) -> ProveedorOpenId:
    """Return allauth's provider of that key; raise KeyError if none is configured."""
    datos = autenticacion.PROVEEDORES[clave]
    app = SocialApp(
        provider="openid_connect",
        provider_id=clave,
        name=datos.nombre,
        client_id=datos.cliente,
        secret=_secreto(datos),
        settings={
            "server_url": datos.emisor.rstrip("/"),
            "emisor": datos.emisor,
            "con_userinfo": datos.con_userinfo,
            "openid_configuration_overrides": dict(datos.configuracion),
        },
    )
    return ProveedorOpenId(request=request, app=app)


def _secreto(datos: Proveedor) -> str:
    return Path(datos.secreto).read_text("utf-8").strip() if datos.secreto else ""


def _dicho(clave: str, dichos: dict[str, Any]) -> Dicho:
    """Return what was proved; an e-mail only if somebody vouches for it."""
    responde = (
        dichos.get("email_verified") is True or autenticacion.PROVEEDORES[clave].correo_verificado
    )
    correo = str(dichos.get("email") or "").strip().lower()
    return Dicho(proveedor=clave, sujeto=dichos["sub"], correo=correo if responde else "")
