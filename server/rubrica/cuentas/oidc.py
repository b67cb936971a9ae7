"""The client of OpenID Connect and OAuth 2.0: django-allauth's, held to what it skips.

allauth keeps the state, makes the PKCE pair and trades the code. Here besides: the nonce, the
signature of every token, the issuer of the discovery document, one subject in token and userinfo,
and an e-mail only if the provider vouches for it. Of what it says, nothing is kept.
"""

from __future__ import annotations

import secrets
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.facebook.flows import compute_appsecret_proof
from allauth.socialaccount.providers.facebook.views import FacebookOAuth2Adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.provider import OAuth2Provider
from allauth.socialaccount.providers.oauth2.views import OAuth2Adapter
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.socialaccount.providers.twitter_oauth2.views import TwitterOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from rubrica.core import autenticacion
from rubrica.core.autenticacion import Proveedor, Tipo
from rubrica.cuentas.identidades import Dicho

NECESARIOS = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
# Of a key that only the provider has: with a symmetric one our own secret would sign for it.
FIRMAS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
TOLERANCIA_S = 30  # between the provider's clock and ours


class _Vuelve:
    """Where every provider sends people back: the one address that the operator registers."""

    provider_id: str

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return f"{settings.URL_PUBLICA}{reverse('cuentas:volver', args=[self.provider_id])}"


class ClienteOpenId(_Vuelve, OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """What asks an OpenID provider, and judges what it answers."""

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

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any
    ) -> SocialLogin:
        """Return the login with its `dicho` and the `nonce` of its token; raise OAuth2Error."""
        escrito = kwargs["response"].get("id_token")
        if not escrito:
            raise OAuth2Error("no id_token")
        dichos = self._probados(app, escrito)
        nonce = dichos.get("nonce")
        if self._con_userinfo:
            dichos = {**dichos, **self._userinfo(token.token, dichos["sub"])}
        login = self.get_provider().sociallogin_from_response(request, {"id_token": dichos})
        login.nonce, login.dicho = nonce, _dicho(self.provider_id, dichos)
        return login

    def _userinfo(self, llave: str, sujeto: str) -> dict[str, Any]:
        dichos = _leer(self.profile_url, headers={"Authorization": f"Bearer {llave}"})
        if dichos.get("sub") != sujeto:
            raise OAuth2Error("userinfo of another subject")
        return dichos

    def _probados(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """Return the claims of a token, its signature checked: allauth trusts TLS for that."""
        try:
            llave = self._llave(jwt.get_unverified_header(id_token))
            dichos: dict[str, Any] = jwt.decode(
                id_token,
                llave,
                algorithms=[a for a in FIRMAS if a == llave.algorithm_name],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                leeway=TOLERANCIA_S,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
        except (jwt.PyJWTError, KeyError, TypeError, ValueError) as falla:
            raise OAuth2Error("invalid id_token") from falla
        if not isinstance(dichos["sub"], str) or not dichos["sub"]:
            raise OAuth2Error("no subject")
        return dichos

    def _llave(self, cabecera: dict[str, Any]) -> jwt.PyJWK:
        """Return the key of the provider that a token names; raise KeyError, PyJWTError."""
        return jwt.PyJWKSet.from_dict(_leer(self.openid_config["jwks_uri"]))[cabecera["kid"]]


class _ConPerfil(_Vuelve, ABC):
    """What Facebook and X have in common: no token says who it is, so their profile is asked."""

    authorize_url: str
    access_token_url: str
    perfil: str

    def __init__(self, request: HttpRequest, provider_id: str) -> None:
        self.provider_id = provider_id
        otras = autenticacion.PROVEEDORES[provider_id].configuracion
        self.authorize_url = otras.get("authorization_endpoint", self.authorize_url)
        self.access_token_url = otras.get("token_endpoint", self.access_token_url)
        self.perfil = otras.get("userinfo_endpoint", self.perfil)
        super().__init__(request)  # type: ignore[call-arg]

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any
    ) -> SocialLogin:
        """Return the login with its `dicho`; raise OAuth2Error, RequestException."""
        dichos = self.preguntar(app, token)
        if not isinstance(dichos.get("sub"), str) or not dichos["sub"]:
            raise OAuth2Error("no subject")
        login = self.get_provider().sociallogin_from_response(request, dichos)  # type: ignore[attr-defined]
        login.nonce, login.dicho = "", _dicho(self.provider_id, dichos)
        return login

    @abstractmethod
    def preguntar(self, app: SocialApp, token: Any) -> dict[str, Any]:
        """Return the profile in the words of OpenID: sub, email, email_verified."""


class ClienteFacebook(_ConPerfil, FacebookOAuth2Adapter):  # type: ignore[misc]
    """Facebook. The code is traded by POST: by GET allauth would leave the PKCE verifier out."""

    access_token_method = "POST"  # noqa: S105 (a method of HTTP)
    perfil = FacebookOAuth2Adapter.access_token_url.replace("/oauth/access_token", "/me")

    def preguntar(self, app: SocialApp, token: Any) -> dict[str, Any]:
        """It gives an e-mail or none, and never says that it was verified."""
        dicho = _leer(
            self.perfil,
            params={
                "fields": "id,email",
                "access_token": token.token,
                "appsecret_proof": compute_appsecret_proof(app, token),
            },
        )
        return {"sub": dicho.get("id"), "email": dicho.get("email")}


class ClienteX(_ConPerfil, TwitterOAuth2Adapter):  # type: ignore[misc]
    """X, which gives only an e-mail that its owner confirmed."""

    perfil = TwitterOAuth2Adapter.profile_url

    def preguntar(self, app: SocialApp, token: Any) -> dict[str, Any]:
        dicho = _leer(
            self.perfil,
            params={"user.fields": "confirmed_email"},
            headers={"Authorization": f"Bearer {token.token}"},
        ).get("data")
        if not isinstance(dicho, dict):
            raise OAuth2Error("no profile")
        correo = dicho.get("confirmed_email")
        return {"sub": dicho.get("id"), "email": correo, "email_verified": bool(correo)}


CLIENTES: dict[Tipo, type[OAuth2Adapter]] = {
    Tipo.OPENID: ClienteOpenId,
    Tipo.FACEBOOK: ClienteFacebook,
    Tipo.X: ClienteX,
}
PERMISOS = {
    Tipo.OPENID: ("openid", "email"),
    Tipo.FACEBOOK: ("email",),
    Tipo.X: ("users.read", "tweet.read", "users.email"),
}


class _Propio:
    """allauth's provider with PKCE always, a nonce, the e-mail alone, and no memory of it."""

    app: SocialApp
    pkce_enabled_default = True

    def get_oauth2_adapter(self, request: HttpRequest) -> OAuth2Adapter:
        return CLIENTES[self._tipo](request, self.app.provider_id)

    @property
    def _tipo(self) -> Tipo:
        return autenticacion.PROVEEDORES[self.app.provider_id].tipo

    def get_default_scope(self) -> list[str]:
        return list(PERMISOS[self._tipo])

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, **estado: Any
    ) -> HttpResponse:
        """Send the person to the provider; `estado` comes back with her.

        Raises OAuth2Error, requests.RequestException.
        """
        params = dict[str, str]()
        if self._tipo is Tipo.OPENID:
            params["nonce"] = estado["nonce"] = secrets.token_urlsafe(24)
        respuesta: HttpResponse = super().redirect(  # type: ignore[misc]
            request, process, next_url, auth_params=params, **estado
        )
        return respuesta


