"""Facebook and X: OAuth 2.0 with PKCE, and an e-mail only if somebody vouches for it (ET 1.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests
from allauth.socialaccount.providers.facebook.views import FacebookOAuth2Adapter
from allauth.socialaccount.providers.twitter_oauth2.views import TwitterOAuth2Adapter
from django.test import Client, RequestFactory
from pytest_django import Settings

from rubrica.core import autenticacion
from rubrica.core.autenticacion import Proveedor, Tipo
from rubrica.cuentas import oidc
from rubrica.cuentas.models import Cuenta, Identidad
from rubrica.cuentas.tests import redes
from rubrica.cuentas.tests.redes import Red

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Respuesta

pytestmark = [pytest.mark.django_db, pytest.mark.numeral("ET 1.2")]
FACEBOOK: dict[str, Any] = {"id": "10158", "email": "Pilar@ejemplo.test"}
X: dict[str, Any] = {"id": "2244994945", "name": "P", "username": "pilar"}
DE_X: dict[str, Any] = {**X, "confirmed_email": "pilar@ejemplo.test"}


@pytest.fixture(params=[Tipo.FACEBOOK, Tipo.X])
def red(request: pytest.FixtureRequest) -> Iterator[Red]:
    with redes.encendida(Red(tipo=request.param)) as encendida:
        yield encendida


@pytest.fixture
def configurada(
    red: Red, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> Proveedor:
    """The row of an installer: of Facebook, that it vouches for its e-mails."""
    settings.URL_PUBLICA = "http://testserver"
    red.perfil = dict(FACEBOOK if red.tipo is Tipo.FACEBOOK else DE_X)
    fila = red.proveedor(tmp_path / "secreto", correo_verificado=red.tipo is Tipo.FACEBOOK)
    monkeypatch.setattr(autenticacion, "PROVEEDORES", {fila.clave: fila})
    return fila


@pytest.fixture
def pilar_de_la_red(pilar: Cuenta, configurada: Proveedor) -> Cuenta:
    pilar.autenticacion = configurada.clave
    pilar.save(update_fields=["autenticacion"])
    return pilar


def ida_y_vuelta(client: Client, clave: str) -> Respuesta:
    """Go to the provider as a browser does, and come back."""
    ida = client.get(f"/entrar/con/{clave}/")
    vuelta = requests.get(ida["Location"], allow_redirects=False, timeout=5).headers["Location"]
    return client.get(vuelta.removeprefix("http://testserver"))


def test_pilar_enters_and_her_subject_is_pinned(
    client: Client, pilar_de_la_red: Cuenta, configurada: Proveedor, red: Red
) -> None:
    respuesta = ida_y_vuelta(client, configurada.clave)

    assert (respuesta.status_code, respuesta["Location"]) == (302, "/")
    assert Identidad.objects.get().sujeto == red.perfil["id"]
    assert red.pedido["code_challenge_method"] == "S256"


def test_an_e_mail_that_nobody_vouches_for_opens_nothing(
    client: Client, pilar_de_la_red: Cuenta, configurada: Proveedor, red: Red,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    sin = replace(configurada, correo_verificado=False)
    monkeypatch.setattr(autenticacion, "PROVEEDORES", {sin.clave: sin})
    if red.tipo is Tipo.X:
        red.perfil = {**X, "email": "pilar@ejemplo.test"}  # X: only the confirmed one counts

    assert ida_y_vuelta(client, configurada.clave).status_code == 403
    assert not Identidad.objects.exists()


@pytest.mark.parametrize("perfil", [{}, {"id": 7}, {"id": ""}])
def test_a_profile_without_a_subject_opens_nothing(
    client: Client, pilar_de_la_red: Cuenta, configurada: Proveedor, red: Red,
    perfil: dict[str, Any],
) -> None:  # fmt: skip
    red.perfil = perfil

    assert ida_y_vuelta(client, configurada.clave).status_code == 403


def test_an_answer_without_our_verifier_is_refused_by_the_provider(
    client: Client, pilar_de_la_red: Cuenta, configurada: Proveedor, red: Red,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(Red, "cambiar", lambda *_: None)

    assert ida_y_vuelta(client, configurada.clave).status_code == 403


@pytest.mark.numeral("ET 4.4")
def test_the_app_proves_an_account_with_them(
    client: Client, configurada: Proveedor, red: Red, db: None
) -> None:
    secreto = "A" * 43
    pedida = client.post(
        "/api/v1/comprobaciones",
        {
            "autenticacion": configurada.clave, "correo": "pilar@ejemplo.test", "uso": "alta",
            "reto": "DwBzhbb51LfusnSGBa_hqYSgo7-j8BTQnip4TOnlzRo",
        },
        content_type="application/json",
    ).json()  # fmt: skip
    ida = client.get(pedida["ir"])
    vuelta = requests.get(ida["Location"], allow_redirects=False, timeout=5).headers["Location"]

    en_la_app = client.get(vuelta.removeprefix("http://testserver"))
    dicho = client.post(
        f"/api/v1/comprobaciones/{pedida['id']}", {"secreto": secreto},
        content_type="application/json",
    )  # fmt: skip

    assert en_la_app["Location"] == "/app/#/alta"
    assert dicho.json() == {"estado": "probada"}


@pytest.mark.parametrize(
    ("tipo", "de_allauth", "perfil"),
    [
        (Tipo.FACEBOOK, FacebookOAuth2Adapter, "https://graph.facebook.com/"),
        (Tipo.X, TwitterOAuth2Adapter, "https://api.x.com/2/users/me"),
    ],
)
def test_who_writes_no_address_gets_those_of_the_library(
    tipo: Tipo, de_allauth: Any, perfil: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fila = Proveedor(clave="una", nombre="Una", tipo=tipo, cliente="c", secreto=str(tmp_path))
    monkeypatch.setattr(autenticacion, "PROVEEDORES", {"una": fila})

    cliente = oidc.cliente_de(RequestFactory().get("/"), "una")

    assert cliente.authorize_url == de_allauth.authorize_url
    assert cliente.access_token_url == de_allauth.access_token_url
    assert cliente.perfil.startswith(perfil)


@pytest.mark.parametrize(
    "cambio",
    [{"emisor": "https://x.com"}, {"secreto": ""}, {"tipo": "myspace"},
     {"configuracion": {"token_endpoint": "http://lejos.test"}}],
)  # fmt: skip
def test_a_row_of_theirs_written_wrong_does_not_start(cambio: dict[str, Any]) -> None:
    fila = Proveedor(clave="x", nombre="X", tipo=Tipo.X, cliente="c", secreto="/s")
    with pytest.raises(ValueError, match=r"."):
        replace(fila, **cambio)
