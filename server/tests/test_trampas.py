"""docs/trampas.md names for each trap tests that exist, and steps that are written."""

from __future__ import annotations

import re

import pytest

from rubrica.launch.installation import REPO

PAGINA = (REPO / "docs/trampas.md").read_text("utf-8")
FILA = re.compile(r"^\| (\d+) \| (.+) \| (.+) \| (.+) \|$", re.MULTILINE)
PRUEBA = re.compile(r"`([\w/.]+\.(?:py|ts))::([^`]+)`")
PASO = re.compile(r"^(\d+)\. \*\*", re.MULTILINE)
FILAS = FILA.findall(PAGINA)


def _la_tiene(archivo: str, prueba: str) -> bool:
    """Whether that file holds a test, or a group of them, of that very name."""
    texto = (REPO / archivo).read_text("utf-8")
    if archivo.endswith(".py"):
        return f"def {prueba}(" in texto
    return f'("{prueba}",' in texto


def test_the_thirty_are_there_in_their_order() -> None:
    assert [int(n) for n, *_ in FILAS] == list(range(1, 31))


@pytest.mark.parametrize("fila", FILAS, ids=[n for n, *_ in FILAS])
def test_each_names_tests_that_exist(fila: tuple[str, str, str, str]) -> None:
    nombradas = PRUEBA.findall(fila[3])

    assert nombradas
    assert [p for p in nombradas if not _la_tiene(*p)] == []


def test_each_step_by_hand_is_written_and_asked_for() -> None:
    pedidos = {int(n) for *_, pruebas in FILAS for n in re.findall(r"mano (\d+)", pruebas)}

    assert pedidos == {int(n) for n in PASO.findall(PAGINA)}
