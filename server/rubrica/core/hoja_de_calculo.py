"""What goes into a cell of a CSV that a spreadsheet will open."""

from __future__ import annotations

FORMULAS = ("=", "+", "-", "@", "\t", "\r")  # with which a spreadsheet begins to compute


def celda(valor: object) -> str:
    """Return the text of a cell that no spreadsheet takes for a formula.

    One that begins like a formula gets an apostrophe before it, which a spreadsheet does not show.
    """
    texto = str(valor)
    return f"'{texto}" if texto.startswith(FORMULAS) else texto
