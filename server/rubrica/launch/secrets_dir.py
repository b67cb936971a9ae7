"""Secrets of an installation: generated on first start, kept in a 0700 directory."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path


def private_dir(folder: Path) -> Path:
    """Return the folder, which now exists and which only its owner can enter."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


def secret_text(folder: Path, name: str) -> str:
    """Return the text secret of that name; 43 URL-safe characters, made the first time."""
    return _once(folder / name, lambda: secrets.token_urlsafe(32).encode()).decode()


def master_key(folder: Path) -> Path:
    """Return the path of the 32-byte master key, made the first time."""
    _once(folder / "maestra.key", lambda: secrets.token_bytes(32))
    return folder / "maestra.key"


def _once(file: Path, make: Callable[[], bytes]) -> bytes:
    """Return the file's bytes; the first time, made and durable before anybody uses them."""
    if not file.exists():
        draft = file.with_name(file.name + ".nuevo")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as salida:
            salida.write(make())
            salida.flush()
            os.fsync(salida.fileno())
        draft.rename(file)
    return file.read_bytes()
