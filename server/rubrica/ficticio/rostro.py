"""Faces that belong to nobody: a relief and its colours, lit and turned as a camera would see them.

`rasgos(quien)` draws a person's features once; `retrato` and `foto_viva` look at the same relief
under another light, pose and background, so that the portrait and the live face resemble each other
without repeating a pixel.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from rubrica.ficticio import optica
from rubrica.ficticio.azar import azar, numeros

Imagen: TypeAlias = npt.NDArray[np.uint8]  # height × width × BGR
Campo: TypeAlias = npt.NDArray[np.float32]
Lienzo: TypeAlias = npt.NDArray[np.uint8]  # one channel
Puntos: TypeAlias = npt.NDArray[np.float64]  # n × (x, y)
Color: TypeAlias = tuple[float, float, float]  # BGR, 0-255
Par: TypeAlias = tuple[float, float]

ANCHO, ALTO = 360, 460
CENTRO = (180.0, 212.0)
RADIO = (92.0, 126.0)  # half width and half height of the average face, in pixels
OJO = (0.39, -0.10)  # where the right eye of the drawing is, in face units
PIELES: tuple[Color, ...] = (
    (158, 190, 232), (140, 174, 220), (120, 155, 206), (102, 138, 190), (86, 119, 170),
    (70, 98, 146), (56, 80, 122),
)  # fmt: skip
PELOS: tuple[Color, ...] = ((22, 20, 22), (26, 30, 40), (34, 44, 66), (52, 74, 104))
ROPAS: tuple[Color, ...] = (
    (236, 236, 238), (60, 28, 156), (122, 73, 39), (74, 107, 63), (0, 119, 199), (70, 62, 60),
    (150, 130, 190), (168, 150, 90), (40, 40, 46), (190, 190, 120),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Rasgos:
    """What makes one face another. Lengths in halves of the face's width, or of its height."""

    quien: str
    sexo: str
    edad: int
    piel: Color
    pelo: Color
    peinado: str  # corto, entradas, calvo, largo, recogido, trenzas, flequillo
    ancho: float
    alto: float
    quijada: float
    ojos: Par
    separacion: float
    inclinacion: float
    iris: Color
    cejas: Par  # thickness and arch
    nariz: Par
    boca: Par
    vello: str  # "", bigote, barba, sombra
    lentes: str  # "", redondos, cuadrados
    aretes: bool
    ropa: Color
    cubrebocas: bool = False


@lru_cache(maxsize=256)
def rasgos(quien: str, sexo: str = "M", edad: int = 35) -> Rasgos:
    """Return the features of that person. quien: any text that names one, as a CIC."""
    suerte = azar("rostro", quien)
    hombre = sexo == "H" or (sexo == "X" and suerte.random() < 0.5)
    canas = max(0.0, min(1.0, (edad - 38 + suerte.uniform(-10, 10)) / 40))
    return Rasgos(
        quien=quien,
        sexo="H" if hombre else "M",
        edad=edad,
        piel=_entre(PIELES, min(0.999, max(0.0, suerte.gauss(0.48, 0.22)))),
        pelo=_mezcla(suerte.choice(PELOS), (176, 176, 178), canas * 0.9),
        peinado=_peinado(hombre, edad, suerte),
        ancho=suerte.uniform(0.93, 1.09),
        alto=suerte.uniform(0.94, 1.05),
        quijada=suerte.uniform(0.25, 0.8) if hombre else suerte.uniform(0.55, 1.05),
        ojos=(suerte.uniform(0.165, 0.205), suerte.uniform(0.048, 0.066)),
        separacion=suerte.uniform(-0.025, 0.03),
        inclinacion=suerte.uniform(-0.035, 0.015),
        iris=_mezcla((22, 34, 58), (40, 74, 110), suerte.random() ** 2),
        cejas=(suerte.uniform(0.026, 0.05) * (1.25 if hombre else 0.85), suerte.uniform(0.0, 0.06)),
        nariz=(suerte.uniform(0.13, 0.2), suerte.uniform(0.25, 0.34)),
        boca=(suerte.uniform(0.27, 0.37), suerte.uniform(0.045, 0.085)),
        vello=suerte.choice(("", "", "", "bigote", "barba", "sombra")) if hombre else "",
        lentes=suerte.choice(("redondos", "cuadrados")) if suerte.random() < 0.16 else "",
        aretes=not hombre and suerte.random() < 0.6,
        ropa=suerte.choice(ROPAS),
    )


def _peinado(hombre: bool, edad: int, suerte: random.Random) -> str:
    if not hombre:
        return suerte.choice(("largo", "largo", "recogido", "recogido", "trenzas", "flequillo"))
    if edad > 45 and suerte.random() < 0.45:
        return suerte.choice(("entradas", "calvo"))
    return suerte.choice(("corto", "corto", "corto", "entradas"))


