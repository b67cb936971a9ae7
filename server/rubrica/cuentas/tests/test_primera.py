"""The first account of an installation, and no second one (ET 9.1)."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from pytest_django import Settings

from rubrica.avisos.models import Aviso
from rubrica.bitacora.models import Asiento
from rubrica.cuentas.models import Cuenta
from rubrica.cuentas.rules import Rol
from rubrica.llaves.creacion import crear_instalacion

pytestmark = [pytest.mark.django_db, pytest.mark.numeral("ET 9.1", "ET 9.3")]
CORREO, CLAVE = "irma@derfe.test", "una clave larga y propia"


def crear(correo: str = CORREO) -> str:
    """Return the path of the link that the command writes."""
    crear_instalacion()
    dicho = StringIO()
    call_command("crear_primera_cuenta", correo, "Irma Entrega", stdout=dicho)
    [enlace] = re.findall(r"https?://[^/]+(/\S+)", dicho.getvalue())
    return str(enlace)


def test_its_link_sets_a_password_once_and_then_irma_enters(client: Client) -> None:
    enlace = crear()

    client.post(enlace, {"clave": CLAVE, "otra_vez": CLAVE})
    client.post("/oficial/entrar/", {"correo": CORREO, "clave": CLAVE})

    assert client.get("/oficial/cuentas/").status_code == 200
    assert Client().get(enlace).status_code == 409
    assert Cuenta.objects.get().rol_ is Rol.DERFE
    assert Asiento.objects.filter(acto="crear_cuenta", actor="instalacion").exists()


def test_the_link_goes_to_the_mailbox_besides() -> None:
    crear()

    assert Aviso.objects.get().plantilla == "primera_credencial"


def test_nobody_enters_before_the_link_is_used(client: Client) -> None:
    crear()

    assert not Cuenta.objects.get().has_usable_password()


def test_there_is_no_second_first_account(irma: Cuenta) -> None:
    with pytest.raises(CommandError, match="ya tiene una cuenta"):
        crear("otra@derfe.test")


def test_the_mailbox_is_institutional(settings: Settings) -> None:
    settings.DOMINIOS_INSTITUCIONALES = frozenset({"ine.mx"})
    with pytest.raises(CommandError):
        crear()
    assert not Cuenta.objects.exists()
