"""Pilar at the real portal, as its own PostgreSQL role: her code by e-mail, and her provider."""

from __future__ import annotations

import re

import pytest

from rubrica.launch.mailbox import Buzon
from tests.casa import Casa, esperar

PILAR = "pilar@promovente.test"
CODIGO = re.compile(r"\b[B-Z]{4}-[B-Z]{4}\b")
pytestmark = pytest.mark.numeral("ET 1.2")


def codigo_de(casa: Casa, correo: str) -> str:
    """Return the code of the last e-mail to that mailbox, "" if there is none yet."""
    asuntos = [str(m["Subject"]) for m in Buzon(casa.house.mailbox).messages() if m["To"] == correo]
    hallados = [h[0] for a in asuntos if (h := CODIGO.search(a))]
    return hallados[-1] if hallados else ""


def test_she_enters_with_the_code_that_came_to_her_mailbox(casa: Casa) -> None:
    pilar = casa.navegante("portal")
    pilar.pedir("/entrar/")
    pilar.pedir("/entrar/", {"correo": PILAR, "por": "codigo"})
    esperar("el código", lambda: codigo_de(casa, PILAR))

    estado, _ = pilar.pedir("/entrar/codigo/", {"code": codigo_de(casa, PILAR)})

    assert estado == 200
    assert "Pilar" in pilar.pedir("/auxiliares/")[1].decode()


def test_the_role_of_the_portal_may_pin_her_subject_and_never_change_it(casa: Casa) -> None:
    casa.sql(
        "INSERT INTO cuentas_identidad (cuenta_id, proveedor, sujeto, vinculada_en)"
        " SELECT id, 'prueba', 'pilar-1', now() FROM cuentas_cuenta WHERE correo = %s",
        PILAR,
        como="portal",
    )

    assert casa.sql("SELECT sujeto FROM cuentas_identidad", como="portal") == [("pilar-1",)]
    assert casa.sql("SELECT uid FROM socialaccount_socialaccount", como="portal") == []
    assert casa.sql("SELECT email FROM account_emailaddress", como="portal") == []
