"""The pace of the Mesa, who holds a record, and the table of ET 10.3."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rubrica.core.credencial.modelos import firma_en
from rubrica.core.incisos import INCISOS, VERSION, DetalleIncompleto
from rubrica.mesa.rules import Ritmo, es_de_otro, retrato_en, ritmo
from rubrica.mesa.tests.conftest import en_el_dia
from rubrica.registros import rules

INICIO = en_el_dia(9)


def test_the_pace_is_the_middle_gap_and_forgets_rest() -> None:
    segundos = [0, 10, 22, 30, 30 + 3600, 30 + 3612]

    assert ritmo([INICIO + timedelta(seconds=s) for s in segundos]) == Ritmo(6, 11, 12)


@pytest.mark.parametrize("cuantos", [0, 1])
def test_there_is_no_pace_before_the_second(cuantos: int) -> None:
    assert ritmo([INICIO] * cuantos) == Ritmo(cuantos, None)


@pytest.mark.parametrize(
    ("tomado_por", "minutos", "ajeno"),
    [("", None, False), ("olga", 5, False), ("susana", 5, True), ("susana", -1, False)],
)
def test_a_turn_holds_until_it_runs_out(tomado_por: str, minutos: int | None, ajeno: bool) -> None:
    hasta = None if minutos is None else INICIO + timedelta(minutes=minutos)

    assert es_de_otro(tomado_por, hasta, operador="olga", momento=INICIO) is ajeno


@pytest.mark.numeral("ET 10.3")
def test_the_catalogue_has_the_fourteen_incisos_of_the_law() -> None:
    assert "".join(INCISOS) == rules.INCISOS
    assert VERSION == rules.CATALOGOS[rules.Puerta.AUXILIAR]


@pytest.mark.parametrize(
    ("inciso", "tipo"),
    [
        pytest.param(i, tipo, marks=pytest.mark.numeral(f"ET 10.3 {i}"))
        for i, tipo in zip(
            "abcdefghijklmn",
            ["Credencial no válida"] * 4
            + ["Fotocopia de la credencial", "Otra"]
            + ["Foto no válida"] * 3
            + ["Firma no válida"] * 3
            + ["Sin firma", "Simulación"],
            strict=True,
        )
    ],
)
def test_each_inciso_has_the_tipo_of_the_table(inciso: str, tipo: str) -> None:
    assert INCISOS[inciso].tipo == tipo


@pytest.mark.parametrize("inciso", list(INCISOS))
def test_a_digit_is_enough_for_every_detalle(inciso: str) -> None:
    assert 1 <= len(INCISOS[inciso].opciones) <= 9


def test_every_detalle_fits_where_it_is_kept() -> None:
    from rubrica.mesa.forms import LARGO_DE_PRECISION

    mayor = max(len(o.texto) for fila in INCISOS.values() for o in fila.opciones)

    assert mayor + len(": ") + LARGO_DE_PRECISION <= rules.MAX_DETALLE


def test_what_must_be_precise_is_refused_without_words() -> None:
    with pytest.raises(DetalleIncompleto):
        INCISOS["h"].redactar(3, "  ")


@pytest.mark.parametrize("opcion", [-1, 99])
def test_a_detalle_that_is_not_in_the_table_is_refused(opcion: int) -> None:
    with pytest.raises(DetalleIncompleto):
        INCISOS["e"].redactar(opcion)


def test_words_follow_those_of_the_catalogue() -> None:
    assert INCISOS["n"].redactar(0, " el nombre\n y el CIC ") == (
        "Información sobrepuesta: el nombre y el CIC"
    )


@pytest.mark.parametrize(
    ("modelo", "retrato", "firma"),
    [
        ("C", 0.72, "reverso"),
        ("E", 0.03, "reverso"),
        ("G", 0.03, "anverso"),
        ("?", 0.03, "anverso"),
    ],
)
def test_the_crops_follow_the_model(modelo: str, retrato: float, firma: str) -> None:
    assert (retrato_en(modelo).x, firma_en(modelo).lado) == (retrato, firma)