def _mezcla(a: Color, b: Color, cuanto: float) -> Color:
    x, y, z = (p + (q - p) * cuanto for p, q in zip(a, b, strict=True))
    return x, y, z


def _entre(colores: tuple[Color, ...], donde: float) -> Color:
    """Return the colour at `donde`, 0 to 1, along the row of colours."""
    lugar = donde * (len(colores) - 1)
    i = min(int(lugar), len(colores) - 2)
    return _mezcla(colores[i], colores[i + 1], lugar - i)


# ---- The relief and the colours


@dataclass(frozen=True)
class Modelo:
    """A face before any light: colours, relief (in half widths), how much light each point keeps,
    and how opaque it is over the background."""

    color: Campo  # height × width × BGR
    relieve: Campo
    sombra: Campo
    opaco: Campo


def _plano() -> tuple[Campo, Campo]:
    """Return the columns as one row and the rows as one column: fields grow by broadcasting."""
    x, y = np.arange(ANCHO, dtype=np.float32), np.arange(ALTO, dtype=np.float32)
    return x[None, :], y[:, None]


def _ejes(r: Rasgos) -> tuple[Campo, Campo]:
    """Return the face coordinates u (left to right, one row) and v (up to down, one column)."""
    x, y = _plano()
    u = (x - np.float32(CENTRO[0])) / np.float32(RADIO[0] * r.ancho)
    v = (y - np.float32(CENTRO[1])) / np.float32(RADIO[1] * r.alto)
    return u, v


def _bulto(u: Campo, v: Campo, centro: Par, radios: Par) -> Campo:
    """Return a soft bump of height 1."""
    du, dv = (u - centro[0]) / radios[0], (v - centro[1]) / radios[1]
    return np.asarray(np.exp(-0.5 * du * du) * np.exp(-0.5 * dv * dv), np.float32)


def _pares(u: Campo, v: Campo, centro: Par, radios: Par) -> Campo:
    """Return a bump and its mirror image."""
    return _bulto(np.abs(u), v, centro, radios)


def _borde(u: Campo, v: Campo, r: Rasgos) -> Campo:
    """Return a field that is under 1 inside the head, and 1 on its outline."""
    abajo = np.clip(v, 0, None)
    angosta = 1 - 0.3 * r.quijada * abajo**1.6
    return np.asarray((np.abs(u) / angosta) ** 2.15 + np.abs(v) ** 2.3, np.float32)


def _relieve(u: Campo, v: Campo, r: Rasgos, borde: Campo) -> Campo:
    z = 0.85 * np.sqrt(np.clip(1 - borde, 0.0, 1.0))
    ancho, largo = r.nariz
    subida = np.clip((v + 0.2) / (largo + 0.2), 0, 1)
    z += 0.17 * subida * np.exp(-0.5 * (u / 0.105) ** 2) * (v < largo + 0.02)
    z += 0.11 * _bulto(u, v, (0, largo - 0.02), (0.10, 0.075))
    z += 0.07 * _pares(u, v, (ancho * 0.72, largo), (0.06, 0.055))
    z -= 0.10 * _pares(u, v, (OJO[0] + r.separacion, OJO[1] - 0.01), (0.2, 0.085))
    z += 0.055 * _pares(u, v, (0.36, -0.27), (0.26, 0.06))
    z += 0.055 * _pares(u, v, (0.52, 0.17), (0.2, 0.17))
    z += 0.045 * _bulto(u, v, (0, 0.5), (r.boca[0] * 0.8, 0.04))
    z += 0.05 * _bulto(u, v, (0, 0.6), (r.boca[0] * 0.6, 0.04))
    z -= 0.03 * _bulto(u, v, (0, 0.685), (0.2, 0.03))
    z += 0.07 * _bulto(u, v, (0, 0.84), (0.2, 0.1))
    vejez = max(0.0, (r.edad - 32) / 55)
    pliegue = np.abs(u) - (0.2 + 0.28 * (v - 0.25))
    z -= 0.05 * vejez * np.exp(-0.5 * (pliegue / 0.03) ** 2) * _bulto(u, v, (0, 0.42), (1, 0.13))
    surcos = np.sin(v * 75 + 0.5 * np.sin(u * 4)) * _bulto(u, v, (0, -0.52), (0.45, 0.1))
    return (z + 0.006 * vejez * surcos).astype(np.float32)


