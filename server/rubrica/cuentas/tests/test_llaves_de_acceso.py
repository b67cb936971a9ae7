"""Irma registers a passkey and enters with it: Chromium, and an authenticator that it simulates."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import parse_qs

import pytest
from allauth.mfa.models import Authenticator
from django.db import connections
from django.test import Client
from django.utils.timezone import now
from playwright.sync_api import CDPSession, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from rubrica.bitacora.models import Asiento
from rubrica.cuentas import rules, segundo_factor
from rubrica.cuentas.models import Cuenta
from rubrica.cuentas.tests.factores import CLAVE, CODIGO, con_llave, enrolar
from rubrica.llaves.creacion import crear_instalacion
from tests.navegador import abrir, desborde, navegador, violaciones

LLAVES, CON_LLAVE = "/oficial/llaves/", "Usar mi llave de acceso"
AUTENTICADOR = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip
pytestmark = pytest.mark.numeral("ET 9.4")


@pytest.fixture(autouse=True)
def exigido(settings: Settings) -> None:
    settings.SEGUNDO_FACTOR = "obligatorio"
    crear_instalacion()


def enrolada(cuenta: Cuenta) -> Cuenta:
    """The account has had the code of an app for a while."""
    enrolar(cuenta)
    return cuenta


class Persona:
    """A browser with an authenticator inside, and a session that may already be open."""

    def __init__(self, pagina: Page, base: str) -> None:
        self.pagina, self.base = pagina, base
        self.cdp: CDPSession = pagina.context.new_cdp_session(pagina)
        self.cdp.send("WebAuthn.enable")
        alta = self.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": AUTENTICADOR})
        self.autenticador = alta["authenticatorId"]

    def con_sesion(self, cuenta: Cuenta) -> None:
        client = Client()
        client.force_login(cuenta)
        galletas = [
            {"name": g.key, "value": g.value, "url": self.base} for g in client.cookies.values()
        ]
        self.pagina.context.add_cookies(galletas)  # type: ignore[arg-type]

    def registrar(self, nombre: str) -> None:
        self.pagina.goto(f"{self.base}{LLAVES}")
        self.pagina.get_by_label("Nombre de la llave").fill(nombre)
        self.pagina.get_by_role("button", name="Registrar esta llave").click()
        self.pagina.get_by_role("row", name=nombre).wait_for()

    def dar_la_clave(self, cuenta: Cuenta, sigue: str = "Falta su código") -> None:
        self.pagina.context.clear_cookies()
        self.pagina.goto(f"{self.base}/oficial/entrar/?next={LLAVES}")
        self.pagina.get_by_label("Correo electrónico").fill(cuenta.correo)
        self.pagina.get_by_label("Contraseña").fill(CLAVE)
        self.pagina.get_by_role("button", name="Entrar").click()
        self.pagina.get_by_role("heading", name=sigue).wait_for()


@pytest.fixture
def irma_enrolada(transactional_db: None, irma: Cuenta) -> Cuenta:
    return enrolada(irma)


@pytest.fixture
def persona(live_server: LiveServer, irma_enrolada: Cuenta) -> Iterator[Persona]:
    with navegador() as chromium:
        yield Persona(abrir(chromium, ancho=390), str(live_server.url))
        connections.close_all()  # inside Playwright's loop Django opens another one


@pytest.mark.story
def test_she_registers_it_names_it_and_enters_with_it(
    persona: Persona, irma_enrolada: Cuenta
) -> None:
    persona.con_sesion(irma_enrolada)
    persona.registrar("Teléfono")
    assert (violaciones(persona.pagina), desborde(persona.pagina)) == ([], 0)

    persona.dar_la_clave(irma_enrolada)
    assert (violaciones(persona.pagina), desborde(persona.pagina)) == ([], 0)
    persona.pagina.get_by_role("button", name=CON_LLAVE).click()

    persona.pagina.get_by_role("row", name="Teléfono").wait_for()
    assert "Sin usar" not in persona.pagina.locator("table").inner_text()
    actos = set(Asiento.objects.values_list("acto", flat=True))
    assert {"registrar_llave_de_acceso", "entrar"} <= actos


@pytest.mark.story
def test_a_key_that_was_taken_away_opens_nothing(persona: Persona, irma_enrolada: Cuenta) -> None:
    persona.con_sesion(irma_enrolada)
    persona.registrar("Teléfono")
    persona.pagina.get_by_role("button", name="Quitar Teléfono").click()
    persona.pagina.get_by_text("La llave se quitó").wait_for()

    persona.dar_la_clave(irma_enrolada)

    assert persona.pagina.get_by_role("button", name=CON_LLAVE).count() == 0
    assert not Authenticator.objects.filter(type="webauthn").exists()


@pytest.mark.story
def test_a_copy_of_the_key_that_counts_backwards_is_refused(
    persona: Persona, irma_enrolada: Cuenta
) -> None:
    persona.con_sesion(irma_enrolada)
    persona.registrar("Teléfono")
    llave = Authenticator.objects.get(type="webauthn")
    llave.data["contador"] = 10_000
    llave.save(update_fields=["data"])

    persona.dar_la_clave(irma_enrolada)
    persona.pagina.get_by_role("button", name=CON_LLAVE).click()

    persona.pagina.get_by_text("no se pudo comprobar").wait_for()
    assert "_auth_user_id" not in str(persona.pagina.context.cookies())
    assert Authenticator.objects.get(type="webauthn").last_used_at is None


@pytest.mark.story
def test_an_answer_is_good_for_one_challenge(persona: Persona, irma_enrolada: Cuenta) -> None:
    persona.con_sesion(irma_enrolada)
    persona.registrar("Teléfono")
    persona.dar_la_clave(irma_enrolada)
    with persona.pagina.expect_request(lambda r: r.method == "POST" and CODIGO in r.url) as pedida:
        persona.pagina.get_by_role("button", name=CON_LLAVE).click()
    persona.pagina.get_by_role("row", name="Teléfono").wait_for()
    [respuesta] = parse_qs(pedida.value.post_data or "")["credential"]

    client = Client(HTTP_HOST=persona.base.removeprefix("http://"))
    client.post("/oficial/entrar/", {"correo": irma_enrolada.correo, "clave": CLAVE})
    client.get(CODIGO)  # another challenge

    assert client.post(CODIGO, {"credential": respuesta}).status_code == 403


@pytest.mark.story
def test_who_has_no_app_enrols_a_key_and_enters_with_it(persona: Persona, susana: Cuenta) -> None:
    persona.dar_la_clave(susana, sigue="Proteja su cuenta con un segundo factor")
    persona.pagina.get_by_label("Nombre de la llave").fill("Computadora")
    persona.pagina.get_by_role("button", name="Registrar esta llave y entrar").click()
    expect(persona.pagina.locator("li code")).to_have_count(10)

    persona.dar_la_clave(susana, sigue="Falta su llave de acceso")
    assert (violaciones(persona.pagina), desborde(persona.pagina)) == ([], 0)
    persona.pagina.get_by_role("button", name=CON_LLAVE).click()

    persona.pagina.get_by_role("button", name="Quitar Computadora").click()
    persona.pagina.get_by_text("Es el único segundo factor").wait_for()
    assert Authenticator.objects.filter(user=susana, type="webauthn").exists()


@pytest.mark.parametrize("respuesta", ["", "{}", "[]", "no es json", json.dumps({"id": "x"})])
def test_what_is_no_answer_of_a_key_opens_nothing(irma: Cuenta, respuesta: str) -> None:
    enrolada(irma)
    client = Client()
    client.post("/oficial/entrar/", {"correo": irma.correo, "clave": CLAVE})
    client.get(CODIGO)

    assert client.post(CODIGO, {"credential": respuesta}).status_code in {403, 422}
    assert "_auth_user_id" not in client.session


def test_without_the_password_no_key_opens(client: Client, db: None) -> None:
    respuesta = client.post(CODIGO, {"credential": "{}"})

    assert "/entrar/" in respuesta["Location"]


def test_nobody_takes_away_the_key_of_another(client: Client, irma: Cuenta, olga: Cuenta) -> None:
    llave = con_llave(irma)
    client.force_login(olga)

    assert client.post(f"{LLAVES}{llave.pk}/quitar/").status_code == HTTPStatus.NOT_FOUND
    assert Authenticator.objects.filter(pk=llave.pk).exists()


def test_a_sixth_and_a_second_of_the_same_name_are_refused(client: Client, irma: Cuenta) -> None:
    client.force_login(irma)
    con_llave(irma, "Teléfono")

    repetida = client.post(LLAVES, {"name": "Teléfono", "credential": '{"id": "x"}'})
    for n in range(rules.MAX_LLAVES_DE_ACCESO - 1):
        con_llave(irma, f"Llave {n}")
    sexta = client.post(LLAVES, {"name": "Otra", "credential": '{"id": "x"}'})

    assert (repetida.status_code, sexta.status_code) == (409, 409)
    assert "con ese nombre" in repetida.content.decode()
    assert "ya tiene cinco" in sexta.content.decode()


def test_restoring_the_second_factor_takes_the_keys_too(irma: Cuenta, olga: Cuenta) -> None:
    enrolada(olga)
    con_llave(olga)

    segundo_factor.restablecer(cuenta=olga, motivo="Lo perdió.", quien=irma.pk, momento=now())

    assert not Authenticator.objects.exists()
