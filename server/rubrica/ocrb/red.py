"""The network that tells OCR-B characters apart, and the file that holds its weights.

It looks at a strip of text 24 pixels high, 16 to a character, through a window of 24 × 20:

    convolution 4 × 4, stride 2, 10 channels, ReLU      24 × 20 → 11 × 9
    convolution 3 × 3, stride 2, 24 channels, ReLU      11 × 9  → 5 × 4
    dense, 48 neurons, ReLU
    dense, one logit for each of CLASES

No layer pads, so that the window may slide over a strip by 4 pixels at a time.

The file: `OCRB` and a zero byte ‖ then, for each of the four layers, in that order:
outputs (u16) ‖ inputs (u16) ‖ scale of each output (f32) ‖ bias of each output (f32) ‖
weights (i8), output after output; all little-endian. A weight is its i8 times the scale of its
output. The inputs of a convolution, and of the first
dense layer, go channel, row, column.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

CLASES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ< "  # the last: no character is centred here
ALTO, VENTANA, PASO = 24, 20, 16  # of the strip, of the window and of a character, in pixels
MARCA = b"OCRB\0"
ARCHIVO = Path(__file__).with_name("ocrb.bin")
RADIO, SUELO = 24, 10.0  # of the box in which light is evened out; contrast below which is noise

Campo: TypeAlias = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Capa:
    """One layer. pesos: outputs × inputs."""

    pesos: Campo
    sesgos: Campo


def leer(datos: bytes) -> tuple[Capa, ...]:
    """Return the four layers of the file; raise ValueError if it is not one."""
    if not datos.startswith(MARCA):
        raise ValueError("not a file of weights")
    capas, desde = [], len(MARCA)
    for _ in range(4):
        salidas, entradas = struct.unpack_from("<HH", datos, desde)
        escalas = np.frombuffer(datos, "<f4", salidas, desde + 4)
        sesgos = np.frombuffer(datos, "<f4", salidas, desde + 4 + 4 * salidas)
        desde += 4 + 8 * salidas
        enteros = np.frombuffer(datos, np.int8, salidas * entradas, desde)
        desde += salidas * entradas
        pesos = enteros.reshape(salidas, entradas) * escalas[:, None]
        capas.append(Capa(np.asarray(pesos, np.float32), np.asarray(sesgos, np.float32)))
    if desde != len(datos):
        raise ValueError("not a file of weights")
    return tuple(capas)


def escribir(capas: tuple[Capa, ...]) -> bytes:
    """Return the file of those layers, each weight in 8 bits."""
    partes = [MARCA]
    for capa in capas:
        escalas = np.maximum(np.abs(capa.pesos).max(axis=1), 1e-6) / 127
        enteros = np.round(capa.pesos / escalas[:, None]).astype(np.int8)
        partes += [
            struct.pack("<HH", *capa.pesos.shape),
            escalas.astype("<f4").tobytes(),
            capa.sesgos.astype("<f4").tobytes(),
            enteros.tobytes(),
        ]
    return b"".join(partes)


@lru_cache(maxsize=1)
def entrenada() -> tuple[Capa, ...]:
    """Return the layers that the project ships."""
    return leer(ARCHIVO.read_bytes())


def emparejar(franja: Campo) -> Campo:
    """Return the strip without its light: each column less the mean around it, over the deviation.

    franja: ALTO × width, greys from 0 to 255. The result lies between -1 and 1.
    """
    ancho = franja.shape[1]
    sumas = np.zeros(ancho + 1)
    cuadrados = np.zeros(ancho + 1)
    sumas[1:] = np.cumsum(franja.sum(axis=0, dtype=np.float64))
    cuadrados[1:] = np.cumsum((franja.astype(np.float64) ** 2).sum(axis=0))
    desde = np.maximum(np.arange(ancho) - RADIO, 0)
    hasta = np.minimum(np.arange(ancho) + RADIO + 1, ancho)
    cuantos = (hasta - desde) * franja.shape[0]
    media = (sumas[hasta] - sumas[desde]) / cuantos
    varianza = (cuadrados[hasta] - cuadrados[desde]) / cuantos - media**2
    desviacion = np.sqrt(np.maximum(varianza, 0)) + SUELO
    return np.asarray(np.clip((franja - media) / (2.5 * desviacion), -1, 1), np.float32)


def ventanas_de(entrada: Campo, lado: int) -> Campo:
    """Return the windows of side `lado`, stride 2, of pictures n × channels × height × width."""
    vista = np.lib.stride_tricks.sliding_window_view(entrada, (lado, lado), axis=(2, 3))
    vista = vista[:, :, ::2, ::2].transpose(0, 2, 3, 1, 4, 5)
    n, alto, ancho = vista.shape[:3]
    return np.asarray(vista.reshape(n, alto, ancho, -1), np.float32)


def puntuar(capas: tuple[Capa, ...], ventanas: Campo) -> Campo:
    """Return the logits of CLASES for windows n × ALTO × VENTANA that `emparejar` evened out."""
    x = ventanas[:, None]
    for capa, lado in zip(capas[:2], (4, 3), strict=True):
        x = np.maximum(ventanas_de(x, lado) @ capa.pesos.T + capa.sesgos, 0).transpose(0, 3, 1, 2)
    plano = x.reshape(len(x), -1)
    oculta = np.maximum(plano @ capas[2].pesos.T + capas[2].sesgos, 0)
    return np.asarray(oculta @ capas[3].pesos.T + capas[3].sesgos, np.float32)
