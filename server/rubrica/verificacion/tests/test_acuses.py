"""The e-mailed acuse: one for what was sent in a minute, and nobody's data but CIC or OCR."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from rubrica import llaves
from rubrica.auxiliares.models import Auxiliar
from rubrica.avisos import services as avisos
from rubrica.recepcion.tests.telefono import Telefono
from rubrica.verificacion import services
from rubrica.verificacion.models import PorAcusar
from rubrica.verificacion.services import acuses
from rubrica.verificacion.tests import captura
from rubrica.verificacion.tests.conftest import AHORA, Padron, Recibir

pytestmark = pytest.mark.django_db
UN_MINUTO_DESPUES = AHORA + timedelta(seconds=60)


@pytest.fixture
def correos(monkeypatch: pytest.MonkeyPatch) -> list[Mapping[str, Any]]:
    """What was enqueued, before it is sealed."""
    encolados: list[Mapping[str, Any]] = []
    original = avisos.enviar

    def enviar(**aviso: Any) -> object:
        encolados.append(aviso)
        return original(**aviso)

    monkeypatch.setattr(acuses, "enviar", enviar)
    return encolados


@pytest.mark.numeral("ET 6.4")
def test_an_acuse_says_folio_cic_instant_and_codigo_of_each_record_and_no_more(
    recibir: Recibir, correos: list[Mapping[str, Any]]
) -> None:
    uno, otro = recibir(), recibir()
    services.abrir_pendientes(momento=AHORA)
    assert services.acusar(momento=AHORA) == 0

    assert services.acusar(momento=UN_MINUTO_DESPUES) == 1

    (correo,) = correos
    assert (correo["plantilla"], correo["para"]) == ("acuse", "abel@ejemplo.test")
    assert correo["datos"] == {
        "proceso": "OAX26",
        "registros": [
            {
                "folio": registro.folio,
                "clave": "CIC 123456789",
                "recibido_en": "2026-11-20T18:30:00+00:00",
                "codigo": bytes(registro.codigo_integridad).hex(),
            }
            for registro in (uno, otro)
        ],
    }
    assert services.acusar(momento=UN_MINUTO_DESPUES) == 0


@pytest.mark.numeral("ET 6.4")
@pytest.mark.parametrize(
    ("claves", "dice"),
    [({"ocr": "2575012345678"}, "OCR 2575012345678"), ({}, "sin CIC ni OCR legible")],
)
def test_without_a_cic_it_names_the_ocr_or_says_that_neither_was_read(
    recibir: Recibir, correos: list[Mapping[str, Any]], claves: dict[str, str], dice: str
) -> None:
    recibir(captura.contenido(codigos=(), claves=claves))
    services.abrir_pendientes(momento=AHORA)
    services.acusar(momento=UN_MINUTO_DESPUES)

    assert correos[0]["datos"]["registros"][0]["clave"] == dice


@pytest.mark.numeral("ET 6.4")
def test_one_that_waits_for_its_cut_is_acknowledged_once(
    recibir: Recibir, padron: Padron, correos: list[Mapping[str, Any]]
) -> None:
    padron.cargado = False
    recibir()
    services.abrir_pendientes(momento=AHORA)
    services.acusar(momento=UN_MINUTO_DESPUES)
    padron.cargado = True
    services.reintentar_con_corte(momento=AHORA)
    services.abrir_pendientes(momento=AHORA)
    services.acusar(momento=UN_MINUTO_DESPUES + timedelta(minutes=2))

    assert len(correos) == 1


def test_a_failed_enqueuing_keeps_what_is_due(
    recibir: Recibir, monkeypatch: pytest.MonkeyPatch
) -> None:
    recibir()
    services.abrir_pendientes(momento=AHORA)

    def away(**_: object) -> None:
        raise OSError

    monkeypatch.setattr(acuses, "enviar", away)
    with pytest.raises(OSError), transaction.atomic():  # noqa: PT011
        services.acusar(momento=UN_MINUTO_DESPUES)

    assert PorAcusar.objects.count() == 1


def test_what_did_not_open_is_not_acknowledged_by_mail(
    telefono: Telefono, padron: Padron, correos: list[Mapping[str, Any]]
) -> None:
    leido, _ = captura.sellar(telefono, captura.contenido())
    captura.recibir(leido, auxiliar=1, recibido_en=AHORA)
    services.abrir_pendientes(momento=AHORA)

    assert services.acusar(momento=UN_MINUTO_DESPUES) == 0
    assert correos == []


def test_one_auxiliar_whose_data_do_not_open_does_not_hold_the_others(
    recibir: Recibir, correos: list[Mapping[str, Any]]
) -> None:
    roto = Auxiliar.objects.create(
        proceso="OAX26", numero="0001", promovente=1, datos=b"-", correo_indice=b"-" * 16,
        alta_en=AHORA, revisado_por=1, revisado_en=AHORA,
    )  # fmt: skip
    registro = recibir()
    PorAcusar.objects.create(
        registro=uuid4(), proceso="OAX26", auxiliar=roto.pk, abierto_en=AHORA - timedelta(hours=1)
    )
    services.abrir_pendientes(momento=AHORA)

    with pytest.raises(llaves.NoAbre):
        services.acusar(momento=UN_MINUTO_DESPUES)

    assert correos[0]["datos"]["registros"][0]["folio"] == registro.folio
    assert PorAcusar.objects.get().auxiliar == roto.pk
