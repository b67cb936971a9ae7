"""Lines of text in a picture: a network finds them, another reads them (PP-OCRv6, by onnxruntime).

The models travel in the wheel of `rapidocr`, pinned by its hash, and are read from there: its code
is not imported, for it would download what it misses. Each is loaded once, when first asked for.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from rubrica.lector.renglones import TODA, Renglon, Zona

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Imagen: TypeAlias = npt.NDArray[np.uint8]
Campo: TypeAlias = npt.NDArray[np.float32]

BUSCADOR, LECTOR = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
ANCHO_DE_BUSQUEDA = 704  # pixels at which lines are looked for; they are read from the picture
PASO = 32  # the finder takes sides that are multiples of this
TINTA, FIRME, CRECE = 0.3, 0.5, 1.6  # of the finder: a pixel of text, a whole line, its margin
MENOR = 3.0  # pixels of the thinner side of a line
RENGLONES = 60  # a credential has some thirty
ALTO, MENOS_ANCHO, MAS_ANCHO = 48, 320, 1600  # of a line before the reader
JUNTOS = 6  # lines read at a time

DE_CLAVE = (6.0, 12.5)  # times as wide as high: eighteen characters, alone or with little beside


class MotorAusente(OSError):
    """The packages of the engine, or the models in them, are not installed; no picture's fault."""


@dataclass(frozen=True)
class _Lugar:
    """Where a line lies: middle, size and slant in degrees."""

    x: float
    y: float
    ancho: float
    alto: float
    giro: float

    @property
    def de_clave(self) -> bool:
        """Whether a clave or a CURP may be in it."""
        return DE_CLAVE[0] <= self.ancho / self.alto <= DE_CLAVE[1]

    def empieza_en(self, zona: Zona) -> bool:
        """Whether its beginning lies there."""
        x0, y0, x1, y1 = zona
        return x0 <= self.x - self.ancho / 2 <= x1 and y0 <= self.y <= y1


def falta() -> str:
    """Return what is not installed, in Spanish; "" when the engine can be used."""
    if find_spec("onnxruntime") is None:
        return "onnxruntime"
    try:
        _modelo(BUSCADOR), _modelo(LECTOR)
    except MotorAusente as motivo:
        return str(motivo)
    return ""


def leer(
    imagen: Imagen, falta_leer: Callable[[Sequence[Renglon]], Zona] = lambda _: TODA
) -> list[Renglon]:
    """Return the lines of a picture, BGR, from the top down.

    falta_leer: asked once the lines as long as a clave have been read, where the others that
    matter begin; the rest is not read. Raises MotorAusente.
    """
    lugares = _buscar(imagen)
    leidos = _leer(imagen, [lugar for lugar in lugares if lugar.de_clave])
    zona = falta_leer(leidos)
    leidos += _leer(imagen, [g for g in lugares if not g.de_clave and g.empieza_en(zona)])
    return sorted(leidos, key=lambda r: (r.y, r.x))


@lru_cache(maxsize=2)
def _sesion(nombre: str) -> InferenceSession:
    """Return a model, loaded once: one thread, and no memory kept between pictures."""
    try:
        import onnxruntime
    except ImportError as falla:
        raise MotorAusente("onnxruntime") from falla
    opciones = onnxruntime.SessionOptions()
    opciones.intra_op_num_threads = opciones.inter_op_num_threads = 1
    opciones.enable_cpu_mem_arena = False
    opciones.log_severity_level = 3
    return onnxruntime.InferenceSession(
        str(_modelo(nombre)), opciones, providers=["CPUExecutionProvider"]
    )


def _modelo(nombre: str) -> Path:
    """Return the file of a model; its package is looked up and not imported."""
    hallado = find_spec("rapidocr")
    for carpeta in (hallado.submodule_search_locations or []) if hallado else []:
        archivo = Path(carpeta) / "models" / nombre
        if archivo.is_file():
            return archivo
    raise MotorAusente(f"rapidocr ({nombre})")


@lru_cache(maxsize=1)
def _alfabeto() -> tuple[str, ...]:
    """Return the character of each class of the reader; of the first, that there is none."""
    mapa = _sesion(LECTOR).get_modelmeta().custom_metadata_map
    return ("", *mapa["character"].splitlines(), " ")


def _correr(nombre: str, entrada: Campo) -> Campo:
    sesion = _sesion(nombre)
    salida: Any = sesion.run(None, {sesion.get_inputs()[0].name: entrada})[0]
    return np.asarray(salida, np.float32)


def _normal(imagen: Imagen) -> Campo:
    """Return the pixels from -1 to 1, channels first."""
    return np.ascontiguousarray((imagen.astype(np.float32) / 127.5 - 1).transpose(2, 0, 1))


# ---- Where the lines are


