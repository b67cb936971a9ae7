"""Each measure on a picture that has what it measures, and on one that has not."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from rubrica.ficticio import muestras
from rubrica.senales import juicio
from rubrica.senales.pixeles import bisel, expediente, firma, huellas, papel, tarjeta
from rubrica.senales.pixeles.expediente import Lado
from rubrica.senales.rules import Hallazgo


@cache
def lado(caso: str, i: int, cual: str) -> Lado:
    return expediente.medir_lado(muestras.tarjeta(caso, "examen", i, cual))


def de_los_lados(caso: str, i: int) -> set[str]:
    hallados = juicio.de_los_lados(lado(caso, i, "anverso"), lado(caso, i, "reverso"))
    return {h.clave for h in hallados}


@pytest.mark.numeral("ET 10.3 e")
def test_a_copy_in_black_and_white_has_no_colours_of_its_own() -> None:
    assert "blanco-y-negro" in de_los_lados("fotocopia", 2)
    assert "blanco-y-negro" not in de_los_lados("", 2)


@pytest.mark.numeral("ET 10.3 e")
@pytest.mark.parametrize("caso", ["fotocopia", "fotocopia-color"])
def test_a_copy_is_told_from_a_card(caso: str) -> None:
    assert "fotocopia" in de_los_lados(caso, 4)
    assert "fotocopia" not in de_los_lados("", 4)


@pytest.mark.numeral("ET 10.3 d")
def test_a_screen_is_told_from_a_card() -> None:
    assert "pantalla" in de_los_lados("pantalla", 4)
    assert "pantalla" not in de_los_lados("", 4)


@pytest.mark.numeral("ET 10.3 d")
def test_a_screen_out_of_focus_is_told_by_its_bezel() -> None:
    desenfocada = [lado("pantalla", 13, cual).medidas for cual in ("anverso", "reverso")]

    assert all(m["bisel"] > 0.4 and m["trama-de-color"] == 0 for m in desenfocada)
    assert "pantalla" in de_los_lados("pantalla", 13)
    assert lado("", 13, "anverso").medidas["bisel"] < 0.2


@pytest.mark.numeral("ET 10.3 d")
def test_a_screen_whose_bezel_is_out_of_the_picture_is_told_by_its_dots() -> None:
    de_cerca = [lado("pantalla-de-cerca", 0, cual).medidas for cual in ("anverso", "reverso")]

    assert all(m["bisel"] < 0.3 and m["trama-de-color"] > 0.5 for m in de_cerca)
    assert "pantalla" in de_los_lados("pantalla-de-cerca", 0)


def test_a_table_that_ends_outside_the_picture_is_no_bezel() -> None:
    mesa = np.full((240, 320, 3), 20, np.uint8)
    mesa[60:180, 60:260] = 220
    pantalla = np.full((240, 320, 3), 150, np.uint8)
    pantalla[48:192, 48:272] = 20
    pantalla[60:180, 60:260] = 220

    assert bisel.medir_bisel(mesa) == 0
    assert bisel.medir_bisel(pantalla) == 1


def test_corners_are_moved_onto_the_edges_they_are_near() -> None:
    gris = np.full((960, 1280), 90, np.uint8)
    gris[200:700, 200:1000] = 220
    lejos = np.array([(0.16, 0.2), (0.785, 0.212), (0.777, 0.735), (0.152, 0.723)], np.float32)

    esquinas = tarjeta.afinar(gris, lejos) * (1280, 960)

    assert np.abs(esquinas - [(200, 200), (1000, 200), (1000, 700), (200, 700)]).max() < 2


@pytest.mark.numeral("ET 10.3 f")
@pytest.mark.parametrize("caso", ["borrosa", "reflejo"])
def test_what_went_wrong_with_a_picture_is_told(caso: str) -> None:
    assert caso in de_los_lados(caso, 10)
    assert caso not in de_los_lados("", 10)


@pytest.mark.numeral("ET 10.3 f")
def test_of_the_cards_with_a_corner_cut_off_two_in_three_are_told() -> None:
    """As measured on people whom no threshold saw; one in three is still missed (ADR 0116)."""
    assert sum("cortada" in de_los_lados("cortada", i) for i in range(24)) >= 16
    assert "cortada" not in de_los_lados("", 10)


@pytest.mark.numeral("ET 10.3 n")
def test_pasted_text_is_told_and_shown_where_it_is() -> None:
    area, (x, y, ancho, alto) = expediente.parches_de(lado("sobrepuesto", 0, "anverso"))

    assert area > 1
    assert 0 <= x < x + ancho <= 1
    assert 0 <= y < y + alto <= 1
    assert expediente.parches_de(lado("", 0, "anverso"))[0] < 0.7


def del_rostro(caso: str, i: int) -> list[Hallazgo]:
    suyo = expediente.medir_cara(muestras.cara(caso, "examen", i))
    return juicio.del_rostro(suyo)


@pytest.mark.numeral("ET 10.3 h", "ET 10.3 i")
@pytest.mark.parametrize(
    ("caso", "clave"),
    [
        ("sin-rostro", "sin-rostro"),
        ("varios-rostros", "varios-rostros"),
        ("cubierto", "rostro-cubierto"),
        ("borrosa", "rostro-borroso"),
        ("papel", "rostro-en-papel"),
        ("pantalla", "rostro-en-pantalla"),
    ],
)
def test_what_is_wrong_with_a_live_photograph_is_told(caso: str, clave: str) -> None:
    assert clave in {h.clave for h in del_rostro(caso, 3)}
    assert not del_rostro("", 4)


@pytest.mark.numeral("ET 10.3 j", "ET 10.3 m")
@pytest.mark.parametrize(
    ("caso", "clave"),
    [
        ("nada", "firma-en-blanco"),
        ("punto", "firma-punto"),
        ("linea", "firma-linea"),
        ("cruz", "firma-cruz"),
        ("equis", "firma-cruz"),
        ("palomita", "firma-simbolo"),
    ],
)
def test_what_is_no_signature_is_told_by_its_name(caso: str, clave: str) -> None:
    trazo, _ = muestras.trazo(caso, "examen", 1)

    assert [h.clave for h in juicio.de_la_firma(firma.medir_trazo(trazo), None)] == [clave]


def test_a_signature_is_let_be() -> None:
    for i in range(20):
        trazo, _ = muestras.trazo("", "examen", i)
        assert not juicio.de_la_firma(firma.medir_trazo(trazo), 0.5)


@pytest.mark.numeral("ET 10.3 l")
def test_a_signature_of_another_shape_is_told() -> None:
    trazo = firma.medir_trazo(muestras.trazo("", "examen", 1)[0])

    assert [h.clave for h in juicio.de_la_firma(trazo, -0.5)] == ["firma-distinta"]


def test_a_picture_sent_again_smaller_and_brighter_keeps_its_hash() -> None:
    gris = lado("", 4, "anverso").gris
    otra = np.asarray(np.clip(papel.reducir(gris).astype(int) + 12, 0, 255), np.uint8)

    assert huellas.distancia(huellas.huella_de(gris), huellas.huella_de(otra)) <= 12
    assert huellas.huella_de(np.full((90, 120), 128, np.uint8)) == b""


def test_a_card_is_found_and_laid_flat() -> None:
    suyo = lado("", 4, "reverso")

    assert suyo.hallada is not None
    assert suyo.hallada.aspecto == pytest.approx(1.585, abs=0.15)
    assert suyo.plana is not None
    assert suyo.plana.shape[1::-1] == tarjeta.DERECHA
