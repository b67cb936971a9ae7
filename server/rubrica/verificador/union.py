"""The verifier as it is handed out: its modules, one after another, in a file that runs alone.

Nobody keeps a copy of it: it is made of the modules whenever it is asked for (ADR 0115).
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

AQUI = Path(__file__).parent
NOMBRE = "rubrica_verificar.py"
MODULOS = (
    "legajo", "der", "cms", "revisiones", "pdf", "firmas", "bolsas", "resultados", "bitacora",
    "eliminacion", "archivos", "programa",
)  # fmt: skip  # each knows only those before it
PROPIO = "rubrica.verificador"
ENCABEZADO = "#!/usr/bin/env python3\n# SPDX-License-Identifier: Apache-2.0\n"


@lru_cache(maxsize=1)
def unido() -> bytes:
    """Return the program: one file of Python that imports nothing of Rúbrica."""
    textos = {m: (AQUI / f"{m}.py").read_text() for m in MODULOS}
    arboles = {m: ast.parse(texto) for m, texto in textos.items()}
    importa = _imports(arboles.values())
    partes = [
        f"# {'-' * 68} {modulo}\n# {_dice(arboles[modulo])}\n\n{_body(texto, arboles[modulo])}"
        for modulo, texto in textos.items()
    ]
    que_es = f'"""{ast.get_docstring(arboles[MODULOS[-1]], clean=False)}"""'
    cabeza = [ENCABEZADO + que_es, "from __future__ import annotations", "\n".join(importa)]
    return ("\n\n".join(cabeza) + "\n\n" + "\n\n\n".join(partes) + "\n").encode()


def _imports(arboles: Iterable[ast.Module]) -> list[str]:
    """Return the lines by which all take what is outside the verifier, once."""
    enteros, de = set(), defaultdict[str, set[str]](set)
    for nodo in (n for arbol in arboles for n in arbol.body):
        if isinstance(nodo, ast.Import):
            enteros |= {nombre.name for nombre in nodo.names}
        elif isinstance(nodo, ast.ImportFrom) and not _is_left_out(nodo.module or ""):
            de[nodo.module or ""] |= {nombre.name for nombre in nodo.names}
    modulos = [f"import {nombre}" for nombre in sorted(enteros)]
    nombres = [f"from {m} import {', '.join(sorted(suyos))}" for m, suyos in sorted(de.items())]
    return modulos + nombres


def _is_left_out(modulo: str) -> bool:
    return modulo == "__future__" or modulo.startswith(PROPIO)


def _dice(arbol: ast.Module) -> str:
    """Return the first line of what a module says of itself."""
    return (ast.get_docstring(arbol) or "").splitlines()[0]


def _body(texto: str, arbol: ast.Module) -> str:
    """Return a module from after its last import on."""
    ultimo = max(
        nodo.end_lineno or 0 for nodo in arbol.body if isinstance(nodo, ast.Import | ast.ImportFrom)
    )
    return "\n".join(texto.splitlines()[ultimo:]).strip("\n")
