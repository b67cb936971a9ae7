"""Open sessions: seen and closed by their owner, and by the DERFE (ET 9.4)."""

from __future__ import annotations

import uuid
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.test import Client
from django.utils.timezone import now
from pytest_django import Settings

from rubrica.bitacora.models import Asiento
from rubrica.cuentas import sesiones
from rubrica.cuentas.models import Cuenta, SesionOficial
from rubrica.cuentas.tests import oficina
from rubrica.llaves.creacion import crear_instalacion

CLAVE = "una clave larga de prueba"
MIA = "/oficial/mi-cuenta/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0"
ANDROID = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/142.0.0.0 Mobile Safari/537.36"


@pytest.fixture(autouse=True)
def de_oficiales(settings: Settings, db: None) -> None:
    settings.SESSION_ENGINE = "rubrica.cuentas.sesion_oficial"
    crear_instalacion()


def cerrar(client: Client, sesion: SesionOficial, base: str = MIA) -> int:
    return client.post(f"{base}sesiones/{sesion.numero}/cerrar/").status_code


@pytest.mark.parametrize(
    ("agente", "dice"),
    [
        (FIREFOX, "Firefox en Linux"),
        (ANDROID, "Chrome en Android"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/142.0 Safari/537.36 Edg/142.0", "Edge en Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1", "Safari en iOS"),
        ("curl/8", "Otro navegador en otro sistema"),
        ("", "Otro navegador en otro sistema"),
    ],
)
def test_where_from_is_said_coarsely(agente: str, dice: str) -> None:
    assert sesiones.desde(agente) == dice


def test_olga_sees_both_of_hers_and_closes_the_one_she_left_open(olga: Cuenta) -> None:
    aqui = oficina.entrar(olga, CLAVE, **{"user-agent": FIREFOX})
    alla = oficina.entrar(olga, CLAVE, **{"user-agent": ANDROID})
    pagina = aqui.get(MIA).content.decode()
    assert "Firefox en Linux" in pagina
    assert "Chrome en Android" in pagina
    assert pagina.count("es esta") == 1

    assert cerrar(aqui, SesionOficial.objects.get(desde="Chrome en Android")) == HTTPStatus.FOUND

    assert alla.get(MIA).status_code == HTTPStatus.FOUND
    assert aqui.get(MIA).status_code == HTTPStatus.OK
    assert Asiento.objects.get(acto="cerrar_sesion").actor == f"cuenta:{olga.pk}"


def test_no_page_shows_the_key_of_a_session(irma: Cuenta, olga: Cuenta) -> None:
    suya, de_irma = oficina.entrar(olga, CLAVE), oficina.entrar(irma, CLAVE)
    llave = SesionOficial.objects.get(cuenta=olga).session_key

    for pagina in (suya.get(MIA), de_irma.get(f"/oficial/cuentas/{olga.pk}/")):
        assert llave not in pagina.content.decode()


def test_nobody_closes_another_person_s(olga: Cuenta, susana: Cuenta) -> None:
    suya = oficina.entrar(olga, CLAVE)
    de_susana = oficina.entrar(susana, CLAVE)

    assert cerrar(de_susana, SesionOficial.objects.get(cuenta=olga)) == HTTPStatus.NOT_FOUND
    assert suya.get(MIA).status_code == HTTPStatus.OK


def test_irma_closes_anybody_s_at_once(irma: Cuenta, olga: Cuenta, ada: Cuenta) -> None:
    suya = oficina.entrar(olga, CLAVE)
    sesion, ficha = SesionOficial.objects.get(cuenta=olga), f"/oficial/cuentas/{olga.pk}/"

    assert cerrar(oficina.entrar(ada, CLAVE), sesion, ficha) == HTTPStatus.FORBIDDEN
    assert cerrar(oficina.entrar(irma, CLAVE), sesion, ficha) == HTTPStatus.FOUND

    assert suya.get(MIA).status_code == HTTPStatus.FOUND


def test_one_that_was_closed_already_is_not_found(olga: Cuenta) -> None:
    client = oficina.entrar(olga, CLAVE)

    respuesta = client.post(f"{MIA}sesiones/{uuid.uuid4()}/cerrar/")

    assert respuesta.status_code == HTTPStatus.NOT_FOUND
    assert "ya no está abierta" in respuesta.content.decode()


def test_the_number_stays_while_the_session_is_written(olga: Cuenta) -> None:
    client = oficina.entrar(olga, CLAVE)
    antes = SesionOficial.objects.get().numero
    sesion = client.session
    sesion["algo"] = 1
    sesion.save()

    assert SesionOficial.objects.get().numero == antes


@pytest.mark.numeral("ET 9.2")
def test_the_sessions_of_an_account_end_with_its_validity(olga: Cuenta) -> None:
    client = oficina.entrar(olga, CLAVE)
    Cuenta.objects.filter(pk=olga.pk).update(vigente_hasta=now() + timedelta(hours=1))
    assert client.get(MIA).status_code == HTTPStatus.OK

    Cuenta.objects.filter(pk=olga.pk).update(vigente_hasta=now())

    assert client.get(MIA).status_code == HTTPStatus.FOUND
