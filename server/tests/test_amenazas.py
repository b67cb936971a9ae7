"""Every test that docs/amenazas.md names exists: a threat is not held off by a name."""

from __future__ import annotations

import re

import pytest

from rubrica.launch.installation import REPO

PAGINA = (REPO / "docs/amenazas.md").read_text(encoding="utf-8")
NOMBRADAS = sorted(set(re.findall(r"`((?:server|pwa)/[^`:]+\.(?:py|ts))::([^`]+)`", PAGINA)))


@pytest.mark.parametrize(("archivo", "nombre"), NOMBRADAS)
def test_a_test_that_the_page_names_exists(archivo: str, nombre: str) -> None:
    codigo = (REPO / archivo).read_text(encoding="utf-8")

    assert (f"def {nombre}(" if archivo.endswith(".py") else f'"{nombre}"') in codigo


def test_the_page_names_a_test_in_nearly_every_line() -> None:
    lineas = [x for x in PAGINA.splitlines() if x.startswith("| ") and "| --- |" not in x]
    sin_prueba = [x for x in lineas if "::" not in x and "shown by" not in x]

    assert len(lineas) > 30
    assert len(NOMBRADAS) > 60
    assert [x for x in sin_prueba if "not shown" not in x] == []
