"""Entities of birth: the number in the clave de elector and the two letters in the CURP."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

CATALOGO = Path(__file__).parents[1] / "catalogos/entidades.json"


@dataclass(frozen=True, kw_only=True)
class Entidad:
    """numero: two digits of the clave, "" for NE; curp: its two letters, "" for 87 and 88."""

    numero: str
    curp: str
    nombre: str
    abreviatura: str


ENTIDADES = tuple(Entidad(**fila) for fila in json.loads(CATALOGO.read_text("utf-8")))
POR_NUMERO: Mapping[str, Entidad] = MappingProxyType({e.numero: e for e in ENTIDADES if e.numero})
POR_CURP: Mapping[str, Entidad] = MappingProxyType({e.curp: e for e in ENTIDADES if e.curp})
EXTERIOR = frozenset({"87", "88"})  # born abroad or naturalised: which is which is unpublished
NACIDO_EN_EL_EXTRANJERO = "NE"
