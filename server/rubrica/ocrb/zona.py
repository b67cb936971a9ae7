"""The machine readable zone, and the OCR or CIC printed apart, read from a picture (ET 5.8, 10.3).

A look counts only with its four check digits; a reading, only when two different looks agree: as in
the app (ADR 0043), whose twin this is.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from rubrica.core.credencial import mrz
from rubrica.core.credencial.causas import LecturaInvalida
from rubrica.ocrb.alineacion import Alineado, Mirada, Patron, alinear, mirar
from rubrica.ocrb.red import CLASES, Campo
from rubrica.ocrb.renglones import Bloque, Gris, buscar_bloques

ANCHO_DE_BUSQUEDA, ZONAS, RENGLONES = 640, 3, 8
GRUESO = 30  # pixels of a character beyond which it is read from the smaller picture
MINIMO_DE_ZONA, MINIMO_APARTE = -2.2, -1.6
DUDOSA, MAX_DUDOSAS = math.log(0.5), 4
CERCANO, MAX_CERCANOS = 1.5, 2
FIJOS_VISTOS = 0.7
SEGURO = math.log(0.8)
MIRADAS = 2
RECTA = Mirada()
OTRA = Mirada(dy=0.5, estira=1.06, corre=0.8, agudiza=0.8)
TERCERA = Mirada(dy=-0.6, estira=0.94, corre=-0.9, agudiza=-0.5)
ALTURAS = (-1.6, 1.6)
DIGITO = "0123456789"
LETRA = "ABCDEFGHIJKLMNOPQRSTUVWXYZ<"
FIJO = {**dict(enumerate("IDMEX")), 15: "<", 16: "<", 45: "M", 46: "E", 47: "X"}
DE_CLASE = {
    "N": DIGITO,
    "S": "HMX<",
    "O": DIGITO + LETRA,
    "A": LETRA,
    "R": "<",
    "F": DIGITO + LETRA,
}
PATRON = tuple(FIJO.get(i, DE_CLASE[clase]) for i, clase in enumerate(mrz.CLASES))
LINEAS = tuple(PATRON[n * mrz.ANCHO : (n + 1) * mrz.ANCHO] for n in range(3))


@dataclass(frozen=True)
class _Lugar:
    """One place: the likeliest character admitted, the next, how sure, by how much, how free."""

    caracter: str
    segundo: str
    seguro: float
    ventaja: float
    libre: bool


def _lugares(puntos: Campo, patron: Patron) -> list[_Lugar]:
    lista = []
    for fila, admite in zip(puntos, patron, strict=True):
        orden = sorted(admite, key=lambda c: -fila[CLASES.index(c)])
        seguro = float(fila[CLASES.index(orden[0])])
        segundo = orden[1] if len(orden) > 1 else ""
        ventaja = seguro - float(fila[CLASES.index(segundo)]) if segundo else math.inf
        lista.append(_Lugar(orden[0], segundo, seguro, ventaja, seguro >= float(fila.max())))
    return lista


def _texto(lista: Sequence[_Lugar]) -> str:
    return "".join(lugar.caracter for lugar in lista)


def leer_zona(gris: Gris) -> str:
    """Return the three lines of the MRZ, joined by line feeds; "" when no two looks agree."""
    chico, veces = _reducir(gris)
    for bloque in buscar_bloques(chico, 3, ZONAS):
        votos = Counter(_mirar_zona(*_a_su_tamano(gris, chico, bloque, veces)))
        if leido := _acordado(votos):
            return "\n".join(leido[n * mrz.ANCHO : (n + 1) * mrz.ANCHO] for n in range(3))
    return ""


def _acordado(votos: Counter[str]) -> str:
    """Return a text on whose first two lines enough looks agree; no digit guards the names."""
    nucleos: Counter[str] = Counter()
    for texto, n in votos.items():
        nucleos[texto[: 2 * mrz.ANCHO]] += n
    orden = nucleos.most_common(2)
    if not orden or orden[0][1] < MIRADAS or (len(orden) > 1 and orden[1][1] == orden[0][1]):
        return ""
    return next(texto for texto in reversed(list(votos)) if texto.startswith(orden[0][0]))


def leer_aparte(gris: Gris, rotulo: str) -> str:
    """Return the digits after the label «OCR» or «CIC»; "" when no two looks agree on them."""
    chico, veces = _reducir(gris)
    largos = (13, 12) if rotulo == "OCR" else (9,)
    for bloque in buscar_bloques(chico, 1, RENGLONES):
        propio, suyo = _a_su_tamano(gris, chico, bloque, veces)
        for largo in largos:
            if leido := _mirar_aparte(propio, suyo, rotulo, largo):
                return leido
    return ""


def _reducir(gris: Gris) -> tuple[Gris, int]:
    veces = max(1, round(gris.shape[1] / ANCHO_DE_BUSQUEDA))
    if veces == 1:
        return gris, 1
    medida = (gris.shape[1] // veces, gris.shape[0] // veces)
    return np.asarray(cv2.resize(gris, medida, interpolation=cv2.INTER_AREA), np.uint8), veces


def _a_su_tamano(gris: Gris, chico: Gris, bloque: Bloque, veces: int) -> tuple[Gris, Bloque]:
    """Return the picture and block in which characters are not much larger than the strip's."""
    if bloque.renglones[0].paso * veces > GRUESO:
        return chico, bloque
    return gris, bloque.aumentado(veces)


