"""The requirement of a process: totals, dispersion, and what is missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubrica.procesos.requisito import Dispersion, Redondeo, Requisito, medir, parte_de

MUNICIPIOS = [f"20{n:03}" for n in range(1, 9)]
listas = st.dictionaries(st.sampled_from(MUNICIPIOS), st.integers(0, 5000), min_size=1)
apoyos = st.dictionaries(st.sampled_from([*MUNICIPIOS, ""]), st.integers(0, 600))
partes = st.integers(1, 100_00)
requisitos = st.builds(
    Requisito,
    porcentaje=partes,
    dispersion=st.none()
    | st.builds(Dispersion, en_cada=partes, parte=partes)
    | st.builds(Dispersion, en_cada=partes, municipios=st.integers(1, 8)),
    redondeo=st.sampled_from(Redondeo),
)
DIEZ_EN_DOS = Requisito(
    porcentaje=10_00, dispersion=Dispersion(en_cada=10_00, municipios=2), redondeo=Redondeo.ARRIBA
)


@pytest.mark.numeral("ET 2.2")
def test_it_says_how_many_are_missing_in_how_many_municipios() -> None:
    lista = {"20001": 100, "20002": 55, "20003": 1000}

    progreso = medir(DIEZ_EN_DOS, lista_nominal=lista, validos={"20001": 10, "20002": 2, "": 9})

    assert (progreso.necesarios, progreso.validos, progreso.faltan) == (116, 21, 95)
    assert (progreso.municipios_cumplidos, progreso.faltan_municipios) == (1, 1)
    # 20002 needs 6 of its 55 and has 2; 20003 would need 100.
    assert progreso.faltan_en_ellos == 4
    assert progreso.en_palabras() == "Faltan 95 apoyos en total; faltan 4 apoyos en 1 municipio."


@pytest.mark.parametrize(
    ("redondeo", "da"), [(Redondeo.ARRIBA, 3), (Redondeo.ABAJO, 2), (Redondeo.CERCANO, 3)]
)
def test_a_half_person_is_rounded_as_the_rule_says(redondeo: Redondeo, da: int) -> None:
    assert parte_de(25, 10_00, redondeo) == da


@given(st.integers(0, 10**8), partes)
def test_roundings_keep_their_order_and_never_differ_by_more_than_one(
    total: int, parte: int
) -> None:
    abajo, cercano, arriba = (
        parte_de(total, parte, r) for r in (Redondeo.ABAJO, Redondeo.CERCANO, Redondeo.ARRIBA)
    )

    assert abajo <= cercano <= arriba <= abajo + 1
    assert abajo * 100_00 <= total * parte <= arriba * 100_00


@given(requisitos, listas, apoyos, st.sampled_from(MUNICIPIOS), st.integers(1, 600))
def test_one_more_support_never_takes_a_requirement_away(
    requisito: Requisito, lista: dict[str, int], hay: dict[str, int], donde: str, mas: int
) -> None:
    antes = medir(requisito, lista_nominal=lista, validos=hay)
    despues = medir(requisito, lista_nominal=lista, validos=hay | {donde: hay.get(donde, 0) + mas})

    assert despues.faltan <= antes.faltan
    assert despues.faltan_municipios <= antes.faltan_municipios
    assert despues.faltan_en_ellos <= antes.faltan_en_ellos
    assert despues.cumple or not antes.cumple


@given(requisitos, listas, apoyos)
def test_it_is_met_exactly_when_nothing_is_missing(
    requisito: Requisito, lista: dict[str, int], hay: dict[str, int]
) -> None:
    progreso = medir(requisito, lista_nominal=lista, validos=hay)

    total = progreso.validos >= progreso.necesarios
    repartido = progreso.municipios_cumplidos >= progreso.municipios_necesarios
    assert progreso.cumple == (total and repartido)
    assert progreso.cumple == (progreso.en_palabras() == "Se cumple el requisito.")


@given(requisitos, st.dictionaries(st.sampled_from(MUNICIPIOS), st.integers(1, 5000), min_size=8))
def test_with_everybody_in_support_it_is_always_met(
    requisito: Requisito, lista: dict[str, int]
) -> None:
    assert medir(requisito, lista_nominal=lista, validos=lista).cumple


@pytest.mark.parametrize(
    "mal",
    [
        {"en_cada": 0, "parte": 1},
        {"en_cada": 1},
        {"en_cada": 1, "parte": 1, "municipios": 1},
        {"en_cada": 1, "parte": 100_01},
        {"en_cada": 1, "municipios": -1},
    ],
)
def test_an_impossible_dispersion_does_not_construct(mal: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"en_cada|parte o municipios"):
        Dispersion(**mal)
