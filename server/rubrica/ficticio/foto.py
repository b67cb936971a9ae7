"""Cards photographed by hand: where they lie, how the phone is held, what the light does."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from rubrica.ficticio import optica
from rubrica.ficticio.optica import Campo, Imagen

ANCHO, ALTO = 1280, 960
CHICO = (ANCHO // 8, ALTO // 8)
ESQUINA = 40  # radius of the corners of a card, in its pixels

Calidad: TypeAlias = Literal["buena", "regular", "mala"]
Cuadro: TypeAlias = npt.NDArray[np.float32]  # four corners, clockwise from the left top


@dataclass(frozen=True, kw_only=True)
class Pulso:
    """What separates a good photograph from a bad one. Pairs are ranges to draw from."""

    giro: float  # degrees either way
    fuga: float  # how far a corner strays, as a share of the width
    ancho: tuple[float, float]  # of the card, as a share of the picture's
    desenfoque: tuple[float, float]  # pixels
    temblor: tuple[float, float]  # pixels
    grano: tuple[float, float]  # levels
    luz: tuple[float, float]
    sombra: float  # chance of a shadow, and of a glare
    brillo: float
    calidad: tuple[int, int]  # of the JPEG
    desborda: bool = False  # whether the thing may go beyond the picture


PULSOS: dict[str, Pulso] = {
    "buena": Pulso(
        giro=3, fuga=0.012, ancho=(0.78, 0.86), desenfoque=(0.35, 0.75), temblor=(0, 0),
        grano=(1.2, 2.2), luz=(0.9, 1.06), sombra=0.3, brillo=0.15, calidad=(72, 80),
    ),
    "regular": Pulso(
        giro=7, fuga=0.03, ancho=(0.66, 0.8), desenfoque=(0.9, 1.5), temblor=(0, 3),
        grano=(2.5, 5), luz=(0.7, 1.12), sombra=0.6, brillo=0.4, calidad=(64, 74),
    ),
    "mala": Pulso(
        giro=15, fuga=0.05, ancho=(0.52, 0.72), desenfoque=(1.8, 3.6), temblor=(4, 13),
        grano=(4, 9), luz=(0.38, 1.25), sombra=0.8, brillo=0.7, calidad=(50, 66),
    ),
}  # fmt: skip
SUPERFICIES = ("mesa", "mesa", "tela", "cemento")
MANOS = ((106, 140, 190), (84, 116, 166), (128, 160, 208), (62, 90, 136))


@lru_cache(maxsize=16)
def _recorte(ancho: int, alto: int, esquina: int) -> npt.NDArray[np.uint8]:
    """Return the outline of a card with its round corners, as a mask."""
    mascara = np.zeros((alto, ancho), np.uint8)
    cv2.rectangle(mascara, (esquina, 0), (ancho - esquina - 1, alto - 1), 255, -1)
    cv2.rectangle(mascara, (0, esquina), (ancho - 1, alto - esquina - 1), 255, -1)
    for x in (esquina, ancho - esquina - 1):
        for y in (esquina, alto - esquina - 1):
            cv2.circle(mascara, (x, y), esquina, 255, -1)
    return mascara


def _donde_cae(plano: Imagen, pulso: Pulso, suerte: random.Random) -> Cuadro:
    """Return where the four corners of the card fall in the picture."""
    alto, ancho = plano.shape[:2]
    medio_ancho = ANCHO * suerte.uniform(*pulso.ancho) / 2
    medio_alto = medio_ancho * alto / ancho
    if not pulso.desborda and medio_alto > ALTO * 0.47:
        medio_ancho, medio_alto = medio_ancho * ALTO * 0.47 / medio_alto, ALTO * 0.47
    giro = np.deg2rad(suerte.uniform(-pulso.giro, pulso.giro))
    vuelta = np.array([[np.cos(giro), -np.sin(giro)], [np.sin(giro), np.cos(giro)]])
    lados = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * (medio_ancho, medio_alto)
    fuga = pulso.fuga * ANCHO
    desvio = [[suerte.uniform(-fuga, fuga) for _ in range(2)] for _ in range(4)]
    centro = (ANCHO / 2 + suerte.uniform(-40, 40), ALTO / 2 + suerte.uniform(-30, 30))
    return np.asarray(lados @ vuelta.T + desvio + centro, np.float32)


def fotografiar(
    plano: Imagen, suerte: random.Random, calidad: Calidad = "buena", *, esquina: int = ESQUINA
) -> Imagen:
    """Return the flat card (or sheet: esquina=0) as a phone photographs it, 1280 × 960."""
    return fotografiar_con(plano, suerte, PULSOS[calidad], esquina=esquina)


def fotografiar_con(
    plano: Imagen, suerte: random.Random, pulso: Pulso, *, esquina: int = ESQUINA
) -> Imagen:
    """Return the same, by the hand and in the light that `pulso` tells."""
    escena = optica.un_fondo(suerte.choice(SUPERFICIES), suerte, ANCHO, ALTO)
    alto, ancho = plano.shape[:2]
    cuadro = _donde_cae(plano, pulso, suerte)
    orillas = np.array([(0, 0), (ancho, 0), (ancho, alto), (0, alto)], np.float32)
    vista = cv2.getPerspectiveTransform(orillas, cuadro)
    # The mask is enough to know the edge; the card is laid through it.
    mascara = cv2.warpPerspective(_recorte(ancho, alto, esquina), vista, (ANCHO, ALTO))
    _sombra_en_la_mesa(escena, mascara, suerte)
    if suerte.random() < 0.35:
        _dedos(escena, cuadro, suerte)
    puesta = cv2.warpPerspective(plano, vista, (ANCHO, ALTO), flags=cv2.INTER_LINEAR)
    cv2.copyTo(puesta, mascara, escena)
    return _revelar(escena, pulso, suerte)


def _sombra_en_la_mesa(escena: Imagen, mascara: object, suerte: random.Random) -> None:
    """Darken the ground beside the card, as something with thickness does."""
    chica = cv2.resize(np.asarray(mascara, np.uint8), CHICO)
    paso = np.array([[1, 0, suerte.uniform(-2.5, 2.5)], [0, 1, suerte.uniform(0.5, 3)]])
    chica = cv2.GaussianBlur(cv2.warpAffine(chica, paso, CHICO), (0, 0), 2.2)
    luz = 255 - cv2.resize(chica, (ANCHO, ALTO)) // 2
    escena[:] = cv2.multiply(escena, cv2.cvtColor(luz, cv2.COLOR_GRAY2BGR), scale=1 / 255)


def _dedos(escena: Imagen, cuadro: Cuadro, suerte: random.Random) -> None:
    """Draw fingertips that come out from under the lower edge of the card."""
    piel = suerte.choice(MANOS)
    izquierda, derecha = cuadro[3], cuadro[2]
    base = suerte.uniform(0.15, 0.5)
    for i in range(suerte.randrange(2, 5)):
        x, y = izquierda + (derecha - izquierda) * (base + i * 0.095)
        centro = (round(float(x)), round(float(y) + suerte.uniform(-8, 14)))
        giro = suerte.uniform(-8, 8)
        una = (centro[0], centro[1] + 40)
        for lugar, ejes, color in (
            (centro, (42, 67), [c * 0.72 for c in piel]),
            (centro, (37, 62), piel),
            (una, (21, 18), [c * 0.6 + 90 for c in piel]),
        ):
            cv2.ellipse(escena, lugar, ejes, giro, 0, 360, color, -1, cv2.LINE_AA)


def _revelar(escena: Imagen, pulso: Pulso, suerte: random.Random) -> Imagen:
    """Return the scene with the light, the lens and the sensor of that moment."""
    campo: Campo = optica.luz_pareja(suerte, suerte.uniform(0.05, 0.22))
    if suerte.random() < pulso.sombra:
        campo = optica.sombra(campo, suerte, suerte.uniform(0.15, 0.38))
    calor = suerte.uniform(-0.06, 0.06)
    campo = np.asarray(campo * suerte.uniform(*pulso.luz), np.float32)
    imagen = optica.alumbrar(escena, campo, (1 - calor, 1.0, 1 + calor))
    if suerte.random() < pulso.brillo:
        centro = (suerte.uniform(0.2, 0.8), suerte.uniform(0.25, 0.75))
        imagen = optica.resplandor(imagen, centro, suerte.uniform(0.05, 0.14), pulso.brillo + 0.3)
    imagen = optica.enfocar_mal(imagen, suerte.uniform(*pulso.desenfoque))
    temblor = suerte.uniform(*pulso.temblor)
    if temblor > 1.5:
        imagen = optica.mover(imagen, temblor, suerte.uniform(0, 180))
    return optica.granular(imagen, suerte.uniform(*pulso.grano), suerte)


def jpeg(imagen: Imagen, suerte: random.Random, calidad: Calidad = "buena") -> bytes:
    """Return the photograph as the phone keeps it."""
    return optica.a_jpeg(imagen, suerte.randint(*PULSOS[calidad].calidad))
