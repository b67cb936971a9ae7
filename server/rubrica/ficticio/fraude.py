"""What people have really tried: copies, screens, pasted text, other papers, things for faces.

Each function returns a flat picture to be photographed, or the photograph itself where the fraud
is in the taking (a screen).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import TypeAlias

import cv2
import numpy as np
from PIL import Image, ImageDraw

from rubrica.core.credencial.nombres import a_mrz
from rubrica.ficticio import optica
from rubrica.ficticio.azar import azar
from rubrica.ficticio.credencial import Impresa, anverso, lienzo
from rubrica.ficticio.credencial.anverso import DISENOS
from rubrica.ficticio.optica import Imagen
from rubrica.ficticio.rostro import FOTO_VIVA, rasgos, retrato

HOJA = (1500, 1160)  # a piece of paper around a copied card, at the card's scale


def fotocopia(plano: Imagen, suerte: random.Random, *, en_color: bool = False) -> Imagen:
    """Return the copy of a card on a sheet: greys burnt by the toner, specks, lines of the drum."""
    gris = plano if en_color else cv2.cvtColor(plano, cv2.COLOR_BGR2GRAY)
    tinta = cv2.LUT(np.asarray(gris, np.uint8), _curva_del_toner(suerte))
    if not en_color:
        tinta = cv2.cvtColor(tinta, cv2.COLOR_GRAY2BGR)
    hoja = np.full((HOJA[1], HOJA[0], 3), suerte.randint(232, 246), np.uint8)
    y, x = (HOJA[1] - lienzo.ALTO) // 2, (HOJA[0] - lienzo.ANCHO) // 2
    giro = cv2.getRotationMatrix2D(
        (lienzo.ANCHO / 2, lienzo.ALTO / 2), suerte.uniform(-2.5, 2.5), 1
    )
    giro[:, 2] += (x, y)
    cv2.warpAffine(tinta, giro, HOJA, dst=hoja, borderMode=cv2.BORDER_TRANSPARENT)
    for _ in range(suerte.randrange(1, 4)):
        columna = suerte.randrange(HOJA[0] - 3)
        hoja[:, columna : columna + 2] = hoja[:, columna : columna + 2] // 2 + 60
    for _ in range(160):
        mota = (suerte.randrange(HOJA[0]), suerte.randrange(HOJA[1]))
        cv2.circle(hoja, mota, suerte.choice((1, 1, 2)), (70, 70, 70), -1)
    return np.asarray(cv2.GaussianBlur(hoja, (0, 0), 0.9), np.uint8)


def _curva_del_toner(suerte: random.Random) -> Imagen:
    """Return how dark each grey comes out: a steep curve that loses the pale tones."""
    x = np.arange(256) / 255
    centro, dureza = suerte.uniform(0.42, 0.56), suerte.uniform(6, 10)
    return np.asarray(30 + 215 / (1 + np.exp(-dureza * (x - centro))), np.uint8)


def _encender(imagen: Imagen, suerte: random.Random) -> Imagen:
    """Return the picture as the dots and the light of a screen show it.

    Photographed, the grid of dots beats against the sensor's and gives the moiré.
    """
    alto, ancho = imagen.shape[:2]
    # The dots are a little wider than a pixel of the sensor, so they beat and do not vanish.
    y, x = np.mgrid[0:alto, 0:ancho].astype(np.float32)
    paso = suerte.uniform(2.1, 2.6)
    puntos = [0.8 + 0.28 * np.cos(2 * np.pi * (x / paso - fase / 3)) for fase in range(3)]
    filas = 0.9 + 0.16 * np.cos(2 * np.pi * y / suerte.uniform(2.2, 2.7))
    rejilla = cv2.merge([np.asarray(c * filas, np.float32) for c in puntos])
    luz = rejilla * np.array([1.5, 1.36, 1.24], np.float32)
    return np.asarray(cv2.multiply(imagen, luz, dtype=cv2.CV_8U), np.uint8)


def pantalla(imagen: Imagen, suerte: random.Random) -> Imagen:
    """Return a flat monitor that shows the picture: its dots, its light and its bezel."""
    vista = _encender(imagen, suerte)
    marco = suerte.randint(46, 80)
    negro = suerte.choice(((18, 18, 20), (40, 38, 38), (60, 60, 64)))
    monitor = cv2.copyMakeBorder(
        vista, marco, marco + 24, marco, marco, cv2.BORDER_CONSTANT, value=negro
    )
    cv2.circle(monitor, (monitor.shape[1] - 60, monitor.shape[0] - 34), 6, (90, 200, 90), -1)
    return optica.resplandor(
        np.asarray(monitor, np.uint8), (suerte.uniform(0.1, 0.9), 0.15), 0.2, 0.3
    )


DE_CERCA = 2.2  # times as wide as the picture that it shows


def pantalla_de_cerca(imagen: Imagen, suerte: random.Random) -> Imagen:
    """Return the middle of a large screen that shows the picture: no bezel to be seen."""
    alto, ancho = imagen.shape[:2]
    x = round(ancho * (DE_CERCA - 1) / 2)
    y = round((ancho * DE_CERCA * 0.75 - alto) / 2)
    tono = suerte.choice((24, 60, 128, 214, 250))
    hoja = cv2.copyMakeBorder(imagen, y, y, x, x, cv2.BORDER_CONSTANT, value=(tono, tono, tono))
    vista = _encender(np.asarray(hoja, np.uint8), suerte)
    return optica.resplandor(vista, (suerte.uniform(0.3, 0.7), 0.4), 0.1, 0.3)


def plantilla(base: Impresa, con_los_datos_de: Impresa, suerte: random.Random) -> Imagen:
    """Return a front whose portrait and layout are one person's and whose text is another's.

    The pasted text is of another type, on patches that do not match the paper (ET 10.3 n).
    """
    hoja = anverso(base)
    p = con_los_datos_de.persona
    diseno = DISENOS[base.modelo]
    pegados = {
        "nombre": tuple(map(a_mrz, (p.paterno, p.materno, p.nombres))),
        "clave": (p.clave_elector,),
        "curp": (p.curp,),
        "seccion": (p.ocr[:4],),
    }
    imagen = Image.fromarray(hoja)
    pluma = ImageDraw.Draw(imagen)
    parche = tuple(min(255, c + suerte.randint(3, 14)) for c in diseno.claro)
    fuente = lienzo.letra(lienzo.OCRB, 27)
    for campo, lineas in pegados.items():
        x, y = diseno.campos[campo]
        dx, dy = suerte.randint(-3, 7), suerte.randint(18, 27)
        ancho = max(int(fuente.getlength(linea)) for linea in lineas) + 24
        pluma.rectangle(
            (x - 4, y + 20, x + max(ancho, 300), y + 26 + 34 * len(lineas)), fill=parche
        )
        for n, linea in enumerate(lineas):
            pluma.text((x + dx, y + dy + 34 * n), linea, font=fuente, fill=(20, 20, 20))
    return np.array(imagen)


def licencia(i: Impresa, lado: str) -> Imagen:
    """Return a driver's licence of nowhere, front or back: a card, but not the credential (a)."""
    hoja = lienzo.papel((214, 232, 240), (196, 214, 214), f"licencia {lado}")
    cv2.rectangle(hoja, (0, 0), (lienzo.ANCHO, 130), (40, 120, 200), -1)
    imagen = Image.fromarray(hoja)
    pluma = ImageDraw.Draw(imagen)
    lienzo.escribir(
        pluma, (60, 26), "LICENCIA PARA CONDUCIR", tamano=54, archivo=lienzo.NEGRITA,
        color=(255, 255, 255),
    )  # fmt: skip
    p = i.persona
    renglones = {
        "anverso": (p.nombre_completo, "TIPO C · AUTOMOVILISTA", f"No. {p.cic[:7]}", "MUESTRA"),
        "reverso": ("RESTRICCIONES: NINGUNA", "DONADOR: NO", "GRUPO SANGUÍNEO: O+", "MUESTRA"),
    }[lado]
    for n, renglon in enumerate(renglones):
        lienzo.escribir(pluma, (400, 200 + n * 90), renglon, tamano=38, cabe=740)
    hoja = np.array(imagen)
    if lado == "anverso":
        lienzo.pegar(hoja, retrato(rasgos(p.cic, p.sexo, i.edad), (290, 372)), (60, 190))
    lienzo.estampar(hoja, lienzo.sello(), (0, 0))
    return hoja


