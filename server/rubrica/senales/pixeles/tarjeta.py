"""Where the card, the sheet or the screen lies in a picture: four long straight steps of light.

After pwa/src/camara/orillas.ts, on arrays: of the best lines near each side, the four that make
the cleanest thing with the proportions of a card, a sheet or a screen. Fingers do not move it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

Imagen: TypeAlias = npt.NDArray[np.uint8]
Campo: TypeAlias = npt.NDArray[np.float32]
Cuadro: TypeAlias = npt.NDArray[np.float32]  # four corners as shares, clockwise from the left top
Region: TypeAlias = tuple[float, float, float, float]

ANCHO = 320  # width at which it is looked for
TOPE = 14.0  # a step of light counts no further
SESGOS = tuple((i - 11) * 0.025 for i in range(23))
CANDIDATAS = 7
PARALELAS, RECTO = 0.13, 0.16  # how far two sides may be from parallel, and two from square
ASPECTO = (1.15, 1.76)
DERECHA = (590, 372)  # size of a card laid flat: half of 85.6 × 54 mm at 350 dpi
LEGIBLE = (1024, 646)  # the same, where letters are to be read
CLARAS, ALARGADA, ALREDEDOR = 0.5, 1.35, 1.04  # edges, shape and margin of a card laid flat to read
ENTERA: Region = (0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True)
class Hallada:
    """Four corners as shares, how clean the worst edge is (0 to 1), and width over height."""

    cuadro: Cuadro
    nitidas: float
    aspecto: float

    @property
    def region(self) -> Region:
        """The box around the corners."""
        (x0, y0), (x1, y1) = self.cuadro.min(axis=0).clip(0, 1), self.cuadro.max(axis=0).clip(0, 1)
        return float(x0), float(y0), float(x1 - x0), float(y1 - y0)

    @property
    def ocupa(self) -> float:
        """Its width as a share of the picture's."""
        return float(np.mean(self.cuadro[[1, 2], 0]) - np.mean(self.cuadro[[0, 3], 0]))


@dataclass(frozen=True)
class _Rectas:
    """The best lines near one side: x = en + (t - largo / 2)·sesgo. sumas: running steps."""

    en: Campo
    sesgo: Campo
    sumas: Campo


def localizar(imagen: Imagen, forma: tuple[float, float] = ASPECTO) -> Hallada | None:
    """Return the cleanest four-sided thing; None where no four lines make one.

    forma: least and most times that it is as wide as high.
    """
    alto = round(ANCHO * imagen.shape[0] / imagen.shape[1])
    chica = cv2.resize(imagen, (ANCHO, alto), interpolation=cv2.INTER_AREA)
    gris = cv2.cvtColor(chica, cv2.COLOR_BGR2GRAY) if chica.ndim == 3 else chica
    gx = np.clip(cv2.Sobel(gris, cv2.CV_32F, 1, 0, scale=0.25), -TOPE, TOPE)
    gy = np.clip(cv2.Sobel(gris, cv2.CV_32F, 0, 1, scale=0.25), -TOPE, TOPE)
    gy = np.ascontiguousarray(gy.T)
    lados = [
        _rectas(sesgadas, lado)
        for sesgadas in ([_sesgada(np.asarray(g, np.float32), s) for s in SESGOS] for g in (gx, gy))
        for lado in (-1, 1)
    ]
    return _juntar(lados, ANCHO, alto, forma)


def _sesgada(gradiente: Campo, sesgo: float) -> Campo:
    """Return the gradient so sheared that lines of that slant stand upright."""
    largo, fondo = gradiente.shape
    matriz = np.array([[1, sesgo, -sesgo * largo / 2], [0, 1, 0]], np.float64)
    recta = cv2.warpAffine(
        gradiente, matriz, (fondo, largo), flags=cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP
    )
    return np.asarray(recta, np.float32)


