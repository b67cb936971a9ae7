"""How the general reader does on fronts of another person, and what it costs (ADR 0112).

Each front is read once and judged twice: as its own person's (a señal is then false) and as that of
the next person (a señal is then deserved). `examen` and `aparte` as in bench/senales.py: neither
chose a threshold, and the second is the family held out. `legible`: taken well or fairly; `mala`:
what no hand should send, of those that `muestras` mixes in; then one defect at a time.
"""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, replace
from functools import partial
from multiprocessing import get_context

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import cv2
import numpy as np

from bench.cifras import Cifra
from rubrica.core.contenido import Manifiesto
from rubrica.ficticio import familias, muestras
from rubrica.ficticio.receta import Receta, preparar
from rubrica.lector import credencial, motor
from rubrica.lector.credencial import Impreso
from rubrica.senales import impreso, lectura
from rubrica.senales.pixeles import expediente, tarjeta
from rubrica.senales.rules import Motivo, motivo_de_lectura
from rubrica.verificacion.rules import leer_claves

BUENAS, PEORES, PEGADOS, CUESTAN = 28, 4, 8, 8
NUCLEOS = len(os.sched_getaffinity(0))
CONJUNTOS = ("examen", "aparte")
PEGADO = "otro-nombre"
DEFECTOS = tuple(d for d in familias.DEFECTOS if d != familias.ORDINARIA)
DE_OTRA = frozenset({"anverso-ajeno", "lados-distintos"})
DEL_NOMBRE = frozenset({"nombre-distinto"})

Leida = tuple[Impreso, frozenset[str], frozenset[str]]


def medir() -> list[Cifra]:
    """Print recall and false alarms of what is printed, what it costs and who needs it."""
    cv2.setNumThreads(1)
    return [*_aciertos(), *_costo(), *_cuantos()]


def _plana(caso: str, conjunto: str, i: int) -> tarjeta.Imagen:
    return tarjeta.para_leer(expediente.decodificar(muestras.frente(caso, conjunto, i)))


def _leer(caso: str, conjunto: str, i: int) -> Leida:
    """Return what one front says, its señales as its own person's, and as the next one's."""
    cv2.setNumThreads(1)
    leido = credencial.leer_frente(motor.leer(_plana(caso, conjunto, i)))
    propias, ajenas = (
        frozenset(h.clave for h in impreso.juzgar(leido, muestras.esperado_de(conjunto, k)))
        for k in (i, i + 1)
    )
    return leido, propias, ajenas


def _aciertos() -> Iterator[Cifra]:
    cuantas = {"": BUENAS, PEGADO: PEGADOS, **dict.fromkeys(DEFECTOS, PEORES)}
    tareas = [(caso, c, i) for c in CONJUNTOS for caso, n in cuantas.items() for i in range(n)]
    with ProcessPoolExecutor(NUCLEOS, mp_context=get_context("spawn")) as grupo:
        leidas = dict(zip(tareas, grupo.map(_leer, *zip(*tareas, strict=True)), strict=True))
    for conjunto in CONJUNTOS:
        suyas = {(caso, i): leida for (caso, c, i), leida in leidas.items() if c == conjunto}
        por_grupo: dict[str, list[tuple[int, Leida]]] = {}
        for (caso, i), leida in suyas.items():
            mala = muestras.BUENAS[i % len(muestras.BUENAS)] == "mala"
            nombre = caso or ("mala" if mala else "legible")
            por_grupo.setdefault(nombre, []).append((i, leida))
        for nombre, unas in por_grupo.items():
            yield from _de_un_grupo(f"lector.{conjunto}.{nombre}", conjunto, nombre, unas)


def _de_un_grupo(
    titulo: str, conjunto: str, nombre: str, unas: list[tuple[int, Leida]]
) -> Iterator[Cifra]:
    leidas = [leida for _, leida in unas]
    if nombre == PEGADO:
        yield _parte(f"{titulo}.recuerda", [bool(p & DEL_NOMBRE) for _, p, _ in leidas])
        return
    yield _parte(f"{titulo}.otra-persona.recuerda", [bool(a & DE_OTRA) for *_, a in leidas])
    yield _parte(f"{titulo}.falsos", [bool(propias) for _, propias, _ in leidas])
    if nombre == "legible":
        yield from _de_cada_dato(titulo, conjunto, unas)


