"""Who may do what: the catalogue of permisos.toml as values, and the rules of an account."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

CATALOGO = Path(__file__).with_name("permisos.toml")
VENTANA = timedelta(minutes=15)  # of failed attempts that are remembered
# How many in the window before somebody waits. "cuenta": wrong passwords; "codigo": wrong codes.
# Six digits, three steps that count: with five codes each 15 minutes, whoever has the password
# guesses one after some two years of trying. "pedido": codes by e-mail asked for from one address,
# found or not; "enviado": asked for one mailbox. "comprobacion": goings to a provider from the app,
# of a whole mobile network that shares one address.
MAX_INTENTOS = {
    "cuenta": 10, "origen": 60, "codigo": 5, "pedido": 20, "enviado": 4, "comprobacion": 120,
}  # fmt: skip
MAX_LLAVES_DE_ACCESO = 5  # of one account: a phone, a computer, a key kept apart


class Rol(StrEnum):
    """The roles of permisos.toml; a test keeps the two lists equal."""

    DERFE = "derfe"
    OPL_ADMINISTRADOR = "opl_administrador"
    SUPERVISOR = "supervisor"
    OPERADOR = "operador"
    CAPTURISTA = "capturista"
    CONSULTA = "consulta"
    PROMOVENTE = "promovente"


class Ambito(StrEnum):
    """Over which processes a role acts."""

    TODOS = "todos"
    ASIGNADOS = "asignados"


class Puerta(StrEnum):
    """The two doors: promoventes come from the internet, officials from their network."""

    PORTAL = "portal"
    OFICIAL = "oficial"


class AccionDesconocida(KeyError):
    """permisos.toml has no such action: a page would be open to nobody, or its name is wrong."""


@dataclass(frozen=True, kw_only=True)
class Accion:
    """`clave`: "mesa.dictaminar". `etiqueta`: what people read. `numeral`: why it exists."""

    clave: str
    etiqueta: str
    numeral: str


@dataclass(frozen=True, kw_only=True)
class PermisosDeRol:
    """What one role may do (`puede`: keys of actions) and over which processes."""

    rol: Rol
    etiqueta: str
    ambito: Ambito
    puede: frozenset[str]


@lru_cache(maxsize=1)
def acciones() -> Mapping[str, Accion]:
    """Return the catalogue of actions by key, in the order of the file."""
    return {
        c: Accion(clave=c, etiqueta=str(v["etiqueta"]), numeral=str(v["numeral"]))
        for c, v in _catalogo()["acciones"].items()
    }


@lru_cache(maxsize=1)
def roles() -> Mapping[Rol, PermisosDeRol]:
    """Return what each role may do; raise AccionDesconocida if one names an unknown action."""
    return {Rol(c): _permisos_de(Rol(c), v) for c, v in _catalogo()["roles"].items()}


def permite(rol: Rol, accion: str) -> bool:
    """Whether the role may do that action at all; raise AccionDesconocida."""
    return conocida(accion) in roles()[rol].puede


def conocida(accion: str) -> str:
    """Return the action's key; raise AccionDesconocida."""
    if accion not in acciones():
        raise AccionDesconocida(accion)
    return accion


def puerta_de(rol: Rol) -> Puerta:
    """Return the one door through which a role signs in."""
    return Puerta.PORTAL if rol is Rol.PROMOVENTE else Puerta.OFICIAL


def esta_vigente(*, activa: bool, vigente_hasta: datetime | None, momento: datetime) -> bool:
    """Whether an account may be used: active, and its validity not yet over (ET 9.2)."""
    return activa and (vigente_hasta is None or momento < vigente_hasta)


def _permisos_de(rol: Rol, datos: Mapping[str, object]) -> PermisosDeRol:
    puede = datos["puede"]
    if not isinstance(puede, list):
        raise TypeError(f"{rol}: `puede` no es una lista")
    return PermisosDeRol(
        rol=rol,
        etiqueta=str(datos["etiqueta"]),
        ambito=Ambito(str(datos["ambito"])),
        puede=frozenset(conocida(c) for c in puede),
    )


@lru_cache(maxsize=1)
def _catalogo() -> dict[str, dict[str, dict[str, object]]]:
    return tomllib.loads(CATALOGO.read_text(encoding="utf-8"))
