"""The master key: what wraps the files of `custodia/`, `mesa/` and `worker/`.

`Envoltura` is the wall where a KMS plugs in: another class with the same two methods, named by the
ENVOLTURA setting.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.module_loading import import_string

NONCE = 12  # bytes


class EnvolturaRota(Exception):
    """The wrapped key is not what this master key wrapped under that name."""


class MaestraAusente(Exception):
    """There is no master key to wrap or unwrap with."""


class Envoltura(Protocol):
    """Wraps and unwraps short secrets, bound to the logical name of the file that holds them."""

    def envolver(self, claro: bytes, nombre: str) -> bytes: ...

    def desenvolver(self, envuelto: bytes, nombre: str) -> bytes:
        """Return what was wrapped; raise EnvolturaRota if name, bytes or master key differ."""


class ArchivoMaestro:
    """The master key of a file, 32 bytes; AES-256-GCM, nonce ‖ ct, name as aad.

    archivo: MASTER_KEY_FILE unless another is given.
    """

    def __init__(self, archivo: str = "") -> None:
        self._archivo = archivo

    def envolver(self, claro: bytes, nombre: str) -> bytes:
        nonce = os.urandom(NONCE)
        return nonce + self._aes().encrypt(nonce, claro, nombre.encode())

    def desenvolver(self, envuelto: bytes, nombre: str) -> bytes:
        try:
            return self._aes().decrypt(envuelto[:NONCE], envuelto[NONCE:], nombre.encode())
        except (InvalidTag, ValueError) as falla:
            raise EnvolturaRota(f"La llave maestra no abre {nombre}.") from falla

    def _aes(self) -> AESGCM:
        return AESGCM(leer_maestra(self._archivo or settings.MASTER_KEY_FILE))


def leer_maestra(archivo: str) -> bytes:
    """Return the 32 bytes of the master key file; raise MaestraAusente with what to do."""
    if not archivo:
        raise MaestraAusente("Falta MASTER_KEY_FILE: este servicio no tiene llave maestra.")
    try:
        llave = Path(archivo).read_bytes()
    except OSError as falla:
        raise MaestraAusente(f"No se puede leer la llave maestra: {falla.strerror}.") from falla
    if len(llave) != 32:
        raise MaestraAusente("La llave maestra debe medir 32 bytes exactos.")
    return llave


def envoltura() -> Envoltura:
    """Return the adapter that ENVOLTURA names."""
    adaptador: Envoltura = import_string(settings.ENVOLTURA)()
    return adaptador
