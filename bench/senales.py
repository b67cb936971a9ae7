"""How the señales do on generated frauds, and what measuring a record costs.

Two sets are printed apart, and no threshold was chosen on either (rubrica.ficticio.umbrales uses
a third): `examen`, other people with the same presses and phones; `aparte`, the family of press,
laminate, lens and sensor that nothing was tuned on. Recall is of the records with that one defect;
falsos, of the fair ones.
Near-duplicates: pictures sent again smaller, brighter, cut and compressed, among a million hashes.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from statistics import median
from uuid import UUID

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import cv2
import numpy as np

from bench.cifras import Cifra
from rubrica.core.contenido import Contenido, Manifiesto
from rubrica.ficticio import firma, muestras, optica
from rubrica.senales import catalogo, juicio, lectura
from rubrica.senales.indice import Indice
from rubrica.senales.pixeles import expediente, huellas

CUANTAS, BUENAS = 24, 6
NUCLEOS = len(os.sched_getaffinity(0))
CONJUNTOS = ("examen", "aparte")
# Which señales count as having noticed each case.
CUENTA: Mapping[tuple[str, str], frozenset[str]] = {
    ("tarjeta", "fotocopia"): frozenset({"fotocopia", "blanco-y-negro"}),
    ("tarjeta", "fotocopia-color"): frozenset({"fotocopia"}),
    ("tarjeta", "pantalla"): frozenset({"pantalla"}),
    ("tarjeta", "pantalla-de-cerca"): frozenset({"pantalla"}),
    ("tarjeta", "borrosa"): frozenset({"borrosa"}),
    ("tarjeta", "reflejo"): frozenset({"reflejo"}),
    ("tarjeta", "cortada"): frozenset({"cortada"}),
    ("tarjeta", "sobrepuesto"): frozenset({"texto-sobrepuesto"}),
    ("cara", "sin-rostro"): frozenset({"sin-rostro"}),
    ("cara", "varios-rostros"): frozenset({"varios-rostros"}),
    ("cara", "cubierto"): frozenset({"rostro-cubierto", "sin-rostro"}),
    ("cara", "borrosa"): frozenset({"rostro-borroso"}),
    ("cara", "papel"): frozenset({"rostro-en-papel"}),
    ("cara", "pantalla"): frozenset({"rostro-en-pantalla"}),
    ("trazo", "nada"): frozenset({"firma-en-blanco"}),
    ("trazo", "punto"): frozenset({"firma-punto"}),
    ("trazo", "linea"): frozenset({"firma-linea"}),
    ("trazo", "cruz"): frozenset({"firma-cruz"}),
    ("trazo", "equis"): frozenset({"firma-cruz"}),
    ("trazo", "palomita"): frozenset({"firma-simbolo"}),
}
MILLON = 1_000_000


def medir() -> list[Cifra]:
    """Print recall and precision of each señal, the repeated, and what a record costs."""
    cv2.setNumThreads(1)
    return [*_aciertos(), *_repetidos(), *_en_un_millon(), *_costo()]


def _juzgar(sujeto: str, caso: str, conjunto: str, i: int) -> frozenset[str]:
    """Return the señales that one sample raises."""
    cv2.setNumThreads(1)
    if sujeto == "cara":
        suyo = expediente.medir_cara(muestras.cara(caso, conjunto, i))
        return frozenset(h.clave for h in juicio.del_rostro(suyo))
    if sujeto == "trazo":
        trazo = expediente.trazo_de(muestras.trazo(caso, conjunto, i)[0])
        return frozenset(h.clave for h in juicio.de_la_firma(trazo, None))
    a, r = (
        expediente.medir_lado(muestras.tarjeta(caso, conjunto, i, lado))
        for lado in ("anverso", "reverso")
    )
    halladas = {h.clave for h in juicio.de_los_lados(a, r)}
    if catalogo.TIPOS["texto-sobrepuesto"].se_alza(expediente.parches_de(a)[0]):
        halladas.add("texto-sobrepuesto")
    return frozenset(halladas)


def _aciertos() -> Iterator[Cifra]:
    casos = {
        "tarjeta": muestras.TARJETAS, "cara": muestras.CARAS,
        "trazo": tuple(c for c in muestras.TRAZOS if c != "otra"),
    }  # fmt: skip
    tareas = [
        (sujeto, caso, conjunto, i)
        for conjunto in CONJUNTOS
        for sujeto, suyos in casos.items()
        for caso in suyos
        for i in range(CUANTAS * (1 if caso else BUENAS))
    ]
    with ProcessPoolExecutor(NUCLEOS, mp_context=get_context("spawn")) as grupo:
        juicios = list(grupo.map(_juzgar, *zip(*tareas, strict=True), chunksize=6))
    for conjunto in CONJUNTOS:
        for sujeto in casos:
            suyos_ = [
                (t[1], j) for t, j in zip(tareas, juicios, strict=True)
                if (t[0], t[2]) == (sujeto, conjunto)
            ]  # fmt: skip
            yield from _de_un_conjunto(sujeto, conjunto, suyos_)


def _de_un_conjunto(
    sujeto: str, conjunto: str, dichos: list[tuple[str, frozenset[str]]]
) -> Iterator[Cifra]:
    """Return of each case its recall, with the precision and the false alarms of its señales."""
    buenas = [claves for caso, claves in dichos if not caso]
    for caso in dict.fromkeys(c for c, _ in dichos if c):
        valen = CUENTA[sujeto, caso]
        suyas = [claves for c, claves in dichos if c == caso]
        halladas = sum(bool(valen & claves) for claves in suyas)
        falsas = sum(bool(valen & claves) for claves in buenas)
        precision = 100 * halladas / max(1, halladas + falsas)
        nombre = f"senales.{conjunto}.{sujeto}.{caso}"
        yield Cifra(
            nombre=f"{nombre}.recuerda", valor=100 * halladas / len(suyas), unidad="%",
            nota=f"{halladas} of {len(suyas)}; precision {precision:.0f} %",
        )  # fmt: skip
        yield Cifra(
            nombre=f"{nombre}.falsos", valor=100 * falsas / len(buenas), unidad="%",
            nota=f"{falsas} of {len(buenas)} fair",
        )  # fmt: skip


# ---- Sent again


def _de_nuevo(jpeg: bytes, suerte: random.Random) -> bytes:
    """Return a picture as somebody sends it again: smaller, brighter, cut, compressed."""
    imagen = expediente.decodificar(jpeg)
    alto, ancho = imagen.shape[:2]
    x, y = round(ancho * suerte.uniform(0, 0.012)), round(alto * suerte.uniform(0, 0.012))
    imagen = imagen[y : alto - y, x : ancho - x]
    escala = suerte.uniform(0.6, 1.0)
    chica = cv2.resize(imagen, None, fx=escala, fy=escala, interpolation=cv2.INTER_AREA)
    luz = cv2.convertScaleAbs(chica, alpha=suerte.uniform(0.9, 1.12), beta=suerte.uniform(-12, 12))
    return optica.a_jpeg(np.asarray(luz, np.uint8), suerte.randint(45, 85))


def _hashes(conjunto: str, i: int) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the hashes of one record's pictures, and of the same sent again."""
    cv2.setNumThreads(1)
    suerte = random.Random(i)  # noqa: S311 - it draws alterations
    quien = muestras.persona_de(conjunto, i)
    una = Contenido(
        modelo=quien.modelo,
        anverso=muestras.tarjeta("", conjunto, i, "anverso"),
        reverso=muestras.tarjeta("", conjunto, i, "reverso"),
        rostro=muestras.cara("", conjunto, i),
        firma=firma.firmar(quien.persona.cic, f"repetida {i}"),
        manifiesto=Manifiesto(texto="Manifiesto.", version=1),
        claves={},
    )
    partes = {n: _de_nuevo(getattr(una, n), suerte) for n in ("anverso", "reverso", "rostro")}
    otra = Contenido(**{**vars(una), **partes})
    return dict(expediente.medir(una).huellas), dict(expediente.medir(otra).huellas)