def _buscar(imagen: Imagen) -> list[_Lugar]:
    """Return where the lines lie, the surest first; at most RENGLONES."""
    alto, ancho = imagen.shape[:2]
    escala = min(1.0, ANCHO_DE_BUSQUEDA / max(ancho, alto))
    medida = tuple(max(PASO, round(lado * escala / PASO) * PASO) for lado in (ancho, alto))
    chica = np.asarray(cv2.resize(imagen, medida, interpolation=cv2.INTER_AREA), np.uint8)
    mapa = _correr(BUSCADOR, _normal(chica)[None])[0, 0]
    tinta = cv2.dilate(np.asarray(mapa > TINTA, np.uint8), np.ones((2, 2), np.uint8))
    contornos, _ = cv2.findContours(tinta, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    por_x, por_y = ancho / medida[0], alto / medida[1]
    hallados = sorted(_firmes(mapa, contornos), key=lambda h: -h[0])[:RENGLONES]
    return [
        _Lugar(x * por_x, y * por_y, a * por_x, b * por_y, giro)
        for _, (x, y, a, b, giro) in hallados
    ]


def _firmes(
    mapa: Campo, contornos: Iterable[Any]
) -> Iterable[tuple[float, tuple[float, float, float, float, float]]]:
    """Yield how sure the finder is of each line, and its box, grown by the margin it leaves out."""
    for contorno in contornos:
        (x, y), (a, b), giro = caja = cv2.minAreaRect(contorno)
        if min(a, b) < MENOR:
            continue
        firme = _media(mapa, cv2.boxPoints(caja))
        if firme < FIRME:
            continue
        margen = a * b * CRECE / (a + b)
        if not -45 < giro <= 45:  # the longer reading is the level one
            a, b, giro = b, a, giro - math.copysign(90, giro)
        yield firme, (x, y, a + margen, b + margen, giro)


def _media(mapa: Campo, esquinas: Any) -> float:
    """Return the mean of the map inside four corners."""
    x, y, ancho, alto = cv2.boundingRect(esquinas)
    x, y = max(0, x), max(0, y)
    pieza = mapa[y : y + alto, x : x + ancho]
    mascara = np.zeros(pieza.shape, np.uint8)
    cv2.fillPoly(mascara, [(esquinas - (x, y)).astype(np.int32)], 1)
    return float(cv2.mean(pieza, mascara)[0])


# ---- What they say


def _leer(imagen: Imagen, lugares: Sequence[_Lugar]) -> list[Renglon]:
    """Return what those lines say; one that says nothing is left out."""
    tiras = [_tira(imagen, lugar) for lugar in lugares]
    leidos: list[Renglon] = []
    orden = sorted(range(len(tiras)), key=lambda i: tiras[i].shape[1])
    for k in range(0, len(orden), JUNTOS):
        grupo = orden[k : k + JUNTOS]
        for i, (texto, seguro) in zip(grupo, _textos([tiras[i] for i in grupo]), strict=True):
            suyo = lugares[i]
            if texto.strip():
                leidos.append(
                    Renglon(
                        texto=texto.strip(), seguro=seguro, x=suyo.x, y=suyo.y, ancho=suyo.ancho,
                        alto=suyo.alto,
                    )
                )  # fmt: skip
    return leidos


def _tira(imagen: Imagen, lugar: _Lugar) -> Imagen:
    """Return a line laid level, ALTO pixels high."""
    giro = np.deg2rad(lugar.giro)
    a_lo_largo = np.array([np.cos(giro), np.sin(giro)]) * lugar.ancho / 2
    hacia_abajo = np.array([-np.sin(giro), np.cos(giro)]) * lugar.alto / 2
    medio = np.array([lugar.x, lugar.y])
    largo = int(np.clip(round(lugar.ancho / lugar.alto * ALTO), 8, MAS_ANCHO))
    desde = [medio - a_lo_largo - hacia_abajo, medio + a_lo_largo - hacia_abajo]
    desde.append(medio + a_lo_largo + hacia_abajo)
    vista = cv2.getAffineTransform(
        np.asarray(desde, np.float32), np.asarray([(0, 0), (largo, 0), (largo, ALTO)], np.float32)
    )
    tira = cv2.warpAffine(
        imagen, vista, (largo, ALTO), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(tira, np.uint8)


def _textos(tiras: Sequence[Imagen]) -> list[tuple[str, float]]:
    """Return the text of each strip, and how sure the reader is of its characters."""
    ancho = max(MENOS_ANCHO, *(tira.shape[1] for tira in tiras))
    entrada = np.zeros((len(tiras), 3, ALTO, ancho), np.float32)
    for hueco, tira in zip(entrada, tiras, strict=True):
        hueco[:, :, : tira.shape[1]] = _normal(tira)
    return [_descifrar(puntos) for puntos in _correr(LECTOR, entrada)]


def _descifrar(puntos: Campo) -> tuple[str, float]:
    """Return the text of a strip's columns: of equal ones that touch, one; of blanks, none."""
    clases, seguros = puntos.argmax(axis=1), puntos.max(axis=1)
    cuentan = (clases != 0) & np.r_[True, clases[1:] != clases[:-1]]
    if not cuentan.any():
        return "", 0.0
    alfabeto = _alfabeto()
    return "".join(alfabeto[c] for c in clases[cuentan]), float(seguros[cuentan].mean())
