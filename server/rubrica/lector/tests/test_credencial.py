"""What lines of text say of a credential: by form, by digits, by the label over them."""

from __future__ import annotations

import pytest

from rubrica.lector.credencial import (
    Impreso,
    distancia,
    leer_frente,
    leer_reverso,
    lejos_dentro,
    zona_del_nombre,
)
from rubrica.lector.renglones import Renglon

CLAVE, CURP = "HRGRJN82050602H900", "HEGJ820506HBCRRN02"  # domain facts: fictional


def linea(texto: str, x: float, y: float, alto: float = 28) -> Renglon:
    """Return a line that begins at x, as wide as its letters."""
    ancho = 0.6 * alto * len(texto)
    return Renglon(texto=texto, seguro=0.99, x=x + ancho / 2, y=y, ancho=ancho, alto=alto)


FRENTE = [
    linea("CREDENCIAL PARA VOTAR", 150, 40),
    linea("NOMBRE", 362, 140, 22), linea("SEXO H", 890, 140, 22),
    linea("HERNÁNDEZ", 362, 168), linea("GARCÍA", 362, 200), linea("JUAN CARLOS", 362, 232),
    linea("DOMICILIO", 362, 275, 22), linea("C ALDAMA 30", 362, 303),
    linea("CLAVE DE ELECTOR", 362, 394, 22), linea("HRGRJN82050602H900", 362, 420),
    linea("CURP", 362, 456, 22), linea("AÑO DE REGISTRO", 760, 456, 22),
    linea("HEGJ820506HBCRRN02", 362, 482), linea("2001 04", 760, 482),
    linea("SECCIÓN", 560, 520, 22), linea("VIGENCIA", 760, 520, 22),
    linea("2575", 560, 548), linea("2023 - 2033", 760, 548),
]  # fmt: skip


@pytest.mark.numeral("ET 10.3 n")
def test_a_front_gives_its_name_its_keys_its_seccion_and_its_last_year() -> None:
    leido = leer_frente(FRENTE)

    assert (leido.clave, leido.curp) == (CLAVE, CURP)
    assert leido.nombre == ("HERNÁNDEZ", "GARCÍA", "JUAN CARLOS")
    assert (leido.seccion, leido.vigencia, leido.emision) == ("2575", "2033", "04")
    assert not leido.dudosas


@pytest.mark.parametrize(
    "escrita",
    ["HRGRJN82O506O2H9OO", "CLAVE DE ELECTOR: HRGRJN82050602H900", "HRGRJN 820506 02H900",
     "HRGRJN82050602H900 201701"],
)  # fmt: skip
def test_a_clave_is_found_beside_other_words_and_its_confusions_undone(escrita: str) -> None:
    assert leer_frente([linea(escrita, 300, 400)]).clave == CLAVE


def test_a_curp_whose_digit_does_not_agree_is_not_said_to_have_been_read() -> None:
    leido = leer_frente([linea("HEGJ820506HBCRRN05", 300, 400)])

    assert leido.curp == ""
    assert leido.vistas("curp") == ["HEGJ820506HBCRRN05"]
    assert distancia(CURP, leido.vistas("curp")) == 1


def test_words_are_no_key() -> None:
    assert leer_frente([linea("CALZADA NIÑOS HÉROES 4512 COL CENTRO 68000", 300, 400)]).nada


def test_a_name_is_found_though_its_labels_were_misread() -> None:
    mal = {"NOMBRE": "HOMAKE", "DOMICILIO": "DGACELIO"}
    leido = leer_frente(
        [linea(mal.get(r.texto, r.texto), r.izquierda, r.y, r.alto) for r in FRENTE]
    )

    assert leido.nombre == ("HERNÁNDEZ", "GARCÍA", "JUAN CARLOS")


def test_of_a_front_that_agrees_only_what_begins_over_the_clave_is_still_to_be_read() -> None:
    x0, y0, x1, y1 = zona_del_nombre([r for r in FRENTE if len(r.texto) > 14])

    falta = [r.texto for r in FRENTE if x0 <= r.izquierda <= x1 and y0 <= r.y <= y1]
    assert falta == ["NOMBRE", "HERNÁNDEZ", "GARCÍA", "JUAN CARLOS", "DOMICILIO", "C ALDAMA 30"]


def test_a_back_gives_what_its_mrz_says_and_only_if_its_digits_agree() -> None:
    lineas = [
        "IDMEX1234567897<<2575012345678", "8205063H3312315MEX<00<<12345<4",
        "HERNANDEZ<GARCIA<<JUAN<CARLOS<",
    ]  # fmt: skip
    bien = leer_reverso([linea(t, 40, 500 + 40 * n) for n, t in enumerate(lineas)])
    mal = leer_reverso([linea(t.replace("8205063", "8205064"), 40, 500) for t in lineas])

    assert (bien.cic, bien.identificador, bien.ocr) == ("123456789", "012345678", "2575012345678")
    assert (mal.cic, mal.ocr) == ("123456789", "")  # of the first line, whose own digit agrees


def test_what_was_read_is_sealed_and_read_back() -> None:
    leido = leer_frente(FRENTE)

    assert Impreso.de_mapa(leido.como_mapa()) == leido


def test_a_stretch_inside_another_is_no_distance() -> None:
    assert lejos_dentro("CRUZ", "TOLEDOCRUZIRMA") == 0
    assert lejos_dentro("CRUS", "TOLEDOCRUZIRMA") == 1