def _poner(color: Campo, capa: Color | Campo, mascara: Campo) -> None:
    """Lay a colour over the drawing where the mask (0-1) says, visiting only the box it touches."""
    x, y, ancho, alto = cv2.boundingRect((mascara > 0.004).astype(np.uint8))
    caja = slice(y, y + alto), slice(x, x + ancho)
    tinta = np.asarray(capa, np.float32)
    trozo = color[caja]
    trozo += ((tinta if tinta.ndim == 1 else tinta[caja]) - trozo) * mascara[caja][..., None]


def _suavizar(lienzo: Lienzo, suave: float) -> Campo:
    """Return the drawing as a mask from 0 to 1, blurred where there is something."""
    if suave:
        borde = round(suave * 4) + 1
        x, y, ancho, alto = cv2.boundingRect(lienzo)
        caja = (
            slice(max(0, y - borde), y + alto + borde),
            slice(max(0, x - borde), x + ancho + borde),
        )
        lienzo[caja] = cv2.GaussianBlur(lienzo[caja], (0, 0), suave)
    return lienzo.astype(np.float32) * np.float32(1 / 255)


def _lienzo() -> Lienzo:
    return np.zeros((ALTO, ANCHO), np.uint8)


def _fijos(puntos: Puntos) -> npt.NDArray[np.int32]:
    """Return points in the sixteenths of a pixel that the drawing takes."""
    return np.round(puntos * 16).astype(np.int32)


def _mascara(puntos: Puntos, suave: float = 0.0) -> Campo:
    lienzo = _lienzo()
    cv2.fillPoly(lienzo, [_fijos(puntos)], 255, cv2.LINE_AA, shift=4)
    return _suavizar(lienzo, suave)


def _px(r: Rasgos, puntos: object) -> Puntos:
    """Return face coordinates as pixels."""
    escala = np.array([RADIO[0] * r.ancho, RADIO[1] * r.alto])
    pixeles = np.asarray(puntos, np.float64).reshape(-1, 2) * escala + np.array(CENTRO)
    return np.asarray(pixeles, np.float64)


def _almendra(centro: Par, ancho: float, alto: float, giro: float) -> Puntos:
    t = np.linspace(0, 2 * np.pi, 40)
    x = np.cos(t) * ancho
    y = -np.sin(t) * np.where(np.sin(t) > 0, alto, alto * 0.75) * (1 - 0.25 * np.abs(np.cos(t)))
    return np.stack([centro[0] + x, centro[1] + y + giro * x / ancho], axis=1)


def _ojos(color: Campo, sombra: Campo, r: Rasgos) -> None:
    ancho, alto = r.ojos
    for lado in (-1, 1):
        centro = (lado * (OJO[0] + r.separacion), OJO[1])
        forma = _px(r, _almendra(centro, ancho, alto, lado * r.inclinacion))
        hueco = _mascara(forma, suave=0.7)
        _poner(color, (214, 220, 226), hueco)
        cx, cy = _px(r, centro)[0]
        iris = _disco((cx, cy), RADIO[0] * 0.088) * hueco
        _poner(color, r.iris, iris)
        _poner(color, (10, 10, 12), _disco((cx, cy), RADIO[0] * 0.042) * hueco)
        _poner(color, (250, 250, 250), _disco((cx - 2.2, cy - 2.6), 1.5) * hueco)
        parpado = _trazo(forma[1:20], 3.4 if r.sexo == "M" else 2.6)
        _poner(color, (24, 22, 26), parpado * 0.9)
        _poner(color, _mezcla(r.piel, (20, 24, 40), 0.5), _trazo(forma[21:39], 1.2) * 0.6)
        pliegue = forma[3:18] + np.array([0, -6.5])
        _poner(color, _mezcla(r.piel, (20, 24, 40), 0.45), _trazo(pliegue, 1.4) * 0.7)
        sombra *= 1 - 0.38 * _mascara(forma, suave=9.0)


def _trazo(puntos: Puntos, grosor: float) -> Campo:
    """Return the mask of a line through points given in pixels."""
    lienzo = _lienzo()
    cv2.polylines(lienzo, [_fijos(puntos)], False, 255, max(1, round(grosor)), cv2.LINE_AA, 4)
    return _suavizar(lienzo, 0.6)


def _disco(centro: Par, radio: float) -> Campo:
    lienzo = _lienzo()
    x, y = np.round(np.asarray(centro) * 16).astype(int).tolist()
    cv2.circle(lienzo, (x, y), round(radio * 16), 255, -1, cv2.LINE_AA, 4)
    return _suavizar(lienzo, 0.0)


