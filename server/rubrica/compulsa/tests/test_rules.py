"""A report balances record by record, and a form is read here as everywhere (ET 10.4)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rubrica.compulsa import rules
from rubrica.compulsa.derivar import leer
from rubrica.core.credencial.causas import LecturaInvalida
from rubrica.core.rechazos import Rechazo
from rubrica.verificacion.rules import Leidas, leidas_de

SIN_PRISA = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
SITUACIONES = st.sampled_from(["lista_nominal", "padron", "baja", "no_encontrado"])
OCTUBRE, NOVIEMBRE = date(2026, 10, 31), date(2026, 11, 30)


@pytest.mark.numeral("ET 10.4")
@SIN_PRISA
@given(st.lists(st.tuples(SITUACIONES, SITUACIONES), max_size=12))
def test_what_goes_somewhere_balances_and_what_is_missing_does_not(
    pares: list[tuple[str, str]],
) -> None:
    entraron: dict[str, int] = {}
    matriz: dict[tuple[str, str], int] = {}
    for par in pares:
        entraron[par[0]] = entraron.get(par[0], 0) + 1
        matriz[par] = matriz.get(par, 0) + 1

    assert rules.cuadra(entraron, matriz)
    assert not rules.cuadra({**entraron, "baja": entraron.get("baja", 0) + 1}, matriz)


def test_the_cuts_that_are_missing_are_named() -> None:
    assert rules.exigir_cortes([OCTUBRE, NOVIEMBRE], {NOVIEMBRE: 2, OCTUBRE: 7}) == [7, 2]
    with pytest.raises(Rechazo, match="compulsa-sin-corte") as caida:
        rules.exigir_cortes([OCTUBRE, NOVIEMBRE], {NOVIEMBRE: 2})
    assert caida.value.datos == {"faltan": "31/10/2026"}


def de_cualquiera(*formas: str) -> st.SearchStrategy[str]:
    return st.one_of(*(st.from_regex(f, fullmatch=True) for f in formas), st.just(""))


@SIN_PRISA
@given(
    st.fixed_dictionaries(
        {},
        optional={
            "cic": de_cualquiera("[0-9]{9}", "[0-9]{10}"),
            "identificador": de_cualquiera("[0-9]{9}"),
            "ocr": de_cualquiera("[0-9]{12,13}"),
            "emision": de_cualquiera("[0-9]{2}"),
            "clave": st.sampled_from(
                ["", "HRGRJN82050620H900", "hrgrjn82050620h900", "HRGRJN82130620H900"]
            ),
        },
    )
)
def test_a_form_gives_the_keys_that_any_lookup_takes(formulario: dict[str, str]) -> None:
    try:
        esperadas = leidas_de(formulario)
    except LecturaInvalida:
        esperadas = Leidas()

    leidas = leer(formulario)

    # A clave of an impossible day is taken as it is: the padrón has nobody under it.
    if formulario.get("clave") != "HRGRJN82130620H900":
        assert leidas == esperadas
