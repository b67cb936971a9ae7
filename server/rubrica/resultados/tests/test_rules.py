"""The pure part: cells no spreadsheet runs, differences that explain, what each result asks."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubrica.procesos.requisito import Dispersion, Requisito
from rubrica.registros.rules import TRANSICIONES, Cuenta, sumar
from rubrica.resultados import rules, tabla
from rubrica.resultados.rules import Concluye, Tipo

TEXTOS = st.text(st.characters(exclude_characters="\x1f", codec="utf-8"))
MUNICIPIOS = st.sampled_from(["", "057", "066"])
CAMBIOS = st.builds(
    lambda t, de, a, n: rules.cambio(
        acto=t.acto, de=t.de, a=t.a, de_municipio=de, a_municipio=a, n=n
    ),
    st.sampled_from(TRANSICIONES), MUNICIPIOS, MUNICIPIOS, st.integers(1, 9),
)  # fmt: skip


@pytest.mark.numeral("ET 13.5")
@given(st.lists(TEXTOS, min_size=7, max_size=7))
def test_no_cell_is_a_formula_and_every_datum_comes_back_as_it_was(campos: list[str]) -> None:
    texto = tabla.csv_de([campos]).decode("utf-8-sig")

    _, (*celdas, codigo) = csv.reader(io.StringIO(texto, newline=""))

    assert not any(c.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for c in celdas)
    assert [tabla.valor(c) for c in celdas] == campos
    assert codigo == tabla.codigo_de(campos)


def test_two_records_that_differ_only_in_where_a_field_ends_have_other_codes() -> None:
    assert tabla.codigo_de(("ANA", "B")) != tabla.codigo_de(("AN", "AB"))


@given(st.lists(CAMBIOS, max_size=12), st.integers(0, 20))
def test_whatever_moves_the_account_after_a_difference_balances(
    cambios: list[rules.Cambio], recibidos: int
) -> None:
    despues = rules.aplicar({}, cambios, recibidos=recibidos)

    total = sumar(despues.values())
    assert total.a == recibidos
    assert total.cuadra
    assert all(c.cuadra for c in despues.values())


def test_what_moves_back_leaves_the_account_as_it_was() -> None:
    antes = {"066": Cuenta(a=2, b=1, d=1)}
    ida = rules.cambio(
        acto="SENALAR_POR_ANALISIS", de="PARA_COMPULSA", a="CON_INCONSISTENCIA",
        de_municipio="066", a_municipio="066", n=1,
    )  # fmt: skip
    vuelta = rules.cambio(
        acto="RECONSIDERAR", de="CON_INCONSISTENCIA", a="PARA_COMPULSA",
        de_municipio="066", a_municipio="066", n=1,
    )  # fmt: skip

    assert rules.aplicar(antes, [ida], recibidos=0) == {"066": Cuenta(a=2, b=0, d=2)}
    assert rules.aplicar(antes, [ida, vuelta], recibidos=0) == antes


@pytest.mark.numeral("ET 13.4")
@pytest.mark.parametrize(
    ("tipo", "con_audiencia", "pide"),
    [
        (Tipo.PRELIMINAR, True, None),
        (Tipo.PRELIMINAR, False, None),
        (Tipo.DEFINITIVO, True, Concluye.AUDIENCIAS),
        (Tipo.DEFINITIVO, False, Concluye.MESA),
    ],
)
def test_each_result_asks_for_its_conclusion(
    tipo: Tipo, con_audiencia: bool, pide: Concluye | None
) -> None:
    assert rules.conclusion_que_pide(tipo, con_audiencia=con_audiencia) is pide


def test_a_municipio_without_people_has_no_share_to_meet() -> None:
    requisito = Requisito(porcentaje=10_00, dispersion=Dispersion(en_cada=10_00, municipios=1))

    formula = rules.formula(
        requisito, lista_nominal={"001": 0, "002": 9}, validos={"002": 1, "": 3}
    )

    assert [(r.municipio, r.minimo, r.cumple) for r in formula.renglones] == [
        ("", 0, False), ("001", 0, False), ("002", 1, True),
    ]  # fmt: skip
    assert (formula.validos, formula.cumple) == (4, True)
