"""Everything an account did and saw, for the day it is compromised (ET 14.1)."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.db import connection
from django.test import Client
from django.utils.timezone import localdate, now

from rubrica.bitacora import queries as bitacora
from rubrica.bitacora.models import Asiento
from rubrica.bitacora.services import asentar
from rubrica.core.hoja_de_calculo import celda
from rubrica.cuentas.models import Cuenta

pytestmark = pytest.mark.numeral("ET 14.1")


def anotar(actor: str, acto: str, objeto: str = "OAX26-0153-1-00042-K", **datos: str) -> None:
    asentar(momento=now(), actor=actor, acto=acto, objeto=objeto, datos=datos, proceso="OAX26")


@pytest.fixture
def historia(olga: Cuenta, irma: Cuenta) -> None:
    anotar(olga.correo, "VER_IMAGENES")
    anotar(f"cuenta:{olga.pk}", "entrar", f"cuenta:{olga.pk}")
    anotar(f"cuenta:{irma.pk}", "renovar_cuenta", f"cuenta:{olga.pk}")
    anotar(f"cuenta:{irma.pk}", "abrir_proceso", "OAX26")
    anotar("verificacion", "TURNAR_A_MESA")


def url(cuenta: Cuenta, **consulta: str) -> str:
    pares = "&".join(f"{n}={v}" for n, v in consulta.items())
    return f"/oficial/cuentas/{cuenta.pk}/reporte/?{pares}"


def hoja(client: Client, cuenta: Cuenta) -> list[list[str]]:
    respuesta = client.get(url(cuenta, formato="csv"))
    assert respuesta["Content-Disposition"] == f'attachment; filename="cuenta-{cuenta.pk}.csv"'
    texto = respuesta.getvalue().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(texto, newline="")))


@pytest.mark.usefixtures("historia")
def test_irma_reads_what_olga_did_saw_and_was_done_to(
    client: Client, irma: Cuenta, olga: Cuenta
) -> None:
    client.force_login(irma)

    pagina = client.get(url(olga)).content.decode()

    assert all(acto in pagina for acto in ("Ver imagenes", "Entrar", "Renovar cuenta"))
    assert "Abrir proceso" not in pagina
    assert "Turnar a mesa" not in pagina
    assert Asiento.objects.get(acto="reportar_cuenta").objeto == f"cuenta:{olga.pk}"


@pytest.mark.usefixtures("historia")
def test_the_csv_has_every_row_in_its_order(client: Client, irma: Cuenta, olga: Cuenta) -> None:
    client.force_login(irma)

    encabezado, *filas = hoja(client, olga)

    assert encabezado[0] == "Momento (hora Centro)"
    assert [(f[1], f[2]) for f in filas][:3] == [
        ("La cuenta", "Ver imagenes"),
        ("La cuenta", "Entrar"),
        (irma.nombre, "Renovar cuenta"),
    ]


@pytest.mark.parametrize("veneno", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_taken_for_a_formula(
    client: Client, irma: Cuenta, olga: Cuenta, veneno: str
) -> None:
    anotar(olga.correo, veneno, veneno)
    client.force_login(irma)

    [_, fila, *_] = hoja(client, olga)

    assert fila[3] == f"'{veneno}"
    assert all(celda(c)[:1] not in set("=+@\t\r") for c in fila)


def test_only_the_days_that_were_asked_for(client: Client, irma: Cuenta, olga: Cuenta) -> None:
    anotar(olga.correo, "VER_IMAGENES")
    client.force_login(irma)
    ayer = (localdate() - timedelta(days=1)).isoformat()

    assert "Nada en ese periodo" in client.get(url(olga, desde=ayer, hasta=ayer)).content.decode()
    assert client.get(url(olga, desde="2026-99-99")).status_code == 422
    assert client.get(url(olga, desde=localdate().isoformat(), hasta=ayer)).status_code == 422


@pytest.mark.parametrize("quien", ["olga", "ada", "consuelo", "ramiro", "renata"])
def test_nobody_but_the_derfe_reads_it(
    client: Client, olga: Cuenta, request: pytest.FixtureRequest, quien: str
) -> None:
    client.force_login(request.getfixturevalue(quien))

    for consulta in ({}, {"formato": "csv"}):
        assert client.get(url(olga, **consulta)).status_code == HTTPStatus.FORBIDDEN
    assert not Asiento.objects.filter(acto="reportar_cuenta").exists()


def test_the_report_is_found_by_an_index_and_not_by_reading_the_whole_bitacora(db: None) -> None:
    consulta = bitacora.de_personas(
        ["cuenta:7", "olga@opl.test"], ["cuenta:7"], desde=now() - timedelta(days=9), hasta=now()
    )
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

        plan = consulta.explain()

    assert "asiento_de_persona" in plan
    assert "Seq Scan" not in plan
