"""The steps of the map, and that no municipio is left out of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubrica.cifras.dispersion import PASO, POR_RENGLON, Escalon, escalon, mapa
from rubrica.padron.queries import Lugar
from rubrica.procesos.requisito import Avance

lugares = st.integers(1, 60).flatmap(
    lambda n: st.lists(st.integers(1, 5), min_size=n, max_size=n)
).map(
    lambda distritos: [
        Lugar(municipio=f"{n:03}", nombre=f"Municipio {n}", distrito=d, lista_nominal=100)
        for n, d in enumerate(distritos, start=1)
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("meta", "validos", "es"),
    [
        (0, 9, Escalon.SIN_PERSONAS),
        (30, 0, Escalon.SIN_APOYOS),
        (30, 9, Escalon.POCOS),
        (30, 10, Escalon.MEDIO),
        (30, 20, Escalon.CERCA),
        (30, 29, Escalon.CERCA),
        (30, 30, Escalon.ALCANZA),
        (30, 99, Escalon.ALCANZA),
    ],
)
def test_a_municipio_is_measured_by_thirds_of_what_it_needs(
    meta: int, validos: int, es: Escalon
) -> None:
    assert escalon(Avance(personas=300, validos=validos, meta=meta)) is es


@pytest.mark.numeral("ET 2.2")
@given(lugares)
def test_each_municipio_has_one_square_in_its_district_and_none_covers_another(
    todos: list[Lugar],
) -> None:
    avances = {lugar.municipio: Avance(personas=100, validos=1, meta=10) for lugar in todos}

    bloques = mapa(todos, avances)

    assert sum(len(b.casillas) for b in bloques) == len(todos)
    for bloque in bloques:
        assert len({(c.x, c.y) for c in bloque.casillas}) == len(bloque.casillas)
        assert all(c.x < POR_RENGLON * PASO and c.y < bloque.alto for c in bloque.casillas)
