"""After a reset what waited counts, and a thief with the old key adds nothing (ET 4.6)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import transaction

from rubrica.auxiliares.models import Dispositivo, LlaveSustituida
from rubrica.auxiliares.tests import escenas
from rubrica.recepcion.tests.puerta import Puerta, receipt_of
from rubrica.recepcion.tests.telefono import Telefono
from rubrica.registros.models import Registro
from rubrica.registros.rules import Regla

pytestmark = pytest.mark.django_db


def reset(telefono: Telefono, hasta: int) -> Telefono:
    """Replace the key of a phone, as the portal does; return it with the new one."""
    nuevo = replace(telefono, clave=ec.generate_private_key(ec.SECP256R1()), consecutivo=hasta)
    with transaction.atomic():
        fila = Dispositivo.objects.get(pk=telefono.dispositivo)
        LlaveSustituida.objects.create(
            kid=fila.kid, dispositivo=fila, jwk=fila.jwk, hasta_consecutivo=hasta,
            sustituida_en=escenas.ahora(),
        )  # fmt: skip
        Dispositivo.objects.filter(pk=fila.pk).update(kid=nuevo.kid, jwk=nuevo.jwk)
    return nuevo


@pytest.mark.numeral("ET 4.6")
def test_what_waited_before_the_reset_is_received_and_counts(
    puerta: Puerta, telefono: Telefono
) -> None:
    esperan = [(telefono.sobre(p), p) for p in (telefono.paquete() for _ in range(3))]
    nuevo = reset(telefono, hasta=3)

    for sobre, paquete in esperan:
        assert puerta.put(sobre, paquete).status_code == 201
    assert puerta.send(nuevo).status_code == 201
    assert set(Registro.objects.values_list("consecutivo", "regla")) == {
        (n, "") for n in range(1, 5)
    }


@pytest.mark.numeral("ET 4.6", "ET 4.10")
def test_what_the_old_key_signs_past_that_is_received_and_classed(
    puerta: Puerta, telefono: Telefono
) -> None:
    reset(telefono, hasta=3)

    respuesta = puerta.send(telefono, consecutivo=4)

    assert receipt_of(respuesta)
    fila = Registro.objects.get()
    assert fila.regla == Regla.DISPOSITIVO_NO_AUTORIZADO
    assert "hasta el consecutivo 3 (ET 4.6)" in fila.regla_motivo


@pytest.mark.numeral("ET 4.6")
def test_a_reset_that_the_door_does_not_remember_is_seen_when_the_row_is_written(
    puerta: Puerta, telefono: Telefono
) -> None:
    puerta.send(telefono)  # from now on the door remembers this key as the one in force
    reset(telefono, hasta=1)

    puerta.send(telefono, consecutivo=2)

    assert Registro.objects.get(consecutivo=2).regla == Regla.DISPOSITIVO_NO_AUTORIZADO