def _cejas(color: Campo, r: Rasgos, suerte: random.Random) -> None:
    grosor, arco = r.cejas
    tinta = _mezcla(r.pelo, (24, 22, 26), 0.45)
    for lado in (-1, 1):
        t = np.linspace(0, 1, 34)
        x = lado * (0.17 + 0.46 * t)
        y = -0.265 - arco * np.sin(np.pi * (t * 0.9 + 0.1)) + 0.05 * t**3
        gordo = grosor * np.minimum(1, 0.55 + t * 2) * (1 - 0.75 * t**3)
        puntos = np.stack([np.r_[x, x[::-1]], np.r_[y - gordo, (y + gordo)[::-1]]], axis=1)
        _poner(color, tinta, 0.72 * _mascara(_px(r, puntos), suave=1.6))
        lienzo = _lienzo()
        for i in range(33):
            base = _px(r, (x[i], y[i] + gordo[i] * suerte.uniform(-0.4, 1.0)))[0]
            punta = base + np.array([lado * suerte.uniform(2, 6), -suerte.uniform(2.5, 6)])
            p, q = _fijos(np.stack([base, punta])).tolist()
            cv2.line(lienzo, p, q, 255, 1, cv2.LINE_AA, 4)
        _poner(color, tinta, 0.8 * _suavizar(lienzo, 0.0))


def _boca(color: Campo, sombra: Campo, r: Rasgos) -> None:
    ancho, grueso = r.boca
    t = np.linspace(-1, 1, 30)
    linea = 0.545 + 0.012 * np.cos(t * np.pi) + 0.014 * t**2
    arriba = linea - grueso * (1 - t**2) ** 0.8 * (1 - 0.22 * np.exp(-((t / 0.16) ** 2)))
    abajo = linea + grueso * 1.35 * (1 - t**2) ** 0.7
    rojo = _mezcla(r.piel, (72, 62, 168), 0.42 if r.sexo == "M" else 0.25)
    labios = np.stack([np.r_[t, t[::-1]] * ancho, np.r_[arriba, abajo[::-1]]], axis=1)
    _poner(color, rojo, 0.85 * _mascara(_px(r, labios), suave=1.3))
    superior = np.stack([np.r_[t, t[::-1]] * ancho, np.r_[arriba, linea[::-1]]], axis=1)
    sombra *= 1 - 0.22 * _mascara(_px(r, superior), suave=1.3)
    _poner(color, (34, 28, 58), 0.8 * _trazo(_px(r, np.stack([t * ancho, linea], 1)), 1.8))


def _nariz(color: Campo, sombra: Campo, u: Campo, v: Campo, r: Rasgos) -> None:
    ancho, largo = r.nariz
    _poner(color, (28, 28, 50), 0.75 * _pares(u, v, (ancho * 0.5, largo + 0.055), (0.042, 0.02)))
    sombra *= 1 - 0.25 * _bulto(u, v, (0, largo + 0.07), (ancho * 0.9, 0.03))
    sombra *= 1 - 0.16 * _pares(u, v, (ancho * 1.15, largo - 0.01), (0.04, 0.07))
    sombra *= 1 - 0.14 * _pares(u, v, (0.17, -0.16), (0.06, 0.13))


def _vello(color: Campo, u: Campo, v: Campo, r: Rasgos, cara: Campo) -> None:
    if not r.vello:
        return
    bigote = _bulto(u, v, (0, 0.435), (0.21, 0.04)) * (v < 0.505)
    boca = _bulto(u, v, (0, 0.56), (r.boca[0] * 0.75, 0.06))
    barba = np.clip((u * u * 0.55 + v - 0.58) * 4, 0, 1) * np.clip(1 - 1.7 * boca, 0, 1)
    mancha = {"bigote": bigote * 1.5, "barba": np.maximum(bigote * 1.3, barba), "sombra": barba}
    fuerza = {"bigote": 0.9, "barba": 0.82, "sombra": 0.26}[r.vello]
    ruido = numeros("vello", r.quien).random((ALTO, ANCHO), np.float32)
    mascara = np.clip(mancha[r.vello], 0, 1) * fuerza * (0.6 + 0.4 * ruido) * cara
    _poner(color, r.pelo, mascara.astype(np.float32))


def _hebras(quien: str) -> Campo:
    """Return a streaky texture around 0, as of combed hair."""
    fino = numeros("hebras", quien).normal(0, 1, (24, ANCHO)).astype(np.float32)
    crecido = cv2.resize(fino, (ANCHO, ALTO), interpolation=cv2.INTER_CUBIC)
    return np.asarray(crecido, np.float32)


NACE = {"entradas": -0.72, "calvo": -2.0, "flequillo": -0.34}  # where the hair starts, in v
MELENAS = {"largo", "trenzas", "flequillo"}


