"""What a cheap phone does to a picture: light, shadow, grain, blur, lens, JPEG."""

from __future__ import annotations

import random
from functools import lru_cache
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from rubrica.ficticio.azar import azar, numeros

Imagen: TypeAlias = npt.NDArray[np.uint8]  # height × width × BGR
Campo: TypeAlias = npt.NDArray[np.float32]
Color: TypeAlias = tuple[float, float, float]  # BGR
TELA_DE_GRANO = 2_048
FONDOS = 4  # pictures of each kind of ground; a crop and a mirror make the rest


@lru_cache(maxsize=1)
def _tela_de_grano() -> Imagen:
    """Return grain around 128 of deviation 24, tile large enough to crop from."""
    ruido = numeros("grano").normal(128, 24, (TELA_DE_GRANO, TELA_DE_GRANO)).clip(0, 255)
    gris = cv2.GaussianBlur(ruido.astype(np.float32), (0, 0), 0.7)
    gris = (gris - 128) * 1.9 + 128
    return np.asarray(
        cv2.cvtColor(gris.clip(0, 255).astype(np.uint8), cv2.COLOR_GRAY2BGR), np.uint8
    )


def granular(imagen: Imagen, sigma: float, suerte: random.Random) -> Imagen:
    """Return the picture with the grain of a sensor. sigma: its deviation, in levels."""
    alto, ancho = imagen.shape[:2]
    y = suerte.randrange(TELA_DE_GRANO - alto)
    x = suerte.randrange(TELA_DE_GRANO - ancho)
    trozo = _tela_de_grano()[y : y + alto, x : x + ancho]
    peso = sigma / 24
    return np.asarray(cv2.addWeighted(imagen, 1.0, trozo, peso, -128 * peso), np.uint8)


def alumbrar(imagen: Imagen, campo: Campo, tono: Color = (1.0, 1.0, 1.0)) -> Imagen:
    """Return the picture times a coarse field of light, stretched over it and tinted."""
    alto, ancho = imagen.shape[:2]
    color = np.dstack([campo * t for t in tono]).astype(np.float32)
    luz = cv2.resize(color, (ancho, alto), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.multiply(imagen, luz, dtype=cv2.CV_8U), np.uint8)


def luz_pareja(suerte: random.Random, fuerza: float = 0.25) -> Campo:
    """Return a coarse light that falls off to one side and to the corners of the lens."""
    y, x = np.mgrid[-1:1:18j, -1:1:24j].astype(np.float32)
    rumbo = suerte.uniform(0, 2 * np.pi)
    lado = x * np.float32(np.cos(rumbo)) + y * np.float32(np.sin(rumbo))
    orilla = 1 - 0.1 * (x * x + y * y)
    return np.asarray((1 + fuerza * lado) * orilla, np.float32)


def sombra(campo: Campo, suerte: random.Random, hondura: float) -> Campo:
    """Return the light with the shadow of whoever holds the phone, soft on its edge."""
    y, x = np.mgrid[-1 : 1 : campo.shape[0] * 1j, -1 : 1 : campo.shape[1] * 1j]
    rumbo = suerte.uniform(0, 2 * np.pi)
    borde = x * np.cos(rumbo) + y * np.sin(rumbo) - suerte.uniform(-0.3, 0.6)
    tapa = 1 / (1 + np.exp(-borde * suerte.uniform(5, 14)))
    return np.asarray(campo * (1 - hondura * tapa), np.float32)


def resplandor(imagen: Imagen, centro: tuple[float, float], radio: float, fuerza: float) -> Imagen:
    """Return the picture with a glare. centro and radio: shares of the width and height."""
    alto, ancho = imagen.shape[:2]
    y, x = np.mgrid[0:1:36j, 0:1:48j].astype(np.float32)
    lejos = ((x - centro[0]) / radio) ** 2 + ((y - centro[1]) / radio * alto / ancho) ** 2
    mancha = (255 * fuerza * np.exp(-lejos)).clip(0, 255).astype(np.uint8)
    halo = cv2.resize(mancha, (ancho, alto), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.add(imagen, cv2.cvtColor(halo, cv2.COLOR_GRAY2BGR)), np.uint8)


