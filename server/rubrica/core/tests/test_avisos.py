import pytest

from rubrica.core import avisos, contenido
from rubrica.core.contenido import AvisoDeCalidad


def test_every_code_travels_and_is_of_a_part_that_travels() -> None:
    for codigo, aviso in avisos.AVISOS.items():
        assert contenido.AVISO.fullmatch(codigo)
        if aviso.de != (avisos.CREDENCIAL,):
            assert all(contenido.PARTE.fullmatch(parte) for parte in aviso.de)


def test_no_phone_can_write_what_only_the_worker_finds() -> None:
    assert contenido.PARTE.fullmatch(avisos.CREDENCIAL) is None


def test_every_code_has_its_words_for_the_hand_and_for_the_reviewer() -> None:
    for aviso in avisos.AVISOS.values():
        assert aviso.consejo.endswith(".") or aviso.de == (avisos.CREDENCIAL,)
        assert aviso.senal
        assert aviso.numeral.startswith("ET ")


@pytest.mark.numeral("ET 5.7", "ET 5.11", "ET 7.17")
def test_what_was_kept_all_the_same_is_told_part_by_part() -> None:
    anotados = avisos.anotar(
        [
            AvisoDeCalidad(codigo="fotocopia", de="anverso"),
            AvisoDeCalidad(codigo="gorra", de="rostro"),
            AvisoDeCalidad(codigo="borrosa", de="anverso"),
            AvisoDeCalidad(codigo="gorra", de="rostro"),
        ]
    )

    assert avisos.leer(anotados) == (
        "Anverso: parece fotocopia: no tiene color; borrosa.",
        "Fotografía viva: parece llevar gorra o sombrero.",
    )


def test_a_code_of_a_newer_phone_is_shown_as_it_came() -> None:
    assert avisos.leer("reverso/arrugada") == ("Reverso: aviso «arrugada».",)


def test_a_record_without_warnings_says_nothing() -> None:
    assert avisos.leer(avisos.anotar([])) == ()
