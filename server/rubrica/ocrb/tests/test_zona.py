"""The server's own reader of OCR-B, on generated photographs: what it reads is what is printed."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from rubrica.ficticio import muestras
from rubrica.ocrb import zona
from rubrica.ocrb.renglones import Gris, buscar_bloques


def reverso(i: int, caso: str = "") -> Gris:
    jpeg = muestras.tarjeta(caso, "examen", i, "reverso")
    return np.asarray(cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_GRAYSCALE), np.uint8)


@pytest.mark.numeral("ET 5.8", "ET 10.3")
@pytest.mark.parametrize("i", [2, 4, 15, 28])
def test_the_zone_is_read_with_all_its_digits(i: int) -> None:
    esperadas = muestras.persona_de("examen", i).lineas

    assert zona.leer_zona(reverso(i)).split("\n")[:2] == list(esperadas[:2])


@pytest.mark.numeral("ET 5.8")
def test_what_older_backs_print_apart_is_read() -> None:
    quien = muestras.persona_de("examen", 0)

    assert quien.modelo == "C"
    assert zona.leer_aparte(reverso(0), "OCR") == quien.persona.ocr


def test_what_cannot_be_read_is_left_unread() -> None:
    assert zona.leer_zona(reverso(2, "borrosa")) in {
        "",
        "\n".join(muestras.persona_de("examen", 2).lineas),
    }
    assert zona.leer_zona(np.full((240, 320), 200, np.uint8)) == ""


def test_three_lines_are_found_where_they_are() -> None:
    chico = cv2.resize(reverso(4), (640, 480), interpolation=cv2.INTER_AREA)

    bloque = buscar_bloques(np.asarray(chico, np.uint8), 3, 1)[0]

    assert len(bloque.renglones) == 3
    assert all(240 < r.y0 + r.cae * 320 < 480 for r in bloque.renglones)
