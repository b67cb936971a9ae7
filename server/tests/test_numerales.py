"""How a test's name says which numerals it answers for (make numerales)."""

from __future__ import annotations

import pytest

from tools.numerales import numerals_in


@pytest.mark.parametrize(
    ("nombre", "numerales"),
    [
        ("ET 4.8 only within the period", ["4.8"]),
        ("goes from the oldest (ET 6.5)", ["6.5"]),
        ("ET 10.3 j and m: what is pointed out", ["10.3 j", "10.3 m"]),
        ("ET 5.7, 5.11 f and g: what the coach says", ["5.7", "5.11 f", "5.11 g"]),
        ("ET 4.8 and 6.6 the plazos that the phone shows", ["4.8", "6.6"]),
        ("ET 5.13 a record is whole", ["5.13"]),
        ("dos de la ET 3.2 a y b, y uno de ET 4.9", ["3.2 a", "3.2 b", "4.9"]),
        ("nothing of the law", []),
    ],
)
def test_the_numerals_of_a_name_are_read(nombre: str, numerales: list[str]) -> None:
    assert numerals_in(nombre) == numerales
