"""The same record from two requests at once: one row, one receipt."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client

from rubrica.recepcion.tests.puerta import Puerta
from rubrica.recepcion.tests.telefono import Telefono
from rubrica.registros.models import Registro

VECES = 8


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_of_the_same_record_get_one_receipt(telefono: Telefono) -> None:
    paquete = telefono.paquete(50_000)
    sobre = telefono.sobre(paquete)

    def send(_: int) -> tuple[int, bytes]:
        try:
            respuesta = Puerta(Client()).put(sobre, paquete)
            return respuesta.status_code, respuesta.content
        finally:
            connections.close_all()

    with ThreadPoolExecutor(VECES) as hilos:
        respuestas = list(hilos.map(send, range(VECES)))

    assert sorted(estado for estado, _ in respuestas) == [200] * (VECES - 1) + [201]
    assert len({cuerpo for _, cuerpo in respuestas}) == 1
    assert Registro.objects.count() == 1
