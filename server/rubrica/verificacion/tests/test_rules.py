import pytest

from rubrica.core.contenido import Codigo
from rubrica.core.credencial.causas import LecturaInvalida
from rubrica.verificacion.rules import Leidas, formulario, leer_claves, leidas_de
from rubrica.verificacion.tests.captura import MRZ, contenido


@pytest.mark.numeral("ET 5.8")
def test_an_mrz_gives_cic_ocr_identificador_and_name() -> None:
    leidas = leer_claves(contenido(claves={}))

    assert (leidas.cic, leidas.ocr, leidas.identificador) == (
        "123456789",
        "2575012345678",
        "012345678",
    )
    assert (leidas.nombre, leidas.apellidos) == ("JUAN CARLOS", "HERNANDEZ GARCIA")


@pytest.mark.numeral("ET 5.8")
@pytest.mark.parametrize(
    ("texto", "esperado"),
    [
        ("123456789", Leidas(cic="123456789")),
        ("1234567897", Leidas(cic="123456789")),
        ("2575012345678", Leidas(ocr="2575012345678", identificador="012345678")),
        ("1234567890", Leidas()),
        ("https://qr.example", Leidas()),
    ],
)
def test_a_bar_code_gives_what_its_length_says_and_nonsense_gives_nothing(
    texto: str, esperado: Leidas
) -> None:
    barras = Codigo(simbologia="Code128", lado="reverso", texto=texto)

    assert leer_claves(contenido(codigos=(barras,), claves={})) == esperado


def test_a_code_goes_before_what_the_phone_says_it_read() -> None:
    """The phone's reading is testimony: it may say anything."""
    mrz = Codigo(simbologia="MRZ", lado="reverso", texto=MRZ)

    leidas = leer_claves(contenido(codigos=(mrz,), claves={"cic": "999999999", "emision": "03"}))

    assert (leidas.cic, leidas.emision) == ("123456789", "00")


def test_a_dense_qr_is_opaque() -> None:
    opaco = Codigo(simbologia="QRCode", lado="reverso", crudo=b"\x00\x01")

    assert leer_claves(contenido(codigos=(opaco,), claves={})) == Leidas()


def test_keys_out_of_form_are_as_if_not_read() -> None:
    leidas = leer_claves(contenido(codigos=(), claves={"cic": "12", "clave": "NADA"}))

    assert leidas.de_la_persona() is None


@pytest.mark.numeral("ET 10.3")
def test_a_form_corrected_with_a_key_out_of_form_is_refused() -> None:
    with pytest.raises(LecturaInvalida):
        leidas_de({"cic": "12345"})


@pytest.mark.numeral(
    "ET 11.4 b i", "ET 11.4 b ii", "ET 11.4 b iii", "ET 11.4 b iv", "ET 11.4 b v", "ET 11.4 b vi"
)
def test_the_form_has_the_six_fields_and_the_padron_s_own_name_when_it_found_the_person() -> None:
    leidas = leer_claves(contenido())
    hallada = {"nombre": "JUAN CARLOS", "paterno": "HERNÁNDEZ", "materno": "GARCÍA"}

    campos = formulario(leidas, modelo="E", hallada=hallada)

    assert {"nombre", "paterno", "materno", "clave", "emision", "ocr", "cic"} <= set(campos)
    assert campos["paterno"] == "HERNÁNDEZ"
