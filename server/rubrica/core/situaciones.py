"""Situación registral and the causes of a baja: a catalogue, since no official codes are published.

A row of the padrón is in lista_nominal, padron or baja; only a baja has a cause (ET 11.4-11.8).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

CATALOGO = Path(__file__).with_name("catalogos") / "situaciones.json"
_CRUDO: dict[str, dict[str, str]] = json.loads(CATALOGO.read_text("utf-8"))

SITUACIONES: Mapping[str, str] = MappingProxyType(_CRUDO["situaciones"])
CAUSAS: Mapping[str, str] = MappingProxyType(_CRUDO["causas"])
BAJA = "baja"
DEL_PADRON = ("lista_nominal", "padron", BAJA)  # those that a row of a cut may have


def coherente(situacion: str, causa: str) -> bool:
    """Return whether a row of a cut may say that: a cause with a baja, and only with it."""
    return situacion in DEL_PADRON and (causa in CAUSAS if situacion == BAJA else not causa)
