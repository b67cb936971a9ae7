"""Print the medians of functions, files and tests, and the largest of each.

A drift is talked about, not punished: this exits 0 whatever it finds.
"""

from __future__ import annotations

import ast
import statistics
import subprocess
from pathlib import Path

REPO = Path(__file__).resolve().parents[1]


def tracked(*patterns: str) -> list[Path]:
    """Return the files that git tracks under those patterns, migrations left out."""
    salida = subprocess.run(
        ["git", "ls-files", *patterns], cwd=REPO, check=True, capture_output=True, text=True
    )
    return [REPO / n for n in salida.stdout.splitlines() if "/migrations/" not in n]


def functions(path: Path) -> list[tuple[int, str]]:
    """Return (lines, "file:line name") of each function of a Python file."""
    arbol = ast.parse(path.read_text(encoding="utf-8"))
    return [
        ((nodo.end_lineno or nodo.lineno) - nodo.lineno + 1,
         f"{path.relative_to(REPO)}:{nodo.lineno} {nodo.name}")
        for nodo in ast.walk(arbol)
        if isinstance(nodo, ast.FunctionDef | ast.AsyncFunctionDef)
    ]  # fmt: skip


def report(label: str, sizes: list[tuple[int, str]], over: int) -> None:
    if not sizes:
        return
    lineas = sorted(n for n, _ in sizes)
    p90 = lineas[int(len(lineas) * 0.9)]
    largas = sum(n > over for n in lineas) / len(lineas)
    print(
        f"{label:24} n {len(lineas):5}   mediana {statistics.median(lineas):5.0f}   "
        f"p90 {p90:4}   > {over}: {largas:.1%}"
    )
    for n, nombre in sorted(sizes, reverse=True)[:5]:
        print(f"    {n:5}  {nombre}")


def lines_of(paths: list[Path]) -> list[tuple[int, str]]:
    return [
        (len(p.read_text(encoding="utf-8").splitlines()), str(p.relative_to(REPO))) for p in paths
    ]


def main() -> None:
    python = tracked("*.py")
    pruebas = [p for p in python if "/tests/" in str(p)]
    codigo = [p for p in python if p not in pruebas]
    report("funciones", [f for p in codigo for f in functions(p)], 40)
    report("pruebas", [f for p in pruebas for f in functions(p) if " test_" in f[1]], 20)
    report("archivos Python", lines_of(codigo), 400)
    report("archivos de la app", lines_of(tracked("pwa/src/*.ts", "pwa/src/*.tsx")), 400)


if __name__ == "__main__":
    main()
