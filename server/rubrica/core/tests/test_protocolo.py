"""docs/protocolo.md says what the code does: names, limits and codes are the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from rubrica.core import acuse, contenido, jws, paquete, sobre

PAGINA = (Path(__file__).parents[4] / "docs/protocolo.md").read_text("utf-8")
TYPS = [valor for nombre, valor in vars(acuse).items() if nombre.startswith("TYP_")]


@pytest.mark.parametrize("typ", [sobre.TYP, *TYPS])
def test_every_typ_is_in_the_table(typ: str) -> None:
    assert f"| `{typ}` |" in PAGINA


@pytest.mark.parametrize("miembro", sobre.MIEMBROS)
def test_every_member_of_the_sobre_has_its_row(miembro: str) -> None:
    assert f"\n| `{miembro}` |" in PAGINA


@pytest.mark.parametrize("miembro", sorted(contenido.MIEMBROS | contenido.OPCIONALES))
def test_every_member_of_the_contents_is_told(miembro: str) -> None:
    assert f"`{miembro}`" in PAGINA


@pytest.mark.parametrize("limite", [sobre.MAX_PAQUETE, jws.MAX_BYTES, acuse.MAX_MANIFIESTO])
def test_every_limit_is_told(limite: int) -> None:
    assert f"{limite:,}" in PAGINA


@pytest.mark.parametrize("causa", [*jws.Causa, *sobre.Causa, *paquete.Causa])
def test_every_cause_is_told(causa: str) -> None:
    # Two causes of a bad line are one code at the door, and jws-firma has its own there.
    puerta = {"paquete-tamano", "paquete-codigo", "jws-firma"}

    assert f"`{causa}`" in PAGINA or causa in puerta
