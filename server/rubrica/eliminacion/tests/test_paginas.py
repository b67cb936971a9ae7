"""The page of an elimination: the DERFE orders, the OPL follows, nobody else comes in."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test import Client

from rubrica.cuentas.models import Cuenta
from rubrica.eliminacion import queries, services
from rubrica.eliminacion.models import Eliminacion
from rubrica.eliminacion.tests.conftest import LUEGO, TRES_DIAS
from rubrica.resultados.models import Entrega

pytestmark = pytest.mark.django_db(transaction=True)
URL = "/resultados/OAX26/eliminacion/"
PEDIDO = {"acuerdo": "A/1", "sin_expedientes": "IEEPCO/SE/311/2027", "confirma": "OAX26"}


@pytest.fixture(autouse=True)
def a_su_hora(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page looks at the clock two months later."""
    monkeypatch.setattr("rubrica.eliminacion.views.now", lambda: LUEGO)


def como(client: Client, cuenta: Cuenta) -> Client:
    client.force_login(cuenta)
    return client


@pytest.mark.numeral("ET 13.9")
def test_irma_asks_ines_authorises_and_ada_follows(
    acusada: Entrega, irma: Cuenta, ines: Cuenta, ada: Cuenta, client: Client
) -> None:
    como(client, irma).post(f"{URL}solicitar/", PEDIDO | {"confirma": "oax26"})
    for n in (1, 2, 3):
        client.post(f"{URL}atestiguar/", {"orden": n, "acta": f"ACTA/{n}"})
    assert client.post(f"{URL}autorizar/").status_code == 409
    assert como(client, ines).post(f"{URL}autorizar/").status_code == 302

    pagina = como(client, ada).get(URL).content.decode()

    assert "Autorizada, en su periodo de espera" in pagina
    assert "Cancelar la eliminación" not in pagina


@pytest.mark.numeral("ET 13.9")
def test_who_eliminates_reads_whether_the_expedientes_were_delivered(
    acusada: Entrega, irma: Cuenta, client: Client
) -> None:
    falta = "no hay expedientes electrónicos que el OPL haya acusado"

    pagina = como(client, irma).get(URL).content.decode()
    assert falta in pagina
    assert "no pide los expedientes electrónicos" in pagina
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # its rows never change
        Entrega.objects.filter(pk=acusada.pk).update(contenido="expedientes")
        cursor.execute("SET LOCAL session_replication_role = origin")
    pagina = client.get(URL).content.decode()
    assert falta not in pagina
    assert "no pide los expedientes electrónicos" not in pagina


def test_the_id_is_typed_again_and_what_was_typed_stays(
    acusada: Entrega, irma: Cuenta, client: Client
) -> None:
    pagina = como(client, irma).post(f"{URL}solicitar/", PEDIDO | {"confirma": "GRA26"})

    assert pagina.status_code == 422
    assert "No es el Id de este proceso." in pagina.content.decode()
    assert 'value="A/1"' in pagina.content.decode()
    assert queries.de_proceso("OAX26") is None


@pytest.mark.numeral("ET 13.9")
def test_before_the_acknowledgment_it_says_why_not(
    dispuesta: Entrega, irma: Cuenta, client: Client
) -> None:
    pagina = como(client, irma).post(f"{URL}solicitar/", PEDIDO)

    assert pagina.status_code == 409
    assert "El OPL no ha acusado todo lo que se le entregó." in pagina.content.decode()


@pytest.mark.numeral("ET 13.9")
def test_the_constancia_is_signed_once_all_is_gone_and_downloaded(
    autorizada: Eliminacion, irma: Cuenta, client: Client
) -> None:
    como(client, irma)
    assert client.get(f"{URL}constancia.json").status_code == 404
    assert client.post(f"{URL}certificar/").status_code == 409
    services.ejecutar_debidas(momento=LUEGO + TRES_DIAS)

    assert client.post(f"{URL}certificar/").status_code == 302
    assert "Descargar la constancia" in client.get(URL).content.decode()
    assert client.get(f"{URL}constancia.json").json()["proceso"] == "OAX26"
    assert client.get(f"{URL}otra.json").status_code == 404


@pytest.mark.numeral("ET 13.9")
def test_the_other_pages_of_an_eliminated_process_still_open(
    autorizada: Eliminacion, irma: Cuenta, client: Client
) -> None:
    services.ejecutar_debidas(momento=LUEGO + TRES_DIAS)
    como(client, irma)

    for url in (
        "/resultados/OAX26/", "/resultados/OAX26/entrega/", "/resultados/OAX26/oficios/",
        "/procesos/OAX26/", "/procesos/OAX26/llaves/",
    ):  # fmt: skip
        assert client.get(url).status_code == 200, url


@pytest.mark.parametrize("quien", ["ramiro", "renata", "olga", "pilar"])
def test_nobody_else_comes_in(
    proceso: object, client: Client, request: pytest.FixtureRequest, quien: str
) -> None:
    assert client.get(URL).status_code == 302
    como(client, request.getfixturevalue(quien))
    for que in ("solicitar/", "atestiguar/", "autorizar/", "cancelar/", "certificar/"):
        assert client.post(f"{URL}{que}").status_code == 403
    assert client.get(URL).status_code == 403


@pytest.mark.parametrize(("persona", "la_ve"), [("irma", True), ("susana", False)])
def test_its_tab_is_only_for_who_may_open_it(
    client: Client, request: pytest.FixtureRequest, acusada: Entrega, persona: str, la_ve: bool
) -> None:
    client.force_login(request.getfixturevalue(persona))

    pagina = client.get("/resultados/OAX26/").content.decode()

    assert ('href="/resultados/OAX26/eliminacion/"' in pagina) is la_ve
