"""The near-duplicates in memory: everything near is found, nothing far is."""

from __future__ import annotations

import random
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from rubrica.senales import indice
from rubrica.senales.indice import Indice

AZAR = random.Random(5)


def una() -> bytes:
    return AZAR.randbytes(32)


def cambiada(huella: bytes, bits: list[int]) -> bytes:
    numero = int.from_bytes(huella, "big")
    for bit in bits:
        numero ^= 1 << bit
    return numero.to_bytes(32, "big")


@given(st.sets(st.integers(0, 255), max_size=15), st.binary(min_size=32, max_size=32))
def test_whatever_is_within_the_radius_is_found(bits: set[int], huella: bytes) -> None:
    suyo, grupo = Indice(15), uuid4()
    suyo.agregar(huella, grupo)

    assert suyo.buscar(cambiada(huella, sorted(bits))) == (grupo, len(bits))


@given(st.sets(st.integers(0, 255), min_size=16, max_size=256))
def test_nothing_beyond_the_radius_is(bits: set[int]) -> None:
    suyo, huella = Indice(15), una()
    suyo.agregar(huella, uuid4())

    assert suyo.buscar(cambiada(huella, sorted(bits))) is None


def test_among_many_the_nearest_is_told_laid_or_new() -> None:
    suyo = Indice(15)
    todas = {UUID(int=n): una() for n in range(indice.COLA + 50)}
    for grupo, huella in todas.items():
        suyo.agregar(huella, grupo)

    for grupo, huella in [*todas.items()][:: indice.COLA // 8]:
        assert suyo.buscar(cambiada(huella, [1, 100, 200])) == (grupo, 3)
    assert suyo.buscar(una()) is None


def test_what_was_loaded_at_once_is_found_as_what_came_one_by_one() -> None:
    suyo, hashes = Indice(15), [una() for _ in range(500)]
    grupos = [uuid4() for _ in hashes]
    suyo.cargar(hashes, grupos)
    suyo.cargar([], [])

    assert [suyo.buscar(h) for h in hashes] == [(g, 0) for g in grupos]


def test_a_crowd_of_one_picture_stays_one_group_and_few_doors() -> None:
    suyo, grupo, huella = Indice(15), uuid4(), una()
    suyo.agregar(huella, grupo)

    for n in range(200):
        suyo.agregar(cambiada(huella, [n % 256]), grupo, nuevo=False)

    assert len(suyo) == 1 + indice.MAX_DE_GRUPO
    assert suyo.buscar(cambiada(huella, [250, 251])) == (grupo, 2)
