"""Key files under KEYS_DIR: 0600 in 0700, durable before anybody uses them, wrapped when due."""

from __future__ import annotations

import os
import secrets
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from rubrica.llaves.inventario import LARGO, se_envuelve
from rubrica.llaves.maestra import EnvolturaRota, MaestraAusente, envoltura


class LlaveAusente(Exception):
    """This service cannot read that key: not there, or not given to it."""

    def __init__(self, ruta: str) -> None:
        super().__init__(f"Este servicio no tiene la llave {ruta}.")
        self.ruta = ruta


class LlaveDanada(Exception):
    """The file is there and is not a key: other size, other master key, other name."""


def raiz() -> Path:
    """Return KEYS_DIR."""
    return Path(settings.KEYS_DIR)


def leer(ruta: str) -> bytes:
    """Return the 32 bytes of a private key; raise LlaveAusente or LlaveDanada.

    The file is looked at on every call, so that a destroyed key is gone from memory's cache too.
    """
    try:
        marca = (raiz() / ruta).stat()
    except OSError as falla:
        raise LlaveAusente(ruta) from falla
    return _leer(raiz(), ruta, (marca.st_ino, marca.st_mtime_ns, marca.st_size))


@lru_cache(maxsize=256)
def _leer(carpeta: Path, ruta: str, marca: tuple[int, int, int]) -> bytes:
    """Read and unwrap once for each state of the file; `marca` is what makes it another."""
    guardado = leer_archivo(carpeta / ruta, ruta)
    try:
        llave = envoltura().desenvolver(guardado, ruta) if se_envuelve(ruta) else guardado
    except MaestraAusente as falla:
        raise LlaveAusente(ruta) from falla
    except EnvolturaRota as falla:
        raise LlaveDanada(str(falla)) from falla
    if len(llave) != LARGO:
        raise LlaveDanada(f"La llave {ruta} no mide {LARGO} bytes.")
    return llave


def leer_archivo(archivo: Path, ruta: str) -> bytes:
    """Return the bytes of a file as they are; raise LlaveAusente."""
    try:
        return archivo.read_bytes()
    except OSError as falla:
        raise LlaveAusente(ruta) from falla


def olvidar() -> None:
    """Nothing read so far stays in memory."""
    _leer.cache_clear()


def existe(ruta: str) -> bool:
    return (raiz() / ruta).exists()


def guardar(ruta: str, llave: bytes) -> None:
    """The private key is on disk, wrapped if it must be; raise FileExistsError, never overwrite."""
    escribir(ruta, envoltura().envolver(llave, ruta) if se_envuelve(ruta) else llave)


def escribir(ruta: str, contenido: bytes) -> None:
    """The file is whole and durable, 0600 in 0700; raise FileExistsError if there was one."""
    archivo = raiz() / ruta
    _carpeta_privada(archivo.parent)
    borrador = archivo.with_name(f".{archivo.name}.{os.getpid()}-{secrets.token_hex(4)}")
    descriptor = os.open(borrador, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as salida:
            salida.write(contenido)
            salida.flush()
            os.fsync(salida.fileno())
        os.link(borrador, archivo)  # unlike rename, it refuses to replace a key
    finally:
        borrador.unlink(missing_ok=True)
    _sincronizar(archivo.parent)


def reemplazar(ruta: str, envuelto: bytes) -> None:
    """The same key, wrapped anew, takes the place of its file: whole, durable, or not at all."""
    archivo = raiz() / ruta
    borrador = archivo.with_name(f".{archivo.name}.{os.getpid()}")
    descriptor = os.open(borrador, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as salida:
        salida.write(envuelto)
        salida.flush()
        os.fsync(salida.fileno())
    os.replace(borrador, archivo)
    _sincronizar(archivo.parent)


def borrar(ruta: str) -> None:
    """The file is gone from disk and from memory; one that was not there is no error.

    So is any draft of it that a crash left, and their going is durable.
    """
    archivo = raiz() / ruta
    for copia in (archivo, *archivo.parent.glob(f".{archivo.name}.*")):
        copia.unlink(missing_ok=True)
    if archivo.parent.is_dir():
        _sincronizar(archivo.parent)
    olvidar()


def _carpeta_privada(carpeta: Path) -> None:
    """The folder and its missing parents exist, each of them 0700 and durable."""
    if carpeta.is_dir():
        return
    _carpeta_privada(carpeta.parent)
    carpeta.mkdir(mode=0o700, exist_ok=True)
    _sincronizar(carpeta.parent)


def _sincronizar(carpeta: Path) -> None:
    descriptor = os.open(carpeta, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
