"""What strokes look like, against vectors/firma, which pwa/tests/core reads too."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from rubrica.core import avisos
from rubrica.core.contenido import Firma
from rubrica.core.firma import Aspecto, aspecto
from rubrica.core.tests.alambre import vector

REPO = Path(__file__).parents[4]
CASOS = vector("firma/aspecto.json")


def firma_de(caso: dict[str, Any]) -> Firma:
    trazos = tuple(map(tuple, caso["firma"]["trazos"]))
    return Firma(**{**caso["firma"], "trazos": trazos})


@pytest.mark.numeral("ET 10.3 j", "ET 10.3 m")
@pytest.mark.parametrize("caso", CASOS, ids=lambda c: c["nombre"])
def test_each_case_looks_like_what_it_was_drawn_to_be(caso: dict[str, Any]) -> None:
    assert aspecto(firma_de(caso)) == caso["aspecto"]


def test_every_aspecto_is_met() -> None:
    assert {caso["aspecto"] for caso in CASOS} == set(Aspecto)


@pytest.mark.parametrize("cual", sorted(set(Aspecto) - {Aspecto.FIRMA, Aspecto.VACIA}))
def test_what_is_pointed_out_has_its_words_for_the_mesa(cual: Aspecto) -> None:
    assert "firma" in avisos.AVISOS[cual].de


@pytest.fixture(scope="module")
def generador() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "vectores_firma", REPO / "tools/vectores_firma.py"
    )
    assert spec is not None
    assert spec.loader is not None
    modulo = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(modulo)
    return modulo


def test_the_vectors_are_what_their_seeded_script_writes(generador: ModuleType) -> None:
    assert generador.contenido() == (REPO / "vectors/firma/aspecto.json").read_text("utf-8")
