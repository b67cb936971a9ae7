"""Where paquetes are kept as they came: one file each, named by its código de integridad.

`BLOBS_DIR/<proceso>/<first byte>/<código in hex>`: the name is the hash, so writing one paquete
twice leaves the same file, and two different ones never meet. A file appears under its name only
when it is whole and on the disk: written aside, fsynced, renamed, and its directory fsynced.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from uuid import UUID

from django.conf import settings

ENTRANTES = ".entrantes"  # what is being received: nothing there has a receipt
TROZO = 256 * 1024  # bytes read at a time
CABECERA = 17  # bytes: suite and key id


class PaqueteAusente(Exception):
    """There is no paquete with that código de integridad."""


class PaqueteDanado(Exception):
    """The file under that código holds other bytes: the disk or somebody changed it."""


def ruta(proceso: str, codigo_integridad: bytes) -> Path:
    """Return where the paquete of that código is, or would be. `proceso`: already validated."""
    nombre = codigo_integridad.hex()
    return Path(settings.BLOBS_DIR, proceso, nombre[:2], nombre)


def leer(*, proceso: str, codigo_integridad: bytes) -> bytes:
    """Return a paquete as it came; raise PaqueteAusente or PaqueteDanado."""
    try:
        paquete = ruta(proceso, codigo_integridad).read_bytes()
    except FileNotFoundError:
        raise PaqueteAusente(codigo_integridad.hex()) from None
    if hashlib.sha256(paquete).digest() != codigo_integridad:
        raise PaqueteDanado(codigo_integridad.hex())
    return paquete


def tamano_de(proceso: str, codigo_integridad: bytes) -> int | None:
    """Return the bytes of the file of a paquete, None when there is none."""
    try:
        return ruta(proceso, codigo_integridad).stat().st_size
    except FileNotFoundError:
        return None


class Entrante:
    """A paquete while it comes in: hashed as it is written, and gone unless it is kept.

    Use as a context manager. `tamano`: bytes so far.
    """

    def __init__(self) -> None:
        self._archivo = Path(settings.BLOBS_DIR, ENTRANTES, secrets.token_hex(16))
        self._hash = hashlib.sha256()
        self._fd = -1
        self._start = b""
        self._kept = False
        self.tamano = 0

    def __enter__(self) -> Entrante:
        try:
            self._fd = os.open(self._archivo, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileNotFoundError:
            _make_durable_dir(self._archivo.parent)
            return self.__enter__()
        return self

    def write(self, trozo: bytes) -> None:
        """Add bytes; raise OSError when the disk is full or read-only."""
        if self.tamano < CABECERA:
            self._start += trozo[: CABECERA - self.tamano]
        self._hash.update(trozo)
        self.tamano += len(trozo)
        _write_all(self._fd, trozo)

    def digest(self) -> bytes:
        """Return the código de integridad of what came so far."""
        return self._hash.digest()

    def start(self) -> bytes:
        """Return the first bytes, where a paquete says how it is sealed."""
        return self._start

    def keep(self, proceso: str, codigo_integridad: bytes) -> None:
        """Make the paquete durable under its código, already checked against `digest`.

        On return it survives a power cut.
        """
        os.fsync(self._fd)
        settle(self._archivo, ruta(proceso, codigo_integridad))
        self._kept = True

    def __exit__(
        self,
        tipo: type[BaseException] | None,
        valor: BaseException | None,
        traza: TracebackType | None,
    ) -> None:
        os.close(self._fd)
        if not self._kept:
            with suppress(FileNotFoundError):
                os.unlink(self._archivo)


def settle(de: Path, a: Path) -> None:
    """Rename a file already fsynced and make its new name durable."""
    try:
        os.rename(de, a)
    except FileNotFoundError:
        _make_durable_dir(a.parent)
        os.rename(de, a)
    fsync_dir(a.parent)


def fsync_dir(carpeta: Path) -> None:
    """Make the names in a directory durable."""
    fd = os.open(carpeta, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _make_durable_dir(carpeta: Path) -> None:
    """Make a directory and the ones above it, each durable in its parent."""
    if carpeta.is_dir():
        return
    _make_durable_dir(carpeta.parent)
    carpeta.mkdir(mode=0o700, exist_ok=True)
    fsync_dir(carpeta.parent)


def _incoming() -> Path:
    carpeta = Path(settings.BLOBS_DIR) / ENTRANTES
    if not carpeta.is_dir():
        _make_durable_dir(carpeta)
    return carpeta


def _write_all(fd: int, trozo: bytes) -> None:
    resto = memoryview(trozo)
    while resto:
        resto = resto[os.write(fd, resto) :]


def sweep(*, segundos: float) -> int:
    """Erase what a killed process left half received that long ago; return how many files."""
    limite = time.time() - segundos
    viejos = [a for a in _incoming().iterdir() if a.stat().st_mtime < limite]
    for archivo in viejos:
        archivo.unlink(missing_ok=True)
    return len(viejos)


class ParcialOcupado(Exception):
    """Another request is writing the same half received paquete."""


class Parcial:
    """A paquete that comes in several requests; its file outlives each of them.

    Use as a context manager: the file stays locked to this request. `tamano`: bytes so far.
    Raises ParcialOcupado, FileNotFoundError when nothing was started under that id.
    """

    def __init__(self, id_: UUID) -> None:
        self._archivo = _partial(id_)
        self._fd = -1
        self.tamano = 0

    def __enter__(self) -> Parcial:
        self._fd = os.open(self._archivo, os.O_RDWR | os.O_APPEND)
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._fd)
            raise ParcialOcupado from None
        self.tamano = os.fstat(self._fd).st_size
        return self

    def write(self, trozo: bytes) -> None:
        """Append bytes; raise OSError when the disk is full or read-only."""
        _write_all(self._fd, trozo)
        self.tamano += len(trozo)

    def digest(self) -> bytes:
        """Return the código de integridad of all that came, read again from the file."""
        suma, desde = hashlib.sha256(), 0
        while trozo := os.pread(self._fd, TROZO, desde):
            suma.update(trozo)
            desde += len(trozo)
        return suma.digest()

    def start(self) -> bytes:
        """Return the first bytes, where a paquete says how it is sealed."""
        return os.pread(self._fd, CABECERA, 0)

    def keep(self, proceso: str, codigo_integridad: bytes) -> None:
        """Make the paquete durable under its código, already checked against `digest`.

        On return it survives a power cut.
        """
        os.fsync(self._fd)
        settle(self._archivo, ruta(proceso, codigo_integridad))

    def drop(self) -> None:
        """Forget what came: it was not what its sobre covers."""
        with suppress(FileNotFoundError):
            os.unlink(self._archivo)

    def __exit__(
        self,
        tipo: type[BaseException] | None,
        valor: BaseException | None,
        traza: TracebackType | None,
    ) -> None:
        os.close(self._fd)


def start_partial(id_: UUID) -> int:
    """Make the file of a paquete that will come in several requests; return the bytes it has."""
    _incoming()
    fd = os.open(_partial(id_), os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        return os.fstat(fd).st_size
    finally:
        os.close(fd)


def partial_size(id_: UUID) -> int | None:
    """Return how many bytes came so far, None if nothing was started under that id."""
    try:
        return _partial(id_).stat().st_size
    except FileNotFoundError:
        return None


def drop_partial(id_: UUID) -> None:
    """Forget a half received paquete."""
    _partial(id_).unlink(missing_ok=True)


def _partial(id_: UUID) -> Path:
    return Path(settings.BLOBS_DIR) / ENTRANTES / f"{id_}.parcial"
