"""What the door receives, and what it answers the second time (ET 5.13, 6.4)."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rubrica.auxiliares.models import Alta, Dispositivo
from rubrica.core import sobre as core_sobre
from rubrica.recepcion import almacen
from rubrica.recepcion.tests.puerta import Puerta, id_of, receipt_of
from rubrica.recepcion.tests.telefono import Telefono
from rubrica.registros.models import Registro

pytestmark = pytest.mark.django_db


@pytest.mark.numeral("ET 6.4", "ET 10.7 a")
def test_a_whole_record_gets_a_signed_receipt_and_one_row(
    puerta: Puerta, telefono: Telefono
) -> None:
    paquete = telefono.paquete()
    sobre = telefono.sobre(paquete)

    respuesta = puerta.put(sobre, paquete)

    assert (respuesta.status_code, respuesta["Content-Type"]) == (201, "application/jose")
    acuse, fila = receipt_of(respuesta), Registro.objects.get()
    assert acuse.codigo_integridad == hashlib.sha256(paquete).digest()
    assert (acuse.folio, acuse.recibido_en) == (fila.folio, fila.recibido_en)
    assert (fila.sobre, fila.recibo, fila.regla) == (sobre, respuesta.content.decode(), "")


@pytest.mark.numeral("ET 5.13")
def test_the_paquete_is_kept_byte_for_byte(puerta: Puerta, telefono: Telefono) -> None:
    paquete = telefono.paquete(300_000)

    puerta.put(telefono.sobre(paquete), paquete)

    guardado = almacen.leer(
        proceso=telefono.proceso, codigo_integridad=hashlib.sha256(paquete).digest()
    )
    assert guardado == paquete


def test_the_same_record_twice_gets_the_same_receipt(puerta: Puerta, telefono: Telefono) -> None:
    paquete = telefono.paquete()
    sobre = telefono.sobre(paquete)

    primera, segunda = puerta.put(sobre, paquete), puerta.put(sobre, paquete)

    assert (primera.status_code, segunda.status_code) == (201, 200)
    assert primera.content == segunda.content
    assert Registro.objects.count() == 1


def test_a_sobre_signed_again_is_the_same_record(puerta: Puerta, telefono: Telefono) -> None:
    # ES256 signatures differ each time: what identifies a record is its payload.
    paquete = telefono.paquete()
    datos = telefono.datos()
    uno, otro = (core_sobre.firmar(datos, paquete, telefono.clave) for _ in range(2))

    assert uno != otro
    assert puerta.put(uno, paquete).content == puerta.put(otro, paquete).content


def test_a_sobre_presented_again_gets_its_receipt_without_the_body(
    puerta: Puerta, telefono: Telefono
) -> None:
    paquete = telefono.paquete()
    sobre = telefono.sobre(paquete)
    primera = puerta.put(sobre, paquete)

    respuesta = puerta.post(sobre)

    assert (respuesta.status_code, respuesta.content) == (200, primera.content)


@pytest.mark.numeral("ET 4.5")
def test_the_enrolment_capture_goes_to_auxiliares_and_not_to_the_account(
    puerta: Puerta, telefono: Telefono
) -> None:
    respuesta = puerta.send(telefono, consecutivo=0)

    assert respuesta.status_code == 201
    assert receipt_of(respuesta).folio == Alta.objects.get().folio
    assert not Registro.objects.exists()


def test_an_enrolment_capture_twice_gets_the_same_receipt(
    puerta: Puerta, telefono: Telefono
) -> None:
    paquete = telefono.paquete()
    sobre = telefono.sobre(paquete, consecutivo=0)

    primera, segunda = puerta.put(sobre, paquete), puerta.put(sobre, paquete)

    assert (segunda.status_code, segunda.content) == (200, primera.content)
    assert Alta.objects.count() == 1


def test_the_last_consecutivo_that_a_phone_reports_is_kept(
    puerta: Puerta, telefono: Telefono
) -> None:
    for reportado in ("7", "5", "no es un número"):
        paquete = telefono.paquete()
        puerta.put(telefono.sobre(paquete), paquete, **{"Rubrica-Consecutivo": reportado})

    assert Dispositivo.objects.get().ultimo_consecutivo == 7


def test_a_record_costs_one_statement_that_writes_one_row(
    puerta: Puerta, telefono: Telefono
) -> None:
    puerta.send(telefono)

    with CaptureQueriesContext(
        connection,
    ) as consultas:
        puerta.send(telefono)

    sentencias = [q["sql"].split()[0] for q in consultas if "SAVEPOINT" not in q["sql"]]
    assert sentencias == ["INSERT"]


def test_nothing_is_left_half_received(puerta: Puerta, telefono: Telefono, disco: Path) -> None:
    puerta.send(telefono)
    paquete = telefono.paquete()
    puerta.put(telefono.sobre(paquete), paquete[:-1] + b"?")

    assert list((disco / almacen.ENTRANTES).iterdir()) == []


def test_any_order_is_received(puerta: Puerta, telefono: Telefono) -> None:
    # The chain is evidence, never a gate (architecture §5).
    estados = [puerta.send(telefono, consecutivo=n).status_code for n in (9, 2, 5)]

    assert estados == [201, 201, 201]


def test_the_id_of_the_url_is_that_of_the_sobre(puerta: Puerta, telefono: Telefono) -> None:
    paquete = telefono.paquete()
    otro = id_of(telefono.sobre(paquete))

    respuesta = puerta.put(telefono.sobre(paquete), paquete, id_=otro)

    assert (respuesta.status_code, respuesta.json()["type"]) == (422, "/rechazos/sobre-ajeno")