# ---- Things where a face should be (ET 10.3 h)


def _silla(escena: Imagen, suerte: random.Random) -> None:
    madera = suerte.choice(((60, 110, 170), (40, 60, 90), (190, 190, 195)))
    oscura = [c * 0.7 for c in madera]
    for x in (210, 480):
        cv2.rectangle(escena, (x, 200), (x + 34, 900), oscura, -1)
    for y in (240, 340, 440):
        cv2.rectangle(escena, (210, y), (514, y + 52), madera, -1)
    asiento = np.array([[180, 560], [545, 560], [600, 660], [130, 660]])
    cv2.fillConvexPoly(escena, asiento, madera, cv2.LINE_AA)
    for x in (140, 560):
        cv2.rectangle(escena, (x, 660), (x + 30, 940), oscura, -1)


def _tarjeta(escena: Imagen, suerte: random.Random) -> None:
    azul = suerte.choice(((150, 80, 30), (40, 40, 160), (60, 60, 60)))
    cv2.rectangle(escena, (90, 300), (630, 640), azul, -1)
    cv2.rectangle(escena, (140, 400), (220, 460), (120, 200, 220), -1)
    for n in range(4):
        for k in range(4):
            x = 140 + n * 120 + k * 24
            cv2.rectangle(escena, (x, 520), (x + 14, 548), (230, 230, 230), -1)
    cv2.circle(escena, (540, 590), 34, (60, 60, 220), -1, cv2.LINE_AA)
    cv2.circle(escena, (575, 590), 34, (60, 170, 240), -1, cv2.LINE_AA)