class ProveedorOpenId(_Propio, OpenIDConnectProvider):  # type: ignore[misc]
    """Of OpenID."""


class ProveedorOAuth2(_Propio, OAuth2Provider):  # type: ignore[misc]
    """Of OAuth 2.0 alone."""

    id = "oauth2"

    def extract_uid(self, data: dict[str, Any]) -> str:
        return str(data["sub"])

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {"email": data.get("email")}


def proveedor_de(request: HttpRequest | None, clave: str) -> OAuth2Provider:
    """Return allauth's provider of that key; raise KeyError if none is configured."""
    datos = autenticacion.PROVEEDORES[clave]
    es_openid = datos.tipo is Tipo.OPENID
    app = SocialApp(
        provider="openid_connect" if es_openid else "oauth2",
        provider_id=clave,
        name=datos.nombre,
        client_id=datos.cliente,
        secret=_secreto(datos),
        settings=_ajustes(datos) if es_openid else {},
    )
    return (ProveedorOpenId if es_openid else ProveedorOAuth2)(request=request, app=app)


def cliente_de(request: HttpRequest, clave: str) -> OAuth2Adapter:
    """Return what takes the answer of that provider; raise KeyError."""
    return CLIENTES[autenticacion.PROVEEDORES[clave].tipo](request, clave)


def responde_a_lo_preguntado(login: SocialLogin) -> bool:
    """Whether the token has the nonce that was asked with; of OAuth 2.0, state and PKCE stand."""
    esperado = str(login.state.get("nonce") or "")
    if autenticacion.PROVEEDORES[login.dicho.proveedor].tipo is not Tipo.OPENID:
        return True
    return bool(esperado) and constant_time_compare(str(login.nonce or ""), esperado)


def _ajustes(datos: Proveedor) -> dict[str, Any]:
    return {
        "server_url": datos.emisor.rstrip("/"),
        "emisor": datos.emisor,
        "con_userinfo": datos.con_userinfo,
        "openid_configuration_overrides": dict(datos.configuracion),
    }


def _secreto(datos: Proveedor) -> str:
    return Path(datos.secreto).read_text("utf-8").strip() if datos.secreto else ""


def _leer(direccion: str, **pregunta: Any) -> dict[str, Any]:
    """Return the JSON object at an address of the provider; raise OAuth2Error, RequestException."""
    with get_adapter().get_requests_session() as sesion:
        respuesta = sesion.get(direccion, **pregunta)
    respuesta.raise_for_status()
    leido = respuesta.json()
    if not isinstance(leido, dict):
        raise OAuth2Error("not an object")
    return leido


def _dicho(clave: str, dichos: dict[str, Any]) -> Dicho:
    """Return what was proved; an e-mail only if somebody vouches for it."""
    responde = (
        dichos.get("email_verified") is True or autenticacion.PROVEEDORES[clave].correo_verificado
    )
    correo = str(dichos.get("email") or "").strip().lower()
    return Dicho(proveedor=clave, sujeto=dichos["sub"], correo=correo if responde else "")
