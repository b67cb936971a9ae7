"""Print each numeral of the ET with the tests that answer for it; keep docs/numerales.md in step.

Exit 1 while a numeral that software can satisfy has no test. `--solo-tabla` writes the page only.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

REPO = Path(__file__).resolve().parents[1]
PAGINA = REPO / "docs/numerales.md"
EN_VITEST = re.compile(r"""(?:describe|it|test)(?:\.\w+\([^)]*\))?\(\s*["'`]([^"'`]*ET \d[^"'`]*)["'`]""")
NUMERAL = re.compile(r"ET (\d+\.\d+(?: [a-z]\b(?! [a-z]{2,}))?)")


def of_pytest() -> dict[str, set[str]]:
    """Return numeral → tests, from the markers that pytest collects."""
    salida = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "--numerales", "-p", "no:cacheprovider"],
        cwd=REPO / "server", capture_output=True, text=True, check=False,
    ).stdout  # fmt: skip
    mapa: dict[str, set[str]] = defaultdict(set)
    actual = ""
    for linea in salida.splitlines():
        if linea.startswith("ET "):
            actual = linea.removeprefix("ET ").strip()
        elif linea.startswith("  ") and actual:
            mapa[actual].add(linea.strip())
    return mapa


def of_vitest() -> dict[str, set[str]]:
    """Return numeral → tests of the app: those whose name carries it."""
    mapa: dict[str, set[str]] = defaultdict(set)
    for archivo in sorted((REPO / "pwa/tests").rglob("*.test.ts*")):
        for nombre in EN_VITEST.findall(archivo.read_text(encoding="utf-8")):
            for numeral in NUMERAL.findall(nombre):
                mapa[numeral].add(f"pwa/{archivo.relative_to(REPO / 'pwa')}: {nombre}")
    return mapa


def answering(numeral: str, mapa: dict[str, set[str]]) -> set[str]:
    """Tests marked with the numeral itself or with one of its parts."""
    return {p for marca, ps in mapa.items() if marca == numeral or marca.startswith(numeral + " ") for p in ps}  # fmt: skip


def page(filas: list[tuple[str, str, str]]) -> str:
    lineas = [
        "# Numerales", "",
        "Generado por `make numerales` a partir de `docs/numerales.toml` y de las pruebas.", "",
        "| ET | Qué dice | Responde |", "| --- | --- | --- |",
        *(f"| {n} | {que} | {r} |" for n, que, r in filas), "",
    ]  # fmt: skip
    return "\n".join(lineas)


def main() -> int:
    datos = tomllib.loads((REPO / "docs/numerales.toml").read_text(encoding="utf-8"))
    mapa = of_pytest()
    for numeral, pruebas in of_vitest().items():
        mapa[numeral] |= pruebas
    filas, sin = [], []
    for numeral, que in datos["numerales"].items():
        pruebas, ajeno = answering(numeral, mapa), datos["ajeno"].get(numeral)
        responde = f"{len(pruebas)} pruebas" if pruebas else (f"ajeno: {ajeno}" if ajeno else "—")
        filas.append((numeral, que, responde))
        print(f"ET {numeral:24} {que}: {responde}", *sorted(pruebas), sep="\n      ")
        if not pruebas and not ajeno:
            sin.append(numeral)
    huerfanas = {m for m in mapa if m not in datos["numerales"] and not answering(m, {k: {"x"} for k in datos["numerales"]})}
    PAGINA.write_text(page(filas), encoding="utf-8")
    cubiertos = len(filas) - len(sin) - len([n for n in datos["ajeno"]])
    print(f"\nCubiertos {cubiertos}, ajenos {len(datos['ajeno'])}, sin prueba {len(sin)}: {', '.join(sin)}")
    if huerfanas:
        print("Marcas que no son numerales de la ET:", ", ".join(sorted(huerfanas)))
    return 1 if sin or huerfanas else 0


if __name__ == "__main__":
    sys.exit(main())
