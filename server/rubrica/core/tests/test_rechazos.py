"""The catalogue of refusals is whole, and the page that people read is the catalogue."""

import json
import re

import pytest

from rubrica.core.rechazos import CATALOGADOS, CATALOGO, DOCUMENTO, Fila, documento, rechazo


def test_no_code_is_there_twice() -> None:
    codes = [fila["code"] for fila in json.loads(CATALOGO.read_text("utf-8"))]

    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("fila", CATALOGADOS.values(), ids=lambda fila: fila.code)
def test_each_refusal_has_all_its_members(fila: Fila) -> None:
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", fila.code)
    assert 400 <= fila.status < 600
    assert fila.titulo.endswith(".")
    assert fila.que_hacer.endswith(".")
    assert re.fullmatch(r"(ET \d+(\.\d+)?( [a-z])?(, )?)*", fila.numeral)


def test_the_page_is_the_catalogue() -> None:
    esperado = documento()

    assert DOCUMENTO.read_text("utf-8") == esperado, "run: python -m rubrica.core.rechazos"


def test_a_refusal_carries_its_data_and_never_loses_its_own_members() -> None:
    problema = rechazo("sobre-tarde", recibido_en="2026-04-02T06:00:00Z", status=200).problema()

    assert problema["recibido_en"] == "2026-04-02T06:00:00Z"
    assert problema["status"] == 403
    assert problema["type"] == "/rechazos/sobre-tarde"


def test_a_code_outside_the_catalogue_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        rechazo("no-existe")
