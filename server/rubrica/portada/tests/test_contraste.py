"""Every text and control of tokens.css can be read on every ground, light and dark (WCAG AA)."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings

TOKENS = Path(settings.PAQUETE) / "static/rubrica/tokens.css"
TEXTOS = ("barro", "cantera", "grana", "anil", "cempasuchil", "nopal")
FONDOS = (
    "papel", "papel-alto", "papel-bajo", "grana-tinte", "anil-tinte", "cempasuchil-tinte",
    "nopal-tinte", "cantera-tinte",
)  # fmt: skip
RELLENOS = ("grana-fondo", "grana-fondo-vivo", "nopal-fondo")
SUELOS = ("papel", "papel-alto", "papel-bajo")
CONTROLES = ("borde", "foco", "grana-fondo", "nopal-fondo", "cempasuchil-vivo")

Paleta = dict[str, str]


def _bloques() -> list[Paleta]:
    """Return the colours of each block: light, sun, the asked-for dark and the chosen dark."""
    css = re.sub(r"/\*.*?\*/", "", TOKENS.read_text(), flags=re.S)
    bloques = re.findall(r":root[^{]*\{([^{}]*)\}", css)
    paletas = [dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6})", bloque)) for bloque in bloques]
    return [paleta for paleta in paletas if paleta]


CLARO, SOL, OSCURO_PEDIDO, OSCURO_ELEGIDO = _bloques()
MODOS = {"claro": CLARO, "sol": SOL, "oscuro": OSCURO_ELEGIDO}
PARA_EL_SOL = 7  # WCAG AAA


def _luminancia(color: str) -> float:
    canales = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    lineales = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in canales]
    return 0.2126 * lineales[0] + 0.7152 * lineales[1] + 0.0722 * lineales[2]


def contraste(uno: str, otro: str) -> float:
    """Return the WCAG contrast ratio of two #rrggbb colours, from 1 to 21."""
    claro, oscuro = sorted((_luminancia(uno), _luminancia(otro)), reverse=True)
    return (claro + 0.05) / (oscuro + 0.05)


def test_black_on_white_is_the_known_21_to_1() -> None:
    assert contraste("#000000", "#ffffff") == pytest.approx(21)


def test_both_dark_lists_say_the_same_and_cover_every_light_colour() -> None:
    assert OSCURO_PEDIDO == OSCURO_ELEGIDO
    assert OSCURO_ELEGIDO.keys() == CLARO.keys() == SOL.keys()


@pytest.mark.parametrize("suelo", FONDOS)
def test_in_the_sun_every_text_and_edge_has_seven_to_one(suelo: str) -> None:
    assert all(contraste(SOL[n], SOL[suelo]) >= PARA_EL_SOL for n in (*TEXTOS, *CONTROLES))


@pytest.mark.parametrize("modo", MODOS)
@pytest.mark.parametrize(("texto", "fondo"), [*product(TEXTOS, FONDOS)])
def test_every_text_reads_on_every_ground(modo: str, texto: str, fondo: str) -> None:
    assert contraste(MODOS[modo][texto], MODOS[modo][fondo]) >= 4.5


@pytest.mark.parametrize("modo", MODOS)
@pytest.mark.parametrize("relleno", RELLENOS)
def test_the_word_on_a_filled_button_reads(modo: str, relleno: str) -> None:
    assert contraste(MODOS[modo]["sobre-fondo"], MODOS[modo][relleno]) >= 4.5


@pytest.mark.parametrize("modo", MODOS)
@pytest.mark.parametrize(("control", "suelo"), [*product(CONTROLES, SUELOS)])
def test_every_control_stands_out_from_its_ground(modo: str, control: str, suelo: str) -> None:
    assert contraste(MODOS[modo][control], MODOS[modo][suelo]) >= 3


def test_a_button_inside_a_recado_keeps_its_own_colour() -> None:
    """A link there takes the colour of the text; on the fill of a button that does not read."""
    css = TOKENS.with_name("formularios.css").read_text()
    enlaces = re.findall(r"^\.recado[\w-]* a[^{,]*", css, flags=re.M)

    assert [enlace.strip() for enlace in enlaces] == [".recado a:not(.boton)"]
