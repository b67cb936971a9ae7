"""The back of a credential: codes, machine readable zone, fingerprint, signature."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from PIL import Image, ImageDraw

from rubrica.ficticio.azar import azar
from rubrica.ficticio.credencial import lienzo
from rubrica.ficticio.credencial.anverso import DISENOS
from rubrica.ficticio.credencial.firmada import firma_impresa
from rubrica.ficticio.credencial.impresa import Impresa
from rubrica.ficticio.credencial.lienzo import GRIS, NEGRITA, OCRB, Imagen, Punto, escribir

RENGLON, MARGEN = 58, 50  # of the MRZ, in pixels
TAMANO_MRZ = 50
ANTERIORES = frozenset("ABCD")  # their bars say the OCR, and boxes mark who voted
BYTES_DE_QR = 420  # enciphered data: as many as G and H need for two dense codes
SERVICIOS = "https://servicios.muestra.invalid/qr/"  # what the small code of E to H leads to


@lru_cache(maxsize=8)
def _fija(modelo: str) -> Imagen:
    """Return what every back of that model shares."""
    d = DISENOS[modelo]
    hoja = lienzo.papel(d.oscuro, d.claro, f"reverso {modelo}")
    imagen = Image.fromarray(hoja)
    pluma = ImageDraw.Draw(imagen)
    if modelo in ANTERIORES:
        _casillas(pluma)
    if modelo not in {"G", "H"}:
        pluma.rectangle((900, 250, 1130, 500), outline=GRIS, width=2)
        escribir(pluma, (904, 504), "HUELLA", tamano=16, color=GRIS)
        pluma.line((470, 500, 870, 500), fill=GRIS, width=2)
        escribir(pluma, (470, 504), "FIRMA", tamano=16, color=GRIS)
    fija = np.array(imagen)
    lienzo.estampar(fija, lienzo.sello(), (0, 0))
    return fija


def _casillas(pluma: ImageDraw.ImageDraw) -> None:
    """Draw the boxes where old cards were marked at each election."""
    for n, rotulo in enumerate(("ELECCIONES FEDERALES", "ELECCIONES LOCALES")):
        y = 250 + n * 124
        escribir(pluma, (50, y), rotulo, tamano=18, color=GRIS, archivo=NEGRITA)
        for i in range(7):
            pluma.rectangle((50 + i * 56, y + 26, 100 + i * 56, y + 92), outline=GRIS, width=2)
            escribir(pluma, (58 + i * 56, y + 94), f"{2009 + i * 3 - n}", tamano=14, color=GRIS)


def reverso(i: Impresa) -> Imagen:
    """Return the back, 1180 × 744."""
    hoja = _fija(i.modelo).copy()
    if i.modelo in {"G", "H"}:
        _codigos_densos(hoja, i)
    else:
        _codigos_de_antes(hoja, i)
        lienzo.estampar(hoja, lienzo.huella(i.persona.cic, (190, 230)), (920, 260))
        lienzo.estampar(hoja, firma_impresa(i, (390, 156), 2.6), (476, 346))
    _renglones(hoja, i)
    return hoja


def _barras(hoja: Imagen, texto: str, donde: Punto, modulo: int = 4) -> None:
    codigo = lienzo.barras(texto, modulo, 84)
    x, y = donde
    cv2.rectangle(hoja, (x - 40, y - 12), (x + codigo.shape[1] + 40, y + 96), (255, 255, 255), -1)
    lienzo.pegar(hoja, codigo, donde)


def _codigos_de_antes(hoja: Imagen, i: Impresa) -> None:
    """Lay the Code 128 (OCR up to D, CIC later), the PDF417 from C on, the small QR from E on."""
    p = i.persona
    _barras(hoja, p.ocr if i.modelo in ANTERIORES else p.cic, (630, 40))
    if i.modelo in {"A", "B"}:
        return
    relleno = azar("pdf417", p.cic).randbytes(60).hex().upper()
    codigo = lienzo.pdf417(relleno, 3)
    alto = min(codigo.shape[0], 186)
    cv2.rectangle(hoja, (38, 28), (62 + codigo.shape[1], 52 + alto), (255, 255, 255), -1)
    lienzo.pegar(hoja, codigo, (50, 40))
    if i.modelo in {"E", "F"}:
        _con_margen(hoja, lienzo.qr(f"{SERVICIOS}{p.cic[-4:]}", 6, "M"), (60, 320))


def _codigos_densos(hoja: Imagen, i: Impresa) -> None:
    """Lay the two linked opaque codes, the small one of services and the Code 128."""
    suerte = azar("qr", i.persona.cic)
    for x in (44, 358):
        _con_margen(hoja, lienzo.qr(suerte.randbytes(BYTES_DE_QR), 4), (x, 40))
    _barras(hoja, i.persona.cic, (706, 48))
    _con_margen(hoja, lienzo.qr(f"{SERVICIOS}{i.persona.cic[-4:]}", 5, "M"), (800, 200))


def _con_margen(hoja: Imagen, codigo: Imagen, donde: Punto) -> None:
    x, y = donde
    alto, ancho = codigo.shape[:2]
    cv2.rectangle(hoja, (x - 16, y - 16), (x + ancho + 16, y + alto + 16), (255, 255, 255), -1)
    lienzo.pegar(hoja, codigo, donde)


def _renglones(hoja: Imagen, i: Impresa) -> None:
    """Write the MRZ, or the OCR and CIC apart in the models without one."""
    p = i.persona
    lineas = i.lineas if i.con_mrz else (f"OCR {p.ocr}",) + ((f"CIC {p.cic}",) * (i.modelo == "D"))
    alto = RENGLON * len(lineas) + 30
    arriba = lienzo.ALTO - alto
    # The zone has a paler ground, as machines want it.
    zona = hoja[arriba - 10 :]
    zona[:] = cv2.addWeighted(zona, 0.4, np.full_like(zona, 250), 0.6, 0)
    imagen = Image.fromarray(zona)
    pluma = ImageDraw.Draw(imagen)
    fuente = lienzo.letra(OCRB, TAMANO_MRZ)
    paso = min(fuente.getlength("M"), (lienzo.ANCHO - 2 * MARGEN) / 30)
    for n, linea in enumerate(lineas):
        for k, caracter in enumerate(linea):
            pluma.text(
                (MARGEN + k * paso, 16 + n * RENGLON), caracter, font=fuente, fill=lienzo.TINTA
            )
    zona[:] = np.asarray(imagen)