def _frente(u: Campo, r: Rasgos) -> Campo:
    """Return for each u the v down to which the hair covers the head."""
    lado = np.abs(u)
    if r.peinado == "calvo":
        return np.asarray(-0.1 - 12 * np.clip(0.94 - lado, 0, 1), np.float32)
    curva = NACE.get(r.peinado, -0.6) + 0.26 * u**2 + 2.5 * np.clip(lado - 0.7, 0, 1) ** 1.3
    curva = curva + 0.03 * _hebras(r.quien)[:1]
    if r.peinado == "entradas":
        curva = curva - 0.2 * np.exp(-(((lado - 0.45) / 0.16) ** 2))
    return np.minimum(curva, 0.05 if r.sexo == "M" else -0.12).astype(np.float32)


def _peinar(m: Modelo, u: Campo, v: Campo, r: Rasgos, cara: Campo) -> None:
    """Lay the hair over head and background, with its own roundness."""
    vuelo = 1.2 if r.peinado in MELENAS else 1.09
    grande = _borde(u / vuelo, (v + 0.05) / 1.1, r)
    casco = np.clip((1 - grande) * 12, 0, 1) * np.clip((_frente(u, r) - v) * 20, 0, 1)
    domo = 0.5 + 0.7 * np.sqrt(np.clip(1 - grande, 0, 1))
    if r.peinado in MELENAS:
        casco = np.maximum(casco, _melena(u, v, r))
        caida = 0.62 + 0.12 * np.cos((np.abs(u) - 1.02) * 7)
        domo = domo + (caida - domo) * np.clip((v + 0.45) * 3, 0, 1)
    casco = casco.astype(np.float32)
    brillo = 1 + 0.15 * _hebras(r.quien) + 0.3 * _bulto(u, v, (-0.2, -0.86), (0.5, 0.09))
    tono = np.asarray(r.pelo, np.float32) * np.clip(brillo, 0.4, 2.0)[..., None]
    # Outside the head the hair is whole up to its edge, or the skin under it would show as a halo.
    _poner(m.color, tono.astype(np.float32), np.where(cara > 0.5, casco, np.clip(casco * 9, 0, 1)))
    m.relieve[:] += (domo.astype(np.float32) - m.relieve) * casco
    np.maximum(m.opaco, casco, out=m.opaco)


def _melena(u: Campo, v: Campo, r: Rasgos) -> Campo:
    """Return the hair that falls at both sides of the face."""
    lado = np.abs(u)
    if r.peinado == "trenzas":
        centro, medio = 1.04 + 0.02 * np.sin(v * 20), 0.15 + 0.035 * np.abs(np.sin(v * 10))
        trenza = np.clip((1 - np.abs(lado - centro) / medio) * 6, 0, 1)
        return np.asarray(trenza * np.clip((v + 0.3) * 6, 0, 1) * (v < 1.8), np.float32)
    dentro = np.clip((lado - (0.88 - 0.12 * np.clip(v, 0, 1))) * 12, 0, 1)
    fuera = np.clip((1.2 + 0.1 * np.clip(v + 0.2, 0, 2) + 0.03 * np.sin(v * 6) - lado) * 12, 0, 1)
    return np.asarray(
        dentro * fuera * np.clip((v + 0.42) * 9, 0, 1) * np.clip((1.45 - v) * 6, 0, 1), np.float32
    )


def _cuerpo(m: Modelo, u: Campo, v: Campo, r: Rasgos) -> None:
    """Draw neck and shoulders behind the head."""
    hombros = np.clip((v - (1.14 + 0.1 * np.abs(u) ** 1.7)) * 12, 0, 1)
    cuello = np.clip((0.64 - np.abs(u)) * 10, 0, 1) * np.clip((v - 0.3) * 6, 0, 1)
    escote = cuello * np.clip((1.45 - v - np.abs(u) * 0.8) * 12, 0, 1)
    carne = np.maximum(cuello * (1 - hombros), escote).astype(np.float32)
    m.color[round(CENTRO[1] + RADIO[1]) :] = r.ropa
    _poner(m.color, _mezcla(r.piel, (40, 50, 84), 0.16), np.clip(carne * 4, 0, 1))
    redondo = 0.35 * np.sqrt(np.clip(1 - (u / 0.72) ** 2, 0, 1))
    tela = 0.3 + 0.3 * np.cos(np.clip(u / 1.6, -1.5, 1.5)) - 0.25 * (v - 1.2)
    m.relieve[:] = tela + (redondo - tela) * carne
    np.maximum(m.opaco, np.maximum(hombros, cuello), out=m.opaco)


