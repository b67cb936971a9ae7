"""Lighthouse over one address: what a phone of the middle range waits for, from 0 to 100."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.navegador import chromium

MEDIR = Path(__file__).parents[2] / "tools/lighthouse/medir.js"
PLAZO_S = 120
INTENTOS = 3  # on a busy machine its trace may miss the start of the page


@dataclass(frozen=True, kw_only=True)
class Medida:
    """puntaje: its figure; tiempos: what was waited for; perdidas: what cost most, a line each."""

    puntaje: int
    tiempos: dict[str, str]
    perdidas: list[str]

    def __str__(self) -> str:
        return "\n".join([f"Lighthouse: {self.puntaje}", f"{self.tiempos}", *self.perdidas])


def medir(direccion: str) -> Medida:
    """Measure on the simulated phone; once more when Lighthouse could not record the page.

    Raises FileNotFoundError, or RuntimeError with its words.
    """
    node = shutil.which("node")
    if not node or not (MEDIR.parent / "node_modules").is_dir():
        raise FileNotFoundError("Falta Lighthouse: ejecute tools/faro y repita la orden.")
    orden = [node, str(MEDIR), direccion, chromium()]
    for _ in range(INTENTOS):
        dicho = subprocess.run(orden, capture_output=True, text=True, timeout=PLAZO_S, check=False)
        if not dicho.returncode:
            return Medida(**json.loads(dicho.stdout))
    raise RuntimeError(dicho.stderr[-2_000:])
