from datetime import UTC, datetime

import pytest

from rubrica.bitacora.rules import Apunte, ValorImpropio

AHORA = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.mark.numeral("ET 14.1")
@pytest.mark.parametrize("valor", [b"imagen", 1.5, ["Ana"], {"nombre": "Ana"}, "x" * 201])
def test_an_asiento_takes_no_value_that_could_hold_a_person(valor: object) -> None:
    with pytest.raises(ValorImpropio):
        Apunte(momento=AHORA, actor="olga", acto="VER", objeto="1", datos={"campo": valor})  # type: ignore[dict-item]


def test_an_asiento_without_time_zone_does_not_construct() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Apunte(momento=AHORA.replace(tzinfo=None), actor="olga", acto="VER", objeto="1")


def test_plain_values_are_taken() -> None:
    apunte = Apunte(
        momento=AHORA, actor="olga", acto="VER", objeto="1",
        datos={"a": "x" * 200, "b": 1, "c": True, "d": None},
    )  # fmt: skip

    assert len(apunte.datos) == 4
