"""How the coach of the camera does on synthetic pictures: fair ones, and each defect by itself.

rubrica.ficticio.tomas_malas draws them and the app's own TypeScript judges them. Two sets are
printed apart: the one the thresholds were set on, and another: other people, and the press,
laminate, lens and sensor of the family held out (familias.APARTE). The thresholds of `cortada`,
`lejos`, `gorra` and of no face found were moved once after seeing figures of both, so of those
codes the second set says less than of the others.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, BinaryIO

import cv2
import numpy as np

from bench.cifras import Cifra
from rubrica.ficticio import familias, tomas_malas
from rubrica.ficticio.azar import azar
from rubrica.ficticio.credencial import anverso, impresa, reverso
from rubrica.ficticio.optica import Imagen
from rubrica.ficticio.padron import Padron
from rubrica.ficticio.rostro import rasgos

PWA = Path(__file__).parents[1] / "pwa"
VECES = 20  # of each defect in each set; of the fair ones, VECES × BUENAS
BUENAS = 4
CENTRO = 384
CONJUNTOS = ("vista", "aparte")
MODELOS = "CDEFGH"
# Two ways of saying the same: of a face turned or covered enough, none is seen from the front.
VALE_TAMBIEN = {"cubierto": {"sin-rostro"}, "de-lado": {"sin-rostro"}}
CORRER = "import('vite').then((v) => v.runnerImport(process.argv[1], { configFile: false }))"


@dataclass(frozen=True)
class Toma:
    """One picture to be judged."""

    sujeto: str
    defecto: str
    conjunto: str
    imagen: Imagen


def medir() -> list[Cifra]:
    """Draw, judge and count; the figures of each defect, and the milliseconds of a look."""
    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory(prefix="rubrica-bench-camara-") as carpeta:
        cuadros = _draw(Path(carpeta))
        subprocess.run(
            ["node", "--input-type=module", "-e", CORRER, PWA / "tests/camara.bench.ts"],
            cwd=PWA,
            env={**os.environ, "CARPETA": carpeta},
            check=True,
        )
        juicios = json.loads((Path(carpeta) / "juicios.json").read_text("utf-8"))
    return [*_aciertos(cuadros, juicios), *_tiempos(cuadros, juicios)]


def _tomas() -> Iterator[Toma]:
    for conjunto in CONJUNTOS:
        for defecto in tomas_malas.DE_LA_CREDENCIAL:
            for i in range(VECES * (1 if defecto else BUENAS)):
                yield Toma("credencial", defecto, conjunto, _credencial(defecto, conjunto, i))
        for defecto in tomas_malas.DEL_ROSTRO:
            for i in range(VECES * (1 if defecto else BUENAS)):
                yield Toma("rostro", defecto, conjunto, _rostro(defecto, conjunto, i))


_PADRON = Padron(50_000)


def _credencial(defecto: str, conjunto: str, i: int) -> Imagen:
    aparte = conjunto == "aparte"
    persona = _PADRON.persona(i * 331 + (7_000 if aparte else 5))
    tarjeta = impresa(persona, MODELOS[(i // 2) % len(MODELOS)])
    plano = (anverso if i % 2 else reverso)(tarjeta)
    suerte = azar("banco de cámara", conjunto, defecto, i)
    if not aparte:
        return tomas_malas.credencial(defecto, plano, suerte)
    plano = familias.credencial_de(plano, familias.APARTE, persona.cic)
    imagen = tomas_malas.credencial(defecto, plano, suerte)
    return familias.por_el_telefono(imagen, familias.APARTE, suerte)


def _rostro(defecto: str, conjunto: str, i: int) -> Imagen:
    aparte = conjunto == "aparte"
    persona = _PADRON.persona(i * 337 + (7_000 if aparte else 9))
    cara = rasgos(persona.cic, persona.sexo, 18 + (i * 7) % 60)
    suerte = azar("banco de rostro", conjunto, defecto, i)
    imagen = tomas_malas.cara(defecto, cara, suerte)
    return familias.por_el_telefono(imagen, familias.APARTE, suerte) if aparte else imagen


def _draw(carpeta: Path) -> list[dict[str, Any]]:
    """Write the pixels that the phone would hand over; return what each picture is."""
    cuadros = []
    with (carpeta / "cuadros.bin").open("wb") as archivo:
        for toma in _tomas():
            alto, ancho = (240, 320) if toma.sujeto == "credencial" else (640, 480)
            chica = cv2.resize(toma.imagen, (ancho, alto), interpolation=cv2.INTER_AREA)
            desde = _escribir(archivo, cv2.cvtColor(chica, cv2.COLOR_BGR2RGBA))
            centro = _escribir(archivo, _centro(toma.imagen)) if toma.sujeto != "rostro" else -1
            datos = {"sujeto": toma.sujeto, "defecto": toma.defecto, "conjunto": toma.conjunto}
            medidas = {"ancho": ancho, "alto": alto, "desde": desde, "centro": centro}
            cuadros.append({**datos, **medidas})
    (carpeta / "cuadros.json").write_text(json.dumps(cuadros))
    return cuadros


def _escribir(archivo: BinaryIO, pixeles: object) -> int:
    desde = archivo.tell()
    archivo.write(np.ascontiguousarray(pixeles).tobytes())
    return desde


def _centro(imagen: Imagen) -> object:
    alto, ancho = imagen.shape[:2]
    y, x = (alto - CENTRO) // 2, (ancho - CENTRO) // 2
    return cv2.cvtColor(imagen[y : y + CENTRO, x : x + CENTRO], cv2.COLOR_BGR2GRAY)


def _aciertos(cuadros: list[dict[str, Any]], juicios: list[dict[str, Any]]) -> Iterator[Cifra]:
    dichos = [(c, set(j["codigos"])) for c, j in zip(cuadros, juicios, strict=True)]
    for conjunto in CONJUNTOS:
        for sujeto in ("credencial", "rostro"):
            suyos = [
                (c["defecto"], codigos)
                for c, codigos in dichos
                if (c["conjunto"], c["sujeto"]) == (conjunto, sujeto)
            ]
            yield from _de_un_conjunto(f"camara.{sujeto}.{conjunto}", suyos)


def _de_un_conjunto(nombre: str, dichos: list[tuple[str, set[str]]]) -> Iterator[Cifra]:
    """False advice on the fair ones; of each defect, the share told (recall) and its precision."""
    buenas = [codigos for defecto, codigos in dichos if not defecto]
    falsas = [codigos for codigos in buenas if codigos]
    cuales = ", ".join(sorted(set().union(*falsas))) if falsas else ""
    yield Cifra(
        nombre=f"{nombre}.falsos", valor=100 * len(falsas) / len(buenas), unidad="%",
        nota=f"{len(buenas)} fair{': ' if cuales else ''}{cuales}",
    )  # fmt: skip
    for defecto in dict.fromkeys(d for d, _ in dichos if d):
        valen = {defecto} | VALE_TAMBIEN.get(defecto, set())
        suyas = [codigos for d, codigos in dichos if d == defecto]
        halladas = sum(bool(valen & codigos) for codigos in suyas)
        con_el = [d for d, codigos in dichos if defecto in codigos]
        precision = 100 * con_el.count(defecto) / len(con_el) if con_el else 0
        yield Cifra(
            nombre=f"{nombre}.{defecto}", valor=100 * halladas / len(suyas), unidad="%",
            nota=f"told of {halladas} in {len(suyas)}; precision {precision:.0f} %",
        )  # fmt: skip


def _tiempos(cuadros: list[dict[str, Any]], juicios: list[dict[str, Any]]) -> Iterator[Cifra]:
    for sujeto in ("credencial", "rostro"):
        ms = [j["ms"] for c, j in zip(cuadros, juicios, strict=True) if c["sujeto"] == sujeto]
        yield Cifra(
            nombre=f"camara.{sujeto}.mirada", valor=median(ms), unidad="ms", nota="in its worker"
        )
