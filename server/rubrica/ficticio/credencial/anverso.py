"""The front of a credential: portrait, name and keys, in three layouts of our own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from PIL import Image, ImageDraw

from rubrica.ficticio.credencial import lienzo
from rubrica.ficticio.credencial.firmada import firma_impresa
from rubrica.ficticio.credencial.impresa import Impresa
from rubrica.ficticio.credencial.lienzo import GRIS, NEGRITA, Color, Imagen, Punto, escribir
from rubrica.ficticio.rostro import rasgos, retrato


@dataclass(frozen=True, kw_only=True)
class Diseno:
    """Where things go on the front of some models. Fields: name → left top of their label."""

    claro: Color
    oscuro: Color
    banda: Color
    retrato: Punto
    tamano: tuple[int, int]
    campos: dict[str, Punto]
    firma: Punto | None = None
    fantasma: Punto | None = None


ETIQUETAS = {
    "nombre": "NOMBRE", "domicilio": "DOMICILIO", "clave": "CLAVE DE ELECTOR", "curp": "CURP",
    "registro": "AÑO DE REGISTRO", "nacimiento": "FECHA DE NACIMIENTO", "sexo": "SEXO",
    "seccion": "SECCIÓN", "vigencia": "VIGENCIA", "estado": "ESTADO", "municipio": "MUNICIPIO",
    "localidad": "LOCALIDAD", "emision": "EMISIÓN",
}  # fmt: skip
ANTIGUO = Diseno(
    claro=(226, 240, 232), oscuro=(206, 222, 236), banda=(92, 118, 70),
    retrato=(858, 150), tamano=(274, 352),
    campos={
        "nombre": (48, 150), "nacimiento": (560, 150), "sexo": (560, 224), "domicilio": (48, 300),
        "clave": (48, 440), "curp": (48, 512), "registro": (560, 512), "estado": (48, 588),
        "municipio": (214, 588), "localidad": (400, 588), "seccion": (560, 588),
        "emision": (48, 662), "vigencia": (214, 662),
    },
)  # fmt: skip
MEDIO = Diseno(
    claro=(238, 234, 226), oscuro=(232, 214, 222), banda=(122, 73, 96),
    retrato=(46, 160), tamano=(278, 356),
    campos={
        "nombre": (362, 150), "nacimiento": (890, 150), "sexo": (890, 224), "domicilio": (362, 300),
        "clave": (362, 440), "curp": (362, 512), "registro": (890, 512), "estado": (362, 588),
        "municipio": (524, 588), "localidad": (710, 588), "seccion": (890, 588),
        "emision": (362, 662), "vigencia": (524, 662),
    },
    fantasma=(1010, 330),
)  # fmt: skip
NUEVO = Diseno(
    claro=(240, 236, 240), oscuro=(222, 206, 236), banda=(60, 28, 156),
    retrato=(46, 150), tamano=(300, 384),
    campos={
        "nombre": (384, 150), "sexo": (980, 150), "domicilio": (384, 300), "clave": (384, 440),
        "curp": (384, 514), "registro": (760, 514), "nacimiento": (384, 590), "seccion": (640, 590),
        "vigencia": (800, 590),
    },
    firma=(60, 560), fantasma=(1010, 390),
)  # fmt: skip
DISENOS = {
    "A": ANTIGUO, "B": ANTIGUO, "C": ANTIGUO, "D": ANTIGUO, "E": MEDIO, "F": MEDIO,
    "G": NUEVO, "H": NUEVO,
}  # fmt: skip


def _valores(i: Impresa) -> dict[str, tuple[str, ...]]:
    """Return the lines of each field."""
    p = i.persona
    vigencia = f"{i.emitida} - {p.vigencia}" if i.modelo in {"G", "H"} else p.vigencia
    return {
        "nombre": tuple(filter(None, (p.paterno, p.materno, p.nombres))),
        "domicilio": i.domicilio,
        "clave": (p.clave_elector,),
        "curp": (p.curp,),
        "registro": (f"{i.registro} {p.emision}",),
        "nacimiento": (i.nacimiento,),
        "sexo": (p.sexo,),
        "seccion": (p.ocr[:4],),
        "vigencia": (vigencia,),
        "estado": (p.entidad,),
        "municipio": (p.municipio,),
        "localidad": (i.localidad,),
        "emision": (str(i.emitida),),
    }


@lru_cache(maxsize=8)
def _fija(modelo: str) -> Imagen:
    """Return what every front of that model shares."""
    d = DISENOS[modelo]
    hoja = lienzo.papel(d.claro, d.oscuro, f"anverso {modelo}")
    cv2.rectangle(hoja, (0, 0), (lienzo.ANCHO, 112), d.banda, -1)
    lienzo.roseta(hoja, (84, 56), 38, (240, 240, 240))
    azul, verde, rojo = (int(c * 0.93) for c in d.oscuro)
    lienzo.roseta(hoja, (700, 430), 230, (azul, verde, rojo))
    imagen = Image.fromarray(hoja)
    pluma = ImageDraw.Draw(imagen)
    blanco = (250, 250, 250)
    escribir(pluma, (150, 14), "CREDENCIAL PARA VOTAR", tamano=46, archivo=NEGRITA, color=blanco)
    afuera = " DESDE EL EXTRANJERO" if modelo in {"F", "H"} else ""
    lema = f"MUESTRA{afuera} · MODELO {modelo} · SIN VALIDEZ OFICIAL"
    escribir(pluma, (152, 70), lema, tamano=24, color=blanco)
    for campo, donde in d.campos.items():
        escribir(pluma, donde, ETIQUETAS[campo], tamano=19, color=GRIS, archivo=NEGRITA)
    fija = np.array(imagen)
    lienzo.estampar(fija, lienzo.sello(), (0, 0))
    return fija


def anverso(i: Impresa) -> Imagen:
    """Return the front, 1180 × 744."""
    d = DISENOS[i.modelo]
    imagen = Image.fromarray(_fija(i.modelo))
    pluma = ImageDraw.Draw(imagen)
    for campo, lineas in _valores(i).items():
        if campo in d.campos:
            _campo(pluma, campo, d.campos[campo], lineas)
    hoja = np.array(imagen)
    cara = retrato(rasgos(i.persona.cic, i.persona.sexo, i.edad), d.tamano)
    lienzo.pegar(hoja, cara, d.retrato)
    if d.fantasma:
        _fantasma(hoja, cara, d.fantasma)
    if d.firma:
        lienzo.estampar(hoja, firma_impresa(i, (280, 112), 2.4), d.firma)
    sello = np.asarray(cv2.resize(lienzo.sello(), (d.tamano[0] + 40, 210)), np.uint8)
    x, y = d.retrato
    lienzo.estampar(hoja, sello[:, : d.tamano[0]], (x, y + d.tamano[1] - 190))
    return hoja


def _campo(pluma: ImageDraw.ImageDraw, campo: str, donde: Punto, lineas: tuple[str, ...]) -> None:
    x, y = donde
    grande = campo in {"nombre", "clave", "curp", "seccion"}
    tamano = 31 if grande else 27
    cabe = 1180 - x - 20 if campo in {"clave", "curp", "vigencia"} else 470
    for n, linea in enumerate(lineas):
        lugar = (x, y + 20 + n * (tamano + 5))
        archivo = NEGRITA if grande else lienzo.NORMAL
        escribir(pluma, lugar, linea, tamano=tamano, archivo=archivo, cabe=cabe)


def _fantasma(hoja: Imagen, cara: Imagen, donde: Punto) -> None:
    """Print the portrait again, small and pale."""
    chica = cv2.cvtColor(cv2.resize(cara, (110, 141)), cv2.COLOR_BGR2GRAY)
    palida = cv2.addWeighted(chica, 0.55, np.full_like(chica, 255), 0.45, 30)
    lienzo.estampar(hoja, np.asarray(palida, np.uint8), donde)
