"""Lines of OCR-B printed, worn, lit and photographed, cut to the strips that the network looks at.

Nothing here knows the photographs of `ficticio.foto`: the bench measures on those.
"""

from __future__ import annotations

import random
from functools import lru_cache
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from rubrica.ficticio.azar import azar, numeros
from rubrica.ficticio.credencial.lienzo import OCRB, letra
from rubrica.ocrb.red import ALTO, CLASES, PASO, VENTANA, Campo, emparejar

Gris: TypeAlias = npt.NDArray[np.float32]
LADO = 40  # of a character in the print, in pixels
MARGEN = 3  # characters of paper left on each side
LETRAS, DIGITOS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
NADA = len(CLASES) - 1
CORRIDO = 2.7  # pixels that a centred character may be off
ENTRE = 4.3  # pixels from which a window is between two characters


@lru_cache(maxsize=256)
def _molde(caracter: str, tamano: int) -> Gris:
    """Return the character as ink, 1 where there is, in a square of 2 × LADO."""
    mascara, desplazo = letra(OCRB, tamano).getmask2(caracter, "L")
    ancho, alto = mascara.size
    plano = np.zeros((2 * LADO, 2 * LADO), np.float32)
    if ancho and alto:
        trazo = np.asarray(mascara, np.float32).reshape(alto, ancho) / 255
        largo = letra(OCRB, tamano).getlength(caracter)
        x = round(LADO - largo / 2 + desplazo[0])
        y = round(LADO - tamano * 0.565 + desplazo[1])
        plano[y : y + alto, x : x + ancho] = trazo
    return plano


def texto(suerte: random.Random) -> str:
    """Return a line as credentials carry: of an MRZ, of OCR or CIC, or of any characters."""
    clase = suerte.random()
    if clase < 0.2:
        return "IDMEX" + _al_azar(DIGITOS, 10, suerte) + "<<" + _al_azar(DIGITOS, 13, suerte)
    if clase < 0.4:
        medio = _al_azar(DIGITOS, 7, suerte) + suerte.choice("HMX<") + _al_azar(DIGITOS, 7, suerte)
        opcional = f"<{_al_azar(DIGITOS, 2, suerte)}<<{_al_azar(DIGITOS, 5, suerte)}<"
        return f"{medio}MEX{opcional}{suerte.choice(DIGITOS)}"
    if clase < 0.55:
        palabras = [_al_azar(LETRAS, suerte.randint(3, 9), suerte) for _ in range(3)]
        return "<".join(palabras).ljust(30, "<")[:30]
    if clase < 0.7:
        return suerte.choice(("OCR ", "CIC ", "")) + _al_azar(
            DIGITOS, suerte.randint(9, 13), suerte
        )
    return _al_azar(LETRAS + DIGITOS + "<", 30, suerte)


def _al_azar(de: str, cuantos: int, suerte: random.Random) -> str:
    return "".join(suerte.choice(de) for _ in range(cuantos))


def imprimir(linea: str, suerte: random.Random) -> tuple[Gris, list[float]]:
    """Return the line as ink, 1 where there is, and where its characters are centred.

    Each line is of another cut: size, weight, width and slant differ, as do presses.
    """
    tamano = round(LADO / 0.72 * suerte.uniform(0.9, 1.08))
    alto, ancho = 2 * LADO, (len(linea) + 2 * MARGEN) * LADO
    tinta = np.zeros((alto, ancho), np.float32)
    centros = []
    for n, caracter in enumerate(linea):
        x = (MARGEN + n) * LADO + LADO // 2 + round(suerte.gauss(0, 0.5))
        y = round(suerte.gauss(0, 0.5))
        molde = _molde(caracter, tamano)
        if y:
            molde = np.roll(molde, y, axis=0)
        hueco = tinta[:, x - LADO : x + LADO]
        np.maximum(hueco, molde, out=hueco)
        centros.append(float(x))
    return _cortar(tinta, suerte), centros


def _cortar(tinta: Gris, suerte: random.Random) -> Gris:
    """Return the ink thicker or thinner, and with broken strokes, as another press would print."""
    grueso = suerte.uniform(-1.5, 2.6)
    lado = 2 * int(abs(grueso)) + 1
    nucleo = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (lado, lado))
    if lado > 1:
        tinta = np.asarray((cv2.dilate if grueso > 0 else cv2.erode)(tinta, nucleo), np.float32)
    if suerte.random() < 0.3:
        falta = cv2.resize(
            numeros("falta", suerte.randrange(200)).random((16, 90)).astype(np.float32),
            tinta.shape[::-1],
        )
        tinta = tinta * np.clip(falta * 3 - suerte.uniform(0.2, 0.6), 0, 1)
    return np.asarray(tinta * suerte.uniform(0.55, 1.0), np.float32)


