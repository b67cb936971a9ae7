"""What becomes of each table when a process is eliminated: the `eliminacion.toml` of each context.

A table is declared once, in one of three ways:

    ajena = "why"              it stays whole
    borra = "condition"        its rows that meet the condition go
    de = "condition", conserva = [columns], vacia = {column = "SQL"}
                               its rows stay, and of them only those columns

`p_proceso` is the Id of the process. Tables are worked on in the order read here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

AQUI = Path(__file__).parent
# Backwards in the life of a support: who points at others goes before them.
SALAS = (
    "eliminacion", "resultados", "compulsa", "audiencia", "cifras", "mesa", "excepcion", "cedulas",
    "verificacion", "senales", "recepcion", "mi_apoyo", "registros", "auxiliares", "padron",
    "mantenimiento", "procesos", "cuentas", "avisos", "bitacora",
)  # fmt: skip
# What several conditions share. {vivo}: another process, o, whose data still serve.
_VIVO = """SELECT 1 FROM procesos_proceso o WHERE o.id <> p_proceso AND o.estado = 'abierto'
 AND NOT EXISTS (SELECT 1 FROM eliminacion_eliminacion e WHERE e.proceso = o.id
                 AND e.estado IN ('en_curso', 'destruida', 'concluida'))"""
_DE_SU_ENTIDAD = "(SELECT entidad FROM procesos_proceso WHERE id = p_proceso)"
# Whether another process of the entidad could still use an account of Mi Apoyo.
_QUEDA_OTRO = "EXISTS ({vivo} AND o.entidad = {entidad})"
# Whether the account v goes: no other living process has its support, and this one has it or is
# the last of its entidad.
_SE_VA = """
NOT EXISTS (SELECT 1 FROM registros_registro r WHERE r.dispositivo = v.id
            AND EXISTS ({vivo} AND o.id = r.proceso))
AND (EXISTS (SELECT 1 FROM registros_registro r WHERE r.dispositivo = v.id
             AND r.proceso = p_proceso)
     OR v.entidad = {entidad} AND NOT {queda_otro})
"""
_FIJOS = {"vivo": _VIVO, "entidad": _DE_SU_ENTIDAD}
_FIJOS["queda_otro"] = _QUEDA_OTRO.format(**_FIJOS)
TROZOS = {**_FIJOS, "se_va": _SE_VA.format(**_FIJOS)}


class MalDeclarada(ValueError):
    """A table of some `eliminacion.toml` is not declared in one of the three ways."""


@dataclass(frozen=True, kw_only=True)
class Tabla:
    """One declaration. condicion: which rows; "" for a table that stays whole (`porque` says why).

    conserva, vacia: empty when the rows go.
    """

    nombre: str
    sala: str
    porque: str = ""
    condicion: str = ""
    conserva: tuple[str, ...] = ()
    vacia: dict[str, str] = field(default_factory=dict)

    @property
    def se_borra(self) -> bool:
        """Whether its rows go whole."""
        return bool(self.condicion) and not self.conserva

    @property
    def orden(self) -> str:
        """The SQL that does it, with p_proceso; "" for what stays."""
        if not self.condicion:
            return ""
        if self.se_borra:
            return f"DELETE FROM {self.nombre} WHERE {self.condicion}"  # noqa: S608
        cambios = ", ".join(f"{columna} = {valor}" for columna, valor in self.vacia.items())
        return f"UPDATE {self.nombre} SET {cambios} WHERE {self.condicion}"  # noqa: S608


@cache
def tablas() -> tuple[Tabla, ...]:
    """Return every declaration, in the order in which they are carried out."""
    return tuple(tabla for sala in SALAS for tabla in _de_sala(sala))


def por_vaciar() -> tuple[Tabla, ...]:
    """Return the tables that lose something, in order; the log's salts are the last."""
    return tuple(tabla for tabla in tablas() if tabla.condicion)


def _de_sala(sala: str) -> Iterator[Tabla]:
    archivo = AQUI.parent / sala / "eliminacion.toml"
    if archivo.exists():
        for nombre, datos in tomllib.loads(archivo.read_text(encoding="utf-8")).items():
            yield _leer(nombre, sala, datos)


def _leer(nombre: str, sala: str, datos: dict[str, Any]) -> Tabla:
    match sorted(datos):
        case ["ajena"]:
            return Tabla(nombre=nombre, sala=sala, porque=datos["ajena"])
        case ["borra"]:
            return Tabla(nombre=nombre, sala=sala, condicion=_sql(datos["borra"]))
        case ["conserva", "de", "vacia"]:
            return Tabla(
                nombre=nombre, sala=sala, condicion=_sql(datos["de"]),
                conserva=tuple(datos["conserva"]), vacia=dict(datos["vacia"]),
            )  # fmt: skip
    raise MalDeclarada(nombre)


def _sql(texto: str) -> str:
    return " ".join(texto.format(**TROZOS).split())
