"""Chooses the thresholds of the señales: `make umbrales-senales`.

Everything is drawn from the set `ajuste` of muestras, never from `examen` nor from the family held
out. What weighs several measures is fitted by logistic regression; each threshold leaves at most
FALSAS of the fair samples over it, and lies halfway to what it must tell where the two stand
apart. The result is written as data, in senales/umbrales.toml.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from rubrica.ficticio import muestras
from rubrica.lector import credencial, motor
from rubrica.senales import catalogo, impreso, juicio
from rubrica.senales.catalogo import Balanza
from rubrica.senales.pixeles import expediente, tarjeta

Numeros = npt.NDArray[np.float64]
CUANTAS, BUENAS = 40, 6  # records of each case; of the fair ones, BUENAS times as many
NUCLEOS = len(os.sched_getaffinity(0))
FALSAS = 0.01  # of the fair records, how many may be over a threshold
LEVES = 0.03  # the same, where a bad hand and a cut card look alike
VERSION = 2
PERDIDAS = 0.02  # of what must be told, how many may fall under one set halfway
DE_COPIA = (
    "color", "liso", "papel", "grano", "medios", "palidos", "viveza", "luz", "trama-de-color",
    "enfoque", "margen", "aspecto", "nitidas", "ocupa",
)  # fmt: skip
COPIAS = ("fotocopia", "fotocopia-color")
PANTALLAS = ("pantalla", "pantalla-de-cerca")
DE_PANTALLA = ("bisel", "trama-de-color")
DE_CARA = ("nitidas", "ocupa", "marco", "hoja", "trama", "enfoque")
RIGOR = 0.01  # how strongly weights are kept small

Pares = list[tuple[Mapping[str, float], Mapping[str, float]]]


def medir_par(caso: str, conjunto: str, i: int) -> tuple[dict[str, float], dict[str, float], float]:
    """Return the measures of both sides of one sample, and the share of patches of its front."""
    lados = [
        expediente.medir_lado(muestras.tarjeta(caso, conjunto, i, lado))
        for lado in ("anverso", "reverso")
    ]
    return lados[0].medidas, lados[1].medidas, expediente.parches_de(lados[0])[0]


def medir_cara(caso: str, conjunto: str, i: int) -> tuple[int, dict[str, float]]:
    """Return how many faces one sample shows, and its measures."""
    suyo = expediente.medir_cara(muestras.cara(caso, conjunto, i))
    return suyo.caras, suyo.medidas


def ajustar(
    medidas: Sequence[str], si: Iterable[Mapping[str, float]], no: Iterable[Mapping[str, float]]
) -> Balanza:
    """Return the balanza that best parts two sets, each weighing as much (logistic regression)."""
    a, b = (np.array([[m.get(n, np.nan) for n in medidas] for m in grupo]) for grupo in (si, no))
    todos = np.vstack([a, b])
    centro = np.nanmean(todos, axis=0)
    todos = np.where(np.isnan(todos), centro, todos)
    escala = todos.std(axis=0) + 1e-6
    z = np.c_[(todos - centro) / escala, np.ones(len(todos))]
    y = np.r_[np.ones(len(a)), np.zeros(len(b))]
    masa = np.where(y == 1, 0.5 / len(a), 0.5 / len(b))
    freno = RIGOR * np.r_[np.ones(len(medidas)), 0]
    pesos = _newton(z, y, masa, freno)
    return Balanza(
        medidas=tuple(medidas), centro=_redondos(centro), escala=_redondos(escala),
        pesos=_redondos(pesos[:-1]), sesgo=round(float(pesos[-1]), 4),
    )  # fmt: skip


def _newton(z: Numeros, y: Numeros, masa: Numeros, freno: Numeros) -> Numeros:
    pesos = np.zeros(z.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(z @ pesos, -30, 30)))
        pendiente = z.T @ (masa * (p - y)) + freno * pesos
        curva = (z * (masa * p * (1 - p))[:, None]).T @ z + np.diag(freno + 1e-9)
        pesos = pesos - np.linalg.solve(curva, pendiente)
    return np.asarray(pesos, np.float64)


def _redondos(valores: Numeros) -> tuple[float, ...]:
    return tuple(round(float(v), 4) for v in valores)


def sobre(buenas: Iterable[float], decimales: int = 2) -> float:
    """Return the threshold that at most FALSAS of the fair values reach."""
    paso = 10.0**-decimales
    return round(float(np.quantile(list(buenas), 1 - FALSAS, method="higher")) + paso, decimales)


def bajo(buenas: Iterable[float], decimales: int = 2, falsas: float = FALSAS) -> float:
    """Return the threshold under which at most that share of the fair values fall."""
    paso = 10.0**-decimales
    return round(float(np.quantile(list(buenas), falsas, method="lower")) - paso, decimales)


def entre(
    buenas: Iterable[float], malas: Iterable[float], decimales: int = 2, perdidas: float = 0.1
) -> float:
    """Return a threshold halfway between the fair values and the bad ones, but for `perdidas`."""
    techo = float(np.quantile(list(buenas), 1 - FALSAS))
    suelo = float(np.quantile(list(malas), perdidas))
    return round((techo + suelo) / 2, decimales) if suelo > techo else sobre(buenas, decimales)


def _paralelo(
    que: Callable[..., object], casos: Iterable[str], cuantas: int
) -> dict[str, list[Any]]:
    tareas = [(c, i) for c in casos for i in range(cuantas * (1 if c else BUENAS))]
    with ProcessPoolExecutor(NUCLEOS, initializer=cv2.setNumThreads, initargs=(1,)) as grupo:
        casos_, indices = zip(*tareas, strict=True)
        salidas = grupo.map(que, casos_, ["ajuste"] * len(tareas), indices, chunksize=8)
        medidos: dict[str, list[Any]] = {}
        for (caso, _), salida in zip(tareas, salidas, strict=True):
            medidos.setdefault(caso, []).append(salida)
    return medidos


def de_las_tarjetas(cuantas: int) -> tuple[dict[str, Balanza], dict[str, float]]:
    """Return the balanzas and thresholds of what the two sides show."""
    medidos = _paralelo(medir_par, muestras.TARJETAS, cuantas)
    lados = {
        c: [juicio.pesables(m) for par in pares for m in par[:2]] for c, pares in medidos.items()
    }
    otros = [m for c in ("", "borrosa", "reflejo", "sobrepuesto", "cortada") for m in lados[c]]
    copias = [m for c in COPIAS for m in lados[c]]
    pantallas = [m for c in PANTALLAS for m in lados[c]]
    balanzas = {
        "fotocopia": ajustar(DE_COPIA, copias, otros + pantallas),
        "pantalla": ajustar(DE_PANTALLA, pantallas, otros),
    }
    buenos = medidos[""]
    malos = {
        "fotocopia": [par for c in COPIAS for par in medidos[c]],
        "pantalla": medidos["pantalla"],  # of those whose bezel is not seen, some show nothing
    }
    umbrales = {
        clave: entre(_puntos(b, buenos), _puntos(b, malos[clave]), 1, PERDIDAS)
        for clave, b in balanzas.items()
    }
    umbrales |= {
        "blanco-y-negro": bajo([max(a["color"], r["color"]) for a, r, _ in buenos], 0),
        "cortada": bajo([min(a["entera"], r["entera"]) for a, r, _ in buenos], falsas=LEVES),
        "borrosa": bajo([min(a["enfoque"], r["enfoque"]) for a, r, _ in buenos], 3),
        "reflejo": sobre([100 * max(a["reflejo"], r["reflejo"]) for a, r, _ in buenos], 1),
        "texto-sobrepuesto": sobre([p for *_, p in buenos], 1),
    }
    return balanzas, umbrales


def _puntos(balanza: Balanza, pares: Iterable[tuple[Any, ...]]) -> list[float]:
    return [
        catalogo.puntos((balanza.suma(juicio.pesables(a)) + balanza.suma(juicio.pesables(r))) / 2)
        for a, r, *_ in pares
    ]


def de_las_caras(cuantas: int) -> tuple[dict[str, Balanza], dict[str, float]]:
    """Return the balanzas and thresholds of the live photograph."""
    medidos = _paralelo(medir_cara, muestras.CARAS, cuantas)
    caras = {c: [juicio.pesables(m) for n, m in lista if n] for c, lista in medidos.items()}
    otras = [m for c in ("", "varios-rostros", "cubierto", "borrosa") for m in caras[c]]
    balanzas = {
        "rostro-en-papel": ajustar(DE_CARA, caras["papel"], otras + caras["pantalla"]),
        "rostro-en-pantalla": ajustar(DE_CARA, caras["pantalla"], otras + caras["papel"]),
    }
    umbrales = {
        clave: entre(
            [catalogo.puntos(b.suma(m)) for m in caras[""]],
            [catalogo.puntos(b.suma(m)) for m in caras[clave.rpartition("-")[2]]], 1,
        )
        for clave, b in balanzas.items()
    }  # fmt: skip
    tapados = [m["tapado"] for m in caras["cubierto"]]
    umbrales["rostro-cubierto"] = entre([m["tapado"] for m in caras[""]], tapados)
    umbrales["rostro-borroso"] = bajo([m["enfoque"] for m in caras[""]], 3)
    return balanzas, umbrales


def de_las_firmas(cuantas: int) -> dict[str, float]:
    """Return the thresholds of the strokes."""
    n = 4 * cuantas
    trazos = {
        caso: [expediente.trazo_de(muestras.trazo(caso, "ajuste", i)[0]) for i in range(n)]
        for caso in muestras.TRAZOS
    }
    vueltas = [t.vueltas for t in trazos[""]]
    simbolos = [t.vueltas for t in trazos["palomita"]]
    menor = bajo(vueltas)
    return {
        "firma-en-blanco": 5.0,
        "firma-punto": round(min(100 * min(t.alcance for t in trazos[""]) / 2, 4.0), 1),
        "firma-linea": min(menor, 0.5),
        "firma-cruz": min(menor, 1.0),
        "firma-simbolo": round(min(menor, max(simbolos) + 0.2), 2),
        "firma-distinta": -0.1,
    }


def leer_frente(caso: str, conjunto: str, i: int) -> tuple[float | None, ...]:
    """Return of one front how far its keys and how near its name are, of its own person's and of
    another's: claves, nombre, claves of the other, nombre of the other; None where not read."""
    plana = tarjeta.para_leer(expediente.decodificar(muestras.frente(caso, conjunto, i)))
    leido = credencial.leer_frente(motor.leer(plana))
    suyo, ajeno = (muestras.esperado_de(conjunto, k) for k in (i, i + 1))
    return tuple(
        medida
        for de_quien in (suyo, ajeno)
        for medida in (
            impreso.lejos_de(leido, de_quien),
            impreso.parecido_del_nombre(leido.nombre, de_quien.nombre),
        )
    )