def _foco(escena: Imagen, suerte: random.Random) -> None:
    cv2.circle(escena, (360, 420), 150, (200, 235, 250), -1, cv2.LINE_AA)
    cv2.rectangle(escena, (300, 550), (420, 690), (150, 150, 155), -1)
    for y in range(560, 690, 26):
        cv2.line(escena, (300, y), (420, y + 12), (90, 90, 95), 6, cv2.LINE_AA)
    cv2.line(escena, (360, 690), (360 + suerte.randrange(-40, 40), 960), (40, 40, 40), 8)


def _nada(escena: Imagen, suerte: random.Random) -> None:
    """A wall, with its switch."""
    x, y = suerte.randrange(120, 560), suerte.randrange(300, 700)
    cv2.rectangle(escena, (x, y), (x + 80, y + 120), (225, 228, 230), -1)
    cv2.rectangle(escena, (x + 28, y + 38), (x + 52, y + 82), (200, 204, 206), -1)


Pintor: TypeAlias = Callable[[Imagen, random.Random], None]
OBJETOS: Mapping[str, Pintor] = {
    "silla": _silla, "tarjeta de crédito": _tarjeta, "foco": _foco, "pared": _nada,
}  # fmt: skip


def _con_bulto(fondo: Imagen, escena: Imagen) -> Imagen:
    """Return the scene with its thing rounded by the light and casting a shadow on the wall."""
    que_es = (cv2.absdiff(fondo, escena).max(axis=2) > 0).astype(np.uint8)
    hondo = np.minimum(cv2.distanceTransform(que_es, cv2.DIST_L2, 3), 26)
    relieve = cv2.GaussianBlur(np.sqrt(hondo) * 4, (0, 0), 2)
    nx, ny = (cv2.Sobel(relieve, cv2.CV_32F, *d, scale=-1 / 8) for d in ((1, 0), (0, 1)))
    luz = np.clip((0.5 * nx - 0.6 * ny + 1) / np.sqrt(nx * nx + ny * ny + 1), 0.15, 1.25)
    paso = np.array([[1, 0, -34], [0, 1, 30]], np.float64)
    tapa = cv2.GaussianBlur(cv2.warpAffine(que_es * 255, paso, FOTO_VIVA), (0, 0), 14) / 255
    luz = np.where(que_es > 0, luz, 1 - 0.45 * tapa).astype(np.float32)
    return np.asarray(cv2.multiply(escena, cv2.merge([luz] * 3), dtype=cv2.CV_8U), np.uint8)


def objeto(cual: str, suerte: random.Random) -> Imagen:
    """Return the photograph of a thing instead of a person, 720 × 960."""
    fondo = optica.un_fondo("pared", suerte, *FOTO_VIVA)
    escena = fondo.copy()
    OBJETOS[cual](escena, suerte)
    escena = _con_bulto(fondo, escena)
    escena = optica.alumbrar(escena, optica.luz_pareja(suerte, 0.25))
    return optica.granular(optica.enfocar_mal(escena, 0.8), 2.5, suerte)


def rostro_impreso(i: Impresa, vez: str) -> Imagen:
    """Return a live photograph that was taken of a printed portrait (ET 10.3 h)."""
    suerte = azar("rostro impreso", i.persona.cic, vez)
    escena = optica.un_fondo("mesa", suerte, *FOTO_VIVA)
    cara = retrato(rasgos(i.persona.cic, i.persona.sexo, i.edad), (420, 538))
    papel = cv2.copyMakeBorder(cara, 40, 40, 40, 40, cv2.BORDER_CONSTANT, value=(236, 238, 238))
    giro = cv2.getRotationMatrix2D((250, 309), suerte.uniform(-9, 9), suerte.uniform(1.0, 1.12))
    giro[:, 2] += (110, 170)
    cv2.warpAffine(papel, giro, FOTO_VIVA, dst=escena, borderMode=cv2.BORDER_TRANSPARENT)
    campo = optica.sombra(optica.luz_pareja(suerte, 0.2), suerte, 0.25)
    return optica.granular(optica.enfocar_mal(optica.alumbrar(escena, campo), 0.9), 2.5, suerte)
