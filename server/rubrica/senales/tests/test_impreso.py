"""What a printed front raises against what the back and the padrón say of the person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rubrica.lector.credencial import Impreso
from rubrica.senales.catalogo import TIPOS
from rubrica.senales.impreso import Esperado, juzgar, parecido_del_nombre
from rubrica.senales.rules import Motivo, motivo_de_lectura

SUYO = Impreso(
    clave="HRGRJN82050602H900", curp="HEGJ820506HBCRRN02",
    nombre=("HERNÁNDEZ", "GARCÍA", "JUAN CARLOS"),
)  # fmt: skip
DE_OTRA = Impreso(
    clave="TLCRIR93021420M800", curp="TOCI930214MOCLRR48", nombre=("TOLEDO", "CRUZ", "IRMA"),
)  # fmt: skip
ZONA = (
    "IDMEX1234567897<<2575012345678\n8205063H3312315MEX<00<<12345<4\nHERNANDEZ<GARCIA<<JUAN<CARLOS<"
)
JUAN = Esperado(clave=SUYO.clave, curp=SUYO.curp, nombre="HERNÁNDEZ GARCÍA JUAN CARLOS", zona=ZONA)


def claves(leido: Impreso, esperado: Esperado = JUAN) -> set[str]:
    return {h.clave for h in juzgar(leido, esperado)}


def test_a_front_that_is_the_persons_raises_nothing() -> None:
    assert claves(SUYO) == set()
    assert JUAN.coincide(SUYO)


@pytest.mark.numeral("ET 10.3 c")
def test_the_front_of_another_person_is_told() -> None:
    assert claves(DE_OTRA) == {"anverso-ajeno", "nombre-distinto"}
    assert TIPOS["anverso-ajeno"].inciso == "c"


def test_a_letter_misread_or_a_clave_corrected_is_no_other_person() -> None:
    mal = Impreso(dudosas=(("clave", "HRGRJN82050602H9O1"), ("curp", "HEGJ820506HBCRRN0Z")))

    assert claves(mal) == set()


@pytest.mark.numeral("ET 10.3 c")
def test_without_the_padron_the_front_is_held_against_the_mrz_of_the_back() -> None:
    solo_la_zona = Esperado(zona=ZONA)

    assert claves(DE_OTRA, solo_la_zona) == {"lados-distintos"}
    assert claves(SUYO, solo_la_zona) == set()
    assert claves(DE_OTRA, Esperado()) == set()


@pytest.mark.numeral("ET 10.3 n")
def test_a_clave_and_a_curp_that_do_not_follow_from_each_other_are_told() -> None:
    assert claves(replace(SUYO, curp=DE_OTRA.curp)) == {"datos-no-concuerdan"}


@pytest.mark.numeral("ET 10.3 n")
def test_another_name_over_the_persons_own_keys_is_told() -> None:
    assert claves(replace(SUYO, nombre=DE_OTRA.nombre)) == {"nombre-distinto"}


def test_a_name_of_which_one_line_was_read_says_nothing_against_it() -> None:
    assert parecido_del_nombre(("HERNÁNDEZ",), JUAN.nombre) == 100
    assert parecido_del_nombre(("JOSÉ",), JUAN.nombre) is None
    assert parecido_del_nombre((), JUAN.nombre) is None


def test_nothing_read_says_nothing() -> None:
    assert claves(Impreso()) == set()


@pytest.mark.parametrize(
    ("servidor", "telefono", "hallada", "motivo"),
    [
        ({"cic": "1", "ocr": ""}, {"cic": "2"}, True, Motivo.DESACUERDO),
        ({"cic": "1", "ocr": "9"}, {"cic": "1", "ocr": "8"}, False, Motivo.DESACUERDO),
        ({"cic": ""}, {"cic": ""}, False, Motivo.SIN_LECTURA),
        ({"cic": ""}, {"cic": "1"}, True, Motivo.SIN_LECTURA),
        ({"cic": "1"}, {"cic": "1"}, True, Motivo.ANVERSO),
        ({"cic": "1"}, {"cic": "1"}, False, None),
    ],
)  # fmt: skip
def test_who_is_sent_to_the_general_reader(
    servidor: dict[str, str], telefono: dict[str, str], hallada: bool, motivo: Motivo | None
) -> None:
    assert motivo_de_lectura(servidor, telefono, hallada=hallada) is motivo
