"""Remove, one by one, rules that carry a numeral, and see that the test that names it then fails.

tools/mutantes.toml is the list. Each mutant runs in a copy of the tree; the work tree is not
touched. First every named test must pass as things are: one that is not there would "fail" without
any rule. Exit 1 then, when a mutant survives, or when its text is no longer in the source.
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
FAILED = 1  # both runners: a test ran and failed; 2 and more, it did not run


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
        hecho = run_tests([mutante["prueba"]], arbol)
    finally:
        archivo.write_text(original, encoding="utf-8")
    if hecho == FAILED:
        return ""
    return "sobrevive" if hecho == 0 else f"la prueba no llegó a correr ({hecho})"


def passing(pruebas: set[str], arbol: Path) -> bool:
    """Whether all of those tests pass with every rule in its place."""
    de_vitest = sorted(p for p in pruebas if p.endswith(".ts"))
    de_pytest = sorted(pruebas - set(de_vitest))
    return all(run_tests(cuales, arbol) == 0 for cuales in (de_vitest, de_pytest) if cuales)


def run_tests(pruebas: list[str], arbol: Path) -> int:
    """Run tests, all of pytest or all (ending in .ts) of vitest; return the exit status."""
    if pruebas[0].endswith(".ts"):
        orden, donde = ["npx", "vitest", "--run", *pruebas], arbol / "pwa"
    else:
        orden, donde = [sys.executable, "-m", "pytest", "-x", "-q", *pruebas], arbol / "server"
    entorno = {**os.environ, "PYTHONPATH": f"{arbol / 'server'}{os.pathsep}{arbol}"}
    hecho = subprocess.run(orden, cwd=donde, env=entorno, capture_output=True, check=False)
    return hecho.returncode


def main() -> int:
    lista = tomllib.loads((REPO / "tools/mutantes.toml").read_text(encoding="utf-8"))["mutante"]
    vivos = 0
    with tempfile.TemporaryDirectory(prefix="rubrica-mutantes-") as carpeta:
        arbol = copy_of_tree(Path(carpeta) / "arbol")
        if not passing({mutante["prueba"] for mutante in lista}, arbol):
            print("Alguna de las pruebas nombradas no pasa, o no existe, sin quitar nada.")
            return 1
        for mutante in lista:
            problema = survives(mutante, arbol)
            vivos += bool(problema)
            que = f"ET {mutante['numeral']:8} {mutante['prueba']}"
            print(f"{que}: {problema or 'muere'}", flush=True)
    print(f"{len(lista) - vivos} passed, {vivos} failed")
    return 1 if vivos else 0


if __name__ == "__main__":
    sys.exit(main())
