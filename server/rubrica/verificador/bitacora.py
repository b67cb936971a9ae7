"""The log: each checkpoint is the root of its leaves, and an asiento is one of them (ET 14.1)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from rubrica.verificador.legajo import Legajo


def _nodo(izquierdo: bytes, derecho: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + izquierdo + derecho).digest()


def _raices(hojas: Iterable[bytes], tamanos: set[int]) -> dict[int, str]:
    """Return the root of the tree (RFC 9162) at each of those sizes, in one reading."""
    picos: list[bytes] = []
    raices = {}
    for n, hoja in enumerate(hojas, start=1):
        picos.append(hoja)
        for _ in range((n & -n).bit_length() - 1):
            derecho = picos.pop()
            picos.append(_nodo(picos.pop(), derecho))
        if n in tamanos:
            raiz = picos[-1]
            for pico in reversed(picos[:-1]):
                raiz = _nodo(pico, raiz)
            raices[n] = raiz.hex()
    return raices


def bitacora(legajo: Legajo) -> None:
    """Each signed checkpoint is the root of the leaves given, so none was taken away or changed."""
    puntos = [(n, d) for t, n, d in legajo.firmados if t == "rubrica-punto-de-control+jws"]
    for nombre, ruta in legajo.hojas:
        with ruta.open() as abierto:
            next(abierto)
            raices = _raices(
                (bytes.fromhex(linea.strip()) for linea in abierto),
                {d["tamano"] for _, d in puntos},
            )
        for de, dice in puntos:
            if dice["tamano"] in raices:
                legajo.exigir(
                    de, raices[dice["tamano"]] == dice["raiz"],
                    f"Sus {dice['tamano']} hojas son las primeras de {nombre}: nada se quitó.",
                    f"Las primeras {dice['tamano']} hojas de {nombre} no dan su raíz.",
                )  # fmt: skip
            else:
                legajo.nada(de, f"{nombre} tiene menos de {dice['tamano']} hojas.")


def inclusion(legajo: Legajo, nombre: str, datos: dict[str, Any]) -> None:
    """The asiento, salted, is a leaf of a checkpoint that was given and signed."""
    hoja = hashlib.sha256(
        b"\x00" + bytes.fromhex(datos["sal"]) + bytes.fromhex(datos["canonico"])
    ).digest()
    raiz = _subir(hoja, datos["indice"], datos["tamano"], datos["camino"])
    firmada = any(
        t == "rubrica-punto-de-control+jws" and (d["tamano"], d["raiz"]) == (datos["tamano"], raiz)
        for t, _, d in legajo.firmados
    )
    legajo.exigir(
        nombre, firmada,
        f"El asiento {datos['indice']} está en la bitácora firmada.",
        "El asiento no lleva a la raíz de ningún punto de control dado.",
    )  # fmt: skip


def _subir(hoja: bytes, indice: int, tamano: int, camino: list[str]) -> str:
    fn, sn, r = indice, tamano - 1, hoja
    for paso in camino:
        if fn & 1 or fn == sn:
            r = _nodo(bytes.fromhex(paso), r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = _nodo(r, bytes.fromhex(paso))
        fn, sn = fn >> 1, sn >> 1
    return r.hex() if sn == 0 else ""
