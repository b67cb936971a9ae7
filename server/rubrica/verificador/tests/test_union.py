"""One file made of modules: nothing lost, nothing twice."""

from __future__ import annotations

import ast
from collections import Counter

from rubrica.verificador import union


def nombres(arbol: ast.Module) -> list[str]:
    """Return every name that a module defines at its level."""
    hallados = []
    for nodo in arbol.body:
        if isinstance(nodo, ast.FunctionDef | ast.ClassDef):
            hallados.append(nodo.name)
        elif isinstance(nodo, ast.Assign | ast.AnnAssign):
            destinos = nodo.targets if isinstance(nodo, ast.Assign) else [nodo.target]
            hallados += [n.id for d in destinos for n in ast.walk(d) if isinstance(n, ast.Name)]
    return hallados


def test_no_name_is_defined_by_two_modules() -> None:
    cuantos = Counter(nombres(ast.parse(union.unido())))

    assert [nombre for nombre, n in cuantos.items() if n > 1] == []
    assert {"comprobar", "main", "revisar_pdf", "de_bolsa", "leer_der"} <= set(cuantos)


def test_every_module_of_the_verifier_is_in_it_and_it_needs_one_library() -> None:
    hay = {a.stem for a in union.AQUI.glob("*.py")} - {"__init__", "union"}
    arbol = ast.parse(union.unido())
    de = {n.module.split(".")[0] for n in arbol.body if isinstance(n, ast.ImportFrom) and n.module}

    assert hay == set(union.MODULOS)
    assert b"rubrica.verificador" not in union.unido()
    assert de - {"__future__", "collections", "dataclasses", "datetime", "enum", "pathlib",
                 "typing"} == {"cryptography"}  # fmt: skip
