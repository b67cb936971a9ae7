"""Signing in at the right door, the wrong one, too often, and after one may no longer."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils.timezone import now
from pytest_django import Settings

from rubrica.bitacora.models import Asiento
from rubrica.cuentas import rules, solicitudes
from rubrica.cuentas.models import Cuenta, Intento, SesionOficial
from rubrica.llaves.creacion import crear_instalacion
from rubrica.servicios import Servicio

CLAVE = "una clave larga de prueba"
AHORA = datetime(2026, 11, 23, 18, tzinfo=UTC)


def entrar(
    client: Client, cuenta: Cuenta, *, url: str = "/oficial/entrar/", clave: str = CLAVE
) -> int:
    return client.post(url, {"correo": cuenta.correo, "clave": clave}).status_code


def test_olga_enters_by_the_officials_door_and_pilar_by_hers(olga: Cuenta, pilar: Cuenta) -> None:
    assert entrar(Client(), olga) == HTTPStatus.FOUND
    assert entrar(Client(), pilar, url="/entrar/") == HTTPStatus.FOUND


def test_the_other_door_says_only_that_it_does_not_open(olga: Cuenta, pilar: Cuenta) -> None:
    assert entrar(Client(), olga, url="/entrar/") == HTTPStatus.FORBIDDEN
    assert entrar(Client(), pilar) == HTTPStatus.FORBIDDEN


def test_a_wrong_password_and_an_unknown_account_read_the_same(
    client: Client, olga: Cuenta
) -> None:
    respuestas = [
        client.post("/oficial/entrar/", {"correo": correo, "clave": "no es esta"})
        for correo in (olga.correo, "nadie@ejemplo.test")
    ]

    assert {r.status_code for r in respuestas} == {HTTPStatus.FORBIDDEN}
    assert {"no abren una cuenta en esta puerta" in r.content.decode() for r in respuestas} == {
        True
    }


def test_an_incomplete_form_keeps_what_was_typed(client: Client, db: None) -> None:
    respuesta = client.post("/oficial/entrar/", {"correo": "olga@ejemplo.test", "clave": ""})

    assert respuesta.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'value="olga@ejemplo.test"' in respuesta.content.decode()


@pytest.mark.numeral("ET 9.2")
def test_an_expired_account_neither_enters_nor_keeps_its_session(
    client: Client, olga: Cuenta
) -> None:
    client.force_login(olga)
    assert client.get("/oficial/permisos/").status_code == HTTPStatus.OK

    olga.vigente_hasta = now()
    olga.save(update_fields=["vigente_hasta"])

    assert client.get("/oficial/permisos/").status_code == HTTPStatus.FOUND
    assert entrar(Client(), olga) == HTTPStatus.FORBIDDEN


def test_a_revoked_account_is_out_at_once(client: Client, olga: Cuenta, irma: Cuenta) -> None:
    client.force_login(olga)

    crear_instalacion()

    solicitudes.revocar(cuenta=olga, motivo="Dejó el cargo.", quien=irma.pk, momento=AHORA)

    assert client.get("/oficial/permisos/").status_code == HTTPStatus.FOUND


def test_a_session_of_one_door_opens_nothing_at_the_other(
    client: Client, pilar: Cuenta, settings: Settings
) -> None:
    client.force_login(pilar)
    settings.SERVICIO = Servicio.MESA

    assert client.get("/oficial/permisos/").status_code == HTTPStatus.FOUND


class TestTooManyAttempts:
    def falla(self, correo: str, origen: str) -> int:
        client = Client(headers={"x-forwarded-for": origen})
        return client.post("/oficial/entrar/", {"correo": correo, "clave": "no"}).status_code

    def test_an_account_waits_whoever_tries(self, olga: Cuenta) -> None:
        estados = [self.falla(olga.correo, f"10.0.0.{n}") for n in range(11)]

        assert estados == [HTTPStatus.FORBIDDEN] * 10 + [HTTPStatus.TOO_MANY_REQUESTS]

    def test_an_address_waits_whatever_account_it_tries(self, db: None) -> None:
        limite = rules.MAX_INTENTOS["origen"]
        estados = [self.falla(f"a{n}@ejemplo.test", "10.0.0.9") for n in range(limite + 1)]

        assert estados[-2:] == [HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS]

    def test_the_right_password_waits_too_and_then_enters(
        self, client: Client, olga: Cuenta
    ) -> None:
        for _ in range(10):
            self.falla(olga.correo, "10.0.0.1")

        antes = entrar(client, olga)
        Intento.objects.update(momento=now() - rules.VENTANA)
        despues = entrar(client, olga)

        assert (antes, despues) == (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.FOUND)
        assert not Intento.objects.exists()

    def test_the_door_says_when_to_come_back(self, client: Client, olga: Cuenta) -> None:
        for _ in range(10):
            self.falla(olga.correo, "10.0.0.1")

        respuesta = client.post("/oficial/entrar/", {"correo": olga.correo, "clave": CLAVE})

        assert (respuesta.status_code, respuesta["Retry-After"]) == (429, "900")
        assert "demasiados intentos fallidos" in respuesta.content.decode()

    def test_the_table_shows_neither_account_nor_address(self, olga: Cuenta) -> None:
        self.falla(olga.correo, "10.0.0.1")

        with connection.cursor() as cursor:
            cursor.execute("SELECT string_agg(encode(quien, 'escape'), ' ') FROM cuentas_intento")
            visto = cursor.fetchone()[0]
        assert olga.correo not in visto
        assert "10.0.0.1" not in visto


def test_whoever_signs_in_at_a_browser_in_use_is_in_alone(olga: Cuenta, irma: Cuenta) -> None:
    client = Client()
    entrar(client, olga)
    entrar(client, irma)

    assert client.session["_auth_user_id"] == str(irma.pk)
    assert entrar(client, olga, clave="no es esta") == HTTPStatus.FORBIDDEN
    assert client.session["_auth_user_id"] == str(irma.pk)


def test_entering_is_an_asiento_without_the_e_mail(client: Client, olga: Cuenta) -> None:
    entrar(client, olga)

    [asiento] = Asiento.objects.filter(acto="entrar")
    assert (asiento.actor, asiento.objeto) == (f"cuenta:{olga.pk}", f"cuenta:{olga.pk}")


def test_officials_sessions_live_in_their_own_table(olga: Cuenta, settings: Settings) -> None:
    settings.SESSION_ENGINE = "rubrica.cuentas.sesion_oficial"
    client = Client()

    assert entrar(client, olga) == HTTPStatus.FOUND

    assert SesionOficial.objects.get().cuenta == olga
    assert not Session.objects.exists()


@pytest.mark.parametrize("destino", ["https://otro.test/", "//otro.test/", "javascript:alert(1)"])
def test_after_the_door_nobody_is_sent_elsewhere(
    client: Client, olga: Cuenta, destino: str
) -> None:
    datos = {"correo": olga.correo, "clave": CLAVE, "next": destino}

    assert client.post("/oficial/entrar/", datos)["Location"] == "/mesa/"


def test_leaving_ends_the_session_and_only_by_post(client: Client, olga: Cuenta) -> None:
    client.force_login(olga)

    assert client.get("/oficial/salir/").status_code == HTTPStatus.METHOD_NOT_ALLOWED
    client.post("/oficial/salir/")
    assert client.get("/oficial/permisos/").status_code == HTTPStatus.FOUND