def _repetidos() -> Iterator[Cifra]:
    tareas = [(c, i) for c in CONJUNTOS for i in range(CUANTAS * 2)]
    with ProcessPoolExecutor(NUCLEOS, mp_context=get_context("spawn")) as grupo:
        pares = list(grupo.map(_hashes, *zip(*tareas, strict=True), chunksize=4))
    for conjunto in CONJUNTOS:
        suyos = [p for (c, _), p in zip(tareas, pares, strict=True) if c == conjunto]
        for clase in ("anverso", "reverso", "rostro", "firma", "retrato", "huella", "fondo"):
            yield from _de_una_clase(conjunto, clase, suyos)


def _de_una_clase(
    conjunto: str, clase: str, pares: list[tuple[dict[str, bytes], dict[str, bytes]]]
) -> Iterator[Cifra]:
    radio = catalogo.RADIOS[clase]
    ciertos = [huellas.distancia(a[clase], b[clase]) for a, b in pares if clase in a and clase in b]
    unas = [a[clase] for a, _ in pares if clase in a]
    ajenos = [
        min(huellas.distancia(h, o) for k, o in enumerate(unas) if k != n)
        for n, h in enumerate(unas)
    ]
    if not ciertos:
        return
    nombre = f"senales.{conjunto}.repetida.{clase}"
    yield Cifra(
        nombre=f"{nombre}.recuerda", unidad="%",
        valor=100 * sum(d <= radio for d in ciertos) / len(ciertos),
        nota=f"{len(ciertos)} sent again, median {median(ciertos):.0f} bits apart",
    )  # fmt: skip
    yield Cifra(
        nombre=f"{nombre}.falsos", unidad="%",
        valor=100 * sum(d <= radio for d in ajenos) / len(ajenos),
        nota=f"nearest of {len(unas)} others: {min(ajenos)} bits, median {median(ajenos):.0f}",
    )  # fmt: skip


