"""Runs a module in a process of its own, whose Django knows nothing of the tests' database."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SERVER = Path(__file__).parents[2]


def correr(modulo: str, *argumentos: object, segundos: int) -> str:
    """Return what `python -m modulo …` printed; raise AssertionError with its error if it fails."""
    rutas = os.pathsep.join([str(SERVER), str(SERVER.parent)])
    hecho = subprocess.run(
        [sys.executable, "-m", modulo, *map(str, argumentos)],
        env={**os.environ, "PYTHONPATH": rutas}, cwd=SERVER,
        capture_output=True, text=True, timeout=segundos, check=False,
    )  # fmt: skip
    assert hecho.returncode == 0, hecho.stderr
    return hecho.stdout
