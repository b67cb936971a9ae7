"""Signatures: the same hand signs alike, never twice the same; two hands never sign alike.

`firmar(quien, vez)` is one signing of that person's; the card and the screen are two of them.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from rubrica.core.contenido import Firma
from rubrica.ficticio.azar import azar

ANCHO, ALTO = 600, 240  # of the pad, in its pixels
PASO_MS = 12  # between two points of the pad

Puntos: TypeAlias = npt.NDArray[np.float64]  # n × (x, y)
Garabato: TypeAlias = Literal["nada", "punto", "cruz", "linea", "equis", "palomita"]


@dataclass(frozen=True, kw_only=True)
class Mano:
    """How somebody signs. Lengths in widths of a small letter."""

    lazos: tuple[tuple[float, float, float], ...]  # height, width and loop of each letter
    inicial: tuple[tuple[float, float], ...]  # points of the first letter
    rubrica: str  # shape of the flourish: linea, vuelta, zigzag or none
    inclinacion: float
    subida: float


@lru_cache(maxsize=512)
def mano(quien: str) -> Mano:
    """Return the hand of that person. quien: any text that names one."""
    suerte = azar("mano", quien)
    lazos = tuple(
        (_altura(suerte), suerte.uniform(0.55, 1.25), suerte.uniform(-0.1, 0.55))
        for _ in range(suerte.randrange(5, 11))
    )
    giro, vueltas = suerte.uniform(0, 6.28), suerte.uniform(0.8, 1.7)
    inicial = tuple(
        (
            0.9
            + suerte.uniform(0.7, 1.3) * float(np.cos(giro + vueltas * 6.28 * t)) * (1 - 0.4 * t),
            -1.2 + suerte.uniform(1.3, 1.9) * float(np.sin(giro + vueltas * 6.28 * t)),
        )
        for t in np.linspace(0, 1, 9)
    )
    return Mano(
        lazos=lazos,
        inicial=inicial,
        rubrica=suerte.choice(("linea", "vuelta", "zigzag", "vuelta", "")),
        inclinacion=suerte.uniform(-0.1, 0.5),
        subida=suerte.uniform(-0.12, 0.03),
    )


def _altura(suerte: random.Random) -> float:
    """Return the height of a letter: most are small, some rise and a few go below the line."""
    clase = suerte.random()
    if clase < 0.22:
        return suerte.uniform(1.8, 2.9)
    return suerte.uniform(-1.9, -1.2) if clase < 0.32 else suerte.uniform(0.6, 1.1)


def firmar(quien: str, vez: str) -> Firma:
    """Return one signing of that person on the pad. vez: names the occasion ("tarjeta", "app")."""
    suya, suerte = mano(quien), azar("firma", quien, vez)
    trazos = [_inicial(suya, suerte), _letras(suya, suerte)]
    if suya.rubrica:
        trazos.append(_rubrica(suya, trazos[1], suerte))
    inclinacion = suya.inclinacion + suerte.gauss(0, 0.03)
    subida = suya.subida + suerte.gauss(0, 0.015)
    inclinados = [
        np.stack([p[:, 0] - p[:, 1] * inclinacion, p[:, 1] + p[:, 0] * subida], axis=1)
        for p in trazos
    ]
    return _en_el_pad(inclinados, suerte)


def _inicial(suya: Mano, suerte: random.Random) -> Puntos:
    puntos = [(x + suerte.gauss(0, 0.05), y + suerte.gauss(0, 0.05)) for x, y in suya.inicial]
    return _curva(puntos)


def _letras(suya: Mano, suerte: random.Random) -> Puntos:
    """Return the letters in one stroke, each a loop whose end is the start of the next."""
    x, partes = 2.3, []
    t = np.linspace(0, 1, 14, endpoint=False)
    for suyo_alto, suyo_ancho, lazo in suya.lazos:
        alto = suyo_alto * (1 + suerte.gauss(0, 0.06))
        ancho = suyo_ancho * (1 + suerte.gauss(0, 0.06))
        sube = -alto * (1 - np.cos(2 * np.pi * t)) / 2
        avanza = x + ancho * t + lazo * np.sin(2 * np.pi * t)
        partes.append(np.stack([avanza, sube], axis=1))
        x += ancho
    cola = np.stack([x + 1.2 * t, -0.25 * np.sin(np.pi * t)], axis=1)
    return np.concatenate([*partes, cola])


def _rubrica(suya: Mano, letras: Puntos, suerte: random.Random) -> Puntos:
    fin = float(letras[-1, 0]) + suerte.gauss(0, 0.1)
    if suya.rubrica == "linea":
        puntos = [(fin + 0.5, 0.9), (fin / 2, 1.15), (0.2, 1.0)]
    elif suya.rubrica == "zigzag":
        puntos = [(0.4, 1.0), (fin, 0.8), (fin * 0.35, 1.4), (fin * 0.8, 1.45), (fin * 0.5, 1.8)]
    else:
        puntos = [
            (fin + 0.4, 0.2), (fin * 0.6, 1.4), (-0.2, 1.0), (0.1, -0.6), (fin * 0.55, -0.3),
            (fin + 1.0, 0.9), (fin * 0.7, 1.7),
        ]  # fmt: skip
    return _curva([(x + suerte.gauss(0, 0.08), y + suerte.gauss(0, 0.06)) for x, y in puntos])


def _curva(puntos: Sequence[tuple[float, float]]) -> Puntos:
    """Return a smooth line through the points (Catmull-Rom)."""
    p = np.asarray([puntos[0], *puntos, puntos[-1]], np.float64)
    t = np.linspace(0, 1, 10, endpoint=False)[:, None]
    tramos = [
        0.5
        * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * (b - c) + d - a) * t**3)
        for a, b, c, d in zip(p, p[1:], p[2:], p[3:], strict=False)
    ]
    return np.concatenate([*tramos, p[-1:]])


def _en_el_pad(trazos: Sequence[Puntos], suerte: random.Random) -> Firma:
    """Return the strokes fitted to the pad, with the pace of a hand."""
    todos = np.concatenate(trazos)
    minimo, medida = todos.min(axis=0), np.ptp(todos, axis=0)
    escala = min(ANCHO * 0.82 / medida[0], ALTO * 0.78 / medida[1]) * suerte.uniform(0.8, 1.0)
    sobra = (ANCHO, ALTO) - medida * escala
    origen = sobra * (suerte.uniform(0.3, 0.7), suerte.uniform(0.3, 0.7))
    momento, codificados = 0, []
    for puntos in trazos:
        codificados.append(_codificar((puntos - minimo) * escala + origen, momento))
        momento += len(puntos) * PASO_MS + suerte.randrange(90, 320)
    return Firma(ancho=ANCHO, alto=ALTO, trazos=tuple(codificados))


def _codificar(puntos: Puntos, momento: int) -> tuple[int, ...]:
    """Return the stroke as (t0, x0, y0, dt, dx, dy, …) in whole numbers."""
    enteros = np.round(puntos).astype(int)
    pasos = np.diff(enteros, axis=0, prepend=enteros[:1] - enteros[:1])
    filas = [(momento, *enteros[0])] + [(PASO_MS, *paso) for paso in pasos[1:]]
    return tuple(int(n) for fila in filas for n in fila)


def garabatear(clase: Garabato, vez: str) -> Firma:
    """Return what is no signature: a dot, a cross, a line, an X, a tick (ET 10.3 j), or a touch
    in the corner of a pad left blank (m)."""
    suerte = azar("garabato", clase, vez)
    lineas: dict[str, list[list[tuple[float, float]]]] = {
        "nada": [[(0.0, 0.0), (0.0, 0.0)]],
        "punto": [[(0.5, 0.5), (0.505, 0.505)]],
        "cruz": [[(0.5, 0.25), (0.5, 0.75)], [(0.38, 0.45), (0.62, 0.45)]],
        "linea": [[(0.15, 0.55), (0.85, 0.5)]],
        "equis": [[(0.4, 0.25), (0.6, 0.75)], [(0.6, 0.25), (0.4, 0.75)]],
        "palomita": [[(0.38, 0.5), (0.46, 0.72), (0.66, 0.22)]],
    }
    momento, trazos = 0, []
    for linea in lineas[clase]:
        temblor = 0.0 if clase in {"nada", "punto"} else 0.02
        puntos = [
            ((x + suerte.gauss(0, temblor)) * ANCHO, (y + suerte.gauss(0, temblor)) * ALTO)
            for x, y in linea
        ]
        trazos.append(_codificar(_curva(puntos), momento))
        momento += 400
    return Firma(ancho=ANCHO, alto=ALTO, trazos=tuple(trazos))


def puntos_de(trazo: Sequence[int]) -> npt.NDArray[np.int64]:
    """Return the points of an encoded stroke, in pixels of the pad: n × (x, y)."""
    return np.cumsum(np.asarray(trazo, np.int64).reshape(-1, 3)[:, 1:], axis=0)


def trazos_a_imagen(
    firma: Firma, tamano: tuple[int, int], grosor: float = 3.0
) -> npt.NDArray[np.uint8]:
    """Return the signature as ink on white: one channel. tamano: width, height in pixels."""
    lienzo = np.full((tamano[1], tamano[0]), 255, np.uint8)
    escala = min(tamano[0] / firma.ancho, tamano[1] / firma.alto)
    for trazo in firma.trazos:
        puntos = np.round(puntos_de(trazo) * escala * 16).astype(np.int32)
        ancho = max(1, round(grosor))
        cv2.polylines(lienzo, [puntos], False, 0, ancho, cv2.LINE_AA, 4)
        if len(puntos) <= 3 or np.ptp(puntos, axis=0).max() < 48:
            x, y = puntos[0].tolist()
            cv2.circle(lienzo, (x, y), round(grosor * 16), 0, -1, cv2.LINE_AA, 4)
    return lienzo
