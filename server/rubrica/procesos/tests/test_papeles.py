"""Each act with the PostgreSQL role of the service that does it, and the grants it really has."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from pytest_django import Settings

from rubrica.avisos.models import Aviso
from rubrica.avisos.services import entregar
from rubrica.cuentas.models import Cuenta
from rubrica.cuentas.tests import factores
from rubrica.launch.grants import otorgar
from rubrica.procesos import queries, services
from rubrica.procesos.models import Custodio, Proceso
from rubrica.procesos.tests.conftest import AHORA, FIN, Oficina, solicitud


@pytest.fixture(autouse=True)
def permisos(db: None) -> None:
    otorgar({})


def ser(papel: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {papel}")


def entrar(cuenta: Cuenta, puerta: str) -> Client:
    """Return a browser in which the person is in."""
    client = Client()
    datos = {"correo": cuenta.correo, "clave": "una clave larga de prueba"}
    assert client.post(puerta, datos).status_code == 302
    return client


def test_mesa_can_take_a_process_from_draft_to_open(oficina: Oficina) -> None:
    ser("rubrica_mesa")

    assert oficina.abierto().estado == "abierto"


def test_mesa_can_correct_return_and_change_a_process(oficina: Oficina) -> None:
    ser("rubrica_mesa")
    quien: dict[str, Any] = {"quien": oficina.irma.pk, "momento": AHORA}
    borrador = oficina.registrar().pk

    services.corregir(proceso=borrador, solicitud=solicitud(), **quien)
    services.solicitar(proceso=borrador, **quien)
    services.devolver(proceso=borrador, motivo="Falta el oficio.", **quien)
    abierto = oficina.abierto()
    datos = replace(services.vigentes(abierto), fin=FIN + timedelta(days=7), responsiva="Otra.")
    services.cambiar(proceso=abierto.pk, datos=datos, motivo="Acuerdo 31", **quien)
    inhabil = services.declarar_inhabil(proceso=borrador, dia=FIN.date(), motivo="x", **quien)
    services.retirar_inhabil(proceso=borrador, numero=inhabil.pk, **quien)

    assert Proceso.objects.get(pk=abierto.pk).fin == FIN + timedelta(days=7)


def test_mesa_shows_its_pages_and_lets_its_people_in(
    oficina: Oficina, olga: Cuenta, settings: Settings
) -> None:
    settings.SESSION_ENGINE = "rubrica.cuentas.sesion_oficial"
    proceso = oficina.abierto().pk
    client = Client()
    client.force_login(oficina.irma)
    ser("rubrica_mesa")

    casa = f"/procesos/{proceso}/"
    for url in ("/procesos/", casa, f"{casa}calendario/", f"{casa}cambios/", f"{casa}llaves/"):
        assert client.get(url).status_code == 200
    assert client.get("/oficial/avisos/envios/").status_code == 200
    assert entrar(olga, "/oficial/entrar/").get("/oficial/mi-cuenta/").status_code == 200


@pytest.mark.numeral("ET 9.4")
def test_mesa_enrols_a_second_factor_and_takes_its_codes(
    oficina: Oficina, olga: Cuenta, settings: Settings
) -> None:
    settings.SESSION_ENGINE = "rubrica.cuentas.sesion_oficial"
    settings.SEGUNDO_FACTOR = "obligatorio"
    ser("rubrica_mesa")

    secreto, [de_recuperacion, *_] = factores.enrolar(olga)

    for escrito in (factores.codigo(secreto), de_recuperacion):
        client = factores.con_clave(olga)
        assert client.post(factores.CODIGO, {"code": escrito}).status_code == 302
    llave = factores.con_llave(olga)
    client.post(f"/oficial/llaves/{llave.pk}/quitar/")
    assert "Todavía no tiene llaves" in client.get("/oficial/llaves/").content.decode()


def test_the_portal_hands_out_the_manifest_and_lets_pilar_in(
    oficina: Oficina, pilar: Cuenta
) -> None:
    proceso = oficina.abierto().pk
    ser("rubrica_portal")

    assert Client().get(f"/api/v1/procesos/{proceso}/manifiesto").status_code == 200
    assert entrar(pilar, "/entrar/").session["_auth_user_id"] == str(pilar.pk)
    client = Client()
    client.post("/entrar/", {"correo": pilar.correo, "por": "codigo"})
    assert Aviso.objects.filter(plantilla="codigo_de_entrada").count() == 1
    assert client.post("/entrar/codigo/", {"code": "BBBB-BBBB"}).status_code == 403


def test_the_door_reads_what_it_needs_of_a_process_and_no_more(oficina: Oficina) -> None:
    proceso = oficina.abierto().pk
    ser("rubrica_recepcion")

    puerta = queries.proceso_en_puerta(proceso)

    assert puerta is not None
    assert puerta.abierto
    for consulta in (Custodio.objects.all(), Proceso.objects.all(), Cuenta.objects.all()):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            list(consulta)


def test_only_the_worker_delivers_what_mesa_enqueued(oficina: Oficina) -> None:
    ser("rubrica_mesa")
    proceso = oficina.aprobado().pk
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("SELECT id FROM avisos_aviso WHERE proceso = %s", [proceso])
        (aviso,) = cursor.fetchone()

    ser("rubrica_portal")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        entregar(aviso=aviso, momento=AHORA)
    ser("rubrica_worker")
    assert entregar(aviso=aviso, momento=AHORA) == "ENTREGADO"
