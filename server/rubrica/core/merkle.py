"""The tree of the bitácora and its proofs (RFC 9162 §2.1), over leaves already hashed.

`asiento.hoja` makes a leaf (prefix 0x00); a node is SHA-256(0x01 ‖ left ‖ right).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

VACIO = hashlib.sha256(b"").digest()


class PruebaInvalida(ValueError):
    """The proof does not lead from what is claimed to the root given."""


def nodo(izquierdo: bytes, derecho: bytes) -> bytes:
    """Return the hash of the node over two others."""
    return hashlib.sha256(b"\x01" + izquierdo + derecho).digest()


def corte(tamano: int) -> int:
    """Return the largest power of two smaller than `tamano` (two or more)."""
    return 1 << (tamano - 1).bit_length() - 1


@dataclass(frozen=True)
class Frontera:
    """The roots of the full subtrees of a tree, widest first: enough to go on appending.

    A checkpoint over a million leaves needs these twenty hashes, not the million.
    """

    tamano: int = 0
    picos: tuple[bytes, ...] = ()

    def con(self, hojas: Iterable[bytes]) -> Frontera:
        """Return the frontier once `hojas` are appended in order."""
        tamano, picos = self.tamano, list(self.picos)
        for hoja in hojas:
            picos.append(hoja)
            tamano += 1
            for _ in range((tamano & -tamano).bit_length() - 1):
                derecho = picos.pop()
                picos.append(nodo(picos.pop(), derecho))
        return Frontera(tamano, tuple(picos))

    @property
    def raiz(self) -> bytes:
        """The root of the tree; of none, the hash of nothing."""
        if not self.picos:
            return VACIO
        *resto, raiz = self.picos
        for pico in reversed(resto):
            raiz = nodo(pico, raiz)
        return raiz


def raiz(hojas: Iterable[bytes]) -> bytes:
    """Return the root of the tree over `hojas`."""
    return Frontera().con(hojas).raiz


def inclusion(indice: int, hojas: Sequence[bytes]) -> list[bytes]:
    """Return the path that proves that leaf `indice` is in the tree (RFC 9162 §2.1.3.1)."""
    if not 0 <= indice < len(hojas):
        raise IndexError(f"no leaf {indice} in a tree of {len(hojas)}")
    if len(hojas) == 1:
        return []
    k = corte(len(hojas))
    if indice < k:
        return [*inclusion(indice, hojas[:k]), raiz(hojas[k:])]
    return [*inclusion(indice - k, hojas[k:]), raiz(hojas[:k])]


def verificar_inclusion(
    *, hoja: bytes, indice: int, tamano: int, prueba: Sequence[bytes], raiz: bytes
) -> None:
    """Raise PruebaInvalida unless `prueba` leads from the leaf to the root (RFC 9162 §2.1.3.2)."""
    if not 0 <= indice < tamano:
        raise PruebaInvalida("index out of the tree")
    fn, sn, r = indice, tamano - 1, hoja
    for p in prueba:
        if sn == 0:
            raise PruebaInvalida("proof too long")
        if fn & 1 or fn == sn:
            r = nodo(p, r)
            fn, sn = _skip_right_border(fn, sn)
        else:
            r = nodo(r, p)
        fn, sn = fn >> 1, sn >> 1
    if sn != 0 or r != raiz:
        raise PruebaInvalida("another root")


def _skip_right_border(fn: int, sn: int) -> tuple[int, int]:
    while not fn & 1 and fn:
        fn, sn = fn >> 1, sn >> 1
    return fn, sn


def consistencia(primero: int, hojas: Sequence[bytes]) -> list[bytes]:
    """Return the proof that the tree of the first `primero` leaves is kept (RFC 9162 §2.1.4.1)."""
    if not 0 < primero <= len(hojas):
        raise IndexError(f"no tree of {primero} inside one of {len(hojas)}")
    return _subproof(primero, hojas, whole=True)


def _subproof(m: int, hojas: Sequence[bytes], *, whole: bool) -> list[bytes]:
    if m == len(hojas):
        return [] if whole else [raiz(hojas)]
    k = corte(len(hojas))
    if m <= k:
        return [*_subproof(m, hojas[:k], whole=whole), raiz(hojas[k:])]
    return [*_subproof(m - k, hojas[k:], whole=False), raiz(hojas[:k])]


def verificar_consistencia(
    *,
    primero: int,
    segundo: int,
    prueba: Sequence[bytes],
    raiz_primera: bytes,
    raiz_segunda: bytes,
) -> None:
    """Raise PruebaInvalida unless the second tree begins with the first (RFC 9162 §2.1.4.2)."""
    if not 0 < primero <= segundo:
        raise PruebaInvalida("sizes out of order")
    if primero == segundo:
        if prueba or raiz_primera != raiz_segunda:
            raise PruebaInvalida("same size, another root")
        return
    camino = [raiz_primera, *prueba] if primero & (primero - 1) == 0 else list(prueba)
    if not camino or _walk(primero - 1, segundo - 1, camino) != (raiz_primera, raiz_segunda):
        raise PruebaInvalida("another root")


def _walk(fn: int, sn: int, camino: Sequence[bytes]) -> tuple[bytes, bytes]:
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = camino[0]
    for c in camino[1:]:
        if sn == 0:
            raise PruebaInvalida("proof too long")
        if fn & 1 or fn == sn:
            fr, sr = nodo(c, fr), nodo(c, sr)
            fn, sn = _skip_right_border(fn, sn)
        else:
            sr = nodo(sr, c)
        fn, sn = fn >> 1, sn >> 1
    if sn != 0:
        raise PruebaInvalida("proof too short")
    return fr, sr
