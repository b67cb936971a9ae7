"""The queue, the console, the images and the tray, as pages."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils.timezone import now

from rubrica.bitacora.models import Asiento
from rubrica.cuentas.models import Cuenta
from rubrica.mesa.tests.conftest import FORMULARIO, IMAGENES, EnMesa, actor, imagenes_de
from rubrica.padron.models import Corte
from rubrica.procesos import actos
from rubrica.registros import queries as registros
from rubrica.registros import sellos
from rubrica.registros.models import Registro

JSON = {"Accept": "application/json"}


@pytest.mark.numeral("ET 10.1")
def test_olga_takes_what_was_received_first(client: Client, olga: Cuenta, en_mesa: EnMesa) -> None:
    primero = en_mesa()
    en_mesa()
    client.force_login(olga)

    assert client.post("/mesa/tomar/")["Location"] == f"/mesa/{primero.id}/"


def test_two_operadores_never_get_the_same_record(
    client: Client, olga: Cuenta, susana: Cuenta, en_mesa: EnMesa
) -> None:
    for _ in range(6):
        en_mesa()

    tomados = []
    for cuenta in (olga, susana):
        client.force_login(cuenta)
        tomados += client.post("/mesa/tomar/", headers=JSON).json()["registros"]

    assert len(tomados) == len(set(tomados)) == 6


def test_records_of_another_process_are_not_in_the_queue(
    client: Client, renata: Cuenta, registro: Registro
) -> None:
    client.force_login(renata)

    assert client.post("/mesa/tomar/", headers=JSON).json() == {"registros": []}


def test_an_empty_queue_says_so(client: Client, olga: Cuenta) -> None:
    client.force_login(olga)

    texto = client.post("/mesa/tomar/", follow=True).content.decode()

    assert "No queda ningún registro por revisar" in texto


@pytest.mark.numeral("ET 11.4 b")
def test_the_console_shows_the_form_of_the_law(
    client: Client, olga: Cuenta, registro: Registro
) -> None:
    client.force_login(olga)

    texto = client.get(f"/mesa/{registro.id}/").content.decode()

    assert all(
        dato in texto
        for dato in ("CITLALI", "MUÑOZ", "YA̱BE", "MZYBCT90010120M100", "2575012345678", "123456789")
    )


@pytest.mark.numeral("ET 5.7", "ET 5.11")
def test_the_console_says_in_words_what_the_phone_warned_of(
    client: Client, olga: Cuenta, registro: Registro
) -> None:
    formulario = {**FORMULARIO, "avisos": "reverso/fotocopia rostro/cubierto"}
    registro.datos = sellos.sellar_formulario(registro, formulario)
    registro.save(update_fields=["datos"])
    client.force_login(olga)

    texto = client.get(f"/mesa/{registro.id}/").content.decode()

    assert "Reverso: parece fotocopia: no tiene color." in texto
    assert "Fotografía viva: el rostro parece cubierto." in texto


@pytest.mark.numeral("ET 7.25")
def test_the_console_says_that_a_credential_is_not_of_the_bonded_person(
    client: Client, olga: Cuenta, registro: Registro
) -> None:
    formulario = {**FORMULARIO, "credencial": "credencial/otra-persona"}
    registro.datos = sellos.sellar_formulario(registro, formulario)
    registro.save(update_fields=["datos"])
    client.force_login(olga)

    texto = client.get(f"/mesa/{registro.id}/").content.decode()

    assert "data-de-la-credencial" in texto
    assert "persona distinta de la vinculada al dispositivo" in texto


@pytest.mark.numeral("ET 10.5")
def test_the_console_says_that_a_support_has_no_position(
    client: Client, olga: Cuenta, registro: Registro
) -> None:
    registro.datos = sellos.sellar_formulario(registro, {**FORMULARIO, "posicion": "sin"})
    registro.save(update_fields=["datos"])
    client.force_login(olga)

    texto = client.get(f"/mesa/{registro.id}/").content.decode()

    assert "Ubicación: sin posición" in texto


def test_the_console_of_a_record_without_warnings_shows_no_empty_box(
    client: Client, olga: Cuenta, registro: Registro
) -> None:
    client.force_login(olga)

    assert "data-avisos" not in client.get(f"/mesa/{registro.id}/").content.decode()


@pytest.mark.numeral("ET 5.6")
def test_the_console_says_which_keys_the_phone_could_not_read(
    client: Client, olga: Cuenta, en_mesa: EnMesa
) -> None:
    registro = en_mesa(situacion="no_encontrado")
    registro.datos = sellos.sellar_formulario(registro, {"modelo": "G", "cic": "123456789"})
    registro.save(update_fields=["datos"])
    client.force_login(olga)

    texto = client.get(f"/mesa/{registro.id}/").content.decode()

    assert "Código por aclarar: el teléfono no leyó Identificador del Ciudadano." in texto


def test_the_console_of_a_person_found_has_nothing_to_clear_up(
    client: Client, olga: Cuenta, registro: Registro
) -> None:
    client.force_login(olga)

    assert "data-por-aclarar" not in client.get(f"/mesa/{registro.id}/").content.decode()


@pytest.mark.numeral("ET 10.4")
def test_the_console_says_which_cut_answered(
    client: Client, olga: Cuenta, registro: Registro
) -> None:
    corte = Corte.objects.create(
        fecha="2026-10-31",
        estado="ACTIVO",
        cargado_por="irma",
        cargado_en=now(),
        activado_por="ines",
        activado_en=now(),
    )
    Registro.objects.update(corte=str(corte.pk))
    client.force_login(olga)

    texto = client.get(f"/mesa/{registro.id}/").content.decode()

    assert "En Lista Nominal" in texto
    assert "31 de octubre de 2026" in texto
    assert "provisional" not in texto
    Corte.objects.update(fecha="2026-09-30")
    texto = client.get(f"/mesa/{registro.id}/").content.decode()
    assert "30 de septiembre de 2026" in texto
    assert "provisional: la compulsa la repite" in texto


def test_the_console_is_never_stored(client: Client, olga: Cuenta, registro: Registro) -> None:
    client.force_login(olga)

    assert "no-store" in client.get(f"/mesa/{registro.id}/")["Cache-Control"]


def test_a_record_that_another_holds_is_not_shown(
    client: Client, olga: Cuenta, susana: Cuenta, registro: Registro
) -> None:
    Registro.objects.filter(id=registro.id).update(
        tomado_por=actor(susana), tomado_hasta=now() + timedelta(minutes=5)
    )
    client.force_login(olga)

    respuesta = client.get(f"/mesa/{registro.id}/")

    assert respuesta.status_code == 409
    assert "CITLALI" not in respuesta.content.decode()


def test_a_record_that_does_not_exist_is_404(client: Client, olga: Cuenta) -> None:
    client.force_login(olga)

    assert client.get(f"/mesa/{UUID(int=9)}/").status_code == 404


@pytest.mark.numeral("ET 10.7 e")
def test_the_four_images_come_in_one_asking(
    client: Client, olga: Cuenta, registro: Registro, asomos: list[tuple[UUID, str]]
) -> None:
    client.force_login(olga)

    respuesta = client.get(imagenes_de(client, registro))

    cabecera = f"Content-Type: {respuesta['Content-Type']}\r\n\r\n".encode()
    partes = list(message_from_bytes(cabecera + respuesta.content).walk())[1:]
    assert [(p.get_filename(), p.get_payload(decode=True)) for p in partes] == [
        ("anverso.jpg", IMAGENES.anverso),
        ("reverso.jpg", IMAGENES.reverso),
        ("rostro.jpg", IMAGENES.rostro),
        ("firma.jpg", IMAGENES.firma),
    ]
    assert asomos == [(registro.id, f"cuenta:{olga.pk}")]
    assert respuesta["Cache-Control"] == "private, no-store"


@pytest.mark.numeral("ET 10.3 m")
@pytest.mark.parametrize(
    ("acepto", "dice"),
    [
        ({"aceptacion": "sin_firma"}, "la credencial dice «sin firma»"),
        (
            {"aceptacion": "con_testigo", "prueba": "huella", "testigo": "Luz Yescas"},
            "dejó su huella, y a su ruego firmó como testigo Luz Yescas",
        ),
        (
            {"aceptacion": "con_testigo", "prueba": "marca", "testigo": "Luz Yescas"},
            "puso su marca, y a su ruego firmó como testigo Luz Yescas",
        ),
    ],
)
def test_the_console_says_how_a_person_accepted_without_signing(
    client: Client, olga: Cuenta, en_mesa: EnMesa, acepto: dict[str, str], dice: str
) -> None:
    registro = en_mesa(formulario=acepto)
    client.force_login(olga)
    client.post("/mesa/tomar/")

    texto = client.get(f"/mesa/{registro.id}/").content.decode()

    assert dice in texto


def test_a_signed_record_says_nothing_of_it(
    client: Client, olga: Cuenta, registro: Registro
) -> None:
    client.force_login(olga)

    assert "data-aceptacion" not in client.get(f"/mesa/{registro.id}/").content.decode()


@pytest.mark.parametrize("cual", ["anverso", "reverso", "rostro", "firma"])
def test_each_image_has_its_own_address(
    client: Client, olga: Cuenta, registro: Registro, asomos: list[tuple[UUID, str]], cual: str
) -> None:
    client.force_login(olga)
    direccion = imagenes_de(client, registro).replace("imagenes?", f"imagen/{cual}.jpg?")

    respuesta = client.get(direccion)

    assert respuesta.content == getattr(IMAGENES, cual)
    assert respuesta["Cache-Control"] == "private, no-store"


@pytest.mark.numeral("ET 14.1")
def test_the_address_of_the_images_opens_nothing_in_another_session(
    olga: Cuenta, registro: Registro, asomos: list[tuple[UUID, str]]
) -> None:
    una, otra = Client(), Client()
    una.force_login(olga)
    otra.force_login(olga)

    direccion = imagenes_de(una, registro)

    assert otra.get(direccion).status_code == 404
    assert una.get(f"/mesa/{registro.id}/imagenes").status_code == 404
    assert asomos == []


def test_who_does_not_hold_a_record_does_not_see_its_images(
    client: Client, olga: Cuenta, susana: Cuenta, registro: Registro, asomos: list[object]
) -> None:
    client.force_login(olga)
    direccion = imagenes_de(client, registro)
    Registro.objects.filter(id=registro.id).update(tomado_por=actor(susana))

    assert client.get(direccion).status_code == 409
    assert asomos == []


@pytest.mark.numeral("ET 10.5", "ET 14.1")
def test_each_record_delivered_to_a_desk_is_an_asiento_before_it_is_seen(
    client: Client, olga: Cuenta, registro: Registro
) -> None:
    client.force_login(olga)

    client.get(f"/mesa/{registro.id}/")

    asiento = Asiento.objects.get(acto="ENTREGAR_REGISTRO")
    assert (asiento.actor, asiento.objeto) == (actor(olga), registro.folio)


def test_a_beat_holds_nothing_of_another_process(
    client: Client, renata: Cuenta, registro: Registro
) -> None:
    client.force_login(renata)

    assert client.post("/mesa/latido/", {"registro": [registro.id]}).json() == {"registros": []}


def test_who_opens_a_free_record_holds_it(
    client: Client, olga: Cuenta, susana: Cuenta, registro: Registro
) -> None:
    client.force_login(olga)
    client.get(f"/mesa/{registro.id}/")
    client.force_login(susana)

    assert client.get(f"/mesa/{registro.id}/").status_code == 409


def test_a_console_that_closes_gives_its_records_back(
    client: Client, olga: Cuenta, susana: Cuenta, registro: Registro
) -> None:
    client.force_login(olga)
    client.post("/mesa/tomar/")
    assert client.post("/mesa/latido/", {"registro": [registro.id]}).json() == {
        "registros": [str(registro.id)]
    }

    client.post("/mesa/soltar/", {"registro": [registro.id]})

    client.force_login(susana)
    assert client.post("/mesa/tomar/")["Location"] == f"/mesa/{registro.id}/"


def test_a_beat_holds_nothing_that_is_another_persons(
    client: Client, olga: Cuenta, susana: Cuenta, registro: Registro
) -> None:
    client.force_login(olga)
    client.post("/mesa/tomar/")
    client.force_login(susana)

    latido = client.post("/mesa/latido/", {"registro": [registro.id, "no-es-un-id"]})

    assert latido.json() == {"registros": []}


def test_there_is_no_fifth_image(client: Client, olga: Cuenta, registro: Registro) -> None:
    client.force_login(olga)

    assert client.get(f"/mesa/{registro.id}/imagen/huella.jpg").status_code == 404


@pytest.mark.numeral("ET 10.2")
def test_the_mesa_says_by_when_the_oldest_must_be_reviewed(
    client: Client, olga: Cuenta, en_mesa: EnMesa
) -> None:
    for _ in range(2):
        en_mesa()  # sent on 10 November 2026; the 16th is a holiday
    client.force_login(olga)

    texto = client.get("/mesa/").content.decode()

    assert "25 de noviembre de 2026" in texto


@pytest.mark.numeral("ET 10.2")
def test_the_calendar_counts_from_what_has_waited_longest(en_mesa: EnMesa) -> None:
    assert actos.de_proceso("OAX26").get("ET 10.2") is None

    registro = en_mesa()

    assert actos.de_proceso("OAX26")["ET 10.2"].desde == registros.en_mesa_desde([registro.proceso])


def test_how_many_wait_is_the_class_e_of_the_account(
    client: Client, olga: Cuenta, en_mesa: EnMesa
) -> None:
    for _ in range(3):
        en_mesa()
    client.force_login(olga)

    assert "<b><span class='cifra'>3</span></b>" in client.get("/mesa/").content.decode()


def test_the_console_asks_little_of_the_database(
    client: Client, olga: Cuenta, registro: Registro, django_assert_max_num_queries: Any
) -> None:
    client.force_login(olga)

    with django_assert_max_num_queries(24):
        client.get(f"/mesa/{registro.id}/")


def test_what_the_script_asks_for_has_no_forms_of_a_page_without_script(
    client: Client, olga: Cuenta, registro: Registro
) -> None:
    client.force_login(olga)
    sin_guion = "registro-sin-guion"

    assert sin_guion in client.get(f"/mesa/{registro.id}/").content.decode()
    del_guion = client.get(f"/mesa/{registro.id}/", headers={"X-Parte": "registro"})
    assert sin_guion not in del_guion.content.decode()