def _lentes(m: Modelo, r: Rasgos) -> None:
    if not r.lentes:
        return
    armazon = _lienzo()
    t = np.linspace(0, 2 * np.pi, 60)
    cuadratura = 1.0 if r.lentes == "redondos" else 0.4
    aro = np.stack([np.cos(t), np.sin(t)], axis=1)
    aro = np.sign(aro) * np.abs(aro) ** cuadratura * (RADIO[0] * 0.3, RADIO[1] * 0.155)
    for lado in (-1, 1):
        centro = _px(r, (lado * (OJO[0] + r.separacion), OJO[1] + 0.02))[0]
        sien = _px(r, [(lado * 0.69, OJO[1]), (lado * 1.0, OJO[1] - 0.04)])
        cv2.polylines(armazon, [_fijos(aro + centro)], True, 255, 3, cv2.LINE_AA, 4)
        cv2.polylines(armazon, [_fijos(sien)], False, 255, 3, cv2.LINE_AA, 4)
        _poner(m.color, (235, 235, 235), 0.35 * _trazo(aro[36:44] * 0.9 + centro, 3))
    puente = _px(r, [(-0.11, OJO[1]), (0, OJO[1] - 0.02), (0.11, OJO[1])])
    cv2.polylines(armazon, [_fijos(puente)], False, 255, 2, cv2.LINE_AA, 4)
    _poner(m.color, (36, 32, 34), 0.92 * _suavizar(armazon, 0.0))


def _orejas(m: Modelo, u: Campo, v: Campo, r: Rasgos) -> None:
    forma = np.clip((1 - ((np.abs(u) - 0.97) / 0.15) ** 2 - ((v - 0.02) / 0.2) ** 2) * 5, 0, 1)
    forma = forma.astype(np.float32)
    _poner(m.color, _mezcla(r.piel, (60, 70, 150), 0.12), forma)
    m.relieve[:] += (0.35 - m.relieve) * forma
    np.maximum(m.opaco, forma, out=m.opaco)


def _cabeza(m: Modelo, u: Campo, v: Campo, r: Rasgos) -> Campo:
    """Lay the skin and relief of the face; return where it is."""
    borde = _borde(u, v, r)
    cara = np.clip((1 - borde) * 16, 0, 1).astype(np.float32)
    m.sombra[:] *= 1 - 0.5 * _bulto(u, v, (0, 1.08), (0.6, 0.14)) * (1 - cara)
    _poner(m.color, r.piel, cara)
    m.relieve[:] += (_relieve(u, v, r, borde) + 0.4 - m.relieve) * cara
    np.maximum(m.opaco, cara, out=m.opaco)
    return cara


@lru_cache(maxsize=12)
def modelo(r: Rasgos) -> Modelo:
    """Return the face of those features, before light and pose."""
    u, v = _ejes(r)
    color = np.empty((ALTO, ANCHO, 3), np.float32)
    color[:] = r.piel
    relieve, opaco = np.zeros((2, ALTO, ANCHO), np.float32)
    m = Modelo(color, relieve, np.ones((ALTO, ANCHO), np.float32), opaco)
    _cuerpo(m, u, v, r)
    _orejas(m, u, v, r)
    cara = _cabeza(m, u, v, r)
    _tez(color, cara, u, v, r)
    _ojos(color, m.sombra, r)
    _cejas(color, r, azar("cejas", r.quien))
    _nariz(color, m.sombra, u, v, r)
    _vello(color, u, v, r, cara)
    _boca(color, m.sombra, r)
    _peinar(m, u, v, r, cara)
    _lentes(m, r)
    if r.aretes:
        for lado in (-1, 1):
            _poner(color, (120, 190, 222), _disco(tuple(_px(r, (lado * 0.99, 0.27))[0]), 4.5))
    if r.cubrebocas:
        _cubrir(color, u, v, cara)
    color *= _grano(r.quien)[..., None]
    return m


def _cubrir(color: Campo, u: Campo, v: Campo, cara: Campo) -> None:
    """Put a surgical mask over nose and mouth, with its folds and its straps."""
    tela = np.clip((v - (0.1 + 0.13 * u * u)) * 22, 0, 1) * np.clip((0.98 - v) * 16, 0, 1) * cara
    pliegues = 1 + 0.07 * np.sin(v * 34) * np.clip(1 - np.abs(u), 0, 1)
    _poner(color, np.asarray(pliegues[..., None] * np.array([208, 190, 150]), np.float32), tela)
    cinta = np.exp(-(((v - (0.14 - 0.1 * np.abs(u))) / 0.015) ** 2)) * (np.abs(u) > 0.75) * cara
    _poner(color, (240, 240, 240), np.asarray(cinta, np.float32))


