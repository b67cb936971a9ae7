"""Ada says who of her authority acts in a mechanism, and it holds at once (ET 9.2)."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.test import Client

from rubrica.auxiliares.tests import escenas
from rubrica.bitacora.models import Asiento
from rubrica.cuentas.models import Cuenta
from rubrica.cuentas.permisos import alcanza
from rubrica.cuentas.rules import Rol
from rubrica.cuentas.tests.elenco import AJENO, Reparto
from rubrica.procesos.models import Proceso

PERSONAS = "/procesos/OAX26/personas/"


@pytest.fixture
def proceso(pilar: Cuenta) -> Proceso:
    return escenas.proceso_abierto(pilar)


@pytest.fixture
def nueva(reparto: Reparto) -> Cuenta:
    """Somebody of the IEEPCO whose account is new: she acts elsewhere."""
    return reparto("Nora", Rol.OPERADOR, proceso=AJENO)


@pytest.fixture
def ada_dentro(client: Client, ada: Cuenta) -> Client:
    client.force_login(ada)
    return client


@pytest.mark.numeral("ET 9.2")
def test_who_is_assigned_acts_at_once_and_who_is_removed_acts_no_more(
    proceso: Proceso, ada_dentro: Client, nueva: Cuenta
) -> None:
    assert not alcanza(nueva, "OAX26")

    ada_dentro.post(f"{PERSONAS}{nueva.pk}/asignar/")
    assert alcanza(nueva, "OAX26")
    ada_dentro.post(f"{PERSONAS}{nueva.pk}/retirar/")

    assert not alcanza(nueva, "OAX26")
    actos = Asiento.objects.filter(objeto=f"cuenta:{nueva.pk}").values_list("acto", flat=True)
    assert [*actos] == ["asignar_cuenta", "retirar_cuenta"]


def test_the_page_names_the_officials_of_the_authority_and_no_promovente(
    proceso: Proceso, ada_dentro: Client, nueva: Cuenta, renata: Cuenta, irma: Cuenta
) -> None:
    pagina = ada_dentro.get(PERSONAS).content.decode()

    assert nueva.correo in pagina
    assert renata.correo not in pagina  # of another authority
    assert irma.correo not in pagina  # the DERFE acts in every one
    assert proceso.promovente.correo not in pagina


def test_somebody_of_another_authority_cannot_be_brought_in(
    proceso: Proceso, ada_dentro: Client, renata: Cuenta
) -> None:
    respuesta = ada_dentro.post(f"{PERSONAS}{renata.pk}/asignar/")

    assert respuesta.status_code == HTTPStatus.NOT_FOUND
    assert not alcanza(renata, "OAX26")


def test_nobody_removes_oneself(proceso: Proceso, ada_dentro: Client, ada: Cuenta) -> None:
    respuesta = ada_dentro.post(f"{PERSONAS}{ada.pk}/retirar/")

    assert respuesta.status_code == HTTPStatus.CONFLICT
    assert "Nadie atiende su propia cuenta" in respuesta.content.decode()
    assert alcanza(ada, "OAX26")


def test_an_account_that_ended_is_not_offered(
    proceso: Proceso, ada_dentro: Client, nueva: Cuenta
) -> None:
    Cuenta.objects.filter(pk=nueva.pk).update(activa=False)

    assert nueva.correo not in ada_dentro.get(PERSONAS).content.decode()
