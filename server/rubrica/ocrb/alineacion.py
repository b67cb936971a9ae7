"""From a line of a picture to the probabilities of its characters; twin of alineacion.ts."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from rubrica.ocrb.red import ALTO, CLASES, PASO, VENTANA, Campo, emparejar, entrenada, puntuar
from rubrica.ocrb.renglones import Gris, Renglon

SALTO = 4  # pixels between one window and the next
SALTOS = ((4, 0.0), (3, 0.3), (5, 0.3))  # windows to the next character, and what unusual ones cost
PESO_DE_NADA, SUELO_DE_NADA = 0.5, -4.0  # halfway between two characters there must be nothing
CENTRO = (VENTANA - 1) / 2
MARGEN, ALREDEDOR = 2.5, 2  # characters of paper on each side: while sought, and when read
MAX_COLUMNAS = 1500
N = len(CLASES)

Patron = Sequence[str]  # what each place admits; " " is nothing


@dataclass(frozen=True)
class Mirada:
    """How a strip is cut: dy pixels lower, its height times estira, shifted, sharpened."""

    dy: float = 0.0
    estira: float = 1.0
    corre: float = 0.0
    agudiza: float = 0.0


@dataclass(frozen=True)
class Alineado:
    """A line laid on its characters: lugar(k) is the x of the k-th; puntos, what they score."""

    lugar: Callable[[Campo], Campo]
    puntos: float


def cortar(gris: Gris, renglon: Renglon, xs: Campo, mirada: Mirada) -> Campo:
    """Return the strip ALTO × len(xs) whose columns lie at `xs` along the line."""
    largo = math.hypot(1, renglon.cae)
    nx, ny = -renglon.cae / largo, 1 / largo
    pixel = (renglon.paso + renglon.ensancha * xs) / PASO * mirada.estira
    filas = (np.arange(ALTO, dtype=np.float32) - (ALTO - 1) / 2 + mirada.dy)[:, None]
    lejos = filas * pixel[None, :]
    mapa_x = np.asarray(xs[None, :] + nx * lejos, np.float32)
    mapa_y = np.asarray(renglon.y0 + renglon.cae * xs[None, :] + ny * lejos, np.float32)
    franja = cv2.remap(gris, mapa_x, mapa_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(franja, np.float32)


def _probar(franja: Campo, cada: int) -> Campo:
    """Return the logarithms of the probabilities of CLASES of windows `cada` pixels apart."""
    pareja = emparejar(franja)
    vista = np.lib.stride_tricks.sliding_window_view(pareja, VENTANA, axis=1)[:, ::cada]
    ventanas = np.ascontiguousarray(vista.transpose(1, 0, 2))
    logits = puntuar(entrenada(), ventanas)
    mayor = logits.max(axis=1, keepdims=True)
    return np.asarray(
        logits - mayor - np.log(np.exp(logits - mayor).sum(axis=1, keepdims=True)), np.float32
    )


def _columnas(renglon: Renglon, de: float, a: float) -> Campo:
    """Return the x of each column of a strip along the line, PASO to a character."""
    coseno = 1 / math.hypot(1, renglon.cae)
    lista: list[float] = []
    x = de
    while x < a and len(lista) < MAX_COLUMNAS:
        lista.append(x)
        x += max(0.2, (renglon.paso + renglon.ensancha * x) * coseno / PASO)
    return np.asarray(lista, np.float32)


def mejores(puntos: Campo, admite: str) -> Campo:
    """Return for each window the best of the classes in `admite`."""
    return np.asarray(puntos[:, [CLASES.index(c) for c in admite]].max(axis=1), np.float32)


def _camino(puntos: Campo, patron: Patron) -> tuple[Campo, float] | None:
    """Return the window of each place along the best path, and its score."""
    por_clase = {admite: mejores(puntos, admite) for admite in set(patron)}
    propios = [por_clase[admite] for admite in patron]
    vacio = np.maximum(SUELO_DE_NADA, mejores(puntos, " "))
    nada = np.asarray(PESO_DE_NADA * vacio, np.float32)
    antes, rastro = propios[0], []
    for estos in propios[1:]:
        antes, saltos = _avanzar(antes, estos, nada)
        rastro.append(saltos)
    j = int(np.argmax(antes))
    total = float(antes[j])
    if not math.isfinite(total):
        return None
    ventanas = [j]
    for saltos in reversed(rastro):
        j -= int(saltos[j])
        ventanas.append(j)
    ventanas.reverse()
    centros = [_centrar(v, propios[k]) for k, v in enumerate(ventanas)]
    return np.asarray(centros, np.float32), total


def _avanzar(antes: Campo, propios: Campo, nada: Campo) -> tuple[Campo, Campo]:
    """Return the paths one place further on, and by how many windows each came."""
    cuantas = len(antes)
    valores = np.full((len(SALTOS), cuantas), -np.inf, np.float32)
    for fila, (salto, cuesta) in enumerate(SALTOS):
        if cuantas <= salto:
            continue
        j = np.arange(salto, cuantas)
        entre = (nada[j - (salto >> 1)] + nada[j - ((salto + 1) >> 1)]) / 2
        valores[fila, salto:] = antes[: cuantas - salto] + entre - cuesta
    cual = valores.argmax(axis=0)
    saltos = np.asarray([s for s, _ in SALTOS])[cual]
    return np.asarray(valores.max(axis=0) + propios, np.float32), np.asarray(saltos, np.float32)


def _centrar(v: int, puntos: Campo) -> float:
    de, a = max(0, v - 1), min(len(puntos), v + 2)
    pesos = np.exp(puntos[de:a])
    suma = float(pesos.sum())
    return float((pesos * np.arange(de, a)).sum() / suma) if suma > 0 else float(v)


def _ajuste(ventanas: Campo) -> npt.NDArray[np.float64]:
    """Return the quadratic through the windows, without the places that stray from it."""
    lugares = np.arange(len(ventanas))
    ajuste = np.polyfit(lugares, ventanas, 2)
    for limite in (1.4, 0.8):
        firmes = lugares[np.abs(np.polyval(ajuste, lugares) - ventanas[lugares]) <= limite]
        if len(firmes) < 0.6 * len(ventanas):
            break
        lugares = firmes
        ajuste = np.polyfit(lugares, ventanas[lugares], 2)
    return ajuste


def alinear(
    gris: Gris, renglon: Renglon, tramo: tuple[float, float], patron: Patron
) -> Alineado | None:
    """Lay the pattern on the line between two x, with room on both sides; None if it fits none."""
    de, a = tramo
    paso = renglon.paso + renglon.ensancha * (de + a) / 2
    xs = _columnas(renglon, de - MARGEN * paso, a + MARGEN * paso)
    if len(xs) < VENTANA + PASO:
        return None
    hallado = _camino(_probar(cortar(gris, renglon, xs, Mirada()), SALTO), patron)
    if hallado is None:
        return None
    ventanas, total = hallado
    ajuste = _ajuste(ventanas)
    indices = np.arange(len(xs))

    def lugar(k: Campo) -> Campo:
        columna = np.polyval(ajuste, k) * SALTO + CENTRO
        # Beyond the strip the last step goes on.
        dentro = np.interp(columna, indices, xs)
        antes = np.minimum(columna, 0) * (xs[1] - xs[0])
        despues = np.maximum(columna - indices[-1], 0) * (xs[-1] - xs[-2])
        return np.asarray(dentro + antes + despues, np.float32)

    return Alineado(lugar, total / len(patron))


def _agudizar(franja: Campo, cuanto: float) -> Campo:
    if cuanto == 0:
        return franja
    nucleo = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]], np.float32) / 4
    vecinos = cv2.filter2D(franja, -1, nucleo, borderType=cv2.BORDER_REPLICATE)
    return np.asarray(franja + cuanto * (franja - vecinos), np.float32)


def mirar(gris: Gris, renglon: Renglon, alineado: Alineado, cuantos: int, mirada: Mirada) -> Campo:
    """Return the logarithms of CLASES of each character, each looked at in its centre."""
    largo = round((cuantos + 2 * ALREDEDOR - 1) * PASO + VENTANA)
    lugares = (np.arange(largo) - CENTRO + mirada.corre) / PASO - ALREDEDOR
    xs = alineado.lugar(np.asarray(lugares, np.float32))
    franja = _agudizar(cortar(gris, renglon, xs, mirada), mirada.agudiza)
    return _probar(franja, PASO)[ALREDEDOR : ALREDEDOR + cuantos]
