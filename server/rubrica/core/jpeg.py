"""The size of a JPEG by its header, undecoded: what would fill the memory is refused first."""

from __future__ import annotations

from collections.abc import Sequence

SOI, EOI, SOS = 0xD8, 0xD9, 0xDA
SOF = frozenset({0xC0, 0xC1, 0xC2})  # baseline, extended, progressive
OTHER_SOF = frozenset({0xC3, *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)})


def tamano_de_jpeg(datos: bytes | Sequence[int]) -> tuple[int, int]:
    """Return width and height of a JPEG from its header, undecoded; raise ValueError if none.

    Exactly one frame header comes before the first scan: a second could promise another size.
    """
    octetos = bytes(datos)
    if octetos[:2] != b"\xff\xd8" or octetos[-2:] != b"\xff\xd9":
        raise ValueError("not a whole JPEG")
    tamano, at = None, 2
    while at + 4 <= len(octetos):
        marca, largo = octetos[at + 1], int.from_bytes(octetos[at + 2 : at + 4], "big")
        if octetos[at] != 0xFF or marca in OTHER_SOF or largo < 2:
            break
        if marca == SOS:
            break
        if marca in SOF:
            if tamano is not None:
                raise ValueError("two frames")
            tamano = _tamano_de_cuadro(octetos[at + 4 : at + 2 + largo])
        at += 2 + largo
    if tamano is None or octetos[at : at + 2] != b"\xff\xda":
        raise ValueError("no frame before the first scan")
    return tamano


def _tamano_de_cuadro(cuadro: bytes) -> tuple[int, int]:
    if len(cuadro) < 6 or cuadro[0] != 8 or cuadro[5] not in (1, 3):
        raise ValueError("a frame has 8 bits and one or three components")
    alto, ancho = int.from_bytes(cuadro[1:3], "big"), int.from_bytes(cuadro[3:5], "big")
    if not ancho or not alto:
        raise ValueError("a frame without size")
    return ancho, alto
