"""What makes one face another, drawn once for each person."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from rubrica.ficticio.azar import azar

Color: TypeAlias = tuple[float, float, float]  # BGR, 0-255
Par: TypeAlias = tuple[float, float]

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
    lentes: str  # "", redondos, cuadrados, oscuros
    aretes: bool
    ropa: Color
    cubrebocas: bool = False
    tela: Color = (208, 190, 150)  # of the mask
    gorra: Color | None = None


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
        piel=entre(PIELES, min(0.999, max(0.0, suerte.gauss(0.48, 0.22)))),
        pelo=mezcla(suerte.choice(PELOS), (176, 176, 178), canas * 0.9),
        peinado=_peinado(hombre, edad, suerte),
        ancho=suerte.uniform(0.93, 1.09),
        alto=suerte.uniform(0.94, 1.05),
        quijada=suerte.uniform(0.25, 0.8) if hombre else suerte.uniform(0.55, 1.05),
        ojos=(suerte.uniform(0.165, 0.205), suerte.uniform(0.048, 0.066)),
        separacion=suerte.uniform(-0.025, 0.03),
        inclinacion=suerte.uniform(-0.035, 0.015),
        iris=mezcla((22, 34, 58), (40, 74, 110), suerte.random() ** 2),
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


def mezcla(a: Color, b: Color, cuanto: float) -> Color:
    x, y, z = (p + (q - p) * cuanto for p, q in zip(a, b, strict=True))
    return x, y, z


def entre(colores: tuple[Color, ...], donde: float) -> Color:
    """Return the colour at `donde`, 0 to 1, along the row of colours."""
    lugar = donde * (len(colores) - 1)
    i = min(int(lugar), len(colores) - 2)
    return mezcla(colores[i], colores[i + 1], lugar - i)