def _grano(quien: str) -> Campo:
    """Return the fine unevenness of skin and cloth, around 1."""
    ruido = numeros("poros", quien).random((ALTO, ANCHO), np.float32) - np.float32(0.5)
    return np.asarray(1 + 0.06 * cv2.GaussianBlur(ruido, (0, 0), 0.8), np.float32)


def _tez(color: Campo, cara: Campo, u: Campo, v: Campo, r: Rasgos) -> None:
    """Redden cheeks and nose, darken under the eyes, and sprinkle a few moles."""
    rubor = 0.16 * _pares(u, v, (0.5, 0.22), (0.22, 0.16)) + 0.1 * _bulto(
        u, v, (0, 0.25), (0.15, 0.1)
    )
    _poner(color, _mezcla(r.piel, (92, 92, 200), 0.6), rubor * cara)
    ojeras = (0.12 + 0.004 * r.edad) * _pares(u, v, (0.38, 0.0), (0.17, 0.04))
    _poner(color, _mezcla(r.piel, (60, 50, 70), 0.7), ojeras * cara)
    suerte = azar("lunares", r.quien)
    for _ in range(suerte.randrange(4)):
        donde = _px(r, (suerte.uniform(-0.6, 0.6), suerte.uniform(-0.4, 0.8)))[0]
        _poner(color, (40, 46, 70), 0.7 * _disco(tuple(donde), suerte.uniform(0.6, 1.7)))


# ---- Light and pose


@dataclass(frozen=True, kw_only=True)
class Toma:
    """How a face is looked at. giro, cabeceo: turns in half widths; ladeo in degrees."""

    luz: tuple[float, float, float]
    ambiente: float
    giro: float = 0.0
    cabeceo: float = 0.0
    ladeo: float = 0.0
    tono: Color = (1.0, 1.0, 1.0)


def iluminar(m: Modelo, toma: Toma) -> tuple[Campo, Campo]:
    """Return the lit face (BGR, 0-255) and its opacity, both after the turn of the head."""
    suave = cv2.GaussianBlur(m.relieve, (0, 0), 1.6) * RADIO[0]
    nx = cv2.Sobel(suave, cv2.CV_32F, 1, 0, scale=-1 / 8)
    ny = cv2.Sobel(suave, cv2.CV_32F, 0, 1, scale=-1 / 8)
    lx, ly, lz = (c / math.hypot(*toma.luz) for c in toma.luz)
    cae = np.clip((nx * lx + ny * ly + lz) / np.sqrt(nx * nx + ny * ny + 1), 0, 1)
    agudo = cae * cae * cae
    agudo *= agudo
    luz = (toma.ambiente + (1 - toma.ambiente) * 1.18 * cae) * m.sombra
    imagen = cv2.merge([luz * t for t in toma.tono]) * m.color + (24 * agudo * agudo)[..., None]
    return _girar(np.asarray(imagen, np.float32), m, toma)


def _girar(imagen: Campo, m: Modelo, toma: Toma) -> tuple[Campo, Campo]:
    """Move each point by its own depth, as when a head turns, and tilt the whole."""
    x, y = np.meshgrid(*(np.arange(n, dtype=np.float32) for n in (ANCHO, ALTO)))
    fondo = cv2.GaussianBlur(m.relieve, (0, 0), 5) - 0.5
    radio = np.float32(RADIO[0])
    mapa_x = x - fondo * np.float32(toma.giro) * radio
    mapa_y = y - fondo * np.float32(toma.cabeceo) * radio
    vuelta = cv2.invertAffineTransform(cv2.getRotationMatrix2D(CENTRO, toma.ladeo, 1.0))
    # One map for the turn and the tilt: turned where it was before it was tilted.
    origen_x = vuelta[0, 0] * x + vuelta[0, 1] * y + vuelta[0, 2]
    origen_y = vuelta[1, 0] * x + vuelta[1, 1] * y + vuelta[1, 2]
    mapa_x = origen_x.astype(np.float32) + (mapa_x - x)
    mapa_y = origen_y.astype(np.float32) + (mapa_y - y)
    orilla = cv2.BORDER_REPLICATE
    cara = cv2.remap(imagen, mapa_x, mapa_y, cv2.INTER_LINEAR, borderMode=orilla)
    opaco = cv2.remap(m.opaco, mapa_x, mapa_y, cv2.INTER_LINEAR, borderMode=orilla)
    return np.asarray(cara, np.float32), np.asarray(opaco, np.float32)


