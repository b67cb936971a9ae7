"""Pilar enters the Portal Web with a code by e-mail: once, soon, and in her own browser."""

from __future__ import annotations

import base64
from http import HTTPStatus

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils.timezone import now
from pytest_django import Settings

from rubrica import llaves
from rubrica.auxiliares.tests.escenas import datos_del_aviso
from rubrica.avisos.models import Aviso
from rubrica.bitacora.models import Asiento
from rubrica.cuentas import intentos, rules
from rubrica.cuentas.models import Cuenta

PUERTA, CODIGO, DENTRO = "/entrar/", "/entrar/codigo/", "/auxiliares/"
pytestmark = pytest.mark.numeral("ET 1.2")


@pytest.fixture(autouse=True)
def como_en_produccion(settings: Settings, db: None) -> None:
    settings.CLAVE_EN_PORTAL = False
    llaves.crear_instalacion()


def pedir(correo: str, **datos: str) -> Client:
    """Return a browser that asked for a code; whoever it was for, the answer is the same."""
    client = Client()
    respuesta = client.post(PUERTA, {"correo": correo, **datos})
    assert respuesta["Location"] == CODIGO
    return client


def desde_muchas_partes(correo: str, veces: int) -> None:
    """So many codes are asked for one mailbox, each from another address."""
    for n in range(veces):
        Client(headers={"x-forwarded-for": f"10.0.0.{n}"}).post(PUERTA, {"correo": correo})


def ultimo_codigo() -> str:
    """Return the code of the last e-mail, as only the worker could read it."""
    aviso = Aviso.objects.filter(plantilla="codigo_de_entrada").latest("encolado_en")
    return datos_del_aviso(aviso)["codigo"]


def escribir(client: Client, codigo: str) -> int:
    return client.post(CODIGO, {"code": codigo}).status_code


def esta_dentro(client: Client) -> bool:
    return client.get(DENTRO).status_code == HTTPStatus.FOUND and "_auth_user_id" in client.session


def test_the_code_lets_her_in_however_it_is_typed(pilar: Cuenta) -> None:
    client = pedir(pilar.correo.upper())

    respuesta = client.post(CODIGO, {"code": ultimo_codigo().lower().replace("-", " ")})

    assert respuesta["Location"] == "/"
    assert esta_dentro(client)
    [asiento] = Asiento.objects.filter(acto="entrar")
    assert asiento.actor == f"cuenta:{pilar.pk}"


@pytest.mark.parametrize(("pedida", "llega"), [(DENTRO, DENTRO), ("https://otro.test/", "/")])
def test_she_goes_on_to_the_page_that_she_asked_for_and_nowhere_else(
    pilar: Cuenta, pedida: str, llega: str
) -> None:
    client = Client()
    paso = client.post(PUERTA, {"correo": pilar.correo, "next": pedida})["Location"]

    assert client.post(paso, {"code": ultimo_codigo()})["Location"] == llega


def test_a_code_serves_once(pilar: Cuenta) -> None:
    client = pedir(pilar.correo)
    escribir(client, ultimo_codigo())
    client.post("/salir/")

    assert client.post(CODIGO, {"code": ultimo_codigo()})["Location"] == PUERTA
    assert not esta_dentro(client)


def test_who_asks_for_another_code_makes_the_earlier_one_useless(pilar: Cuenta) -> None:
    client = pedir(pilar.correo)
    primero = ultimo_codigo()
    client.post(PUERTA, {"correo": pilar.correo})

    assert escribir(client, primero) == HTTPStatus.FORBIDDEN
    assert escribir(client, ultimo_codigo()) == HTTPStatus.FOUND


def test_a_code_serves_only_in_the_browser_that_asked(pilar: Cuenta) -> None:
    suyo = pedir(pilar.correo)
    codigo = ultimo_codigo()
    ajeno = pedir("nadie@ejemplo.test")

    assert escribir(ajeno, codigo) == HTTPStatus.FORBIDDEN
    assert escribir(Client(), codigo) == HTTPStatus.FOUND  # to the page that asks for the e-mail
    assert escribir(suyo, codigo) == HTTPStatus.FOUND
    assert esta_dentro(suyo)


