"""Near-duplicates in memory: of a million hashes, those within a few bits, in about a millisecond.

Multi-index hashing (Norouzi, Punjani and Fleet, 2012): of the 256 bits, eight bands of sixteen.
Two hashes of which fewer than sixteen of those bits differ agree on some band but for one bit, so
only the buckets one flip away from the bands are read, and each candidate is counted whole. Most
hashes lie in sorted arrays; the newest, in dictionaries until they are many. Nothing of it leaves
the memory of the one worker that holds it (hashes are personal data, sealed at rest).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

import numpy as np
import numpy.typing as npt

Palabras = npt.NDArray[np.uint64]
Lugares = npt.NDArray[np.uint32]
PALABRAS, BANDAS, BITS = 4, 8, 16
CADA = 2  # every second word of sixteen bits is a band
MAX_POR_CUBETA = 48  # newest of a bucket that are read: a crowd is found by any of its members
MAX_DE_GRUPO = 24  # hashes of one group that are kept as its doors
COLA, CRECE = 4096, 0.1  # when the newest are laid with the rest: at least, and as a share of them
_GIROS = np.asarray([0, *(1 << b for b in range(BITS))], np.uint32)


class Indice:
    """Hashes of one class of one process, each a door to its group. radio: bits that may differ."""

    def __init__(self, radio: int) -> None:
        self._radio = radio
        self._hashes: Palabras = np.zeros((COLA, PALABRAS), np.uint64)
        self._grupos: Palabras = np.zeros((COLA, 2), np.uint64)
        self._n = self._puestos = 0
        self._puertas: Counter[UUID] = Counter()
        self._orden: list[Lugares] = [np.zeros(0, np.uint32)] * BANDAS
        self._desde: list[Lugares] = [np.zeros((1 << BITS) + 1, np.uint32)] * BANDAS
        self._cola: list[dict[int, list[int]]] = [{} for _ in range(BANDAS)]

    def __len__(self) -> int:
        return self._n

    def buscar(self, huella: bytes) -> tuple[UUID, int] | None:
        """Return the group of the nearest hash and how many bits apart; None when none is near."""
        filas = self._candidatos(_bandas(huella))
        if not len(filas):
            return None
        lejos = np.bitwise_count(self._hashes[filas] ^ _palabras(huella)).sum(axis=1)
        cerca = int(lejos.argmin())
        if int(lejos[cerca]) > self._radio:
            return None
        alto, bajo = (int(v) for v in self._grupos[filas[cerca]])
        return UUID(int=alto << 64 | bajo), int(lejos[cerca])

    def _candidatos(self, bandas: Lugares) -> npt.NDArray[np.intp]:
        """Return the places of the hashes that agree on a band, one bit of it at most apart."""
        piezas: list[Lugares] = []
        recientes: list[int] = []
        for banda, valores in enumerate(bandas[:, None] ^ _GIROS[None, :]):
            desde, orden, cola = self._desde[banda], self._orden[banda], self._cola[banda]
            inicios, finales = desde[valores].tolist(), desde[valores + 1].tolist()
            piezas += [
                orden[max(i, j - MAX_POR_CUBETA) : j]
                for i, j in zip(inicios, finales, strict=True)
                if j > i
            ]
            for valor in valores.tolist():
                if (cubeta := cola.get(valor)) is not None:
                    recientes += cubeta[-MAX_POR_CUBETA:]
        todos = [*piezas, np.asarray(recientes, np.uint32)]
        return np.concatenate(todos).astype(np.intp)

    def agregar(self, huella: bytes, grupo: UUID, *, nuevo: bool = True) -> None:
        """Keep a hash as a door to its group; one that was there and has enough takes no more."""
        if not nuevo:
            if self._puertas[grupo] >= MAX_DE_GRUPO:
                return
            self._puertas[grupo] += 1
        fila = self._n
        if fila == len(self._hashes):
            mas = max(COLA, fila // 4)
            self._hashes = np.concatenate([self._hashes, np.zeros((mas, PALABRAS), np.uint64)])
            self._grupos = np.concatenate([self._grupos, np.zeros((mas, 2), np.uint64)])
        self._hashes[fila] = _palabras(huella)
        self._grupos[fila] = (grupo.int >> 64, grupo.int & (1 << 64) - 1)
        self._n += 1
        for cola, valor in zip(self._cola, _bandas(huella).tolist(), strict=True):
            cola.setdefault(valor, []).append(fila)
        if self._n - self._puestos >= max(COLA, CRECE * self._puestos):
            self._asentar()

    def cargar(self, hashes: Sequence[bytes], grupos: Sequence[UUID]) -> None:
        """Keep many at once, as they stood before: each hash with its group."""
        nuevos = np.frombuffer(b"".join(hashes), ">u8").astype(np.uint64).reshape(-1, PALABRAS)
        duenos = np.frombuffer(b"".join(g.bytes for g in grupos), ">u8").astype(np.uint64)
        self._hashes = np.concatenate([self._hashes[: self._n], nuevos])
        self._grupos = np.concatenate([self._grupos[: self._n], duenos.reshape(-1, 2)])
        self._n = len(self._hashes)
        if self._n:
            self._asentar()

    def _asentar(self) -> None:
        """Lay the newest with the rest, in arrays sorted by band."""
        todas = self._hashes[: self._n].astype(">u8").view(">u2")
        for banda in range(BANDAS):
            columna = todas[:, CADA * banda].astype(np.uint16)
            self._orden[banda] = np.argsort(columna, kind="stable").astype(np.uint32)
            cuantos = np.bincount(columna, minlength=1 << BITS)
            self._desde[banda] = np.concatenate([[0], np.cumsum(cuantos)]).astype(np.uint32)
        self._cola = [{} for _ in range(BANDAS)]
        self._puestos = self._n


def _palabras(huella: bytes) -> Palabras:
    return np.frombuffer(huella, ">u8").astype(np.uint64)


def _bandas(huella: bytes) -> Lugares:
    return np.frombuffer(huella, ">u2")[::CADA].astype(np.uint32)
