"""Credentials of models C to H, drawn flat, in an invented layout that says what real ones say.

No artwork, emblem or wording of a real credential is copied; "MUESTRA" crosses both sides.
"""

from __future__ import annotations

from rubrica.ficticio.credencial.anverso import anverso
from rubrica.ficticio.credencial.impresa import Impresa, impresa, modelo_de
from rubrica.ficticio.credencial.reverso import reverso

__all__ = ["Impresa", "anverso", "impresa", "modelo_de", "reverso"]
