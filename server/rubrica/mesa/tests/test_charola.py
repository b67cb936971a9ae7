"""The tray: what did not open is tried again, or classed by two people (ET 10.7 d, f)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.timezone import now

from rubrica.cuentas.models import Cuenta
from rubrica.mesa.models import SinAbrir
from rubrica.registros import queries, sellos, services
from rubrica.registros.models import Registro
from rubrica.registros.rules import Acto, Estatus
from rubrica.registros.rules import Cuenta as Clases
from rubrica.registros.tests.conftest import recibir

RAZON = {"razon": "El teléfono que lo selló se perdió; la llave no es la del proceso."}


@pytest.fixture
def en_charola(db: None, llave_de_datos: object) -> Registro:
    registro = recibir()
    apertura = services.Apertura(registro=registro, acto=Acto.NO_ABRIR, motivo="paquete-no-abre")
    services.abrir([apertura], momento=now())
    return registro


def _estatus(registro: Registro) -> str:
    registro.refresh_from_db()
    return registro.estatus


@pytest.mark.numeral("ET 10.7 f")
def test_what_did_not_open_is_listed_with_its_cause(
    client: Client, susana: Cuenta, en_charola: Registro
) -> None:
    client.force_login(susana)

    texto = client.get("/mesa/charola/").content.decode()

    assert en_charola.folio in texto
    assert "no abre con la llave del proceso" in texto


def test_trying_again_puts_it_back_to_be_opened(
    client: Client, susana: Cuenta, en_charola: Registro
) -> None:
    client.force_login(susana)

    client.post(f"/mesa/{en_charola.id}/reintentar/")

    en_charola.refresh_from_db()
    assert en_charola.estatus == Estatus.RECIBIDO


def test_trying_again_twice_comes_too_late(
    client: Client, susana: Cuenta, en_charola: Registro
) -> None:
    client.force_login(susana)
    client.post(f"/mesa/{en_charola.id}/reintentar/")

    assert client.post(f"/mesa/{en_charola.id}/reintentar/").status_code == 409


def test_olga_does_not_open_the_tray(client: Client, olga: Cuenta, en_charola: Registro) -> None:
    client.force_login(olga)

    assert client.get("/mesa/charola/").status_code == 403
    assert client.post(f"/mesa/{en_charola.id}/reintentar/").status_code == 403


@pytest.mark.numeral("ET 10.7 d", "ET 10.7 f")
def test_it_stays_in_f_until_two_people_class_it_with_the_reason(
    client: Client, susana: Cuenta, ada: Cuenta, en_charola: Registro
) -> None:
    client.force_login(susana)
    client.post(f"/mesa/{en_charola.id}/sin-abrir/", RAZON)
    assert queries.cuenta(proceso="OAX26")[""] == Clases(a=1, f=1)
    client.force_login(ada)
    assert RAZON["razon"] in client.get("/mesa/charola/").content.decode()

    client.post(f"/mesa/{en_charola.id}/sin-abrir/resolver/", {"confirma": "si"})

    assert queries.cuenta(proceso="OAX26")[""] == Clases(a=1, d=1)
    en_charola.refresh_from_db()
    assert sellos.abrir_detalle(en_charola) == RAZON["razon"]
    assert en_charola.inconsistencia == "ET 10.7 d"


@pytest.mark.numeral("ET 10.7 d")
def test_who_asked_does_not_confirm(client: Client, susana: Cuenta, en_charola: Registro) -> None:
    client.force_login(susana)
    client.post(f"/mesa/{en_charola.id}/sin-abrir/", RAZON)

    respuesta = client.post(f"/mesa/{en_charola.id}/sin-abrir/resolver/", {"confirma": "si"})

    assert (respuesta.status_code, _estatus(en_charola)) == (409, Estatus.EN_CHAROLA)


def test_who_asked_may_withdraw_it(client: Client, susana: Cuenta, en_charola: Registro) -> None:
    client.force_login(susana)
    client.post(f"/mesa/{en_charola.id}/sin-abrir/", RAZON)

    client.post(f"/mesa/{en_charola.id}/sin-abrir/resolver/", {"confirma": "no"})

    assert _estatus(en_charola) == Estatus.EN_CHAROLA
    assert SinAbrir.objects.get().confirmada is False


def test_without_a_reason_nothing_is_asked(
    client: Client, susana: Cuenta, en_charola: Registro
) -> None:
    client.force_login(susana)

    respuesta = client.post(f"/mesa/{en_charola.id}/sin-abrir/", {"razon": " "})

    assert (respuesta.status_code, SinAbrir.objects.count()) == (422, 0)


def test_what_was_asked_twice_is_asked_once(
    client: Client, susana: Cuenta, ada: Cuenta, en_charola: Registro
) -> None:
    for quien in (susana, ada):
        client.force_login(quien)
        respuesta = client.post(f"/mesa/{en_charola.id}/sin-abrir/", RAZON)

    assert (respuesta.status_code, SinAbrir.objects.count()) == (409, 1)


def test_trying_again_withdraws_what_was_asked(
    client: Client, susana: Cuenta, ada: Cuenta, en_charola: Registro
) -> None:
    client.force_login(susana)
    client.post(f"/mesa/{en_charola.id}/sin-abrir/", RAZON)
    client.post(f"/mesa/{en_charola.id}/reintentar/")
    client.force_login(ada)

    respuesta = client.post(f"/mesa/{en_charola.id}/sin-abrir/resolver/", {"confirma": "si"})

    assert (respuesta.status_code, _estatus(en_charola)) == (409, Estatus.RECIBIDO)


def test_the_reason_is_in_no_clear_column(
    client: Client, susana: Cuenta, en_charola: Registro
) -> None:
    client.force_login(susana)
    client.post(f"/mesa/{en_charola.id}/sin-abrir/", RAZON)

    assert b"llave" not in bytes(SinAbrir.objects.get().razon)


def test_irma_sees_the_tray_and_classes_nothing(
    client: Client, irma: Cuenta, en_charola: Registro
) -> None:
    client.force_login(irma)

    assert client.post(f"/mesa/{en_charola.id}/sin-abrir/", RAZON).status_code == 403
