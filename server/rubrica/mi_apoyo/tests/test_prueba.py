"""A new version of the app proves itself on a citizen's own phone too (ET 5.13, 7.19)."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from rubrica.auxiliares.models import Prueba
from rubrica.auxiliares.tests.escenas import ahora
from rubrica.bitacora.models import Asiento
from rubrica.mi_apoyo.tests.test_puerta import Ciudadana, ciudadano
from rubrica.recepcion.tests.test_prueba import Version
from rubrica.registros.models import Registro
from rubrica.verificacion import services

__all__ = ["ciudadano"]


@pytest.fixture
def version(client: Client, ciudadano: Ciudadana) -> Version:
    return Version(client, ciudadano.aparato)


@pytest.mark.numeral("ET 7.19")
def test_what_a_version_seals_on_her_phone_is_opened_and_told(version: Version) -> None:
    id_, status = version.probar()
    assert (status, version.estado(id_)["estado"]) == (202, "recibida")

    services.abrir_pruebas(momento=ahora())

    assert version.estado(id_) == {"estado": "abierta", "motivo": ""}
    assert not Registro.objects.exists()


def test_what_does_not_open_keeps_the_version_out(version: Version) -> None:
    id_, _ = version.probar(version.telefono.paquete())
    services.abrir_pruebas(momento=ahora())

    assert version.estado(id_)["estado"] == "no_abre"


def test_the_bitacora_names_the_device_and_nobody(version: Version) -> None:
    version.probar()
    services.abrir_pruebas(momento=ahora())

    canonico = bytes(Asiento.objects.latest("id").canonico)
    assert f"dispositivo/{version.telefono.dispositivo}".encode() in canonico


def test_the_folio_of_another_citizen_is_refused(version: Version) -> None:
    assert version.probar(folio="OAX26-90000001-1-00000-XYK")[1] == 400


def test_of_her_phone_too_there_is_a_limit_each_day(version: Version) -> None:
    statuses = [version.probar()[1] for _ in range(25)]

    assert (set(statuses[:24]), statuses[24]) == ({202}, 429)


def test_the_database_refuses_a_proof_of_two_phones_or_of_none(version: Version) -> None:
    version.probar()
    una = Prueba.objects.get()

    una.pk, una.vinculo = uuid4(), None
    with pytest.raises(IntegrityError), transaction.atomic():
        una.save(force_insert=True)
