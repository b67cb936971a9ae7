"""`make entrenar-ocrb`: train the network of `rubrica.ocrb.red` and keep its weights.

Seeded from end to end: the same machine gives the same bytes. It writes `ocrb.bin` and, beside it,
`ocrb.json`: seed, lines, passes, share of unseen characters told right, size and SHA-256.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time

import brotli  # type: ignore[import-untyped]
import numpy as np
import numpy.typing as npt

from rubrica.ficticio.azar import numeros
from rubrica.ficticio.ocrb.renglones import muestras
from rubrica.ocrb import red
from rubrica.ocrb.red import CLASES, Campo, Capa

SEMILLA = 2026
RENGLONES, DE_PRUEBA = 7_000, 400
VUELTAS, LOTE, RITMO = 8, 256, 2e-3
FORMAS = ((10, 16), (24, 90), (48, 480), (len(CLASES), 48))
FICHA = red.ARCHIVO.with_suffix(".json")
INERCIA, INERCIA2 = 0.9, 0.999  # of Adam


def _iniciales(numero: np.random.Generator) -> list[Campo]:
    """Return weights and biases, layer after layer."""
    lista: list[Campo] = []
    for salidas, entradas in FORMAS:
        pesos = numero.normal(0, np.sqrt(2 / entradas), (salidas, entradas))
        lista += [pesos.astype(np.float32), np.zeros(salidas, np.float32)]
    return lista


def _capas(p: list[Campo]) -> tuple[Capa, ...]:
    return tuple(Capa(p[i], p[i + 1]) for i in range(0, 8, 2))


def _gradientes(p: list[Campo], x: Campo, y: npt.NDArray[np.int64]) -> tuple[list[Campo], float]:
    """Return the gradient of each parameter and the mean loss of a batch."""
    n = len(x)
    v1 = red.ventanas_de(x[:, None], 4)
    a1 = np.maximum(v1 @ p[0].T + p[1], 0)
    v2 = red.ventanas_de(a1.transpose(0, 3, 1, 2), 3)
    a2 = np.maximum(v2 @ p[2].T + p[3], 0)
    plano = a2.transpose(0, 3, 1, 2).reshape(n, -1)
    a3 = np.maximum(plano @ p[4].T + p[5], 0)
    logits = a3 @ p[6].T + p[7]
    logits -= logits.max(axis=1, keepdims=True)
    exps = np.exp(logits)
    proba = exps / exps.sum(axis=1, keepdims=True)
    perdida = -np.log(proba[np.arange(n), y] + 1e-9).mean()
    d4 = proba
    d4[np.arange(n), y] -= 1
    d4 /= n
    d3 = (d4 @ p[6]) * (a3 > 0)
    d2 = (d3 @ p[4]).reshape(n, 24, 5, 4).transpose(0, 2, 3, 1) * (a2 > 0)
    d1 = _devolver(d2 @ p[2], n) * (a1 > 0)
    lista = []
    for error, entrada in ((d1, v1), (d2, v2), (d3, plano), (d4, a3)):
        plana = error.reshape(-1, error.shape[-1])
        lista += [plana.T @ entrada.reshape(len(plana), -1), plana.sum(axis=0)]
    return [np.asarray(g, np.float32) for g in lista], float(perdida)


def _devolver(d: Campo, n: int) -> Campo:
    """Return the error of the first convolution's output from that of the second's windows."""
    d = d.reshape(n, 5, 4, 10, 3, 3)
    salida = np.zeros((n, 11, 9, 10), np.float32)
    for i in range(3):
        for j in range(3):
            salida[:, i : i + 9 : 2, j : j + 7 : 2] += d[..., i, j]
    return salida


def _pasada(
    p: list[Campo], m: list[list[Campo]], x: Campo, y: npt.NDArray[np.int64], vuelta: int
) -> float:
    """Go once over all samples with Adam, in an order of its own; return the mean loss."""
    orden = numeros("orden", SEMILLA, vuelta).permutation(len(x))
    lotes = len(x) // LOTE
    perdida = 0.0
    for k in range(lotes):
        cuales = orden[k * LOTE : (k + 1) * LOTE]
        gradientes, esta = _gradientes(p, x[cuales], y[cuales])
        perdida += esta / lotes
        t = vuelta * lotes + k + 1
        ritmo = RITMO * 0.5 * (1 + np.cos(np.pi * t / (VUELTAS * lotes))) + 1e-5
        for i, g in enumerate(gradientes):
            m[0][i] = INERCIA * m[0][i] + (1 - INERCIA) * g
            m[1][i] = INERCIA2 * m[1][i] + (1 - INERCIA2) * g * g
            paso = m[0][i] / (1 - INERCIA**t)
            p[i] -= np.float32(ritmo) * paso / (np.sqrt(m[1][i] / (1 - INERCIA2**t)) + 1e-8)
    return perdida


def acierto(capas: tuple[Capa, ...], x: Campo, y: npt.NDArray[np.int64]) -> float:
    """Return the share of windows told right."""
    dichas = np.concatenate([red.puntuar(capas, x[i : i + 2000]) for i in range(0, len(x), 2000)])
    return float((dichas.argmax(axis=1) == y).mean())


def main() -> int:
    """Train, write the two files and print what came out."""
    empieza = time.monotonic()
    x, y = muestras(RENGLONES, f"entrenamiento {SEMILLA}")
    xp, yp = muestras(DE_PRUEBA, f"prueba {SEMILLA}")
    print(f"{len(x)} ventanas en {time.monotonic() - empieza:.0f} s", flush=True)
    p = _iniciales(numeros("ocrb pesos", SEMILLA))
    m = [[np.zeros_like(q) for q in p] for _ in range(2)]
    for vuelta in range(VUELTAS):
        perdida = _pasada(p, m, x, y, vuelta)
        print(f"vuelta {vuelta + 1}: {perdida:.4f}, {acierto(_capas(p), xp, yp):.4f}", flush=True)
    datos = red.escribir(_capas(p))
    red.ARCHIVO.write_bytes(datos)
    ficha = {
        "semilla": SEMILLA, "renglones": RENGLONES, "vueltas": VUELTAS,
        "acierto_en_ventanas_no_vistas": round(acierto(red.leer(datos), xp, yp), 4),
        "bytes": len(datos), "brotli": len(brotli.compress(datos)),
        "sha256": hashlib.sha256(datos).hexdigest(),
    }  # fmt: skip
    FICHA.write_text(json.dumps(ficha, indent=2) + "\n")
    print(json.dumps(ficha), f"{time.monotonic() - empieza:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
