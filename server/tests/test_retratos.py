"""Every screen that the sources of the app name is on a walk, and docs/img shows it day and night.

A screen is named where it is drawn: `paso="inicio"`, or by the beginning of its name when the rest
is data: paso={`ayuda-${seccion.id}`}. Of those, one screen at least stands for all.
"""

from __future__ import annotations

import re

import pytest

from rubrica.settings import REPO
from tests.stories.recorrido import PANTALLAS, PANTALLAS_MENOS_VISTAS, PANTALLAS_PROPIAS
from tests.stories.tropiezos import PANTALLAS_DE_TROPIEZOS

RECORRIDAS = PANTALLAS | PANTALLAS_DE_TROPIEZOS | PANTALLAS_MENOS_VISTAS | PANTALLAS_PROPIAS
FUENTES = "\n".join(a.read_text("utf-8") for a in (REPO / "pwa/src").rglob("*.tsx"))
NOMBRADAS = frozenset(re.findall(r'\bpaso\s*=\s*"([a-z-]+)"', FUENTES))
POR_DATO = frozenset(re.findall(r"\bpaso=\{`([a-z-]+)\$\{[\w.]+\}`\}", FUENTES))
# A photograph shows what its camera sees, at the moment of the shutter.
RETRATO = re.compile(r"app-(?:camara-)?(?P<paso>[a-z-]+)-(?P<tema>claro|oscuro)\.webp")


def retratadas(tema: str) -> frozenset[str]:
    """Return the screens of which docs/img has a picture in that light."""
    hallados = (RETRATO.fullmatch(a.name) for a in (REPO / "docs/img").glob("app-*"))
    return frozenset(h["paso"] for h in hallados if h and h["tema"] == tema)


def con_datos(pantallas: frozenset[str]) -> frozenset[str]:
    """Return the beginnings of POR_DATO that none of those screens has."""
    return frozenset(p for p in POR_DATO if not any(s.startswith(p) for s in pantallas))


def test_the_sources_name_every_screen_in_a_way_that_is_read_here() -> None:
    dichas = re.findall(r"\bpaso=\{(?!paso\})(.*?)\}[\s>]", FUENTES)

    assert len(NOMBRADAS) > 60
    assert [d for d in dichas if not re.match(r"`[a-z-]+\$\{", d)] == []


def test_no_screen_of_the_sources_is_left_out_of_the_walks() -> None:
    assert (NOMBRADAS - RECORRIDAS, con_datos(RECORRIDAS)) == (frozenset(), frozenset())


@pytest.mark.parametrize("tema", ["claro", "oscuro"])
def test_every_screen_of_the_sources_has_its_picture(tema: str) -> None:
    vistas = retratadas(tema)

    assert (NOMBRADAS - vistas, con_datos(vistas)) == (frozenset(), frozenset())


@pytest.mark.parametrize("tema", ["claro", "oscuro"])
def test_no_picture_is_of_a_screen_that_is_gone(tema: str) -> None:
    vistas = retratadas(tema)

    assert {v for v in vistas - NOMBRADAS if not v.startswith(tuple(POR_DATO))} == set()
