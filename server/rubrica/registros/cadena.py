"""The chain of a device, as evidence: what is missing and where it forked. It gates nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Eslabon:
    """What one sobre says of its place. resumen, anterior: 32 bytes; anterior None if first."""

    consecutivo: int
    resumen: bytes
    anterior: bytes | None


@dataclass(frozen=True)
class Cadena:
    """What the sobres of a device tell together.

    faltan: runs of consecutivos that were made and did not arrive, both ends included.
    bifurcaciones: consecutivos that came more than once: a phone restored from a backup.
    sueltos: consecutivos whose predecessor arrived and is not the one that they name.
    """

    faltan: tuple[tuple[int, int], ...]
    bifurcaciones: tuple[int, ...]
    sueltos: tuple[int, ...]


def leer(eslabones: Iterable[Eslabon], *, ultimo: int = 0) -> Cadena:
    """Return what the chain shows, given in any order.

    ultimo: the last consecutivo that the device said to have made, so that a withheld tail shows.
    """
    por_numero: dict[int, list[Eslabon]] = defaultdict(list)
    for eslabon in eslabones:
        por_numero[eslabon.consecutivo].append(eslabon)
    return Cadena(
        faltan=_gaps(set(por_numero), max([ultimo, *por_numero])),
        bifurcaciones=tuple(sorted(n for n, iguales in por_numero.items() if len(iguales) > 1)),
        sueltos=tuple(sorted(n for n in por_numero if _is_loose(n, por_numero))),
    )


def _gaps(vistos: set[int], ultimo: int) -> tuple[tuple[int, int], ...]:
    tramos: list[tuple[int, int]] = []
    for n in (n for n in range(1, ultimo + 1) if n not in vistos):
        if tramos and tramos[-1][1] == n - 1:
            tramos[-1] = (tramos[-1][0], n)
        else:
            tramos.append((n, n))
    return tuple(tramos)


def _is_loose(n: int, por_numero: dict[int, list[Eslabon]]) -> bool:
    previos = {previo.resumen for previo in por_numero.get(n - 1, [])}
    return bool(previos) and any(e.anterior not in previos for e in por_numero[n])
