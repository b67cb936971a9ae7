"""Everything that a device did, for the day one is compromised (ET 14.1)."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client

from rubrica.auxiliares import services
from rubrica.auxiliares.models import Dispositivo
from rubrica.auxiliares.tests import escenas
from rubrica.bitacora.models import Asiento
from rubrica.bitacora.services import asentar
from rubrica.cuentas.models import Cuenta

pytestmark = [pytest.mark.django_db, pytest.mark.numeral("ET 14.1", "ET 4.10")]


@pytest.fixture
def dispositivo(pilar: Cuenta) -> Dispositivo:
    """The first phone of Abel, who has two; with a folio of each."""
    abel = escenas.auxiliar_de(escenas.proceso_abierto(pilar))
    primero, segundo = (escenas.telefono_de(abel, n).dispositivo for n in (1, 2))
    for fila in (primero, segundo):
        services.dar_de_baja_dispositivo(
            dispositivo=fila, hasta_consecutivo=3, momento=escenas.ahora()
        )
    for folio in ("OAX26-0001-1-00001-AAA", "OAX26-0001-2-00001-BBB"):
        asentar(
            momento=escenas.ahora(), actor="verificacion", acto="turnar_a_mesa", objeto=folio,
            datos={}, proceso="OAX26",
        )  # fmt: skip
    return Dispositivo.objects.get(pk=primero)


def url(dispositivo: uuid.UUID, consulta: str = "") -> str:
    return f"/cedulas/OAX26/0001/dispositivos/{dispositivo}/reporte/{consulta}"


def test_it_says_what_that_device_did_and_nothing_of_the_other(
    client: Client, irma: Cuenta, dispositivo: Dispositivo
) -> None:
    client.force_login(irma)

    pagina = client.get(url(dispositivo.pk)).content.decode()

    assert "OAX26-0001-1-00001-AAA" in pagina
    assert "OAX26-0001-2-00001-BBB" not in pagina
    assert pagina.count("Dar de baja dispositivo") == 1


def test_the_csv_has_it_all_and_each_asking_is_an_asiento(
    client: Client, irma: Cuenta, dispositivo: Dispositivo
) -> None:
    client.force_login(irma)

    hoja = b"".join(client.get(url(dispositivo.pk, "?formato=csv")).streaming_content).decode()  # type: ignore[attr-defined]

    assert "OAX26-0001-1-00001-AAA" in hoja
    asiento = Asiento.objects.get(acto="reportar_dispositivo")
    assert (asiento.actor, asiento.objeto) == (
        f"cuenta:{irma.pk}", f"dispositivo/{dispositivo.pk}",
    )  # fmt: skip


def test_only_the_derfe_asks_and_of_a_device_that_is_there(
    client: Client, irma: Cuenta, ada: Cuenta, dispositivo: Dispositivo
) -> None:
    client.force_login(ada)
    assert client.get(url(dispositivo.pk)).status_code == 403
    client.force_login(irma)
    assert client.get(url(uuid.uuid4())).status_code == 404
    assert client.get(url(dispositivo.pk, "?desde=x")).status_code == 422
