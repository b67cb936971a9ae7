"""The outbox: sealed while it waits, delivered by a real SMTP server, erased afterwards."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from pathlib import Path
from smtplib import SMTPRecipientsRefused
from typing import cast
from urllib.parse import quote
from uuid import uuid4

import cv2
import numpy as np
import pytest
from django.db import IntegrityError, connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from rubrica import llaves
from rubrica.avisos import correo, queries, rules, services, tasks
from rubrica.avisos.models import Aviso
from rubrica.avisos.rules import Estado
from rubrica.avisos.tests.conftest import Buzon

AHORA = datetime(2026, 11, 23, 20, 5, tzinfo=UTC)
PARA = "ciro.muestra@ejemplo.test"
pytestmark = pytest.mark.django_db


def encolar(plantilla: str = "acuse") -> Aviso:
    return services.enviar(
        plantilla=plantilla,
        para=PARA,
        datos=rules.plantilla(plantilla).ejemplo,
        proceso="OAX26",
        momento=AHORA,
    )


@pytest.mark.numeral("ET 6.4")
def test_the_acuse_arrives_as_text_and_html_with_what_the_law_orders(buzon: Buzon) -> None:
    aviso = encolar()

    assert services.entregar(aviso=aviso.pk, momento=AHORA) is Estado.ENTREGADO

    [(destinatarios, mensaje)] = buzon.llegaron
    assert destinatarios == [PARA]
    for forma in ("plain", "html"):
        parte = mensaje.get_body((forma,))
        assert parte is not None
        texto = parte.get_content()
        for dato in (
            "OAX26-0153-1-00042-XYK",
            "CIC 123456789",
            "23 de noviembre de 2026, 14:05:00 (hora Centro)",
            "9f86d0",
        ):
            assert dato in texto


@pytest.mark.numeral("ET 3.3", "ET 4.7")
def test_the_alta_brings_the_four_data_as_text_link_and_a_qr_that_reads(buzon: Buzon) -> None:
    aviso = encolar("alta_de_auxiliar")

    services.entregar(aviso=aviso.pk, momento=AHORA)

    [(_, mensaje)] = buzon.llegaron
    texto = mensaje.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    enlace = str(rules.plantilla("alta_de_auxiliar").ejemplo["enlace"])
    for dato in (
        "Código por correo electrónico",
        "OAX26",
        "0153",
        "abel@ejemplo.test",
        enlace,
        "no la comparta",
    ):
        assert dato in texto
    [png] = [p for p in mensaje.walk() if p.get_content_type() == "image/png"]
    assert png["Content-ID"] == f"<{correo.CID_DEL_QR}>"
    imagen = cv2.imdecode(np.frombuffer(png.get_content(), np.uint8), cv2.IMREAD_GRAYSCALE)
    assert imagen is not None
    assert cv2.QRCodeDetector().detectAndDecode(imagen)[0] == enlace


@pytest.mark.parametrize("nombre", rules.PLANTILLAS)
def test_every_plantilla_says_all_its_data_in_text_and_html(nombre: str) -> None:
    plantilla = rules.plantilla(nombre)

    cuerpos = correo.texto(plantilla, plantilla.ejemplo), correo.html(plantilla, plantilla.ejemplo)

    assert correo.asunto(plantilla, plantilla.ejemplo)
    for dato in plantilla.ejemplo.values():
        if isinstance(dato, str) and dato != "correo" and not dato.startswith("2026-"):
            assert dato in cuerpos[0]
            assert dato.replace("&", "&amp;") in cuerpos[1]


def test_while_it_waits_no_column_shows_recipient_or_body() -> None:
    encolar()

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT convert_to(a::text, 'utf8'), a.sellado FROM avisos_aviso a UNION ALL"
            " SELECT convert_to(j::text, 'utf8'), NULL FROM procrastinate_jobs j"
        )
        filas = b"".join(bytes(v) for fila in cursor.fetchall() for v in fila if v is not None)
    for secreto in (PARA, "123456789", "0123456789012"):
        formas = secreto, quote(secreto), base64.b64encode(secreto.encode()).decode()
        assert not any(forma.encode() in filas for forma in formas)


def test_the_job_is_born_and_dies_with_the_transaction_of_the_act() -> None:
    punto = transaction.savepoint()
    aviso = encolar()
    assert ProcrastinateJob.objects.get().args == {"aviso": str(aviso.pk)}

    transaction.savepoint_rollback(punto)

    assert not ProcrastinateJob.objects.exists()
    assert not Aviso.objects.exists()


def test_once_delivered_the_body_is_gone_and_a_second_run_sends_nothing(buzon: Buzon) -> None:
    aviso = encolar()

    for _ in range(2):
        services.entregar(aviso=aviso.pk, momento=AHORA)

    aviso.refresh_from_db()
    assert (aviso.estado, aviso.sellado, aviso.entregado_en) == ("ENTREGADO", None, AHORA)
    assert len(buzon.llegaron) == 1


def test_a_server_that_is_busy_is_tried_again_with_the_same_message_id(buzon: Buzon) -> None:
    aviso = encolar()
    buzon.respuestas = ["451 vuelva más tarde"]

    with pytest.raises(services.EntregaFallida) as falla:
        tasks.entregar(str(aviso.pk))
    tasks.entregar(str(aviso.pk))

    assert PARA not in repr(falla.getrepr())
    assert buzon.llegaron[0][1]["Message-ID"] == f"<{aviso.pk}@rubrica.test>"


def test_a_refusal_for_good_is_final_and_visible_without_the_recipient(buzon: Buzon) -> None:
    aviso = encolar()
    buzon.respuestas = ["550 ese buzón no existe"]

    assert services.entregar(aviso=aviso.pk, momento=AHORA) is Estado.FALLIDO

    [fila] = queries.sin_entregar(frozenset({"OAX26"}))
    assert (fila.pk, fila.causa) == (aviso.pk, "SMTPDataError 550")
    assert not queries.sin_entregar(frozenset({"JAL26"}))


def test_after_the_last_wait_the_aviso_has_failed(buzon: Buzon) -> None:
    aviso = encolar()
    buzon.respuestas = ["451 vuelva más tarde"] * 20

    estados = [
        services.entregar(aviso=aviso.pk, momento=AHORA) for _ in range(len(rules.ESPERAS) + 1)
    ]

    assert estados == [Estado.EN_ESPERA] * len(rules.ESPERAS) + [Estado.FALLIDO]


def test_a_refused_recipient_leaves_only_its_code() -> None:
    falla = SMTPRecipientsRefused({PARA: (550, b"no existe")})

    assert services._causa(falla) == "SMTPRecipientsRefused 550"


def test_the_job_waits_longer_each_time_and_only_for_a_failed_delivery() -> None:
    pausas = [rules.espera(n) for n in range(1, len(rules.ESPERAS) + 2)]

    assert pausas == [*sorted(rules.ESPERAS), None]


def test_a_seal_moved_to_another_row_does_not_open(buzon: Buzon) -> None:
    uno, otro = encolar(), encolar()
    Aviso.objects.filter(pk=otro.pk).update(sellado=uno.sellado)

    with pytest.raises(llaves.NoAbre):
        services.entregar(aviso=otro.pk, momento=AHORA)


@pytest.fixture
def con_llave(settings: Settings, tmp_path: Path) -> None:
    """OAX26 has its keys, of this test alone."""
    settings.KEYS_DIR = tmp_path / "llaves"
    llaves.crear_instalacion()
    llaves.crear_proceso("OAX26")


@pytest.mark.usefixtures("con_llave")
def test_what_is_of_a_process_is_delivered_with_its_key_and_the_worker_s(buzon: Buzon) -> None:
    aviso = encolar()

    assert services.entregar(aviso=aviso.pk, momento=AHORA) is Estado.ENTREGADO
    assert [destinatarios for destinatarios, _ in buzon.llegaron] == [[PARA]]


@pytest.mark.usefixtures("con_llave")
@pytest.mark.numeral("ET 13.9")
def test_what_waited_opens_no_more_once_the_keys_of_its_process_are_destroyed(
    buzon: Buzon,
) -> None:
    aviso = encolar()

    llaves.destruir_proceso("OAX26")

    contexto = services._contexto(aviso.pk, aviso.plantilla)
    assert PARA.encode() not in llaves.desellar_para(
        "avisos", bytes(aviso.sellado or b""), contexto
    )
    assert services.entregar(aviso=aviso.pk, momento=AHORA) is Estado.EN_ESPERA
    assert buzon.llegaron == []


def test_data_that_are_not_the_plantilla_s_are_refused_at_once() -> None:
    with pytest.raises(rules.DatosImpropios, match="codigo"):
        services.enviar(
            plantilla="codigo_de_acceso",
            para=PARA,
            datos={"minutos": 10},
            proceso="OAX26",
            momento=AHORA,
        )
    with pytest.raises(rules.PlantillaDesconocida):
        rules.plantilla("felicitacion")


@pytest.mark.parametrize(
    "columnas",
    [
        {"estado": "ENTREGADO", "sellado": b"x", "entregado_en": AHORA},
        {"estado": "ENTREGADO", "sellado": None, "entregado_en": None},
        {"estado": "EN_ESPERA", "sellado": None},
        {"estado": "PERDIDO", "sellado": b"x"},
    ],
)
def test_the_database_refuses_an_impossible_aviso(columnas: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Aviso.objects.create(id=uuid4(), plantilla="acuse", encolado_en=AHORA, **columnas)


@pytest.fixture
def _sin_trabajos(transactional_db: None) -> None:
    """Nobody else's jobs: those models are not managed, so no flush of a test empties them."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_sin_trabajos")
def test_a_real_worker_takes_the_job_and_delivers(buzon: Buzon) -> None:
    aviso = encolar("codigo_de_acceso")

    conector = cast(DjangoConnector, app.connector)
    with app.replace_connector(conector.get_worker_connector()):
        app.run_worker(queues=[services.COLA], wait=False, install_signal_handlers=False)

    aviso.refresh_from_db()
    assert aviso.estado == Estado.ENTREGADO
    assert "482913" in buzon.llegaron[0][1]["Subject"]
    assert ProcrastinateJob.objects.get(task_name=services.TAREA).status == "succeeded"
