"""Where the card, the sheet or the screen lies in a picture: four long straight steps of light.

After pwa/src/camara/orillas.ts, on arrays: of the best lines near each side, the four that make
the cleanest thing with the proportions of a card, a sheet or a screen. Fingers do not move it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, reduce
from typing import TypeAlias, TypeVar

import cv2
import numpy as np
import numpy.typing as npt

Imagen: TypeAlias = npt.NDArray[np.uint8]
Campo: TypeAlias = npt.NDArray[np.float32]
Enteros: TypeAlias = npt.NDArray[np.intp]
Cuadro: TypeAlias = npt.NDArray[np.float32]  # four corners as shares, clockwise from the left top
Numero = TypeVar("Numero", np.float32, np.intp)
Region: TypeAlias = tuple[float, float, float, float]

ANCHO = 320  # width at which it is looked for
TOPE = 14.0  # a step of light counts no further
SESGOS = tuple((i - 11) * 0.025 for i in range(23))
CANDIDATAS = 7
PARALELAS, RECTO = 0.13, 0.16  # how far two sides may be from parallel, and two from square
ASPECTO = (1.15, 1.76)
CERCA = 0.008  # of the picture's width: how far from where it was found an edge may lie
PUNTOS, HONDURA = 25, 41  # points of an edge that are looked at, and steps across it
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
    lados = [r for g in (gx, gy.T) for r in _rectas(np.asarray(g, np.float32))]
    return _juntar(lados, ANCHO, alto, forma)


@lru_cache(maxsize=4)
def _corridas(largo: int) -> Enteros:
    """Return how far each slant has run at each step along a line that long: slants × steps."""
    return np.rint(np.outer(SESGOS, np.arange(largo) - largo / 2)).astype(np.intp)


def _rectas(gradiente: Campo) -> tuple[_Rectas, _Rectas]:
    """Return the steadiest upright lines of the left half and of the right one."""
    largo, fondo = gradiente.shape
    corren = _corridas(largo)
    margen = int(corren.max()) + 1
    ancho = np.pad(gradiente, ((0, 0), (margen, margen)))
    medio = np.arange(int(largo * 0.3), int(largo * 0.7))
    # Each slant is read as the rows of the middle, each run by its own step.
    vistas = np.lib.stride_tricks.sliding_window_view(ancho, fondo, axis=1)
    fuerzas = np.stack(
        [cv2.reduce(vistas[medio, c], 0, cv2.REDUCE_AVG)[0] for c in corren[:, medio] + margen]
    )
    fuerzas = np.abs(fuerzas)
    izquierda, derecha = slice(1, int(fondo * 0.44)), slice(int(fondo * 0.56), fondo - 1)
    return (
        _mejores(ancho, corren + margen, fuerzas, izquierda),
        _mejores(ancho, corren + margen, fuerzas, derecha),
    )


def _mejores(ancho: Campo, corren: Enteros, fuerzas: Campo, mitad: slice) -> _Rectas:
    """Return the strongest lines that start in that part, no two alike."""
    fuerzas = fuerzas[:, mitad]
    tomado = np.zeros(fuerzas.shape, np.bool_)
    elegidas: list[tuple[int, int]] = []
    for k in np.argsort(-fuerzas, axis=None):
        s, en = divmod(int(k), fuerzas.shape[1])
        if tomado[s, en]:
            continue
        elegidas.append((s, en))
        tomado[max(0, s - 2) : s + 3, max(0, en - 3) : en + 4] = True
        if len(elegidas) == CANDIDATAS:
            break
    sesgos, desde = np.asarray(elegidas, np.intp).T
    desde = desde + mitad.start
    pasos = ancho[np.arange(len(ancho)), desde[:, None] + corren[sesgos]]
    return _Rectas(
        desde.astype(np.float32),
        np.asarray(SESGOS, np.float32)[sesgos],
        np.asarray(np.pad(np.cumsum(pasos, axis=1), ((0, 0), (1, 0))), np.float32),
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


def _en_eje(valores: npt.NDArray[Numero], eje: int) -> npt.NDArray[Numero]:
    forma = [1, 1, 1, 1]
    forma[eje] = len(valores)
    return valores.reshape(forma)


def _firmeza(rectas: _Rectas, eje: int, de: Campo, a: Campo) -> Campo:
    """Return how steadily the step keeps its sign between two points of each line, 0 to 1."""
    tope = rectas.sumas.shape[1] - 1
    i, j = (np.clip(np.rint(p), 0, tope).astype(np.intp) for p in (de, a))
    fila = _en_eje(np.arange(len(rectas.en)), eje)
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
    sigue, firme = reduce(np.maximum, siguen), reduce(np.minimum, firmes)
    return np.asarray(firme - 0.6 * np.maximum(0, sigue - 0.5), np.float32)


def _continua(rectas: _Rectas, eje: int, desde: Campo, hasta: Campo) -> Campo:
    """Return how firm a line still is beyond its corners: that of a larger thing goes on."""
    largo = rectas.sumas.shape[1] - 1
    fuera, dentro = 0.16 * (hasta - desde), 0.03 * (hasta - desde)
    antes = np.where(desde - dentro < 7, 0, _firmeza(rectas, eje, desde - fuera, desde - dentro))
    corto = largo - hasta - dentro < 7
    despues = np.where(corto, 0, _firmeza(rectas, eje, hasta + dentro, hasta + fuera))
    return np.asarray(np.maximum(antes, despues), np.float32)


def afinar(gris: Imagen, cuadro: Cuadro) -> Cuadro:
    """Return the corners to a pixel of the camera: each edge is the line of its steepest steps.

    gris: the camera's pixels; cuadro: as found in the reduced picture, whose pixel is several.
    """
    alto, ancho = gris.shape
    esquinas = np.asarray(cuadro * np.asarray((ancho, alto), np.float32), np.float32)
    lados = [_mas_empinada(gris, esquinas[k], esquinas[(k + 1) % 4]) for k in range(4)]
    finas = [_cruzar(lados[k - 1], lados[k]) for k in range(4)]
    if any(np.hypot(*(f - e)) > 3 * CERCA * ancho for f, e in zip(finas, esquinas, strict=True)):
        return cuadro
    return np.asarray(np.asarray(finas) / (ancho, alto), np.float32)


def _mas_empinada(gris: Imagen, a: Campo, b: Campo) -> tuple[Campo, Campo]:
    """Return two points of the line of the steepest steps of light near the edge from a to b."""
    avance = b - a
    fuera = np.asarray((avance[1], -avance[0])) / max(float(np.hypot(*avance)), 1.0)
    por = np.linspace(0.12, 0.88, PUNTOS, dtype=np.float32)
    pasos = np.linspace(-CERCA, CERCA, HONDURA, dtype=np.float32) * gris.shape[1]
    x, y = (
        np.asarray(a[i] + avance[i] * por[:, None] + fuera[i] * pasos, np.float32) for i in (0, 1)
    )
    vistos = cv2.remap(gris, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    saltos = np.diff(cv2.blur(vistos.astype(np.float32), (5, 1)), axis=1)
    # An edge is a step of one sign all along: lighter inside, or darker.
    saltos *= np.sign(np.median(saltos.sum(axis=1))) or 1.0
    donde = ((pasos[1:] + pasos[:-1]) / 2)[saltos.argmax(axis=1)]
    sesgo, en = _recta_firme(por, np.asarray(donde, np.float32), CERCA * gris.shape[1] / 8)
    return np.asarray(a + fuera * en, np.float32), np.asarray(b + fuera * (en + sesgo), np.float32)


def _recta_firme(x: Campo, y: Campo, holgura: float) -> tuple[float, float]:
    """Return slope and start of the line of most of the points; zeros if they make none."""
    vale = np.ones(len(x), np.bool_)
    sesgo = en = 0.0
    for _ in range(3):
        mx, my = x[vale].mean(), y[vale].mean()
        dx = x[vale] - mx
        sesgo = float((dx * (y[vale] - my)).sum() / max(float((dx * dx).sum()), 1e-6))
        en = float(my - sesgo * mx)
        lejos = np.abs(y - sesgo * x - en)
        vale = lejos <= max(holgura, 1.5 * float(np.median(lejos[vale])))
    return (sesgo, en) if vale.sum() >= 0.4 * len(x) else (0.0, 0.0)


def _cruzar(una: tuple[Campo, Campo], otra: tuple[Campo, Campo]) -> Campo:
    """Return where two lines meet, each through two points."""
    (a, b), (c, d) = una, otra
    u, v = b - a, d - c
    cruz = float(u[0] * v[1] - u[1] * v[0])
    t = float((c[0] - a[0]) * v[1] - (c[1] - a[1]) * v[0]) / (cruz or 1e-6)
    return np.asarray(a + u * t, np.float32)


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
