"""Print each numeral of the ET with the tests that answer for it; keep docs/numerales.md in step.

Exit 1 while a numeral that software can satisfy has no test.
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
EN_VITEST = re.compile(
    r"""(?:describe|it|test)(?:\.\w+\([^)]*\))?\(\s*["'`]([^"'`]*ET \d[^"'`]*)["'`]"""
)
COLLECT = ("--collect-only", "-q", "--numerales", "-p", "no:cacheprovider")
# "ET 5.7, 5.11 f and g" names three; in "ET 5.13 a record" the a is an article.
LISTA = re.compile(r"ET ((?:\d+\.\d+|[a-z]\b(?=$|[,:;)]| and | y )|, | and | y | )+)")


def of_pytest() -> dict[str, set[str]]:
    """Return numeral → tests, from the markers that pytest collects."""
    hecho = subprocess.run(
        [sys.executable, "-m", "pytest", *COLLECT],
        cwd=REPO / "server", capture_output=True, text=True, check=False,
    )  # fmt: skip
    if hecho.returncode:
        raise SystemExit(f"No se pudieron reunir las pruebas:\n{hecho.stdout}{hecho.stderr}")
    mapa: dict[str, set[str]] = defaultdict(set)
    actual = ""
    for linea in hecho.stdout.splitlines():
        if linea.startswith("ET "):
            actual = linea.removeprefix("ET ").strip()
        elif linea.startswith("  ") and actual:
            mapa[actual].add(linea.strip())
    return mapa


def numerals_in(texto: str) -> list[str]:
    """Return the numerals that a text names after each "ET", incisos included."""
    hallados: list[str] = []
    for lista in LISTA.findall(texto):
        for pieza in re.findall(r"\d+\.\d+|\b[a-z]\b", re.sub(r" (and|y) ", " ", lista)):
            if pieza[0].isdigit():
                numeral = pieza
                hallados.append(numeral)
            else:
                hallados = [h for h in hallados if h != numeral] + [f"{numeral} {pieza}"]
    return hallados


def of_vitest() -> dict[str, set[str]]:
    """Return numeral → tests of the app: those whose name carries it."""
    mapa: dict[str, set[str]] = defaultdict(set)
    for archivo in sorted((REPO / "pwa/tests").rglob("*.test.ts*")):
        for nombre in EN_VITEST.findall(archivo.read_text(encoding="utf-8")):
            for numeral in numerals_in(nombre):
                mapa[numeral].add(f"pwa/{archivo.relative_to(REPO / 'pwa')}: {nombre}")
    return mapa


def answering(numeral: str, mapa: dict[str, set[str]]) -> set[str]:
    """Tests marked with the numeral itself or with one of its parts."""
    marcas = [m for m in mapa if m == numeral or m.startswith(numeral + " ")]
    return {prueba for marca in marcas for prueba in mapa[marca]}


def page(filas: list[tuple[str, str, str]]) -> str:
    lineas = [
        "# Numerales", "",
        "Generado por `make numerales` a partir de `docs/numerales.toml` y de las pruebas.", "",
        "| ET | Qué dice | Responde |", "| --- | --- | --- |",
        *(f"| {n} | {que} | {r} |" for n, que, r in filas), "",
    ]  # fmt: skip
    return "\n".join(lineas)


def of_everything() -> dict[str, set[str]]:
    mapa = of_pytest()
    for numeral, pruebas in of_vitest().items():
        mapa[numeral] |= pruebas
    return mapa


def unknown_marks(mapa: dict[str, set[str]], numerales: dict[str, str]) -> list[str]:
    """Marks that name no numeral of the ET, nor a numeral whose parts are listed."""
    return sorted(
        marca
        for marca in mapa
        if marca not in numerales and not any(n.startswith(marca + " ") for n in numerales)
    )


def main() -> int:
    datos = tomllib.loads((REPO / "docs/numerales.toml").read_text(encoding="utf-8"))
    mapa = of_everything()
    filas, sin = [], []
    for numeral, que in datos["numerales"].items():
        pruebas, ajeno = answering(numeral, mapa), datos["ajeno"].get(numeral)
        responde = f"{len(pruebas)} pruebas" if pruebas else (f"ajeno: {ajeno}" if ajeno else "—")
        filas.append((numeral, que, responde))
        print(f"ET {numeral:24} {que}: {responde}", *sorted(pruebas), sep="\n      ")
        if not pruebas and not ajeno:
            sin.append(numeral)
    PAGINA.write_text(page(filas), encoding="utf-8")
    con = sum(bool(answering(n, mapa)) for n in datos["numerales"])
    print(f"\nCon pruebas {con}; ajenos {len(datos['ajeno'])}; sin prueba {len(sin)}:")
    print(", ".join(sin))
    huerfanas = unknown_marks(mapa, datos["numerales"])
    if huerfanas:
        print("Marcas que no son numerales de la ET:", ", ".join(huerfanas))
    return 1 if sin or huerfanas else 0


if __name__ == "__main__":
    sys.exit(main())
