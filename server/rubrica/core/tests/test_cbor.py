"""One value, one encoding; whatever else is refused by name."""

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubrica.core import cbor
from rubrica.core.cbor import CborInvalido, Fault

simples = (
    st.none()
    | st.booleans()
    | st.integers(-cbor.MAX_INT, cbor.MAX_INT)
    | st.binary(max_size=40)
    | st.text(max_size=40)
)
valores = st.recursive(
    simples,
    lambda v: st.lists(v, max_size=5) | st.dictionaries(st.text(max_size=30), v, max_size=5),
    max_leaves=12,
).filter(lambda v: _hondo(v) < cbor.MAX_DEPTH)


def _hondo(valor: object) -> int:
    hijos = valor.values() if isinstance(valor, dict) else valor if isinstance(valor, list) else ()
    return 1 + max((_hondo(hijo) for hijo in hijos), default=0)


@given(valores)
def test_what_is_written_is_read_and_another_library_agrees(valor: object) -> None:
    escrito = cbor.encode(valor)

    assert cbor.decode(escrito) == valor
    assert cbor2.loads(escrito) == valor


@given(st.binary(max_size=60))
def test_any_bytes_are_the_only_encoding_of_their_value_or_are_refused(datos: bytes) -> None:
    try:
        valor = cbor.decode(datos)
    except CborInvalido:
        return

    assert cbor.encode(valor) == datos


@pytest.mark.parametrize(
    ("hexa", "fault"),
    [
        ("", Fault.TRUNCATED),
        ("61", Fault.TRUNCATED),
        ("82 00", Fault.TRUNCATED),
        ("5b 00 00 00 01 00 00 00 00", Fault.TRUNCATED),
        ("00 00", Fault.TRAILING),
        ("9f 00 ff", Fault.INDEFINITE),
        ("5f 41 00 ff", Fault.INDEFINITE),
        ("18 17", Fault.NOT_SHORTEST),
        ("19 00 ff", Fault.NOT_SHORTEST),
        ("58 01 00", Fault.NOT_SHORTEST),
        ("a2 61 61 00 61 61 00", Fault.DUPLICATE),
        ("a2 62 61 61 00 61 62 00", Fault.ORDER),
        ("a1 00 00", Fault.KIND),
        ("c0 60", Fault.KIND),
        ("f9 00 00", Fault.KIND),
        ("f7", Fault.KIND),
        ("1c", Fault.KIND),
        ("1b 00 20 00 00 00 00 00 00", Fault.KIND),
        ("61 ff", Fault.UTF8),
        ("81 " * 9 + "00", Fault.DEEP),
        ("99 c3 51", Fault.MANY),
    ],
)
def test_each_fault_has_its_name(hexa: str, fault: Fault) -> None:
    with pytest.raises(CborInvalido) as motivo:
        cbor.decode(bytes.fromhex(hexa))

    assert motivo.value.fault == fault


@pytest.mark.parametrize("valor", [1.5, {1: 2}, {1, 2}, 2**53, object()])
def test_what_has_no_place_is_not_written(valor: object) -> None:
    with pytest.raises(TypeError):
        cbor.encode(valor)
