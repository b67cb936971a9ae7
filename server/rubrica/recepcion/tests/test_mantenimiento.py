"""While an announced maintenance stops it, the door says until when and keeps nothing (ET 6.3)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rubrica.mantenimiento.models import Mantenimiento
from rubrica.recepcion import queries
from rubrica.recepcion.tests.puerta import Puerta
from rubrica.recepcion.tests.telefono import Telefono
from rubrica.registros.models import Registro
from rubrica.reloj import ahora


def stop(parte: str) -> Mantenimiento:
    momento = ahora()
    queries.forget()
    return Mantenimiento.objects.create(
        inicio=momento - timedelta(minutes=1),
        fin=momento + timedelta(minutes=20),
        partes=[parte],
        mensaje="Se cambia un disco.",
        anunciado_en=momento - timedelta(days=2),
        anunciado_por=1,
    )


@pytest.mark.numeral("ET 6.3")
def test_the_door_says_what_happens_and_until_when_and_takes_it_afterwards(
    puerta: Puerta, telefono: Telefono
) -> None:
    fila = stop("recepcion")

    respuesta = puerta.send(telefono)

    assert respuesta.status_code == 503
    assert respuesta.json()["type"] == "/rechazos/mantenimiento"
    assert 1100 < int(respuesta["Retry-After"]) <= 1201
    assert respuesta.json()["mensaje"] == "Se cambia un disco."
    assert not Registro.objects.exists()

    fila.delete()
    queries.forget()
    assert puerta.send(telefono).status_code == 201


def test_a_maintenance_of_another_part_stops_nothing_here(
    puerta: Puerta, telefono: Telefono
) -> None:
    stop("mesa")

    assert puerta.send(telefono).status_code == 201