def _rectas(sesgadas: list[Campo], lado: int) -> _Rectas:
    """Return the steadiest lines of that half of the picture, no two alike.

    sesgadas: the gradient, sheared by each of SESGOS.
    """
    largo, fondo = sesgadas[0].shape
    de, a = (1, int(fondo * 0.44)) if lado < 0 else (int(fondo * 0.56), fondo - 1)
    medio = slice(int(largo * 0.3), int(largo * 0.7))
    fuerzas = np.abs(
        np.concatenate([cv2.reduce(s[medio, de:a], 0, cv2.REDUCE_AVG) for s in sesgadas])
    )
    elegidas: list[tuple[int, int]] = []
    for k in np.argsort(-fuerzas, axis=None):
        s, en = divmod(int(k), a - de)
        lejos = all(abs(e - en) > 3 or abs(t - s) > 2 for t, e in elegidas)
        if lejos:
            elegidas.append((s, en))
        if len(elegidas) == CANDIDATAS:
            break
    sumas = np.zeros((len(elegidas), largo + 1), np.float32)
    for fila, (s, en) in enumerate(elegidas):
        sumas[fila, 1:] = np.cumsum(sesgadas[s][:, de + en])
    return _Rectas(
        np.asarray([de + en for _, en in elegidas], np.float32),
        np.asarray([SESGOS[s] for s, _ in elegidas], np.float32),
        sumas,
    )


def _cruce(
    v: _Rectas, h: _Rectas, ancho: int, alto: int, ejes: tuple[int, int]
) -> tuple[Campo, Campo]:
    """Return where each upright line crosses each level one, spread over those axes of four."""
    en_v, s_v = (_en_eje(c, ejes[0]) for c in (v.en, v.sesgo))
    en_h, s_h = (_en_eje(c, ejes[1]) for c in (h.en, h.sesgo))
    x = (en_v + s_v * (en_h - alto / 2 - s_h * ancho / 2)) / (1 - s_v * s_h)
    y = en_h + s_h * (x - ancho / 2)
    return np.asarray(x, np.float32), np.asarray(y, np.float32)


def _en_eje(valores: Campo, eje: int) -> Campo:
    forma = [1, 1, 1, 1]
    forma[eje] = len(valores)
    return valores.reshape(forma)


def _firmeza(rectas: _Rectas, eje: int, de: Campo, a: Campo) -> Campo:
    """Return how steadily the step keeps its sign between two points of each line, 0 to 1."""
    i, j = (
        np.clip(np.rint(np.broadcast_to(p, (CANDIDATAS,) * 4)), 0, rectas.sumas.shape[1] - 1)
        for p in (de, a)
    )
    fila = np.broadcast_to(_en_eje(np.arange(CANDIDATAS, dtype=np.float32), eje), i.shape)
    i, j, fila = i.astype(int), j.astype(int), fila.astype(int)
    suma = rectas.sumas[fila, j] - rectas.sumas[fila, i]
    return np.asarray(np.abs(suma) / np.maximum((j - i) * TOPE, 1), np.float32)


def _juntar(
    lados: list[_Rectas], ancho: int, alto: int, forma: tuple[float, float]
) -> Hallada | None:
    izq, der, arr, aba = lados
    if any(len(lado.en) < CANDIDATAS for lado in lados):
        return None
    no, ne = _cruce(izq, arr, ancho, alto, (0, 2)), _cruce(der, arr, ancho, alto, (1, 2))
    so, se = _cruce(izq, aba, ancho, alto, (0, 3)), _cruce(der, aba, ancho, alto, (1, 3))
    largo = (np.hypot(ne[0] - no[0], ne[1] - no[1]) + np.hypot(se[0] - so[0], se[1] - so[1])) / 2
    corto = (np.hypot(so[0] - no[0], so[1] - no[1]) + np.hypot(se[0] - ne[0], se[1] - ne[1])) / 2
    aspectos = largo / np.maximum(corto, 1)
    vale = (aspectos >= forma[0]) & (aspectos <= forma[1])
    vale &= np.abs(_en_eje(izq.sesgo, 0) - _en_eje(der.sesgo, 1)) < PARALELAS
    vale &= np.abs(_en_eje(arr.sesgo, 2) - _en_eje(aba.sesgo, 3)) < PARALELAS
    vale &= np.abs(_en_eje(izq.sesgo, 0) + _en_eje(arr.sesgo, 2)) < RECTO
    for x, y in (no, ne, so, se):
        vale &= (x > 1) & (y > 1) & (x < ancho - 2) & (y < alto - 2)
    if not vale.any():
        return None
    nitidas = _nitidas(lados, no, ne, so, se)
    pesos = np.where(vale, nitidas * (0.4 + largo / ancho), -1)
    mejor = np.unravel_index(int(np.argmax(pesos)), pesos.shape)
    esquinas = [
        (
            float(np.broadcast_to(x, pesos.shape)[mejor]),
            float(np.broadcast_to(y, pesos.shape)[mejor]),
        )
        for x, y in (no, ne, se, so)
    ]
    cuadro = np.asarray([(x / ancho, y / alto) for x, y in esquinas], np.float32)
    return Hallada(
        cuadro,
        float(nitidas[mejor]),
        float(np.broadcast_to(aspectos, pesos.shape)[mejor]),
    )