def retrato(r: Rasgos, tamano: tuple[int, int] = (300, 384)) -> Imagen:
    """Return the portrait of the card: frontal, even light, plain ground. tamano: width, height."""
    suerte = azar("retrato", r.quien)
    toma = Toma(
        luz=(suerte.uniform(-0.25, 0.25), -0.45, 1.0),
        ambiente=0.42,
        giro=suerte.uniform(-0.05, 0.05),
        ladeo=suerte.uniform(-1.5, 1.5),
    )
    cara, opaco = iluminar(modelo(r), toma)
    fondo = np.float32(226)
    imagen = fondo + (cara - fondo) * opaco[..., None]
    recorte = np.clip(imagen, 0, 255).astype(np.uint8)[26:398, 34:326]
    return np.asarray(cv2.resize(recorte, tamano, interpolation=cv2.INTER_AREA), np.uint8)


def toma_viva(suerte: random.Random) -> Toma:
    """Return a light and a pose as an auxiliar's phone meets them."""
    lado = suerte.choice((-1, 1)) * suerte.uniform(0.2, 0.75)
    calida = suerte.uniform(-0.07, 0.07)
    return Toma(
        luz=(lado, suerte.uniform(-0.7, -0.1), 1.0),
        ambiente=suerte.uniform(0.28, 0.46),
        giro=suerte.uniform(-0.13, 0.13),
        cabeceo=suerte.uniform(-0.07, 0.07),
        ladeo=suerte.uniform(-5, 5),
        tono=(1.0 - calida, 1.0, 1.0 + calida),
    )


FOTO_VIVA = (720, 960)  # width, height of the live photograph


def foto_viva(r: Rasgos, suerte: random.Random, *, sombrero: bool = False) -> Imagen:
    """Return the person as the phone sees them: held by hand, wherever they happened to be."""
    ancho, alto = FOTO_VIVA
    escena = optica.un_fondo(suerte.choice(("pared", "calle", "cuarto")), suerte, ancho, alto)
    toma = toma_viva(suerte)
    cara, opaco = iluminar(modelo(r), toma)
    escala = suerte.uniform(1.5, 1.95)
    x = ancho / 2 - CENTRO[0] * escala + suerte.uniform(-60, 60)
    y = alto * suerte.uniform(0.42, 0.5) - CENTRO[1] * escala
    a_escena = np.array([[escala, 0, x], [0, escala, y]])
    # Where the drawing ends the shoulders go on; above and beside them there is nobody.
    foto = _encima(
        escena,
        *(
            cv2.warpAffine(capa, a_escena, FOTO_VIVA, borderMode=cv2.BORDER_REPLICATE)
            for capa in (cara, _sin_orillas(opaco))
        ),
    )
    if sombrero:
        _ensombrerar(foto, a_escena, r, suerte)
    campo = optica.luz_pareja(suerte, 0.14)
    foto = optica.alumbrar(foto, campo * np.float32(suerte.uniform(0.86, 1.06)))
    return optica.granular(optica.enfocar_mal(foto, suerte.uniform(0.3, 0.9)), 2.2, suerte)


def _sin_orillas(opaco: Campo) -> Campo:
    limpio = opaco.copy()
    limpio[0] = 0
    limpio[: round(CENTRO[1] + RADIO[1] * 0.9), [0, -1]] = 0
    return limpio


def _encima(escena: Imagen, cara: object, opaco: object) -> Imagen:
    """Return the person over the scene, both pictures of one size."""
    mascara = np.asarray(opaco, np.float32)[..., None]
    mezcla = escena + (np.asarray(cara, np.float32) - escena) * mascara
    return np.asarray(mezcla.clip(0, 255), np.uint8)


def _ensombrerar(foto: Imagen, a_escena: Puntos, r: Rasgos, suerte: random.Random) -> None:
    """Put a palm hat on the head; it leaves brows and eyes in its shade."""
    escala, (x, y) = a_escena[0, 0], a_escena[:, 2]
    cx, cy = CENTRO[0] * escala + x, (CENTRO[1] - RADIO[1] * r.alto * 0.62) * escala + y
    ala = (round(RADIO[0] * 1.75 * escala), round(RADIO[1] * 0.2 * escala))
    copa = (round(RADIO[0] * 0.98 * escala), round(RADIO[1] * 0.62 * escala))
    palma = suerte.choice(((150, 196, 222), (96, 140, 176), (60, 66, 80)))
    centro = (round(cx), round(cy))
    cv2.ellipse(foto, centro, copa, 0, 180, 360, palma, -1, cv2.LINE_AA)
    cv2.ellipse(foto, centro, ala, 0, 0, 360, palma, -1, cv2.LINE_AA)
    oscura = tuple(c * 0.55 for c in palma)
    cv2.ellipse(foto, centro, (copa[0], round(ala[1] * 0.8)), 0, 180, 360, oscura, 9, cv2.LINE_AA)
    cv2.ellipse(foto, centro, ala, 0, 0, 180, oscura, 5, cv2.LINE_AA)
