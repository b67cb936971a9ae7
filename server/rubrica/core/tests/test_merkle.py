"""The tree of RFC 9162: its proofs convince when true and never otherwise."""

import hashlib
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubrica.core import asiento, merkle

tamanos = st.integers(1, 70)


def hojas(cuantas: int) -> list[bytes]:
    return [hashlib.sha256(b"\x00" + n.to_bytes(4, "big")).digest() for n in range(cuantas)]


# The leaves of the reference tree of Certificate Transparency, and its roots by size.
ENTRADAS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"]
ENTRADAS.append("606162636465666768696a6b6c6d6e6f")
RAICES = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


@pytest.mark.parametrize("tamano", RAICES)
def test_the_roots_are_those_of_the_reference_tree(tamano: int) -> None:
    entradas = [hashlib.sha256(b"\x00" + bytes.fromhex(e)).digest() for e in ENTRADAS]

    assert merkle.raiz(entradas[:tamano]).hex() == RAICES[tamano]


@given(tamanos, st.data())
def test_each_leaf_proves_that_it_is_in_and_no_other_does(tamano: int, data: st.DataObject) -> None:
    todas, indice = hojas(tamano), data.draw(st.integers(0, tamano - 1))
    prueba = merkle.inclusion(indice, todas)
    dicho: Any = {"indice": indice, "tamano": tamano, "prueba": prueba, "raiz": merkle.raiz(todas)}

    merkle.verificar_inclusion(hoja=todas[indice], **dicho)
    with pytest.raises(merkle.PruebaInvalida):
        merkle.verificar_inclusion(hoja=bytes(32), **dicho)


@given(tamanos, st.data())
def test_a_longer_log_proves_that_it_kept_the_shorter(tamano: int, data: st.DataObject) -> None:
    todas, primero = hojas(tamano), data.draw(st.integers(1, tamano))
    dicho: Any = {
        "primero": primero,
        "segundo": tamano,
        "prueba": merkle.consistencia(primero, todas),
        "raiz_segunda": merkle.raiz(todas),
    }

    merkle.verificar_consistencia(raiz_primera=merkle.raiz(todas[:primero]), **dicho)
    with pytest.raises(merkle.PruebaInvalida):
        merkle.verificar_consistencia(raiz_primera=bytes(32), **dicho)


@given(tamanos, st.data())
def test_a_rewritten_leaf_is_seen(tamano: int, data: st.DataObject) -> None:
    antes, tocada = hojas(tamano), data.draw(st.integers(0, tamano - 1))
    despues = [*hojas(tamano + 3)]
    despues[tocada] = bytes(32)

    with pytest.raises(merkle.PruebaInvalida):
        merkle.verificar_consistencia(
            primero=tamano,
            segundo=tamano + 3,
            prueba=merkle.consistencia(tamano, despues),
            raiz_primera=merkle.raiz(antes),
            raiz_segunda=merkle.raiz(despues),
        )


@given(tamanos, tamanos)
def test_a_frontier_goes_on_as_if_it_had_every_leaf(primeras: int, despues: int) -> None:
    todas = hojas(primeras + despues)

    frontera = merkle.Frontera().con(todas[:primeras]).con(todas[primeras:])

    assert frontera.raiz == merkle.raiz(todas)
    assert len(frontera.picos) == bin(frontera.tamano).count("1")


@pytest.mark.parametrize("indice", [-1, 3])
def test_there_is_no_proof_of_a_leaf_that_is_not_there(indice: int) -> None:
    with pytest.raises(IndexError):
        merkle.inclusion(indice, hojas(3))
    with pytest.raises(merkle.PruebaInvalida):
        merkle.verificar_inclusion(hoja=bytes(32), indice=indice, tamano=3, prueba=[], raiz=b"")


MOMENTO = datetime(2026, 11, 23, 20, 5, 7, 123456, UTC)


@pytest.mark.numeral("ET 14.1")
def test_the_same_asiento_is_the_same_bytes_in_any_zone() -> None:
    dicho: Any = {
        "actor": "olga",
        "acto": "dictaminar",
        "objeto": "OAX26",
        "datos": {"b": 1, "a": None},
    }
    centro = MOMENTO.astimezone(timezone(timedelta(hours=-6)))

    assert asiento.canonico(momento=MOMENTO, **dicho) == asiento.canonico(momento=centro, **dicho)


def test_an_asiento_takes_no_instant_without_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        asiento.canonico(
            momento=MOMENTO.replace(tzinfo=None), actor="", acto="", objeto="", datos={}
        )


def test_a_leaf_says_nothing_without_its_salt() -> None:
    canonico = asiento.canonico(momento=MOMENTO, actor="", acto="", objeto="", datos={})

    assert asiento.hoja(bytes(32), canonico) != asiento.hoja(b"\x01" * 32, canonico)
    with pytest.raises(ValueError, match="32 bytes"):
        asiento.hoja(b"", canonico)
