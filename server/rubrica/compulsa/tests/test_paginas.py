"""Who starts a compulsa, who sees it, and what the pages say (ET 10.4)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now
from procrastinate.contrib.django.models import ProcrastinateJob

from rubrica.compulsa import services
from rubrica.compulsa.models import Compulsa
from rubrica.compulsa.tests.conftest import (
    ANA,
    JUAN,
    OCTUBRE,
    PROCESO,
    SEPTIEMBRE,
    Cargar,
    Revisar,
)
from rubrica.cuentas.models import Cuenta

URL = f"/compulsa/{PROCESO}/"


def pagina(client: Client, quien: Cuenta, ruta: str = URL) -> str:
    client.force_login(quien)
    return client.get(ruta).content.decode()


@pytest.fixture
def pedida(cargar: Cargar, revisar: Revisar, irma: Cuenta) -> Compulsa:
    cargar(SEPTIEMBRE, JUAN, ANA)
    revisar("juan")
    revisar("ana")
    cargar(OCTUBRE, JUAN.replace("lista_nominal,", "baja,defuncion"), ANA)
    return services.iniciar(proceso=PROCESO, quien=irma.pk, momento=now())


@pytest.mark.numeral("ET 10.4")
def test_irma_starts_it_and_the_worker_gets_its_job(
    client: Client, cargar: Cargar, revisar: Revisar, irma: Cuenta
) -> None:
    cargar(OCTUBRE, JUAN)
    revisar("juan")
    assert "Iniciar la compulsa" in pagina(client, irma)

    assert client.post(f"{URL}iniciar/").status_code == 302

    trabajo = ProcrastinateJob.objects.get(task_name="compulsa.correr")
    assert trabajo.args == {"compulsa": Compulsa.objects.get().pk}
    assert "por comenzar" in pagina(client, irma)
    assert client.post(f"{URL}iniciar/").status_code == 409


def test_what_is_missing_is_said_on_the_page(
    client: Client, cargar: Cargar, revisar: Revisar, irma: Cuenta
) -> None:
    cargar(SEPTIEMBRE, JUAN)
    revisar("juan")
    client.force_login(irma)

    respuesta = client.post(f"{URL}iniciar/")

    assert respuesta.status_code == 409
    assert "Cortes que faltan: 31/10/2026" in respuesta.content.decode()


def test_its_progress_is_seen_while_it_runs(client: Client, pedida: Compulsa, irma: Cuenta) -> None:
    Compulsa.objects.update(estado="COTEJANDO", entraron=2, cotejados=1)

    texto = pagina(client, irma)

    assert "cotejando las respuestas" in texto
    assert 'value="1" max="2"' in texto
    assert "Continuar" not in texto


def test_one_that_gives_no_sign_of_life_can_go_on(
    client: Client, pedida: Compulsa, irma: Cuenta
) -> None:
    Compulsa.objects.update(estado="COTEJANDO", movida_en=now() - timedelta(minutes=3))
    assert "Continuar la compulsa" in pagina(client, irma)

    assert client.post(f"{URL}continuar/").status_code == 302
    assert ProcrastinateJob.objects.filter(task_name="compulsa.correr").count() == 2


@pytest.mark.numeral("ET 10.4")
def test_the_report_says_what_entered_and_what_came_out(
    client: Client, pedida: Compulsa, irma: Cuenta
) -> None:
    services.correr(compulsa=pedida.pk)

    texto = pagina(client, irma, f"{URL}1/")

    assert "La compulsa cuadra" in texto
    assert "Baja del Padrón Electoral" in texto
    assert "31 de octubre de 2026" in texto
    assert "HERN" not in texto


def test_one_that_failed_says_why_and_what_to_do(
    client: Client, pedida: Compulsa, irma: Cuenta
) -> None:
    Compulsa.objects.update(estado="FALLIDA", motivo="compulsa-sin-llaves")

    assert "Faltan llaves del proceso" in pagina(client, irma, f"{URL}1/")
    assert "Iniciar la compulsa" in pagina(client, irma)


def test_the_opl_sees_it_and_does_not_start_it(
    client: Client, pedida: Compulsa, ada: Cuenta
) -> None:
    assert "Iniciar la compulsa" not in pagina(client, ada)

    assert client.post(f"{URL}iniciar/").status_code == 403
    assert client.post(f"{URL}continuar/").status_code == 403


def test_ramiro_and_olga_are_kept_out(
    client: Client, pedida: Compulsa, ramiro: Cuenta, olga: Cuenta
) -> None:
    for intruso in (ramiro, olga):
        client.force_login(intruso)

        assert client.get(URL).status_code == 403
        assert client.get("/compulsa/").status_code == 403
        assert client.post(f"{URL}iniciar/").status_code == 403


def test_a_compulsa_or_a_process_that_is_not_there_is_not_found(
    client: Client, irma: Cuenta
) -> None:
    client.force_login(irma)

    assert client.get("/compulsa/NADA26/").status_code == 404
    assert client.get(f"{URL}7/").status_code == 404
