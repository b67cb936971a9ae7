"""The ways of proving whose an account of e-mail is, as data (ET 1.2, 3.2 f, 4.4, 7.7): key → name.

The code by e-mail is for everybody. Besides it, an installation may name providers in the JSON of
PROVEEDORES: each row is one way more, for promoventes, auxiliares and citizens, and never a change
of code. docs/ajustes.md has its shape. The file names no secret, only where it is.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

_CATALOGO = Path(__file__).with_name("catalogos") / "autenticacion.json"
CORREO = "correo"
CLAVE = re.compile(r"[a-z][a-z0-9_]{0,15}")
EN_ESTA_MAQUINA = {"127.0.0.1", "localhost"}

AUTENTICACIONES: Mapping[str, str] = MappingProxyType(
    {fila["clave"]: fila["nombre"] for fila in json.loads(_CATALOGO.read_text("utf-8"))}
)


class Tipo(StrEnum):
    """What a provider speaks. Facebook and X speak OAuth 2.0, each with a profile of its own."""

    OPENID = "openid"
    FACEBOOK = "facebook"
    X = "x"


@dataclass(frozen=True, kw_only=True)
class Proveedor:
    """Who vouches for an account of e-mail; wrong, it does not construct (ValueError).

    emisor: of OpenID alone, its issuer, exactly as its tokens say it. secreto: path of the file
    with the secret of our client, "" for none. correo_verificado: the provider vouches for every
    e-mail that it gives, though it does not say so. configuracion: what its discovery document
    leaves out or has wrong; of Facebook and X, addresses other than their own. con_userinfo: ask
    its userinfo endpoint besides. Every address is https unless it is of this machine.
    """

    clave: str
    nombre: str
    cliente: str
    tipo: Tipo = Tipo.OPENID
    emisor: str = ""
    secreto: str = ""
    correo_verificado: bool = False
    con_userinfo: bool = True
    configuracion: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tipo", Tipo(self.tipo))
        if not CLAVE.fullmatch(self.clave) or self.clave in AUTENTICACIONES:
            raise ValueError(f"clave de proveedor: {self.clave}")
        if bool(self.emisor) is not (self.tipo is Tipo.OPENID):
            raise ValueError(f"{self.clave}: el emisor es de OpenID, y solo suyo")
        for direccion in (self.emisor, *self.configuracion.values()):
            if direccion and not _es_segura(direccion):
                raise ValueError(f"{self.clave}: no es https: {direccion}")
        if not self.nombre or not self.cliente:
            raise ValueError(f"{self.clave}: faltan nombre o cliente")
        if self.tipo is not Tipo.OPENID and not self.secreto:
            raise ValueError(f"{self.clave}: falta el secreto del cliente")


def _es_segura(direccion: str) -> bool:
    partes = urlsplit(direccion)
    return partes.scheme == "https" or partes.hostname in EN_ESTA_MAQUINA


def leer(ruta: str) -> dict[str, Proveedor]:
    """Return the providers of a file by key; none when `ruta` is "". Raises OSError, ValueError."""
    if not ruta:
        return {}
    filas = [Proveedor(**fila) for fila in json.loads(Path(ruta).read_text("utf-8"))]
    por_clave = {p.clave: p for p in filas}
    if len(por_clave) != len(filas):
        raise ValueError("dos proveedores con la misma clave")
    return por_clave


# Read once, so that a file that cannot be read stops every service at its start.
PROVEEDORES: Mapping[str, Proveedor] = MappingProxyType(leer(os.environ.get("PROVEEDORES", "")))


def admitidas() -> dict[str, str]:
    """Return the ways that this installation takes: key → name (ET 1.2, 3.2 f, 7.7)."""
    return {**AUTENTICACIONES, **{p.clave: p.nombre for p in PROVEEDORES.values()}}


def nombre_de(clave: str) -> str:
    """Return the words of a way; the key itself when its provider is no longer configured."""
    return admitidas().get(clave, clave)
