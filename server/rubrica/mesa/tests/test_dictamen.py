"""What happens when a person decides: the record moves once, and the late one is told (ET 10.3)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from rubrica.bitacora.models import Asiento
from rubrica.cuentas.models import Cuenta
from rubrica.mesa.tests.conftest import EnMesa, actor
from rubrica.registros import sellos
from rubrica.registros.models import Registro
from rubrica.registros.rules import Estatus

JSON = {"Accept": "application/json"}


def _url(registro: Registro) -> str:
    return f"/mesa/{registro.id}/dictamen/"


@pytest.mark.numeral("ET 10.7 b")
def test_nothing_found_sends_the_record_to_compulsa(
    client: Client, olga: Cuenta, registro: Registro
) -> None:
    client.force_login(olga)

    client.post(_url(registro), {"causa": ""})

    registro.refresh_from_db()
    assert registro.estatus == Estatus.PARA_COMPULSA


@pytest.mark.numeral("ET 10.3 j")
def test_an_inciso_keeps_the_words_of_the_catalogue_sealed(
    client: Client, olga: Cuenta, registro: Registro
) -> None:
    client.force_login(olga)

    client.post(_url(registro), {"causa": "j-2"})

    registro.refresh_from_db()
    assert (registro.estatus, registro.inciso) == (Estatus.CON_INCONSISTENCIA, "j")
    assert sellos.abrir_detalle(registro) == "Una cruz"


def test_the_bitacora_does_not_say_the_words_of_the_operador(
    client: Client, olga: Cuenta, registro: Registro
) -> None:
    client.force_login(olga)

    client.post(_url(registro), {"causa": "h-3", "precision": "la silla de Citlali"})

    assert not any(b"Citlali" in bytes(a.canonico) for a in Asiento.objects.all())


@pytest.mark.numeral("ET 10.3")
def test_a_detail_that_must_be_precise_is_asked_for_and_the_record_stays(
    client: Client, olga: Cuenta, registro: Registro
) -> None:
    client.force_login(olga)

    respuesta = client.post(_url(registro), {"causa": "h-3"})

    registro.refresh_from_db()
    assert respuesta.status_code == 422
    assert "Precise" in respuesta.content.decode()
    assert registro.estatus == Estatus.EN_MESA


def test_an_invented_inciso_is_refused(client: Client, olga: Cuenta, registro: Registro) -> None:
    client.force_login(olga)

    assert client.post(_url(registro), {"causa": "z-9"}, headers=JSON).status_code == 422


def test_a_second_dictamen_comes_too_late(client: Client, olga: Cuenta, registro: Registro) -> None:
    client.force_login(olga)
    client.post(_url(registro), {"causa": ""})

    respuesta = client.post(_url(registro), {"causa": "e-0"}, headers=JSON)

    assert respuesta.status_code == 409
    assert respuesta.json()["type"] == "/rechazos/registro-dictaminado"


def test_who_lost_the_turn_is_told_that_another_has_it(
    client: Client, olga: Cuenta, susana: Cuenta, registro: Registro
) -> None:
    Registro.objects.filter(id=registro.id).update(
        tomado_por=actor(susana), tomado_hasta=now() + timedelta(minutes=5)
    )
    client.force_login(olga)

    respuesta = client.post(_url(registro), {"causa": ""}, headers=JSON)

    assert respuesta.status_code == 409
    assert respuesta.json()["type"] == "/rechazos/registro-tomado"


def test_a_dictamen_answers_with_the_pace(client: Client, olga: Cuenta, registro: Registro) -> None:
    client.force_login(olga)

    avance = client.post(_url(registro), {"causa": ""}, headers=JSON).json()

    assert avance == {"faltan": 0, "hoy": 1, "segundos": None, "pausa": False}


@pytest.mark.parametrize("acto", ["dictamen", "datos", "imagenes", "imagen/rostro.jpg", ""])
def test_renata_of_another_process_is_kept_out(
    client: Client, renata: Cuenta, registro: Registro, acto: str
) -> None:
    client.force_login(renata)
    direccion = f"/mesa/{registro.id}/{acto}{'/' if acto in {'dictamen', 'datos'} else ''}"

    for pedir in (client.get, client.post):
        assert pedir(direccion).status_code in {403, 405}
    registro.refresh_from_db()
    assert registro.estatus == Estatus.EN_MESA


def test_ramiro_is_kept_out(client: Client, ramiro: Cuenta, registro: Registro) -> None:
    client.force_login(ramiro)

    assert client.post(_url(registro), {"causa": ""}).status_code == 403


def test_nobody_decides_without_signing_in(client: Client, registro: Registro) -> None:
    respuesta = client.post(_url(registro), {"causa": ""})

    assert respuesta.status_code == 302
    assert "entrar" in respuesta["Location"]


def test_the_next_record_follows_the_dictamen(
    client: Client, olga: Cuenta, en_mesa: EnMesa
) -> None:
    primero, segundo = en_mesa(), en_mesa()
    client.force_login(olga)

    respuesta = client.post(_url(primero), {"causa": ""})

    assert respuesta["Location"] == f"/mesa/{segundo.id}/"
