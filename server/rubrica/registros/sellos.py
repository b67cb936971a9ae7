"""Personal data of a record at rest: sealed with the data key of its process (architecture §4).

Each seal is bound to its record: what was sealed for one opens for no other.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from rubrica import llaves
from rubrica.registros.models import Registro


def sellar_formulario(registro: Registro, formulario: Mapping[str, str]) -> bytes:
    """Return the form of a record (ET 11.4 i–vi), sealed. Raises llaves.LlaveAusente."""
    claro = json.dumps(dict(formulario), ensure_ascii=False, separators=(",", ":")).encode()
    return llaves.sellar(_llave(registro), claro, _contexto("formulario", registro))


def abrir_formulario(registro: Registro) -> dict[str, str]:
    """Return the form of a record; empty before it was opened. Raises LlaveAusente and NoAbre."""
    if registro.datos is None:
        return {}
    claro = llaves.abrir(_llave(registro), bytes(registro.datos), _contexto("formulario", registro))
    formulario: dict[str, str] = json.loads(claro)
    return formulario


def sellar_detalle(registro: Registro, detalle: str) -> bytes:
    """Return the words of an operador, sealed: free text may name a citizen."""
    return llaves.sellar(_llave(registro), detalle.encode(), _contexto("detalle", registro))


def abrir_detalle(registro: Registro) -> str:
    """Return the words of who decided, as the record keeps them; empty when nothing was found."""
    return abrir_palabras(registro, registro.detalle)


def abrir_palabras(registro: Registro, selladas: bytes | memoryview | None) -> str:
    """Return words sealed with the record, in it or in its history; empty when there are none."""
    if selladas is None:
        return ""
    return llaves.abrir(_llave(registro), bytes(selladas), _contexto("detalle", registro)).decode()


def _llave(registro: Registro) -> bytes:
    return llaves.de_proceso(registro.proceso, "datos")


def _contexto(parte: str, registro: Registro) -> bytes:
    return f"registros/{parte}/{registro.id}".encode()
