"""Paquetes that come in several requests, as a phone with little signal sends them (ET 6.3)."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from rubrica.auxiliares.tests import escenas
from rubrica.recepcion import almacen, rules
from rubrica.recepcion.models import Subida
from rubrica.recepcion.tests.puerta import Puerta, id_of, receipt_of
from rubrica.recepcion.tests.telefono import Telefono
from rubrica.registros.models import Registro

pytestmark = pytest.mark.django_db


@pytest.mark.numeral("ET 6.3")
def test_a_cut_paquete_goes_on_where_it_was(puerta: Puerta, telefono: Telefono) -> None:
    paquete = telefono.paquete(5000)
    sobre = telefono.sobre(paquete)
    id_ = id_of(sobre)

    empezada = puerta.post(sobre)
    puerta.patch(id_, 0, paquete[:1700])
    va = int(puerta.head(id_)["Upload-Offset"])
    ultima = puerta.patch(id_, va, paquete[va:])

    assert (empezada.status_code, empezada["Upload-Offset"], va) == (201, "0", 1700)
    assert empezada["Location"] == f"/api/v1/registros/{id_}"
    assert ultima.status_code == 201
    acuse = receipt_of(ultima)
    guardado = almacen.leer(proceso=acuse.proceso, codigo_integridad=acuse.codigo_integridad)
    assert guardado == paquete
    assert not Subida.objects.exists()


def test_a_sobre_presented_again_is_told_how_far_it_got(puerta: Puerta, telefono: Telefono) -> None:
    paquete = telefono.paquete(5000)
    sobre = telefono.sobre(paquete)
    puerta.post(sobre)
    puerta.patch(id_of(sobre), 0, paquete[:800])

    assert puerta.post(sobre)["Upload-Offset"] == "800"
    assert Subida.objects.count() == 1


def test_a_wrong_offset_is_refused_with_the_right_one(puerta: Puerta, telefono: Telefono) -> None:
    paquete = telefono.paquete()
    sobre = telefono.sobre(paquete)
    puerta.post(sobre)
    puerta.patch(id_of(sobre), 0, paquete[:100])

    respuesta = puerta.patch(id_of(sobre), 50, paquete[50:])

    assert (respuesta.status_code, respuesta["Upload-Offset"]) == (409, "100")
    assert not Registro.objects.exists()


def test_more_bytes_than_declared_are_refused(puerta: Puerta, telefono: Telefono) -> None:
    paquete = telefono.paquete()
    sobre = telefono.sobre(paquete)
    puerta.post(sobre)

    assert puerta.patch(id_of(sobre), 0, paquete + b"\0").status_code == 413
    assert puerta.head(id_of(sobre))["Upload-Offset"] == "0"


def test_other_bytes_than_those_of_the_sobre_start_again(
    puerta: Puerta, telefono: Telefono
) -> None:
    paquete = telefono.paquete()
    sobre = telefono.sobre(paquete)
    puerta.post(sobre)

    danado = puerta.patch(id_of(sobre), 0, paquete[:-1] + bytes([paquete[-1] ^ 1]))

    assert danado.status_code == 422
    assert puerta.post(sobre)["Upload-Offset"] == "0"
    assert puerta.patch(id_of(sobre), 0, paquete).status_code == 201


def test_nobody_goes_on_with_what_was_not_started(puerta: Puerta, telefono: Telefono) -> None:
    id_ = id_of(telefono.sobre(telefono.paquete()))

    assert puerta.head(id_).status_code == 404
    assert puerta.patch(id_, 0, b"x").status_code == 404


def test_two_requests_never_write_the_same_paquete(puerta: Puerta, telefono: Telefono) -> None:
    paquete = telefono.paquete()
    sobre = telefono.sobre(paquete)
    puerta.post(sobre)

    with almacen.Parcial(uuid.UUID(id_of(sobre))):
        respuesta = puerta.patch(id_of(sobre), 0, paquete)

    assert respuesta.status_code == 409
    assert puerta.patch(id_of(sobre), 0, paquete).status_code == 201


def test_unfinished_uploads_are_capped_for_each_device(puerta: Puerta, telefono: Telefono) -> None:
    for _ in range(rules.MAX_SUBIDAS):
        assert puerta.post(telefono.sobre(telefono.paquete())).status_code == 201

    respuesta = puerta.post(telefono.sobre(telefono.paquete()))

    assert (respuesta.status_code, respuesta["Retry-After"]) == (429, "600")


def test_unfinished_uploads_expire_with_their_bytes(
    puerta: Puerta, telefono: Telefono, a_las: Callable[[datetime], None], disco: Path
) -> None:
    paquete = telefono.paquete()
    viejo = telefono.sobre(paquete)
    puerta.post(viejo)
    puerta.patch(id_of(viejo), 0, paquete[:100])

    a_las(escenas.ahora() + rules.VIGENCIA_DE_SUBIDA * 2)
    puerta.post(telefono.sobre(telefono.paquete()))

    assert puerta.head(id_of(viejo)).status_code == 404
    assert Subida.objects.count() == 1


def test_what_a_killed_process_left_is_swept(disco: Path) -> None:
    (disco / almacen.ENTRANTES).mkdir(parents=True)
    (disco / almacen.ENTRANTES / "huerfano").write_bytes(b"x")

    assert almacen.sweep(segundos=3600) == 0
    assert almacen.sweep(segundos=-1) == 1