def de_los_impresos(cuantas: int) -> dict[str, float]:
    """Return the thresholds of what is printed on the front, read by the general reader."""
    medidos = _paralelo(leer_frente, ("",), cuantas // BUENAS)[""]
    propias, nombres, ajenas, otros = (
        [float(m) for m in columna if m is not None] for columna in zip(*medidos, strict=True)
    )
    return {
        "anverso-ajeno": entre(propias, ajenas, 0),
        "nombre-distinto": -entre([-n for n in nombres], [-n for n in otros], 0),
    }


def radios() -> dict[str, int]:
    """Return how many bits may differ between two pictures of one thing, class by class."""
    return dict(RADIOS)


# Chosen by hand, not fitted: `make bench-senales` prints how they do on copies sent again.
RADIOS: Mapping[str, int] = {
    "anverso": 20, "reverso": 20, "rostro": 20, "fondo": 16, "firma": 12, "retrato": 14,
    "huella": 14,
}  # fmt: skip
# What is counted, not measured: one is enough, or as many as the law's word needs.
CONTADOS: Mapping[str, float] = {
    "mismo-lado": 2, "lados-distintos": 1, "sin-rostro": 0, "varios-rostros": 2,
    "lectura-distinta": 1, "sin-lectura": 0, "datos-no-concuerdan": 1, "vencida": 9999,
    "fuera-de-entidad": 1, "tarjeta-repetida": 2, "rostro-repetido": 2, "retrato-repetido": 2,
    "firma-repetida": 2, "huella-repetida": 2, "fondo-repetido": 5, "cic-consecutivo": 3,
    "otro-promovente": 1,
}  # fmt: skip


def escribir(balanzas: Mapping[str, Balanza], umbrales: Mapping[str, float]) -> str:
    """Return the text of senales/umbrales.toml."""
    lineas = [
        "# Written by `make umbrales-senales` from the set `ajuste` of ficticio/muestras.py: do",
        "# not edit. A record measured with another version is measured again.",
        f"version = {VERSION}", "", "[umbrales]",
        *(f"{clave} = {float(valor)}" for clave, valor in sorted(umbrales.items())),
        "", "[radios]", *(f"{clase} = {bits}" for clase, bits in sorted(radios().items())),
    ]  # fmt: skip
    for clave, b in balanzas.items():
        lineas += ["", f"[balanzas.{clave}]", f"medidas = {_lista(b.medidas)}"]
        lineas += [f"{n} = {_lista(getattr(b, n))}" for n in ("centro", "escala", "pesos")]
        lineas.append(f"sesgo = {b.sesgo}")
    return "\n".join(lineas) + "\n"


def _lista(valores: Iterable[object]) -> str:
    return "[" + ", ".join(f'"{v}"' if isinstance(v, str) else str(v) for v in valores) + "]"


def main() -> int:
    """Draw, measure, choose and write."""
    balanzas, umbrales = de_las_tarjetas(CUANTAS)
    suyas, otros = de_las_caras(CUANTAS)
    todos = {**umbrales, **otros, **de_las_firmas(CUANTAS), **de_los_impresos(CUANTAS)}
    todos |= CONTADOS
    catalogo.UMBRALES.write_text(escribir({**balanzas, **suyas}, todos), encoding="utf-8")
    print(catalogo.UMBRALES.read_text(encoding="utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
