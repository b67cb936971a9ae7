"""Remove, one by one, rules that carry a numeral, and see that the test that names it then fails.

tools/mutantes.toml is the list. Each mutant runs in a copy of the tree; the work tree is not
touched. Exit 1 when a mutant survives, or when its text is no longer in the source.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

REPO = Path(__file__).resolve().parents[1]


def copy_of_tree(folder: Path) -> Path:
    """Return a copy of what the tests read; node_modules and .var are links."""
    fuera = ("node_modules", ".var", ".git", "__pycache__", "dist", "*_cache")
    shutil.copytree(REPO, folder, ignore=shutil.ignore_patterns(*fuera))
    (folder / ".var").symlink_to(REPO / ".var")
    (folder / "pwa/node_modules").symlink_to(REPO / "pwa/node_modules")
    return folder


def survives(mutante: dict[str, Any], arbol: Path) -> str:
    """Return "" when the test fails without the rule, else what went wrong."""
    archivo = arbol / mutante["archivo"]
    original = archivo.read_text(encoding="utf-8")
    if original.count(mutante["quita"]) != 1:
        return "el texto que se quita no está, o está más de una vez"
    archivo.write_text(original.replace(mutante["quita"], mutante["pon"]), encoding="utf-8")
    try:
        hecho = run_test(mutante["prueba"], arbol)
    finally:
        archivo.write_text(original, encoding="utf-8")
    return "sobrevive" if hecho == 0 else ""


def run_test(prueba: str, arbol: Path) -> int:
    """Run one test, of pytest or (ending in .ts) of vitest; return its exit status."""
    if prueba.endswith(".ts"):
        orden, donde = ["npx", "vitest", "--run", prueba], arbol / "pwa"
    else:
        orden, donde = [sys.executable, "-m", "pytest", "-x", "-q", prueba], arbol / "server"
    entorno = {**os.environ, "PYTHONPATH": f"{arbol / 'server'}{os.pathsep}{arbol}"}
    hecho = subprocess.run(orden, cwd=donde, env=entorno, capture_output=True, check=False)
    return hecho.returncode


def main() -> int:
    lista = tomllib.loads((REPO / "tools/mutantes.toml").read_text(encoding="utf-8"))["mutante"]
    vivos = 0
    with tempfile.TemporaryDirectory(prefix="rubrica-mutantes-") as carpeta:
        arbol = copy_of_tree(Path(carpeta) / "arbol")
        for mutante in lista:
            problema = survives(mutante, arbol)
            vivos += bool(problema)
            que = f"ET {mutante['numeral']:8} {mutante['prueba']}"
            print(f"{que}: {problema or 'muere'}", flush=True)
    print(f"{len(lista) - vivos} passed, {vivos} failed")
    return 1 if vivos else 0


if __name__ == "__main__":
    sys.exit(main())
