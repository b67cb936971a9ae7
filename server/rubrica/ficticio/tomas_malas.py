"""What goes wrong in front of a camera: one picture, one defect, and its name in the catalogue.

`credencial` and `cara` give the picture that a phone has before it compresses it. The defect is the
code of core.avisos that such a picture must be warned of; "de-lado" (a head half turned) has none
of its own, and is told as no face from the front; "" is a picture with nothing to say.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace

import cv2
import numpy as np

from rubrica.ficticio import foto, fraude, optica
from rubrica.ficticio.foto import PULSOS
from rubrica.ficticio.optica import Imagen
from rubrica.ficticio.rostro import FOTO_VIVA, Rasgos, mirar
from rubrica.ficticio.rostro.tomas import toma_viva

Defecto = Callable[[Imagen, random.Random], Imagen]

# A picture with a glare, even a small one, is not a fair one.
LIMPIO = replace(PULSOS["buena"], brillo=0)
LEJANO = replace(PULSOS["buena"], ancho=(0.26, 0.42))
MEDIANO = replace(PULSOS["buena"], ancho=(0.46, 0.54))


def _oscura(plano: Imagen, suerte: random.Random) -> Imagen:
    luz = suerte.uniform(0.1, 0.26)
    foto_ = foto.fotografiar_con(plano, suerte, replace(PULSOS["buena"], luz=(luz, luz)))
    return optica.granular(foto_, 4, suerte)


def _clara(plano: Imagen, suerte: random.Random) -> Imagen:
    luz = suerte.uniform(2.2, 3.4)
    return foto.fotografiar_con(plano, suerte, replace(PULSOS["buena"], luz=(luz, luz)))


def _borrosa(plano: Imagen, suerte: random.Random) -> Imagen:
    clara = foto.fotografiar(plano, suerte)
    if suerte.random() < 0.5:
        return optica.enfocar_mal(clara, suerte.uniform(4.5, 8))
    return optica.mover(clara, suerte.uniform(20, 34), suerte.uniform(0, 180))


def _reflejo(plano: Imagen, suerte: random.Random) -> Imagen:
    centro = (suerte.uniform(0.28, 0.72), suerte.uniform(0.33, 0.67))
    radio = suerte.uniform(0.08, 0.16)
    return optica.resplandor(foto.fotografiar(plano, suerte), centro, radio, suerte.uniform(1.1, 2))


def _cortada(plano: Imagen, suerte: random.Random) -> Imagen:
    """Zoom in and aside: the window leaves out a side of the card, or two and their corner."""
    entera = foto.fotografiar_con(plano, suerte, MEDIANO)
    ancho = suerte.uniform(760, 860)
    alto = ancho * 0.75
    lados = suerte.choice(((-1, 0), (1, 0), (0, -1), (0, 1), (1, 1), (-1, 1), (1, -1), (-1, -1)))
    corre = [lado * suerte.uniform(0.75, 1) for lado in lados]
    x = (foto.ANCHO - ancho) / 2 * (1 + corre[0])
    y = (foto.ALTO - alto) / 2 * (1 + corre[1])
    ventana = entera[round(y) : round(y + alto), round(x) : round(x + ancho)]
    medida = (foto.ANCHO, foto.ALTO)
    grande = cv2.resize(ventana, medida, interpolation=cv2.INTER_CUBIC)
    return optica.granular(np.asarray(grande, np.uint8), 1.5, suerte)


def _fotocopia(plano: Imagen, suerte: random.Random) -> Imagen:
    return foto.fotografiar(fraude.fotocopia(plano, suerte), suerte, esquina=1)


def _pantalla(plano: Imagen, suerte: random.Random) -> Imagen:
    return foto.fotografiar(fraude.pantalla(plano, suerte), suerte, esquina=8)


DE_LA_CREDENCIAL: Mapping[str, Defecto] = {
    "": lambda plano, suerte: foto.fotografiar_con(plano, suerte, LIMPIO),
    "oscura": _oscura,
    "clara": _clara,
    "borrosa": _borrosa,
    "reflejo": _reflejo,
    "cortada": _cortada,
    "lejos": lambda plano, suerte: foto.fotografiar_con(plano, suerte, LEJANO),
    "fotocopia": _fotocopia,
    "pantalla": _pantalla,
}


def credencial(defecto: str, plano: Imagen, suerte: random.Random) -> Imagen:
    """Return the flat card as photographed with that defect, 1280 × 960."""
    return DE_LA_CREDENCIAL[defecto](plano, suerte)


Retrato = Callable[[Rasgos, random.Random], Imagen]
TELAS = ((208, 190, 150), (236, 236, 232), (26, 24, 26), (150, 90, 60), (120, 120, 200))
GORRAS = ((40, 30, 30), (150, 60, 30), (40, 40, 170), (60, 110, 60), (225, 225, 225))


def _sin_luz(r: Rasgos, suerte: random.Random) -> Imagen:
    campo = optica.luz_pareja(suerte, 0.1) * np.float32(suerte.uniform(0.12, 0.3))
    return optica.granular(optica.alumbrar(mirar(r, suerte), campo), 3, suerte)


def _con_mucha(r: Rasgos, suerte: random.Random) -> Imagen:
    campo = optica.luz_pareja(suerte, 0.1) * np.float32(suerte.uniform(2.4, 3.4))
    return optica.alumbrar(mirar(r, suerte), campo)


def _movida(r: Rasgos, suerte: random.Random) -> Imagen:
    if suerte.random() < 0.5:
        return optica.enfocar_mal(mirar(r, suerte), suerte.uniform(6, 10))
    return optica.mover(mirar(r, suerte), suerte.uniform(24, 40), suerte.uniform(0, 180))


def _nadie(_r: Rasgos, suerte: random.Random) -> Imagen:
    return fraude.objeto(suerte.choice(sorted(fraude.OBJETOS)), suerte)


def _dos(r: Rasgos, suerte: random.Random) -> Imagen:
    """Two people shoulder to shoulder."""
    otra = replace(r, quien=f"{r.quien} otra", piel=r.piel, cubrebocas=False)
    escala = suerte.uniform(1.0, 1.2)
    sola = mirar(r, suerte, escala=escala, donde=(-175, suerte.uniform(-40, 40)))
    return mirar(otra, suerte, escala=escala, donde=(175, suerte.uniform(-40, 40)), tras=sola)


def _de_lado(r: Rasgos, suerte: random.Random) -> Imagen:
    giro = suerte.choice((-1, 1)) * suerte.uniform(0.55, 0.85)
    return mirar(r, suerte, toma=replace(toma_viva(suerte), giro=giro))


def _lejano(r: Rasgos, suerte: random.Random) -> Imagen:
    return mirar(r, suerte, escala=suerte.uniform(0.5, 0.72))


def _cercano(r: Rasgos, suerte: random.Random) -> Imagen:
    return mirar(r, suerte, escala=suerte.uniform(3.1, 3.6))


def _cubierto(r: Rasgos, suerte: random.Random) -> Imagen:
    return mirar(replace(r, cubrebocas=True, tela=suerte.choice(TELAS)), suerte)


def _con_gorra(r: Rasgos, suerte: random.Random) -> Imagen:
    if suerte.random() < 0.4:
        return mirar(r, suerte, sombrero=True)
    return mirar(replace(r, gorra=suerte.choice(GORRAS)), suerte)


DEL_ROSTRO: Mapping[str, Retrato] = {
    "": mirar,
    "oscura": _sin_luz,
    "clara": _con_mucha,
    "borrosa": _movida,
    "sin-rostro": _nadie,
    "varios-rostros": _dos,
    "de-lado": _de_lado,
    "lejos": _lejano,
    "cerca": _cercano,
    "cubierto": _cubierto,
    "lentes-oscuros": lambda r, suerte: mirar(replace(r, lentes="oscuros"), suerte),
    "gorra": _con_gorra,
}


def cara(defecto: str, r: Rasgos, suerte: random.Random) -> Imagen:
    """Return that person before the camera with that defect, as large as FOTO_VIVA."""
    imagen = DEL_ROSTRO[defecto](r, suerte)
    assert imagen.shape[:2] == FOTO_VIVA[::-1]
    return imagen
