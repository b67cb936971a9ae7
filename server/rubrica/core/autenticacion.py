"""The ways of proving whose an account of e-mail is, as data (ET 1.2, 4.4, 7.7): key → name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

_CATALOGO = Path(__file__).with_name("catalogos") / "autenticacion.json"

AUTENTICACIONES: Mapping[str, str] = MappingProxyType(
    {fila["clave"]: fila["nombre"] for fila in json.loads(_CATALOGO.read_text("utf-8"))}
)