def _nitidas(
    lados: list[_Rectas],
    no: tuple[Campo, Campo],
    ne: tuple[Campo, Campo],
    so: tuple[Campo, Campo],
    se: tuple[Campo, Campo],
) -> Campo:
    """Return the worst edge of each four, less what goes on beyond its corners."""
    izq, der, arr, aba = lados
    tramos = (
        (izq, 0, no[1], so[1]), (der, 1, ne[1], se[1]), (arr, 2, no[0], ne[0]),
        (aba, 3, so[0], se[0]),
    )  # fmt: skip
    # The corners are round: the edge is straight between a tenth and nine tenths of it.
    firmes = [_firmeza(r, e, a + (b - a) * 0.08, b - (b - a) * 0.08) for r, e, a, b in tramos]
    siguen = [_continua(r, e, a, b) for r, e, a, b in tramos]
    sigue = np.max(siguen, axis=0)
    return np.asarray(np.min(firmes, axis=0) - 0.6 * np.maximum(0, sigue - 0.5), np.float32)


def _continua(rectas: _Rectas, eje: int, desde: Campo, hasta: Campo) -> Campo:
    """Return how firm a line still is beyond its corners: that of a larger thing goes on."""
    largo = rectas.sumas.shape[1] - 1
    fuera, dentro = 0.16 * (hasta - desde), 0.03 * (hasta - desde)
    antes = np.where(desde - dentro < 7, 0, _firmeza(rectas, eje, desde - fuera, desde - dentro))
    corto = largo - hasta - dentro < 7
    despues = np.where(corto, 0, _firmeza(rectas, eje, hasta + dentro, hasta + fuera))
    return np.asarray(np.maximum(antes, despues), np.float32)


def enderezar(imagen: Imagen, cuadro: Cuadro, medida: tuple[int, int] = DERECHA) -> Imagen:
    """Return the thing seen from the front. medida: width, height in pixels."""
    desde = np.asarray(cuadro * np.asarray(imagen.shape[1::-1], np.float32), np.float32)
    ancho, alto = medida
    hasta = np.asarray([(0, 0), (ancho, 0), (ancho, alto), (0, alto)], np.float32)
    vista = cv2.getPerspectiveTransform(desde, hasta)
    return np.asarray(cv2.warpPerspective(imagen, vista, medida, flags=cv2.INTER_LINEAR), np.uint8)


def para_leer(imagen: Imagen) -> Imagen:
    """Return a side as who reads letters wants it: laid flat if its edges are seen, LEGIBLE wide.

    A little around the card is kept: the edge that was found may be a printed one.
    """
    hallada = localizar(imagen)
    if hallada is not None and hallada.nitidas >= CLARAS and hallada.aspecto >= ALARGADA:
        medio = hallada.cuadro.mean(axis=0)
        cuadro = np.asarray(medio + (hallada.cuadro - medio) * ALREDEDOR, np.float32)
        return enderezar(imagen, cuadro, LEGIBLE)
    ancho = LEGIBLE[0]
    alto = round(imagen.shape[0] * ancho / imagen.shape[1])
    return np.asarray(cv2.resize(imagen, (ancho, alto), interpolation=cv2.INTER_AREA), np.uint8)


def a_la_foto(cuadro: Cuadro, dentro: Region) -> Region:
    """Return the box of the picture that holds a box of the thing laid flat, both as shares."""
    x, y, ancho, alto = dentro
    unidad = np.asarray([(0, 0), (1, 0), (1, 1), (0, 1)], np.float32)
    vista = cv2.getPerspectiveTransform(unidad, cuadro)
    esquinas = np.asarray([[(x, y), (x + ancho, y), (x + ancho, y + alto), (x, y + alto)]])
    puntos = cv2.perspectiveTransform(np.asarray(esquinas, np.float32), vista)[0].clip(0, 1)
    (x0, y0), (x1, y1) = puntos.min(axis=0), puntos.max(axis=0)
    return float(x0), float(y0), float(x1 - x0), float(y1 - y0)
