"""The truth table of rules.py, row by row, and the law that a doubt favours the record."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubrica.recepcion.rules import Aplicada, Bajas, Intervalo, Periodo, regla_de
from rubrica.registros.rules import Regla

INICIO, FIN = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 30, tzinfo=UTC)
MEDIO = datetime(2026, 11, 15, tzinfo=UTC)
HORA = timedelta(hours=1)
MS = timedelta(milliseconds=1)


def aplicar(
    bajas: Bajas | None = None,
    *,
    recibido_en: datetime = MEDIO,
    desde: datetime | None = None,
    consecutivo: int = 5,
) -> Aplicada | None:
    return regla_de(
        bajas=bajas or Bajas(),
        consecutivo=consecutivo,
        intervalo=Intervalo(desde=desde, hasta=recibido_en),
        periodo=Periodo(inicio=INICIO, fin=FIN),
    )


def numeral(aplicada: Aplicada | None) -> str:
    return aplicada.regla if aplicada else ""


def test_what_is_in_order_has_no_rule() -> None:
    assert aplicar(desde=MEDIO - HORA) is None


@pytest.mark.numeral("ET 3.4")
def test_received_after_the_baja_of_the_auxiliar_is_classed() -> None:
    baja = Bajas(auxiliar_en=MEDIO, auxiliar_numeral="ET 3.4")

    assert numeral(aplicar(baja, recibido_en=MEDIO)) == Regla.BAJA_DEL_AUXILIAR
    assert aplicar(baja, recibido_en=MEDIO - MS) is None


@pytest.mark.numeral("ET 3.4")
def test_the_motive_of_a_rule_says_its_date() -> None:
    aplicada = aplicar(Bajas(auxiliar_en=MEDIO, auxiliar_numeral="ET 3.4"))

    assert aplicada is not None
    assert "2026-11-15T00:00:00+0000" in aplicada.motivo


@pytest.mark.numeral("ET 4.10")
def test_an_auxiliar_given_up_for_its_devices_is_classed_by_that_numeral() -> None:
    baja = Bajas(auxiliar_en=MEDIO, auxiliar_numeral="ET 4.10")

    assert numeral(aplicar(baja)) == Regla.DISPOSITIVO_NO_AUTORIZADO


@pytest.mark.numeral("ET 4.10")
def test_received_after_the_authority_revoked_the_device_is_classed() -> None:
    revocado = Bajas(dispositivo_en=MEDIO)

    assert numeral(aplicar(revocado)) == Regla.DISPOSITIVO_NO_AUTORIZADO
    assert aplicar(revocado, recibido_en=MEDIO - MS) is None


@pytest.mark.numeral("ET 4.9")
def test_what_was_captured_before_its_own_baja_stays_good_whenever_it_arrives() -> None:
    propia = Bajas(dispositivo_en=MEDIO, dispositivo_hasta=5)

    assert aplicar(propia, recibido_en=MEDIO + 72 * HORA, consecutivo=5) is None
    assert numeral(aplicar(propia, consecutivo=6)) == Regla.DISPOSITIVO_NO_AUTORIZADO


@pytest.mark.numeral("ET 4.6")
def test_a_key_that_was_replaced_signs_only_for_what_its_phone_had_declared() -> None:
    sustituida = Bajas(llave_en=MEDIO, llave_hasta=5)

    assert aplicar(sustituida, recibido_en=MEDIO + 72 * HORA, consecutivo=5) is None
    assert numeral(aplicar(sustituida, consecutivo=6)) == Regla.DISPOSITIVO_NO_AUTORIZADO


@pytest.mark.numeral("ET 4.8")
@pytest.mark.parametrize(
    ("desde", "recibido_en", "fuera"),
    [
        (None, INICIO - MS, True),
        (None, INICIO, False),
        (None, FIN + HORA, False),
        (FIN, FIN + HORA, False),
        (FIN + MS, FIN + HORA, True),
        (INICIO - 48 * HORA, FIN + HORA, False),
    ],
)
def test_only_a_whole_interval_off_the_period_is_classed(
    desde: datetime | None, recibido_en: datetime, fuera: bool
) -> None:
    aplicada = aplicar(desde=desde, recibido_en=recibido_en)

    assert (numeral(aplicada) == Regla.FUERA_DEL_PERIODO) is fuera


@pytest.mark.numeral("ET 3.4", "ET 4.8")
def test_of_two_rules_the_baja_names_it() -> None:
    baja = Bajas(auxiliar_en=MEDIO, auxiliar_numeral="ET 3.4")

    aplicada = aplicar(baja, desde=FIN + MS, recibido_en=FIN + HORA)

    assert numeral(aplicada) == Regla.BAJA_DEL_AUXILIAR


@pytest.mark.numeral("ET 4.8")
@given(st.timedeltas(timedelta(0), FIN - INICIO))
def test_a_token_of_the_period_is_never_held_against_a_record(transcurrido: timedelta) -> None:
    desde = INICIO + transcurrido

    assert aplicar(desde=desde, recibido_en=max(desde, FIN + 23 * HORA)) is None
