"""The public account and the comprobante, as anyone gets them."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.test import Client

from rubrica.registros.rules import Puerta
from rubrica.registros.tests.conftest import recibir

pytestmark = pytest.mark.django_db
FOLIO = "OAX26-0153-1-00042-2NH"


@pytest.fixture(autouse=True)
def proceso(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "rubrica.procesos.queries.proceso_en_puerta",
        lambda id: (
            SimpleNamespace(id=id, abierto=True, denominacion="Consulta sobre el agua")
            if id == "OAX26"
            else None
        ),
    )
    monkeypatch.setattr("rubrica.procesos.queries.abiertos", lambda: ["OAX26"])


@pytest.mark.numeral("ET 2.2", "ET 10.7")
def test_anyone_reads_the_account_with_its_words_and_its_caveat(client: Client) -> None:
    recibir()

    pagina = client.get("/cuenta/OAX26/").content.decode()

    assert "informativo y preliminar" in pagina
    for clase in ("enviados", "para envío a compulsas", "duplicados", "con inconsistencia"):
        assert f"Registros {clase}" in pagina
    assert "La cuenta cuadra" in pagina


@pytest.mark.numeral("ET 10.7")
def test_the_account_as_json_has_totals_and_days_and_nothing_finer(client: Client) -> None:
    recibir()
    recibir()

    cuenta = client.get("/api/v1/procesos/OAX26/cuenta").json()

    assert cuenta["total"] == {"a": 2, "b": 0, "c": 0, "d": 0, "e": 0, "f": 2}
    assert cuenta["dias"] == [{"dia": "2026-11-10", **cuenta["total"]}]
    assert set(cuenta) == {
        "proceso", "momento", "caracter", "clases", "total", "puertas", "dias",
    }  # fmt: skip


@pytest.mark.numeral("ET 10.7 a")
def test_the_account_says_by_which_door_and_each_balances(client: Client) -> None:
    recibir()
    recibir(puerta=Puerta.MI_APOYO, auxiliar=0)
    recibir(puerta=Puerta.MI_APOYO, auxiliar=0, dispositivo=UUID(int=2))

    cuenta = client.get("/api/v1/procesos/OAX26/cuenta").json()

    assert [(p["puerta"], p["a"]) for p in cuenta["puertas"]] == [
        ("auxiliar", 1), ("mi_apoyo", 2), ("papel", 0),
    ]  # fmt: skip
    for clase in "abcdef":
        assert sum(p[clase] for p in cuenta["puertas"]) == cuenta["total"][clase]
    assert all(p["a"] == sum(p[c] for c in "bcdef") for p in cuenta["puertas"])


@pytest.mark.numeral("ET 10.7 a")
def test_the_page_names_the_two_doors_of_the_app_and_paper_apart(client: Client) -> None:
    recibir()

    pagina = client.get("/cuenta/OAX26/").content.decode()

    for puerta in ("con personas auxiliares", "«Mi Apoyo»", "Aparte: cédulas en papel"):
        assert puerta in pagina.split("data-puertas")[1]


def test_the_list_shows_each_open_process(client: Client) -> None:
    recibir()

    assert "Consulta sobre el agua" in client.get("/captacion/").content.decode()


def test_an_empty_account_says_what_will_appear(client: Client) -> None:
    assert "Todavía no llega ningún registro" in client.get("/cuenta/OAX26/").content.decode()


def test_there_is_no_account_of_a_process_that_is_not(client: Client) -> None:
    assert client.get("/cuenta/NADA/").status_code == 404
    respuesta = client.get("/api/v1/procesos/NADA/cuenta")
    assert (respuesta.status_code, respuesta.json()["type"]) == (
        404,
        "/rechazos/proceso-desconocido",
    )


@pytest.mark.numeral("ET 5.13", "ET 6.4")
def test_a_comprobante_tells_whether_it_arrived_and_when(client: Client) -> None:
    registro = recibir(folio=FOLIO, recibido_en=datetime(2026, 11, 23, 20, 5, tzinfo=UTC))
    codigo = registro.codigo_integridad.hex()

    datos = {"folio": FOLIO.lower(), "codigo": codigo.upper()}
    assert client.get("/api/v1/comprobantes", datos).json() == {
        "llego": True,
        "recibido_en": "2026-11-23T20:05:00+00:00",
    }
    assert "14:05 (hora Centro)" in client.get("/comprobante/", datos).content.decode()


def test_a_folio_with_another_s_codigo_tells_nothing(client: Client) -> None:
    recibir(folio=FOLIO)

    respuesta = client.get("/api/v1/comprobantes", {"folio": FOLIO, "codigo": "0" * 64})

    assert respuesta.json() == {"llego": False, "recibido_en": None}


def test_one_badly_copied_is_told_so_and_keeps_what_was_typed(client: Client) -> None:
    datos = {"folio": "OAX26-0153", "codigo": "zz"}

    pagina = client.get("/comprobante/", datos)

    assert pagina.status_code == 422
    assert "OAX26-0153" in pagina.content.decode()
    assert client.get("/api/v1/comprobantes", datos).status_code == 422