def enfocar_mal(imagen: Imagen, sigma: float) -> Imagen:
    """Return the picture out of focus by `sigma` pixels."""
    if sigma < 0.3:
        return imagen
    return np.asarray(cv2.GaussianBlur(imagen, (0, 0), sigma), np.uint8)


def mover(imagen: Imagen, largo: float, rumbo: float) -> Imagen:
    """Return the picture shaken along `rumbo` (degrees) by `largo` pixels."""
    lado = int(largo) | 1
    nucleo = np.zeros((lado, lado), np.float32)
    nucleo[lado // 2] = 1
    giro = cv2.getRotationMatrix2D((lado / 2 - 0.5, lado / 2 - 0.5), rumbo, 1)
    girado = np.asarray(cv2.warpAffine(nucleo, giro, (lado, lado)), np.float32)
    return np.asarray(cv2.filter2D(imagen, -1, girado / girado.sum()), np.uint8)


def a_jpeg(imagen: Imagen, calidad: int = 80) -> bytes:
    """Return the picture as JPEG bytes."""
    _, datos = cv2.imencode(".jpg", imagen, [cv2.IMWRITE_JPEG_QUALITY, calidad])
    return datos.tobytes()


@lru_cache(maxsize=32)
def fondo(clase: str, cual: int, ancho: int, alto: int) -> Imagen:
    """Return a ground of one class: mesa, tela, cemento, pared, calle or cuarto."""
    pintar = {
        "mesa": _mesa, "tela": _tela, "cemento": _cemento, "pared": _pared, "calle": _calle,
        "cuarto": _cuarto,
    }[clase]  # fmt: skip
    suerte = azar("fondo", clase, cual)
    return pintar(suerte, numeros("fondo", clase, cual), ancho, alto)


def un_fondo(clase: str, suerte: random.Random, ancho: int, alto: int) -> Imagen:
    """Return one of the grounds of the class, mirrored by chance; a copy to draw on."""
    imagen = fondo(clase, suerte.randrange(FONDOS), ancho, alto)
    volteo = suerte.choice((None, -1, 0, 1) if clase in {"mesa", "tela", "cemento"} else (None, 1))
    return imagen.copy() if volteo is None else np.asarray(cv2.flip(imagen, volteo), np.uint8)


def _manchas(numero: np.random.Generator, ancho: int, alto: int, celda: tuple[int, int]) -> Campo:
    """Return smooth noise around 0 whose spots measure `celda` pixels."""
    chico = numero.normal(0, 1, (alto // celda[1] + 2, ancho // celda[0] + 2)).astype(np.float32)
    return np.asarray(cv2.resize(chico, (ancho, alto), interpolation=cv2.INTER_CUBIC), np.float32)


def _tenir(campo: Campo, color: Color) -> Imagen:
    return np.asarray((campo[..., None] * np.asarray(color, np.float32)).clip(0, 255), np.uint8)


def _mesa(suerte: random.Random, numero: np.random.Generator, ancho: int, alto: int) -> Imagen:
    """Wood: long grain, some rings, joints between boards."""
    color = suerte.choice([(58, 96, 142), (40, 66, 104), (84, 128, 170), (30, 44, 70)])
    onda = _manchas(numero, ancho, alto, (700, 90)) * 3
    y = np.mgrid[0:alto, 0:ancho][0].astype(np.float32)
    veta = np.sin(y / 7 + onda) * 0.04 + np.sin(y / 31 + onda * 2) * 0.05
    fino = _manchas(numero, ancho, alto, (160, 2)) * 0.035
    campo = 1 + veta + fino + _manchas(numero, ancho, alto, (300, 300)) * 0.05
    for _ in range(3):
        junta = suerte.randrange(alto)
        campo[junta : junta + 3] *= 0.55
    return _tenir(np.asarray(campo, np.float32), color)


def _tela(suerte: random.Random, numero: np.random.Generator, ancho: int, alto: int) -> Imagen:
    """Cloth: threads across threads, coloured stripes, soft folds."""
    color = suerte.choice([(150, 150, 205), (120, 60, 40), (60, 60, 150), (190, 200, 205)])
    y, x = np.mgrid[0:alto, 0:ancho].astype(np.float32)
    hilo = 0.06 * np.sin(x * 1.3) + 0.06 * np.sin(y * 1.3)
    pliegue = 0.16 * _manchas(numero, ancho, alto, (420, 260))
    imagen = _tenir(np.asarray(1 + hilo + pliegue, np.float32), color).astype(np.float32)
    paso, tinte = suerte.choice((90, 130, 210)), suerte.choice([(60, 40, 150), (40, 120, 190)])
    raya = (((x + pliegue * 60) % paso) < paso * 0.16)[..., None] * 0.55
    imagen += (np.asarray(tinte, np.float32) * (1 + pliegue)[..., None] - imagen) * raya
    return np.asarray(imagen.clip(0, 255), np.uint8)


def _cemento(suerte: random.Random, numero: np.random.Generator, ancho: int, alto: int) -> Imagen:
    gris = suerte.uniform(120, 175)
    campo = 1 + sum(
        (
            p * _manchas(numero, ancho, alto, (c, c))
            for c, p in ((260, 0.06), (40, 0.03), (3, 0.05))
        ),
        np.float32(0),
    )
    return _tenir(np.asarray(campo, np.float32), (gris * 0.97, gris, gris * 1.03))


def _pared(suerte: random.Random, numero: np.random.Generator, ancho: int, alto: int) -> Imagen:
    """A painted wall, with a skirting band as houses of the region have."""
    color = suerte.choice([(190, 214, 224), (150, 190, 150), (196, 170, 130), (120, 170, 226)])
    imagen = _tenir(1 + 0.03 * _manchas(numero, ancho, alto, (60, 60)), color)
    zoclo = round(alto * suerte.uniform(0.62, 0.8))
    banda = suerte.choice([(70, 50, 130), (120, 80, 50), (60, 90, 60)])
    imagen[zoclo:] = (imagen[zoclo:] * 0.35 + np.asarray(banda) * 0.65).astype(np.uint8)
    return imagen


def _calle(suerte: random.Random, numero: np.random.Generator, ancho: int, alto: int) -> Imagen:
    """Out of doors and out of focus: sky, hills, greens, spots of colour."""
    imagen = np.empty((alto, ancho, 3), np.float32)
    y = np.linspace(0, 1, alto, dtype=np.float32)[:, None, None]
    imagen[:] = np.asarray((236, 214, 186)) * (1 - y) + np.asarray((190, 206, 214)) * y
    cerro = alto * (0.45 + 0.08 * _manchas(numero, ancho, 4, (200, 4))[0])
    lejos = np.arange(alto)[:, None] > cerro[None, :]
    verde = (
        np.asarray((74, 112, 96)) * (1 + 0.25 * _manchas(numero, ancho, alto, (50, 50)))[..., None]
    )
    imagen = np.where(lejos[..., None], verde, imagen)
    for _ in range(26):
        centro = (suerte.randrange(ancho), round(alto * suerte.uniform(0.4, 1.0)))
        color = suerte.choice([(60, 70, 190), (190, 190, 200), (60, 150, 200), (140, 90, 60)])
        cv2.circle(imagen, centro, round(ancho * suerte.uniform(0.02, 0.08)), color, -1)
    desenfoque = cv2.GaussianBlur(imagen.clip(0, 255).astype(np.uint8), (0, 0), ancho / 45)
    return np.asarray(desenfoque, np.uint8)


def _cuarto(suerte: random.Random, numero: np.random.Generator, ancho: int, alto: int) -> Imagen:
    """Indoors and out of focus: a wall, a window, a shelf."""
    imagen = _tenir(1 + 0.05 * _manchas(numero, ancho, alto, (200, 200)), (150, 168, 182))
    x, y = suerte.randrange(ancho // 2), suerte.randrange(alto // 3)
    cv2.rectangle(imagen, (x, y), (x + ancho // 3, y + alto // 3), (235, 240, 240), -1)
    for i in range(6):
        caja = (round(ancho * i / 6), round(alto * 0.66))
        color = [suerte.randrange(30, 200) for _ in range(3)]
        cv2.rectangle(imagen, caja, (caja[0] + ancho // 7, round(alto * 0.8)), color, -1)
    return np.asarray(cv2.GaussianBlur(imagen, (0, 0), ancho / 60), np.uint8)