@pytest.mark.parametrize("quien", ["nadie", "olga", "revocada", "de_proveedor"])
def test_for_anybody_else_the_answer_is_the_same_and_nothing_is_sent(
    quien: str, pilar: Cuenta, olga: Cuenta
) -> None:
    if quien == "revocada":
        Cuenta.objects.filter(pk=pilar.pk).update(activa=False)
    if quien == "de_proveedor":
        Cuenta.objects.filter(pk=pilar.pk).update(autenticacion="google")
    correo = {"nadie": "nadie@ejemplo.test", "olga": olga.correo}.get(quien, pilar.correo)

    client = pedir(correo)

    assert escribir(client, "BCDF-GHJK") == HTTPStatus.FORBIDDEN
    assert escribir(client, "") == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not Aviso.objects.exists()


def test_ten_minutes_later_it_is_too_late(pilar: Cuenta, settings: Settings) -> None:
    client = pedir(pilar.correo)
    sesion = client.session
    estado = sesion["account_login"]["state"]["stages"]["login_by_code"]["data"]
    estado["at"] -= settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT
    sesion.save()

    assert settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT == 600
    assert client.post(CODIGO, {"code": ultimo_codigo()})["Location"] == PUERTA
    assert not esta_dentro(client)


def test_five_wrong_ones_spend_it(pilar: Cuenta) -> None:
    client = pedir(pilar.correo)
    estados = [escribir(client, "BBBB-BBBB") for _ in range(5)]

    assert estados == [HTTPStatus.FORBIDDEN] * 4 + [HTTPStatus.FOUND]
    assert "ese ya no sirve" in client.get(PUERTA).content.decode()
    assert client.post(CODIGO, {"code": ultimo_codigo()})["Location"] == PUERTA
    assert not esta_dentro(client)


def test_an_account_is_not_flooded(pilar: Cuenta) -> None:
    desde_muchas_partes(pilar.correo, 10)

    assert Aviso.objects.count() == rules.MAX_INTENTOS["enviado"]


def test_an_address_that_asks_too_often_waits_whoever_it_asks_for() -> None:
    for n in range(rules.MAX_INTENTOS["pedido"]):
        pedir(f"a{n}@ejemplo.test")

    respuesta = Client().post(PUERTA, {"correo": "otra@ejemplo.test"})

    assert (respuesta.status_code, respuesta["Retry-After"]) == (429, "900")
    assert 'value="otra@ejemplo.test"' in respuesta.content.decode()


def test_an_address_that_guesses_waits(pilar: Cuenta) -> None:
    for _ in range(rules.MAX_INTENTOS["origen"]):
        intentos.anotar(origen="127.0.0.1", momento=now())
    client = pedir(pilar.correo)

    assert escribir(client, ultimo_codigo()) == HTTPStatus.TOO_MANY_REQUESTS


@pytest.mark.parametrize(
    "cambio", [{"activa": False}, {"autenticacion": "google"}, {"correo": "otra@ejemplo.test"}]
)
def test_between_asking_and_writing_the_account_may_be_closed_or_entered_otherwise(
    pilar: Cuenta, cambio: dict[str, object]
) -> None:
    client = pedir(pilar.correo)
    Cuenta.objects.filter(pk=pilar.pk).update(**cambio)

    assert escribir(client, ultimo_codigo()) == HTTPStatus.FORBIDDEN


def test_what_is_missing_is_pointed_at_and_what_was_typed_stays(pilar: Cuenta) -> None:
    respuesta = Client().post(PUERTA, {"correo": "pilar@"})
    vacio = pedir(pilar.correo).post(CODIGO, {"code": ""})

    assert respuesta.status_code == vacio.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'value="pilar@"' in respuesta.content.decode()
    assert "Escriba el código que recibió por correo." in vacio.content.decode()


def test_in_production_a_password_opens_nothing_here(pilar: Cuenta) -> None:
    client = Client()

    client.post(PUERTA, {"correo": pilar.correo, "clave": "una clave larga de prueba"})

    assert not esta_dentro(client)
    assert 'type="password"' not in client.get(PUERTA).content.decode()


def test_a_copy_of_the_database_opens_nothing(pilar: Cuenta) -> None:
    client = pedir(pilar.correo)
    codigo = ultimo_codigo()
    guardado = Session.objects.get().session_data.split(":")[0].lstrip(".")

    octetos = base64.urlsafe_b64decode(guardado + "==")

    assert client.session["account_login"]["email"] == pilar.correo
    assert codigo.encode() not in octetos
    assert pilar.correo.encode() not in octetos


def test_another_e_mail_or_way_ends_the_open_session(pilar: Cuenta) -> None:
    client = pedir(pilar.correo)
    escribir(client, ultimo_codigo())
    assert esta_dentro(client)

    Cuenta.objects.filter(pk=pilar.pk).update(autenticacion="google")

    assert "/entrar/" in client.get(DENTRO)["Location"]