def _de_cada_dato(titulo: str, conjunto: str, unas: list[tuple[int, Leida]]) -> Iterator[Cifra]:
    """Return how often each datum is read as it is printed."""
    aciertos: dict[str, list[bool]] = {}
    for i, (leido, *_) in unas:
        p = muestras.persona_de(conjunto, i).persona
        nombre = [n for n in (p.paterno, p.materno, p.nombres) if n]
        for dato, bien in (
            ("clave", leido.clave == p.clave_elector), ("curp", leido.curp == p.curp),
            ("nombre", list(leido.nombre) == nombre), ("seccion", leido.seccion == p.ocr[:4]),
            ("vigencia", leido.vigencia == p.vigencia),
        ):  # fmt: skip
            aciertos.setdefault(dato, []).append(bien)
    for dato, todos in aciertos.items():
        yield _parte(f"{titulo}.lee.{dato}", todos)


def _parte(nombre: str, unos: list[bool]) -> Cifra:
    return Cifra(
        nombre=nombre, valor=100 * sum(unos) / len(unos), unidad="%",
        nota=f"{sum(unos)} of {len(unos)}",
    )  # fmt: skip


# ---- What it costs


def _costo() -> Iterator[Cifra]:
    """Return the CPU of a front that agrees, and of the two sides of a record in doubt."""
    inicio = time.process_time()
    motor.leer(np.full((64, 64, 3), 200, np.uint8))
    motor.leer(_plana("", "examen", 0))
    yield Cifra(nombre="lector.carga", valor=time.process_time() - inicio, unidad="s")
    coinciden, dudas = [], []
    for i in range(CUESTAN):
        frente = muestras.tarjeta("", "examen", i, "anverso")
        vuelta = muestras.tarjeta("", "examen", i, "reverso")
        falta = partial(impreso.falta_leer, esperado=muestras.esperado_de("examen", i))
        inicio = time.process_time()
        motor.leer(tarjeta.para_leer(expediente.decodificar(frente)), falta)
        medio = time.process_time()
        for jpeg in (frente, vuelta):
            motor.leer(tarjeta.para_leer(expediente.decodificar(jpeg)))
        coinciden.append(1000 * (medio - inicio))
        dudas.append(1000 * (time.process_time() - medio))
    yield Cifra(
        nombre="lector.anverso", valor=float(np.mean(coinciden)), unidad="ms",
        nota="CPU of the front of a record whose keys agree",
    )  # fmt: skip
    yield Cifra(
        nombre="lector.en_duda", valor=float(np.mean(dudas)), unidad="ms",
        nota="CPU of the two sides of a record in doubt, read whole",
    )  # fmt: skip
    tope = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Cifra(
        nombre="lector.memoria", valor=tope, unidad="MiB",
        nota="of this bench, which draws the cards too",
    )  # fmt: skip


def _motivo(i: int) -> Motivo | None:
    """Return why the i-th fair record of `examen` is sent to the reader, its person found."""
    cv2.setNumThreads(1)
    quien = muestras.persona_de("examen", i)
    calidad = muestras.BUENAS[i % len(muestras.BUENAS)]
    fotos = preparar(
        quien.persona, Receta(toma=f"lector {i}", calidad=calidad, modelo=quien.modelo)
    )
    enviado = fotos.contenido(manifiesto=Manifiesto(texto="Manifiesto.", version=1), posicion=None)
    anverso, reverso = (
        expediente.decodificar(jpeg, cv2.IMREAD_GRAYSCALE)
        for jpeg in (enviado.anverso, enviado.reverso)
    )
    leido = lectura.leer(anverso, reverso, enviado.modelo)
    releido = replace(enviado, codigos=leido.codigos, claves={})
    servidor, telefono = (asdict(leer_claves(c)) for c in (releido, enviado))
    de_la_credencial = {n: servidor[n] for n in ("cic", "ocr", "identificador")}
    return motivo_de_lectura(de_la_credencial, telefono, hallada=True)


def _cuantos() -> Iterator[Cifra]:
    with ProcessPoolExecutor(NUCLEOS, mp_context=get_context("spawn")) as grupo:
        motivos = list(grupo.map(_motivo, range(BUENAS)))
    for motivo in Motivo:
        yield Cifra(
            nombre=f"lector.parte.{motivo}", valor=100 * motivos.count(motivo) / len(motivos),
            unidad="%", nota=f"{motivos.count(motivo)} of {len(motivos)} fair, their person found",
        )  # fmt: skip
