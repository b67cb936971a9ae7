"""What differs between three sources, and what is odd of the devices of a person."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rubrica.cedulas.rules import (
    Causa,
    Estado,
    Renglon,
    Uso,
    en_palabras,
    estado_de,
    numeral_de,
    observar,
)


def renglon(registrado: str, credencial: str, padron: str) -> Renglon:
    return Renglon(campo="x", registrado=registrado, credencial=credencial, padron=padron)


def uso(**cambios: object) -> Uso:
    partes = {"numero": 1, "de_baja": False, "enviados": 3, "por_regla": 0, "desfase": None}
    return Uso(**{**partes, **cambios})  # type: ignore[arg-type]


@pytest.mark.numeral("ET 3.8", "ET 4.5")
@pytest.mark.parametrize(
    ("registrado", "credencial", "padron", "difiere"),
    [
        ("Ana Peña", "ANA PENA", "ANA PEÑA", False),
        ("Juan Carlos Hernández García", "HERNANDEZ GARCIA JUAN CARLOS", "", False),
        ("Ana Peña", "", "", False),
        ("", "123456789", "123456780", True),
        ("Ana Peña", "LUIS DIAZ", "ANA PEÑA", True),
    ],
)
def test_only_what_two_sources_say_otherwise_differs(
    registrado: str, credencial: str, padron: str, difiere: bool
) -> None:
    assert renglon(registrado, credencial, padron).difiere is difiere


@pytest.mark.numeral("ET 4.10")
def test_nothing_is_odd_of_two_phones_used_one_after_the_other() -> None:
    assert observar([uso(), uso(numero=2)], a_la_vez=0, negados=0) == []


@pytest.mark.numeral("ET 4.9", "ET 4.10")
@pytest.mark.parametrize(
    ("usos", "a_la_vez", "negados", "dice"),
    [
        ([uso(), uso(numero=2)], 7, 0, "Uso simultáneo: 7 registros"),
        ([uso(), uso(numero=2)], 0, 1, "Más de dos intentos de alta: 2 dados de alta y 1 negados"),
        ([uso(), uso(), uso()], 0, 0, "Más de dos intentos de alta: 3 dados de alta"),
        ([uso(desfase=timedelta(days=40, hours=1))], 0, 0, "teléfono 1 está adelantado 40 d 1 h"),
        ([uso(desfase=-timedelta(minutes=11))], 0, 0, "está atrasado 11 min"),
        ([uso(por_regla=2)], 0, 0, "2 de sus registros no cuentan por regla"),
    ],
)
def test_what_is_odd_is_told_in_words(
    usos: list[Uso], a_la_vez: int, negados: int, dice: str
) -> None:
    (dicho,) = observar(usos, a_la_vez=a_la_vez, negados=negados)

    assert dice in dicho


@pytest.mark.numeral("ET 3.8", "ET 4.5", "ET 4.10")
@pytest.mark.parametrize(
    ("causa", "derfe", "numeral"),
    [
        (Causa.NO_CORRESPONDE, False, "ET 3.8"),
        (Causa.NO_CORRESPONDE, True, "ET 4.5"),
        (Causa.SIN_REGISTRO, False, "ET 4.5"),
        (Causa.DISPOSITIVOS, True, "ET 4.10"),
    ],
)
def test_each_baja_names_its_numeral(causa: Causa, derfe: bool, numeral: str) -> None:
    assert numeral_de(causa, de_la_derfe=derfe) == numeral


@pytest.mark.parametrize(
    ("resultado", "de_baja", "estado"),
    [
        ("", False, Estado.POR_REVISAR),
        ("ACEPTADA", False, Estado.ACEPTADA),
        ("", True, Estado.CON_BAJA),
        ("ACEPTADA", True, Estado.CON_BAJA),
        ("BAJA", True, Estado.CON_BAJA),
    ],
)
def test_a_baja_ends_any_wait(resultado: str, de_baja: bool, estado: Estado) -> None:
    assert estado_de(resultado, de_baja=de_baja) is estado


@pytest.mark.parametrize(
    ("segundos", "dicho"), [(0, "0 s"), (61, "1 min"), (90_061, "1 d 1 h"), (-7_260, "2 h 1 min")]
)
def test_a_lapse_is_told_by_its_two_largest_units(segundos: int, dicho: str) -> None:
    assert en_palabras(timedelta(seconds=segundos)) == dicho