@lru_cache(maxsize=64)
def _papel(cual: int, alto: int = 2 * LADO, ancho: int = 40 * LADO) -> Gris:
    """Return paper with guilloche and laminate, around 0."""
    numero, suerte = numeros("papel", cual), azar("papel", cual)
    y, x = np.mgrid[0:alto, 0:ancho].astype(np.float32)
    onda = np.zeros((alto, ancho), np.float32)
    for _ in range(suerte.randrange(4)):
        fase = y / suerte.uniform(3, 9) + np.sin(x / suerte.uniform(60, 300)) * suerte.uniform(1, 7)
        fase += x / suerte.uniform(-90, 90)
        onda += suerte.uniform(3, 15) * (np.sin(fase) > suerte.uniform(0.3, 0.9))
    for celda, fuerza in ((60, 14), (9, 6), (2, 5)):
        chico = numero.normal(0, 1, (alto // celda + 2, ancho // celda + 2)).astype(np.float32)
        onda += suerte.uniform(0, fuerza) * cv2.resize(chico, (ancho, alto))
    for _ in range(suerte.randrange(5)):
        de, a = ((suerte.randrange(ancho), suerte.randrange(-40, alto + 40)) for _ in range(2))
        cv2.line(onda, de, a, suerte.uniform(-60, 60), suerte.randint(1, 2), cv2.LINE_AA)
    return np.asarray(onda, np.float32)


def _orillas(claro: Gris, suerte: random.Random) -> Gris:
    """Return the print with the edge of the card, and what lies beyond, near its ends."""
    for orilla in (claro, claro[:, ::-1]):
        if suerte.random() < 0.6:
            hasta = round(LADO * suerte.uniform(0.2, MARGEN - 0.4))
            orilla[:, :hasta] = suerte.uniform(5, 230) + 0.3 * orilla[:, :hasta] * suerte.random()
    return claro


def _alumbrar(claro: Gris, suerte: random.Random) -> Gris:
    """Return the print in some light: uneven, in shadow, with glare, washed out."""
    alto, ancho = claro.shape
    x = np.linspace(0, 1, ancho, dtype=np.float32)[None, :]
    y = np.linspace(0, 1, alto, dtype=np.float32)[:, None]
    luz = suerte.uniform(0.35, 1.15) * (1 + suerte.uniform(-0.35, 0.35) * (x - 0.5))
    if suerte.random() < 0.35:
        borde = x + suerte.uniform(-0.1, 0.1) * y - suerte.random()
        luz = luz * (1 - suerte.uniform(0.15, 0.5) / (1 + np.exp(-borde * suerte.uniform(10, 60))))
    claro = claro * luz
    if suerte.random() < 0.4:
        lejos = ((x - suerte.random()) / suerte.uniform(0.03, 0.25)) ** 2
        lejos = lejos + ((y - suerte.uniform(-0.5, 1.5)) / suerte.uniform(0.4, 2)) ** 2
        claro = claro + suerte.uniform(30, 190) * np.exp(-lejos)
    if suerte.random() < 0.25:
        velo = suerte.uniform(0.1, 0.45)
        claro = claro * (1 - velo) + 220 * velo
    return np.asarray(claro, np.float32)


def _fotografiar(claro: Gris, suerte: random.Random) -> tuple[Gris, float]:
    """Return the print as a sensor keeps it, and its pixels for each of the print's."""
    escala = suerte.uniform(10.5, 30) / LADO
    mano = suerte.choice((cv2.INTER_AREA, cv2.INTER_LINEAR)) if escala < 0.6 else cv2.INTER_AREA
    foto: Gris = np.asarray(
        cv2.resize(claro, None, fx=escala, fy=escala, interpolation=mano), np.float32
    )
    paso = LADO * escala
    desenfoque = suerte.uniform(0, 0.13) * paso * suerte.random() ** 0.5
    if desenfoque > 0.3:
        foto = np.asarray(cv2.GaussianBlur(foto, (0, 0), desenfoque), np.float32)
    if suerte.random() < 0.35:
        foto = _mover(foto, suerte.uniform(1, 0.42 * paso), suerte.uniform(0, 180))
    grano = numeros("grano de sensor", suerte.randrange(400)).normal(0, 1, foto.shape)
    foto = np.asarray(foto + suerte.uniform(0, 9) * grano.astype(np.float32), np.float32)
    if suerte.random() < 0.3:
        borroso = cv2.GaussianBlur(foto, (0, 0), suerte.uniform(0.8, 2))
        fuerza = suerte.uniform(0.3, 1.4)  # a phone that sharpens
        foto = np.asarray(foto + fuerza * (foto - borroso), np.float32)
    bytes_ = cv2.imencode(
        ".jpg",
        foto.clip(0, 255).astype(np.uint8),
        [cv2.IMWRITE_JPEG_QUALITY, suerte.randint(40, 92)],
    )[1]
    return np.asarray(cv2.imdecode(bytes_, cv2.IMREAD_GRAYSCALE), np.float32), escala


def _mover(foto: Gris, largo: float, rumbo: float) -> Gris:
    lado = int(largo) | 1
    if lado < 3:
        return foto
    nucleo = np.zeros((lado, lado), np.float32)
    nucleo[lado // 2] = 1
    giro = cv2.getRotationMatrix2D((lado / 2 - 0.5, lado / 2 - 0.5), rumbo, 1)
    girado = np.asarray(cv2.warpAffine(nucleo, giro, (lado, lado)), np.float32)
    return np.asarray(cv2.filter2D(foto, -1, girado / max(girado.sum(), 1e-6)), np.float32)


def franja(linea: str, suerte: random.Random) -> tuple[Campo, list[float]]:
    """Return an evened-out strip of that line, and where its characters are centred in it."""
    tinta, centros = imprimir(linea, suerte)
    ancho = tinta.shape[1]
    papel = suerte.uniform(140, 250)
    fondo = papel + _papel(suerte.randrange(64))[:, :ancho] * suerte.uniform(0, 1.2)
    claro = fondo * (1 - tinta) + suerte.uniform(10, 90) * tinta
    claro = _alumbrar(_orillas(np.asarray(claro, np.float32), suerte), suerte)
    foto, escala = _fotografiar(claro, suerte)
    # Back to a strip, with what a line finder gets wrong: size, slope, height, slant.
    paso_x = LADO * escala / PASO * suerte.uniform(0.9, 1.1)
    paso_y = LADO * escala / PASO * suerte.uniform(0.84, 1.16)
    cae = suerte.gauss(0, 0.006)
    medio = LADO * escala + suerte.gauss(0, 0.8) * paso_y
    sesgo = suerte.gauss(0, 0.07)
    largo = int(ancho * escala / paso_x)
    vista = np.array(
        [
            [paso_x, sesgo * paso_y, -sesgo * paso_y * ALTO / 2],
            [cae * paso_x, paso_y, medio - paso_y * ALTO / 2 - cae * paso_x * largo / 2],
        ]
    )
    plana = cv2.warpAffine(
        foto, vista, (largo, ALTO),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE,
    )  # fmt: skip
    return emparejar(np.asarray(plana, np.float32)), [(c + 0.5) * escala / paso_x for c in centros]


def muestras(cuantos: int, semilla: str) -> tuple[Campo, npt.NDArray[np.int64]]:
    """Return windows n × ALTO × VENTANA from that many lines, and the place of each in CLASES."""
    ventanas, clases = [], []
    for n in range(cuantos):
        suerte = azar("ocrb", semilla, n)
        linea = texto(suerte)
        plana, centros = franja(linea, suerte)
        for lugar, clase in _lugares(linea, centros, suerte):
            x = round(lugar - VENTANA / 2)
            if 0 <= x <= plana.shape[1] - VENTANA:
                ventanas.append(plana[:, x : x + VENTANA])
                clases.append(clase)
    return np.stack(ventanas), np.array(clases)


def _lugares(linea: str, centros: list[float], suerte: random.Random) -> list[tuple[float, int]]:
    """Return where to look and what is there: each character once, and nothing a third as often."""
    lugares = []
    for caracter, centro in zip(linea, centros, strict=True):
        if caracter == " ":
            lugares.append((centro, NADA))
            continue
        if caracter != "<" or suerte.random() < 0.5:
            lugares.append((centro + suerte.uniform(-CORRIDO, CORRIDO), CLASES.index(caracter)))
        if suerte.random() < 0.33:
            lejos = suerte.choice((-1, 1)) * suerte.uniform(ENTRE, PASO / 2)
            lugares.append((centro + lejos, NADA))
    afuera = suerte.choice(
        (centros[0] - suerte.uniform(PASO, 40), centros[-1] + suerte.uniform(PASO, 30))
    )
    lugares.append((afuera, NADA))
    return lugares