def _en_un_millon() -> Iterator[Cifra]:
    """Search among a million hashes of one class, one in fifty of them a bit-changed copy."""
    numeros = np.random.default_rng(7)
    todos = numeros.bytes(32 * MILLON)
    hashes = [todos[k * 32 : k * 32 + 32] for k in range(MILLON)]
    suyo = Indice(catalogo.RADIOS["anverso"])
    inicio = time.process_time()
    suyo.cargar(hashes, [UUID(int=k) for k in range(MILLON)])
    yield Cifra(nombre="senales.millon.carga", valor=time.process_time() - inicio, unidad="s")
    hallados, tiempos = 0, []
    for k in range(2000):
        numero = int.from_bytes(hashes[k * 499], "big")
        for bit in numeros.choice(256, 12, replace=False):
            numero ^= 1 << int(bit)
        inicio = time.process_time()
        hallado = suyo.buscar(numero.to_bytes(32, "big"))
        tiempos.append(1000 * (time.process_time() - inicio))
        hallados += hallado is not None and hallado[0] == UUID(int=k * 499)
    yield Cifra(
        nombre="senales.millon.busqueda", valor=float(np.mean(tiempos)), unidad="ms",
        nota=f"mean of 2,000, 12 bits changed; {hallados / 20:.1f} % found",
    )  # fmt: skip


# ---- What it costs


def _costo() -> Iterator[Cifra]:
    contenidos = []
    for i in range(24):
        quien = muestras.persona_de("examen", i)
        contenidos.append(
            Contenido(
                modelo=quien.modelo,
                anverso=muestras.tarjeta("", "examen", i, "anverso"),
                reverso=muestras.tarjeta("", "examen", i, "reverso"),
                rostro=muestras.cara("", "examen", i),
                firma=firma.firmar(quien.persona.cic, f"costo {i}"),
                manifiesto=Manifiesto(texto="Manifiesto.", version=1),
                claves={},
            )
        )
    expediente.medir(contenidos[0])
    imagenes, codigos = [], []
    for uno in contenidos:
        inicio = time.process_time()
        medido = expediente.medir(uno)
        juicio.de_la_imagen(medido)
        mitad = time.process_time()
        lectura.leer(medido.anverso.gris, medido.reverso.gris, uno.modelo)
        imagenes.append(1000 * (mitad - inicio))
        codigos.append(1000 * (time.process_time() - mitad))
    yield Cifra(nombre="senales.por_registro", valor=float(np.mean(imagenes)), unidad="ms")
    yield Cifra(nombre="senales.codigos", valor=float(np.mean(codigos)), unidad="ms")
    yield Cifra(
        nombre="senales.todo", valor=float(np.mean(imagenes) + np.mean(codigos)), unidad="ms",
        nota="CPU of one record; 8 a second take 8 times as much of each second",
    )  # fmt: skip
