"""The señales as data: every row whole, every sentence sayable, nothing that decides."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from rubrica.core.incisos import INCISOS
from rubrica.senales import catalogo
from rubrica.senales.catalogo import TIPOS
from rubrica.senales.rules import DE_PARECIDO, Hallazgo, alzar, orden_de

AQUI = Path(catalogo.__file__).parent


@pytest.mark.parametrize("clave", TIPOS)
def test_every_senal_says_its_sentence_and_what_to_look_at(clave: str) -> None:
    tipo = TIPOS[clave]

    assert "{" not in tipo.decir(3, "sexo")
    assert tipo.significa.endswith((".", ")"))
    assert tipo.inciso in {"", *INCISOS}


@pytest.mark.numeral("ET 10.3")
def test_every_inciso_that_a_picture_can_show_has_a_senal() -> None:
    con_senal = {tipo.inciso for tipo in TIPOS.values()}

    # a and g are a person's look: no machine tells another paper, nor recognises anybody.
    # k asks for the characters of a name, read by a person with no expert technique.
    assert set(INCISOS) - con_senal == {"a", "g", "k"}


def test_a_value_raises_at_its_threshold_and_not_before() -> None:
    tipo = TIPOS["varios-rostros"]

    assert alzar("varios-rostros", tipo.umbral)
    assert not alzar("varios-rostros", tipo.umbral - 1)
    assert not alzar("varios-rostros", None)


def test_the_heaviest_senal_puts_a_record_in_its_place() -> None:
    assert orden_de([]) == 0
    assert orden_de(["fondo-repetido"]) == 0
    assert orden_de(["reflejo", "fotocopia"]) == 3


def test_what_is_sealed_is_read_back() -> None:
    uno = Hallazgo(clave="fotocopia", valor=97.5, imagen="anverso", region=(0.1, 0.2, 0.5, 0.5))

    assert Hallazgo.de_mapa(uno.como_mapa()) == uno
    assert set(DE_PARECIDO.values()) <= set(TIPOS)


@pytest.mark.numeral("ET 10.1", "ET 10.3")
def test_nothing_of_this_room_can_move_a_record() -> None:
    permitido = {"Registro", "ordenar"}
    for archivo in AQUI.rglob("*.py"):
        if "tests" in archivo.parts:
            continue
        for nodo in ast.walk(ast.parse(archivo.read_text("utf-8"))):
            if isinstance(nodo, ast.ImportFrom) and nodo.module == "rubrica.registros.services":
                assert {a.name for a in nodo.names} <= permitido, archivo
            if isinstance(nodo, ast.Attribute) and isinstance(nodo.value, ast.Name):
                if nodo.value.id == "registros" and "services" in str(archivo):
                    assert nodo.attr in permitido, archivo
