"""Which keys exist, where each lives under KEYS_DIR, and who wraps it: one table.

Directories say who may read: `recepcion/`, `portal/`, `mesa/` and `worker/` belong to one service;
`custodia/` to mesa and worker; `publicas/` to all. Logical names are paths without the extension.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

LARGO = 32  # bytes of every private key: Ed25519, X25519, AES-256 and HMAC alike
SIN_ENVOLVER = {"recepcion", "portal"}  # their services hold no master key

INSTALACION: Final[Mapping[str, str]] = {
    "acuse": "recepcion/acuse.key",
    "hora": "recepcion/hora.key",
    "manifiesto": "mesa/manifiesto.key",
    "resultados": "mesa/resultados.key",
    "segundo_factor": "mesa/segundo_factor.key",
    "declaraciones": "mesa/declaraciones.key",
    "punto_de_control": "worker/punto_de_control.key",
    "avisos": "worker/avisos.key",
    "mi_apoyo": "worker/mi_apoyo.key",
    "vinculos": "worker/vinculos.key",
}
# Of the installation, without a public half.
SIMETRICAS = frozenset({"vinculos", "segundo_factor", "declaraciones"})
DE_PROCESO = ("proceso", "datos", "indice", "portal")
DE_CORTE = ("indice", "corte")
VINCULOS = "vinculos"  # of Mi Apoyo: one key for each entidad, and the old one of the installation
SIN_ENTIDAD = "00"  # of what has no entidad yet
_ENTIDAD = re.compile(r"[0-9]{2}")
_NOMBRE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


def ruta_de_instalacion(nombre: str) -> str:
    """Return the logical path of an installation key; raise KeyError for any other name."""
    return INSTALACION[nombre]


def ruta_de_proceso(proceso: str, clase: str) -> str:
    """Return the logical path of one key of a process; raise ValueError for another class."""
    if clase not in DE_PROCESO:
        raise ValueError(f"{clase!r} no es una llave de proceso")
    _nombre(proceso)
    return f"portal/{proceso}.portal" if clase == "portal" else f"custodia/{proceso}/{clase}.key"


def ruta_de_corte(corte: str, clase: str) -> str:
    """Return the logical path of one key of a padrón cut; raise ValueError for another class."""
    if clase not in DE_CORTE:
        raise ValueError(f"{clase!r} no es una llave de corte")
    return f"custodia/cortes/{_nombre(corte)}/{clase}.key"


def ruta_de_vinculos(entidad: str) -> str:
    """Return the logical path of the key of the bonds of an entidad; raise ValueError for none."""
    if not _ENTIDAD.fullmatch(entidad):
        raise ValueError(f"{entidad!r} no es una entidad")
    return f"worker/{VINCULOS}/{entidad}.key"


def ruta_publica(nombre: str) -> str:
    """Return the path of a public half: of an installation key, or of a process by its id."""
    return f"publicas/{_nombre(nombre)}.pub"


def clase_de(ruta: str) -> str:
    """Return the kind (a name of servicios.PERFILES) of the key file at that logical path.

    A draft that a crash left (`.acuse.key.4821`) is of the kind it was going to be. An unknown file
    is its own kind, which no service is allowed: a stray file stops the start.
    """
    lugar = PurePosixPath(ruta)
    nombre = lugar.name
    if nombre.startswith("."):
        nombre = nombre[1:].rpartition(".")[0]
    clase, _, sufijo = nombre.rpartition(".")
    if sufijo == "portal":
        return "portal"
    if sufijo == "key" and lugar.parent.name == VINCULOS and _ENTIDAD.fullmatch(clase):
        return VINCULOS
    return clase if sufijo == "key" else ruta


def se_envuelve(ruta: str) -> bool:
    """Whether the master key wraps the file at that logical path."""
    return ruta.split("/", 1)[0] not in SIN_ENVOLVER


def _nombre(texto: str) -> str:
    """Return the text if it can be a file name and nothing else; raise ValueError."""
    if not _NOMBRE.fullmatch(texto) or texto == "cortes":
        raise ValueError("nombre de llave inadmisible")
    return texto