def _mirar_zona(gris: Gris, bloque: Bloque) -> list[str]:
    """Return what different looks at the block say, each text with all its digits."""
    alineados = []
    for renglon, patron in zip(bloque.renglones, LINEAS, strict=True):
        alineado = alinear(gris, renglon, (bloque.de, bloque.a), patron)
        if alineado is None or alineado.puntos < MINIMO_DE_ZONA:
            return []
        alineados.append(alineado)
    vista = _Zona(gris, bloque, alineados)
    alturas = [0.0, 0.0, 0.0]
    textos = vista.decir(RECTA, alturas)
    if not textos:
        alturas = [vista.mejor_altura(n) for n in range(3)]
        textos = vista.decir(RECTA, alturas)
    textos += vista.decir(OTRA, alturas)
    return textos + (vista.decir(TERCERA, alturas) if len(textos) == 1 else [])


@dataclass(frozen=True)
class _Zona:
    gris: Gris
    bloque: Bloque
    alineados: list[Alineado]

    def linea(self, n: int, mirada: Mirada, altura: float) -> list[_Lugar]:
        corte = Mirada(mirada.dy + altura, mirada.estira, mirada.corre, mirada.agudiza)
        renglon, alineado = self.bloque.renglones[n], self.alineados[n]
        return _lugares(mirar(self.gris, renglon, alineado, mrz.ANCHO, corte), LINEAS[n])

    def mejor_altura(self, n: int) -> float:
        """Return at which height of the strip the line is read most surely."""
        return max((0.0, *ALTURAS), key=lambda dy: sum(x.seguro for x in self.linea(n, RECTA, dy)))

    def decir(self, mirada: Mirada, alturas: Sequence[float]) -> list[str]:
        todos = [x for n in range(3) for x in self.linea(n, mirada, alturas[n])]
        texto = _cuadrar(todos) if _es_zona(todos) else ""
        return [texto] if texto else []


def _es_zona(todos: Sequence[_Lugar]) -> bool:
    """Whether the fixed text is seen, and few places are in doubt."""
    vistos = sum(todos[k].libre for k in FIJO)
    dudosas = sum(x.seguro < DUDOSA for x in todos[: 2 * mrz.ANCHO])
    return vistos >= FIJOS_VISTOS * len(FIJO) and dudosas <= MAX_DUDOSAS


def _vale(texto: str) -> bool:
    try:
        leida = mrz.leer([texto[n * mrz.ANCHO : (n + 1) * mrz.ANCHO] for n in range(3)])
    except LecturaInvalida:
        return False
    return mrz.Aviso.LECTURA_CORREGIDA not in leida.avisos


def _cuadrar(todos: Sequence[_Lugar]) -> str:
    """Return the text whose digits agree, one near place taken the other way if it must be."""
    texto = _texto(todos)
    if _vale(texto):
        return texto
    cercanos = [k for k, x in enumerate(todos[: 2 * mrz.ANCHO]) if x.ventaja < CERCANO]
    if len(cercanos) > MAX_CERCANOS:
        return ""
    otros = [t for k in cercanos if _vale(t := texto[:k] + todos[k].segundo + texto[k + 1 :])]
    return otros[0] if len(otros) == 1 else ""


def _mirar_aparte(gris: Gris, bloque: Bloque, rotulo: str, largo: int) -> str:
    patron = (" ", *rotulo, " ", *[DIGITO] * largo, " ", " ")
    renglon = bloque.renglones[0]
    alineado = alinear(gris, renglon, (bloque.de, bloque.a), patron)
    if alineado is None or alineado.puntos < MINIMO_APARTE:
        return ""
    vistas = [
        _digitos(_lugares(mirar(gris, renglon, alineado, len(patron), m), patron), len(rotulo))
        for m in (RECTA, OTRA)
    ]
    return vistas[0] if vistas[0] == vistas[1] else ""


def _digitos(lista: Sequence[_Lugar], rotulo: int) -> str:
    digitos = lista[rotulo + 2 : -2]
    rotulados = sum(x.libre for x in lista[1 : rotulo + 1])
    seguros = all(x.libre and x.seguro > SEGURO for x in digitos)
    acaba = all(x.libre for x in lista[-2:])
    return _texto(digitos) if rotulados >= rotulo - 1 and acaba and seguros else ""
