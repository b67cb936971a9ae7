from hypothesis import given
from hypothesis import strategies as st

from rubrica.registros.cadena import Eslabon, leer


def _chain(numeros: list[int]) -> list[Eslabon]:
    return [Eslabon(n, bytes([n]) * 32, bytes([n - 1]) * 32 if n > 1 else None) for n in numeros]


def test_a_gap_and_a_withheld_tail_are_said_by_their_numbers() -> None:
    cadena = leer(_chain([1, 2, 5, 6]), ultimo=8)

    assert cadena.faltan == ((3, 4), (7, 8))


def test_a_phone_restored_from_a_backup_shows_its_fork() -> None:
    original, copia = _chain([1, 2]), Eslabon(2, b"\x99" * 32, b"\x01" * 32)

    cadena = leer([*original, copia])

    assert cadena.bifurcaciones == (2,)
    assert cadena.sueltos == ()


def test_one_that_names_another_predecessor_is_loose() -> None:
    uno, _ = _chain([1, 2])

    cadena = leer([uno, Eslabon(2, b"\x02" * 32, b"\x77" * 32)])

    assert cadena.sueltos == (2,)


@given(st.permutations(range(1, 9)))
def test_a_whole_chain_shows_nothing_in_any_order_of_arrival(numeros: list[int]) -> None:
    cadena = leer(_chain(numeros), ultimo=8)

    assert (cadena.faltan, cadena.bifurcaciones, cadena.sueltos) == ((), (), ())
