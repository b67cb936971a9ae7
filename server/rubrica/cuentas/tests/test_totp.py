"""The codes are those of RFC 6238, and each opens once."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubrica.cuentas import totp

SECRETO = b"12345678901234567890"  # RFC 6238, appendix B
AHORA = datetime(2026, 11, 25, 18, 0, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("segundos", "ocho_digitos"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_the_vectors_of_rfc_6238(segundos: int, ocho_digitos: str) -> None:
    momento = datetime.fromtimestamp(segundos, tz=UTC)

    assert totp.codigo(SECRETO, totp.paso_de(momento)) == ocho_digitos[-6:]


@pytest.mark.parametrize(("desfase", "entra"), [(-60, False), (-30, True), (30, True), (60, False)])
def test_a_clock_may_be_half_a_minute_off_and_no_more(desfase: int, entra: bool) -> None:
    escrito = totp.codigo(SECRETO, totp.paso_de(AHORA + timedelta(seconds=desfase)))

    assert (totp.paso_valido(SECRETO, escrito, momento=AHORA) is not None) is entra


@given(st.integers(-1, 1), st.integers(0, 5))
def test_no_code_opens_twice_nor_after_a_later_one(desfase: int, despues: int) -> None:
    paso = totp.paso_de(AHORA) + desfase
    escrito = totp.codigo(SECRETO, paso)

    assert totp.paso_valido(SECRETO, escrito, momento=AHORA, ultimo_paso=paso + despues) is None


@pytest.mark.parametrize("escrito", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦"])
def test_what_is_no_code_opens_nothing(escrito: str) -> None:
    assert totp.paso_valido(SECRETO, escrito, momento=AHORA) is None


def test_the_qr_says_the_secret_that_is_written_below_it() -> None:
    direccion = totp.uri(SECRETO, "olga@ejemplo.test")

    assert direccion.startswith("otpauth://totp/R%C3%BAbrica:olga@ejemplo.test?secret=")
    assert totp.para_escribir(SECRETO).replace(" ", "") in direccion
    assert base64.b32decode(totp.para_escribir(SECRETO).replace(" ", "")) == SECRETO
