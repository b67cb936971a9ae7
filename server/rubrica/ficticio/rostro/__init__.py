"""Faces that belong to nobody: a relief and its colours, lit and turned as a camera would see them.

`rasgos(quien)` draws a person's features once; `retrato` and `foto_viva` look at the same relief
under another light, pose and background, so that the portrait and the live face resemble each other
without repeating a pixel.
"""

from __future__ import annotations

from rubrica.ficticio.rostro.facciones import modelo
from rubrica.ficticio.rostro.rasgos import Rasgos, rasgos
from rubrica.ficticio.rostro.tomas import FOTO_VIVA, foto_viva, mirar, retrato

__all__ = ["FOTO_VIVA", "Rasgos", "foto_viva", "mirar", "modelo", "rasgos", "retrato"]
