"""Chance that repeats itself: every draw hangs from a seed and from the name of what is drawn."""

from __future__ import annotations

import hashlib
import random

import numpy as np

SEMILLA = 2026  # the seed of the demo


def semilla_de(*partes: int | str) -> int:
    """Return 64 bits that depend on the parts and their order, and on nothing else."""
    texto = "\x1f".join(f"{type(p).__name__}:{p}" for p in partes)
    return int.from_bytes(hashlib.sha256(texto.encode()).digest()[:8], "big")


def azar(*partes: int | str) -> random.Random:
    """Return the source of scalar draws named by the parts."""
    return random.Random(semilla_de(*partes))  # noqa: S311 - it draws fictions, never secrets


def numeros(*partes: int | str) -> np.random.Generator:
    """Return the source of arrays of draws named by the parts."""
    return np.random.Generator(np.random.PCG64(semilla_de(*partes)))
