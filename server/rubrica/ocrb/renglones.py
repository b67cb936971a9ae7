"""Where the lines of OCR-B lie in a picture of the back; twin of pwa/src/lectura/renglones.ts.

Characters are upright strokes: their sideways gradient makes bands, dark between the lines. A comb
of as many teeth as lines is laid over the profile of that gradient at every slope and spacing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

Gris: TypeAlias = npt.NDArray[np.uint8]
Campo: TypeAlias = npt.NDArray[np.float32]

ESPACIO = 1.61  # characters between two lines of a credential (ICAO 9303: 4.23 mm and 2.54 mm)
LIMITE, RUIDO = 60, 5
PENDIENTES = tuple(math.tan(math.radians((i - 14) * 1.25)) for i in range(29))
CERCA, LEJOS = 0.021, 0.055  # spacing as a share of the width: a far card, one that overflows
CUERPO, HUECO = 0.26, 0.5
POR_PEINE = 400  # candidates looked at for each comb that is wanted


@dataclass(frozen=True)
class Renglon:
    """A line: its centre is y0 + cae·x; characters are paso + ensancha·x pixels apart at x."""

    y0: float
    cae: float
    paso: float
    ensancha: float


@dataclass(frozen=True)
class Bloque:
    """A block of lines, from x `de` to x `a`, in pixels of the picture it was found in."""

    renglones: tuple[Renglon, ...]
    de: float
    a: float

    def aumentado(self, veces: float) -> Bloque:
        """The same block in a picture `veces` times as large."""
        renglones = tuple(
            Renglon(r.y0 * veces, r.cae, r.paso * veces, r.ensancha) for r in self.renglones
        )
        return Bloque(renglones, self.de * veces, self.a * veces)


@dataclass(frozen=True)
class _Peine:
    pendiente: float
    y: float
    espacio: float
    puntos: float


def buscar_bloques(gris: Gris, lineas: int, cuantos: int) -> list[Bloque]:
    """Return the likeliest blocks of `lineas` lines, likeliest first. gris: about 640 wide."""
    energia = _cambios(gris)
    return [_bloque(energia, p, lineas) for p in _peines(energia, lineas, cuantos)]


def _cambios(gris: Gris) -> Gris:
    """Return how much each pixel changes sideways, without noise and with a limit for bars."""
    salida = np.zeros_like(gris)
    cambio = cv2.absdiff(gris[:, 2:], gris[:, :-2])
    salida[:, 1:-1] = np.minimum(cv2.subtract(cambio, np.full_like(cambio, RUIDO)), LIMITE)
    return salida


def _perfil(energia: Gris, pendiente: float, de: int, a: int, medio: float) -> Campo:
    """Return the running sums of each row along the slope, of columns [de, a); one longer."""
    tramo = np.ascontiguousarray(energia[:, de:a:2])
    alto, ancho = tramo.shape
    matriz = np.array([[1, 0, 0], [2 * pendiente, 1, pendiente * (de - medio)]], np.float64)
    recta = cv2.warpAffine(
        tramo, matriz, (ancho, alto), flags=cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP
    )
    corrida = np.zeros(alto + 1, np.float32)
    corrida[1:] = np.cumsum(cv2.reduce(recta, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32F)[:, 0])
    return corrida


def _media(corridas: Campo, de: Campo, a: Campo) -> Campo:
    """Return the mean between the rows de and a, of each profile (the last axis)."""
    i = np.clip(np.rint(de), 0, corridas.shape[-1] - 1).astype(int)
    j = np.clip(np.rint(a), 0, corridas.shape[-1] - 1).astype(int)
    suma = corridas[..., j] - corridas[..., i]
    return np.asarray(np.where(j > i, suma / np.maximum(j - i, 1), 0), np.float32)


def _peines(energia: Gris, lineas: int, cuantos: int) -> list[_Peine]:
    """Return the best combs of `lineas` teeth, best first, none close to a better one."""
    alto, ancho = energia.shape
    de, a = round(ancho * 0.06), round(ancho * 0.94)
    corridas = np.stack([_perfil(energia, p, de, a, ancho / 2) for p in PENDIENTES])
    todos: list[tuple[float, int, float, float]] = []
    espacio = CERCA * ancho
    while espacio < LEJOS * ancho:
        borde = lineas / 2 * espacio
        ys = np.arange(borde, alto - borde / 2, 2, dtype=np.float32)
        puntos = _puntuar(corridas, ys, espacio, lineas)
        mejores = np.argsort(puntos, axis=None)[-POR_PEINE:]
        for k in mejores:
            i, j = divmod(int(k), len(ys))
            todos.append((float(puntos[i, j]), i, float(ys[j]), espacio))
        espacio *= 1.1
    return _elegir(sorted(todos, reverse=True), cuantos)


def _elegir(todos: list[tuple[float, int, float, float]], cuantos: int) -> list[_Peine]:
    elegidos: list[_Peine] = []
    for puntos, i, y, espacio in todos:
        if len(elegidos) == cuantos or puntos <= 0:
            break
        peine = _Peine(PENDIENTES[i], y, espacio, puntos)
        if not any(_cercanos(otro, peine) for otro in elegidos):
            elegidos.append(peine)
    return elegidos


def _cercanos(a: _Peine, b: _Peine) -> bool:
    return abs(a.y - b.y) < 0.6 * a.espacio and abs(a.pendiente - b.pendiente) < 0.09


def _puntuar(corridas: Campo, ys: Campo, espacio: float, lineas: int) -> Campo:
    """Return what a comb about each y scores: its weakest tooth over the gaps around."""
    primera = ys - (lineas - 1) / 2 * espacio
    cuerpo = CUERPO * espacio
    dientes = [
        _media(corridas, primera + n * espacio - cuerpo, primera + n * espacio + cuerpo)
        for n in range(lineas)
    ]
    huecos = [
        _media(corridas, centro - 0.1 * espacio, centro + 0.1 * espacio)
        for n in range(lineas + 1)
        for centro in (primera + (n - HUECO) * espacio,)
    ]
    return np.asarray(np.min(dientes, axis=0) - np.mean(huecos, axis=0), np.float32)


def _bloque(energia: Gris, peine: _Peine, lineas: int) -> Bloque:
    """Return the lines of a comb, each with its own slope."""
    ancho = energia.shape[1]
    de, a = _extremos(energia, peine)
    rectas = [
        _afinar(energia, peine, peine.y + (n - (lineas - 1) / 2) * peine.espacio, de, a)
        for n in range(lineas)
    ]
    (y_arriba, cae_arriba), (y_abajo, cae_abajo) = rectas[0], rectas[-1]
    saltos = max(1, lineas - 1)
    entre = (y_abajo - y_arriba) / saltos if lineas > 1 else peine.espacio
    abre = (cae_abajo - cae_arriba) / saltos
    renglones = []
    for y, cae in rectas:
        factor = 1 / math.hypot(1, cae) / ESPACIO
        paso = (entre - abre * ancho / 2) * factor
        renglones.append(Renglon(y - cae * ancho / 2, cae, paso, abre * factor))
    return Bloque(tuple(renglones), de, a)


def _afinar(energia: Gris, peine: _Peine, y: float, de: int, a: int) -> tuple[float, float]:
    """Return the height and slope near those of the comb where one line stands out most."""
    alto, ancho = energia.shape
    e = peine.espacio
    caida = abs(peine.pendiente) * ancho / 2 + 0.04 * ancho
    arriba, abajo = max(0, int(y - 1.1 * e - caida)), min(alto, math.ceil(y + 1.1 * e + caida))
    banda = energia[arriba:abajo]
    ys = np.arange(y - 0.4 * e, y + 0.4 * e + 1e-6, 0.5, dtype=np.float32) - arriba
    pendientes = [peine.pendiente + d * 0.006 for d in range(-5, 6)]
    corridas = np.stack([_perfil(banda, p, max(0, de), a, ancho / 2) for p in pendientes])
    cuerpo = _media(corridas, ys - CUERPO * e, ys + CUERPO * e)
    huecos = _media(corridas, ys - 0.65 * e, ys - 0.4 * e)
    huecos = huecos + _media(corridas, ys + 0.4 * e, ys + 0.65 * e)
    i, j = divmod(int(np.argmax(cuerpo - 0.5 * huecos)), len(ys))
    return float(ys[j]) + arriba, pendientes[i]


def _extremos(energia: Gris, peine: _Peine) -> tuple[int, int]:
    """Return from which column to which the comb's middle has text."""
    ancho = energia.shape[1]
    medio = CUERPO * peine.espacio
    filas = round(2 * medio)
    matriz = np.array(
        [[1, 0, 0], [peine.pendiente, 1, peine.y - medio - peine.pendiente * ancho / 2]], np.float64
    )
    franja = cv2.warpAffine(
        energia, matriz, (ancho, max(1, filas)), flags=cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP
    )
    radio = round(peine.espacio)
    suaves = np.convolve(franja.sum(axis=0, dtype=np.float64), np.ones(2 * radio + 1), "same")
    fuerte = float(np.sort(suaves)[math.floor(ancho * 0.9)])
    return _tramo_mayor(np.flatnonzero(suaves > fuerte / 3), 3 * peine.espacio, ancho)


def _tramo_mayor(columnas: npt.NDArray[np.intp], hueco: float, ancho: int) -> tuple[int, int]:
    """Return the longest run of columns, gaps up to `hueco` bridged; the whole if there is none."""
    if not len(columnas):
        return 0, ancho
    cortes = np.flatnonzero(np.diff(columnas) > hueco)
    inicios = columnas[np.r_[0, cortes + 1]]
    finales = columnas[np.r_[cortes, len(columnas) - 1]]
    mayor = int(np.argmax(finales - inicios))
    return int(inicios[mayor]), int(finales[mayor])
