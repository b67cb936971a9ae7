"""The relief and the colours of a face, before any light."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from rubrica.ficticio.azar import azar, numeros
from rubrica.ficticio.rostro.rasgos import Color, Par, Rasgos, mezcla
from rubrica.ficticio.rostro.trama import (
    ALTO,
    ANCHO,
    CENTRO,
    RADIO,
    Campo,
    Puntos,
    bulto,
    disco,
    ejes,
    en_pixeles,
    fijos,
    lienzo_vacio,
    mascara_de,
    pares,
    poner,
    suavizar,
    trazo,
)

OJO = (0.39, -0.10)  # where the right eye of the drawing is, in face units


@dataclass(frozen=True)
class Modelo:
    """A face before any light: colours, relief (in half widths), how much light each point keeps,
    and how opaque it is over the background."""

    color: Campo  # height × width × BGR
    relieve: Campo
    sombra: Campo
    opaco: Campo


def _borde(u: Campo, v: Campo, r: Rasgos) -> Campo:
    """Return a field that is under 1 inside the head, and 1 on its outline."""
    abajo = np.clip(v, 0, None)
    angosta = np.maximum(1 - 0.3 * r.quijada * abajo**1.6, 0.001)  # far below, no face is left
    return np.asarray((np.abs(u) / angosta) ** 2.15 + np.abs(v) ** 2.3, np.float32)


def _relieve(u: Campo, v: Campo, r: Rasgos, borde: Campo) -> Campo:
    z = 0.85 * np.sqrt(np.clip(1 - borde, 0.0, 1.0))
    ancho, largo = r.nariz
    subida = np.clip((v + 0.2) / (largo + 0.2), 0, 1)
    z += 0.17 * subida * np.exp(-0.5 * (u / 0.105) ** 2) * (v < largo + 0.02)
    z += 0.11 * bulto(u, v, (0, largo - 0.02), (0.10, 0.075))
    z += 0.07 * pares(u, v, (ancho * 0.72, largo), (0.06, 0.055))
    z -= 0.10 * pares(u, v, (OJO[0] + r.separacion, OJO[1] - 0.01), (0.2, 0.085))
    z += 0.055 * pares(u, v, (0.36, -0.27), (0.26, 0.06))
    z += 0.055 * pares(u, v, (0.52, 0.17), (0.2, 0.17))
    z += 0.045 * bulto(u, v, (0, 0.5), (r.boca[0] * 0.8, 0.04))
    z += 0.05 * bulto(u, v, (0, 0.6), (r.boca[0] * 0.6, 0.04))
    z -= 0.03 * bulto(u, v, (0, 0.685), (0.2, 0.03))
    z += 0.07 * bulto(u, v, (0, 0.84), (0.2, 0.1))
    vejez = max(0.0, (r.edad - 32) / 55)
    pliegue = np.abs(u) - (0.2 + 0.28 * (v - 0.25))
    z -= 0.05 * vejez * np.exp(-0.5 * (pliegue / 0.03) ** 2) * bulto(u, v, (0, 0.42), (1, 0.13))
    surcos = np.sin(v * 75 + 0.5 * np.sin(u * 4)) * bulto(u, v, (0, -0.52), (0.45, 0.1))
    return (z + 0.006 * vejez * surcos).astype(np.float32)


def _almendra(centro: Par, ancho: float, alto: float, giro: float) -> Puntos:
    t = np.linspace(0, 2 * np.pi, 40)
    x = np.cos(t) * ancho
    y = -np.sin(t) * np.where(np.sin(t) > 0, alto, alto * 0.75) * (1 - 0.25 * np.abs(np.cos(t)))
    return np.stack([centro[0] + x, centro[1] + y + giro * x / ancho], axis=1)


def _ojos(color: Campo, sombra: Campo, r: Rasgos) -> None:
    ancho, alto = r.ojos
    for lado in (-1, 1):
        centro = (lado * (OJO[0] + r.separacion), OJO[1])
        forma = en_pixeles(r, _almendra(centro, ancho, alto, lado * r.inclinacion))
        hueco = mascara_de(forma, suave=0.7)
        poner(color, (214, 220, 226), hueco)
        cx, cy = en_pixeles(r, centro)[0]
        iris = disco((cx, cy), RADIO[0] * 0.088) * hueco
        poner(color, r.iris, iris)
        poner(color, (10, 10, 12), disco((cx, cy), RADIO[0] * 0.042) * hueco)
        poner(color, (250, 250, 250), disco((cx - 2.2, cy - 2.6), 1.5) * hueco)
        parpado = trazo(forma[1:20], 3.4 if r.sexo == "M" else 2.6)
        poner(color, (24, 22, 26), parpado * 0.9)
        poner(color, mezcla(r.piel, (20, 24, 40), 0.5), trazo(forma[21:39], 1.2) * 0.6)
        pliegue = forma[3:18] + np.array([0, -6.5])
        poner(color, mezcla(r.piel, (20, 24, 40), 0.45), trazo(pliegue, 1.4) * 0.7)
        sombra *= 1 - 0.38 * mascara_de(forma, suave=9.0)


def _cejas(color: Campo, r: Rasgos, suerte: random.Random) -> None:
    grosor, arco = r.cejas
    tinta = mezcla(r.pelo, (24, 22, 26), 0.45)
    for lado in (-1, 1):
        t = np.linspace(0, 1, 34)
        x = lado * (0.17 + 0.46 * t)
        y = -0.265 - arco * np.sin(np.pi * (t * 0.9 + 0.1)) + 0.05 * t**3
        gordo = grosor * np.minimum(1, 0.55 + t * 2) * (1 - 0.75 * t**3)
        puntos = np.stack([np.r_[x, x[::-1]], np.r_[y - gordo, (y + gordo)[::-1]]], axis=1)
        poner(color, tinta, 0.72 * mascara_de(en_pixeles(r, puntos), suave=1.6))
        lienzo = lienzo_vacio()
        for i in range(33):
            base = en_pixeles(r, (x[i], y[i] + gordo[i] * suerte.uniform(-0.4, 1.0)))[0]
            punta = base + np.array([lado * suerte.uniform(2, 6), -suerte.uniform(2.5, 6)])
            p, q = fijos(np.stack([base, punta])).tolist()
            cv2.line(lienzo, p, q, 255, 1, cv2.LINE_AA, 4)
        poner(color, tinta, 0.8 * suavizar(lienzo, 0.0))


def _boca(color: Campo, sombra: Campo, r: Rasgos) -> None:
    ancho, grueso = r.boca
    t = np.linspace(-1, 1, 30)
    linea = 0.545 + 0.012 * np.cos(t * np.pi) + 0.014 * t**2
    arriba = linea - grueso * (1 - t**2) ** 0.8 * (1 - 0.22 * np.exp(-((t / 0.16) ** 2)))
    abajo = linea + grueso * 1.35 * (1 - t**2) ** 0.7
    rojo = mezcla(r.piel, (72, 62, 168), 0.42 if r.sexo == "M" else 0.25)
    labios = np.stack([np.r_[t, t[::-1]] * ancho, np.r_[arriba, abajo[::-1]]], axis=1)
    poner(color, rojo, 0.85 * mascara_de(en_pixeles(r, labios), suave=1.3))
    superior = np.stack([np.r_[t, t[::-1]] * ancho, np.r_[arriba, linea[::-1]]], axis=1)
    sombra *= 1 - 0.22 * mascara_de(en_pixeles(r, superior), suave=1.3)
    poner(color, (34, 28, 58), 0.8 * trazo(en_pixeles(r, np.stack([t * ancho, linea], 1)), 1.8))


def _nariz(color: Campo, sombra: Campo, u: Campo, v: Campo, r: Rasgos) -> None:
    ancho, largo = r.nariz
    poner(color, (28, 28, 50), 0.75 * pares(u, v, (ancho * 0.5, largo + 0.055), (0.042, 0.02)))
    sombra *= 1 - 0.25 * bulto(u, v, (0, largo + 0.07), (ancho * 0.9, 0.03))
    sombra *= 1 - 0.16 * pares(u, v, (ancho * 1.15, largo - 0.01), (0.04, 0.07))
    sombra *= 1 - 0.14 * pares(u, v, (0.17, -0.16), (0.06, 0.13))


def _vello(color: Campo, u: Campo, v: Campo, r: Rasgos, cara: Campo) -> None:
    if not r.vello:
        return
    bigote = bulto(u, v, (0, 0.435), (0.21, 0.04)) * (v < 0.505)
    boca = bulto(u, v, (0, 0.56), (r.boca[0] * 0.75, 0.06))
    barba = np.clip((u * u * 0.55 + v - 0.58) * 4, 0, 1) * np.clip(1 - 1.7 * boca, 0, 1)
    mancha = {"bigote": bigote * 1.5, "barba": np.maximum(bigote * 1.3, barba), "sombra": barba}
    fuerza = {"bigote": 0.9, "barba": 0.82, "sombra": 0.26}[r.vello]
    ruido = numeros("vello", r.quien).random((ALTO, ANCHO), np.float32)
    mascara = np.clip(mancha[r.vello], 0, 1) * fuerza * (0.6 + 0.4 * ruido) * cara
    poner(color, r.pelo, mascara.astype(np.float32))


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
    brillo = 1 + 0.15 * _hebras(r.quien) + 0.3 * bulto(u, v, (-0.2, -0.86), (0.5, 0.09))
    tono = np.asarray(r.pelo, np.float32) * np.clip(brillo, 0.4, 2.0)[..., None]
    # Outside the head the hair is whole up to its edge, or the skin under it would show as a halo.
    poner(m.color, tono.astype(np.float32), np.where(cara > 0.5, casco, np.clip(casco * 9, 0, 1)))
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
    poner(m.color, mezcla(r.piel, (40, 50, 84), 0.16), np.clip(carne * 4, 0, 1))
    redondo = 0.35 * np.sqrt(np.clip(1 - (u / 0.72) ** 2, 0, 1))
    tela = 0.3 + 0.3 * np.cos(np.clip(u / 1.6, -1.5, 1.5)) - 0.25 * (v - 1.2)
    m.relieve[:] = tela + (redondo - tela) * carne
    np.maximum(m.opaco, np.maximum(hombros, cuello), out=m.opaco)


def _lentes(m: Modelo, r: Rasgos) -> None:
    if not r.lentes:
        return
    armazon = lienzo_vacio()
    t = np.linspace(0, 2 * np.pi, 60)
    cuadratura = 0.4 if r.lentes == "cuadrados" else 1.0
    aro = np.stack([np.cos(t), np.sin(t)], axis=1)
    aro = np.sign(aro) * np.abs(aro) ** cuadratura * (RADIO[0] * 0.3, RADIO[1] * 0.155)
    for lado in (-1, 1):
        centro = en_pixeles(r, (lado * (OJO[0] + r.separacion), OJO[1] + 0.02))[0]
        sien = en_pixeles(r, [(lado * 0.69, OJO[1]), (lado * 1.0, OJO[1] - 0.04)])
        if r.lentes == "oscuros":
            poner(m.color, (20, 18, 18), 0.95 * mascara_de(aro * 1.06 + centro))
        cv2.polylines(armazon, [fijos(aro + centro)], True, 255, 3, cv2.LINE_AA, 4)
        cv2.polylines(armazon, [fijos(sien)], False, 255, 3, cv2.LINE_AA, 4)
        poner(m.color, (235, 235, 235), 0.35 * trazo(aro[36:44] * 0.9 + centro, 3))
    puente = en_pixeles(r, [(-0.11, OJO[1]), (0, OJO[1] - 0.02), (0.11, OJO[1])])
    cv2.polylines(armazon, [fijos(puente)], False, 255, 2, cv2.LINE_AA, 4)
    poner(m.color, (36, 32, 34), 0.92 * suavizar(armazon, 0.0))


def _orejas(m: Modelo, u: Campo, v: Campo, r: Rasgos) -> None:
    forma = np.clip((1 - ((np.abs(u) - 0.97) / 0.15) ** 2 - ((v - 0.02) / 0.2) ** 2) * 5, 0, 1)
    forma = forma.astype(np.float32)
    poner(m.color, mezcla(r.piel, (60, 70, 150), 0.12), forma)
    m.relieve[:] += (0.35 - m.relieve) * forma
    np.maximum(m.opaco, forma, out=m.opaco)


def _cabeza(m: Modelo, u: Campo, v: Campo, r: Rasgos) -> Campo:
    """Lay the skin and relief of the face; return where it is."""
    borde = _borde(u, v, r)
    cara = np.clip((1 - borde) * 16, 0, 1).astype(np.float32)
    m.sombra[:] *= 1 - 0.5 * bulto(u, v, (0, 1.08), (0.6, 0.14)) * (1 - cara)
    poner(m.color, r.piel, cara)
    m.relieve[:] += (_relieve(u, v, r, borde) + 0.4 - m.relieve) * cara
    np.maximum(m.opaco, cara, out=m.opaco)
    return cara


@lru_cache(maxsize=12)
def modelo(r: Rasgos) -> Modelo:
    """Return the face of those features, before light and pose."""
    u, v = ejes(r)
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
            poner(color, (120, 190, 222), disco(tuple(en_pixeles(r, (lado * 0.99, 0.27))[0]), 4.5))
    if r.cubrebocas:
        _cubrir(color, u, v, cara, r.tela)
    if r.gorra is not None:
        _engorrar(m, u, v, r, r.gorra)
    color *= _grano(r.quien)[..., None]
    return m


def _engorrar(m: Modelo, u: Campo, v: Campo, r: Rasgos, tela: Color) -> None:
    """Put a cap on the head, with its seams, and its visor over the forehead."""
    casco = np.clip((1 - _borde(u / 1.12, (v + 0.06) / 1.12, r)) * 14, 0, 1)
    casco *= np.clip((-0.5 + 0.1 * u * u - v) * 26, 0, 1)
    visera = np.clip((1 - (u / 0.98) ** 2 - ((v + 0.5) / 0.17) ** 2) * 9, 0, 1)
    for capa, tono in ((casco, 1.0), (visera, 0.78)):
        mascara = capa.astype(np.float32)
        costura = 1 - 0.14 * bulto(u, v, (0, -0.8), (0.02, 0.4))
        poner(m.color, np.asarray(costura[..., None] * np.array(tela) * tono, np.float32), mascara)
        m.relieve[:] += (0.9 - 0.5 * (v + 0.5) ** 2 - m.relieve) * mascara
        np.maximum(m.opaco, mascara, out=m.opaco)
    m.sombra[:] *= 1 - 0.35 * bulto(u, v, (0, -0.3), (0.8, 0.12)) * (1 - visera)


def _cubrir(color: Campo, u: Campo, v: Campo, cara: Campo, color_de_tela: Color) -> None:
    """Put a surgical mask over nose and mouth, with its folds and its straps."""
    tela = np.clip((v - (0.1 + 0.13 * u * u)) * 22, 0, 1) * np.clip((0.98 - v) * 16, 0, 1) * cara
    pliegues = 1 + 0.07 * np.sin(v * 34) * np.clip(1 - np.abs(u), 0, 1)
    poner(color, np.asarray(pliegues[..., None] * np.array(color_de_tela), np.float32), tela)
    cinta = np.exp(-(((v - (0.14 - 0.1 * np.abs(u))) / 0.015) ** 2)) * (np.abs(u) > 0.75) * cara
    poner(color, (240, 240, 240), np.asarray(cinta, np.float32))


def _grano(quien: str) -> Campo:
    """Return the fine unevenness of skin and cloth, around 1."""
    ruido = numeros("poros", quien).random((ALTO, ANCHO), np.float32) - np.float32(0.5)
    return np.asarray(1 + 0.06 * cv2.GaussianBlur(ruido, (0, 0), 0.8), np.float32)


def _tez(color: Campo, cara: Campo, u: Campo, v: Campo, r: Rasgos) -> None:
    """Redden cheeks and nose, darken under the eyes, and sprinkle a few moles."""
    rubor = 0.16 * pares(u, v, (0.5, 0.22), (0.22, 0.16)) + 0.1 * bulto(
        u, v, (0, 0.25), (0.15, 0.1)
    )
    poner(color, mezcla(r.piel, (92, 92, 200), 0.6), rubor * cara)
    ojeras = (0.12 + 0.004 * r.edad) * pares(u, v, (0.38, 0.0), (0.17, 0.04))
    poner(color, mezcla(r.piel, (60, 50, 70), 0.7), ojeras * cara)
    suerte = azar("lunares", r.quien)
    for _ in range(suerte.randrange(4)):
        donde = en_pixeles(r, (suerte.uniform(-0.6, 0.6), suerte.uniform(-0.4, 0.8)))[0]
        poner(color, (40, 46, 70), 0.7 * disco(tuple(donde), suerte.uniform(0.6, 1.7)))
