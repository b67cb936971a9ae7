"""The promovente's pages with the PostgreSQL role of the portal, and the grants it really has."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client

from rubrica.auxiliares.models import Auxiliar
from rubrica.auxiliares.tests.test_paginas import ALTA, ESCRITO, LISTA
from rubrica.cuentas.models import Cuenta
from rubrica.launch.grants import otorgar


@pytest.fixture
def en_el_portal(client: Client, pilar: Cuenta, abel: Auxiliar) -> Client:
    """Pilar's browser, and from here on nothing but what the portal may do."""
    otorgar({})
    client.force_login(pilar)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE rubrica_portal")
    return client


@pytest.mark.numeral("ET 2.1 a", "ET 14.1")
def test_it_lists_registers_sends_again_and_gives_up(en_el_portal: Client) -> None:
    otro = {**ESCRITO, "correo": "otro@ejemplo.test"}

    codigos = [
        en_el_portal.get(f"{LISTA}?cuales=sin_fura").status_code,
        en_el_portal.post(ALTA, otro).status_code,
        en_el_portal.get(f"{LISTA}0001/").status_code,
        en_el_portal.post(f"{LISTA}0001/correo/").status_code,
        en_el_portal.post(f"{LISTA}0001/baja", {"motivo": "Dejó de participar."}).status_code,
    ]

    assert codigos == [200, 302, 200, 302, 302]
