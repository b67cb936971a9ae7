"""How fast the door gives receipts, against nginx writing the same bodies.

Both run on the same cores as the generator, by turns, in the same run. nginx receives the PUT to a
file and renames it, without fsync and without looking at it: a limit, not a rival. Its first
gigabytes go to memory and not to the disk, so each of its turns begins with a burst that is printed
apart: what is compared is what the disk sustains, which is all that fsync lets the door do.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import psutil

from bench import escenario
from bench.carga import Peticion, Resultado, enviar
from bench.cifras import Cifra
from bench.nginx import Nginx, nginx

CARPETA = Path(__file__).parents[1] / ".var/bench/recepcion"
TAMANO = 400 * 1024  # bytes
CONEXIONES = 32
VUELTAS = 3
POR_VUELTA = 1500
# Turns of nginx before the one that counts: past a fifth of the memory (dirty_ratio), the kernel
# makes who writes wait for the disk.
RAFAGAS = 9
CALENTAMIENTO = 300
TRAMOS_DE_MEMORIA = 6
POR_TRAMO = 1000


@dataclass(frozen=True)
class Vuelta:
    """One turn of each. rafaga and ajena: of nginx, None without it."""

    propia: Resultado
    rafaga: Resultado | None
    ajena: Resultado | None


def medir() -> list[Cifra]:
    """Measure receipts per second, their p99, the ratio to nginx and whether memory is flat."""
    shutil.rmtree(CARPETA, ignore_errors=True)
    with escenario.instalacion(CARPETA) as instalacion:
        telefonos = escenario.telefonos()
        instalacion.start_services("recepcion")
        puerto = instalacion.ports["recepcion"]
        escenario.wait_until_up(puerto)
        comun = escenario.bloque(telefonos[0].kid_de_proceso, TAMANO)
        _send(puerto, telefonos, comun, CALENTAMIENTO)
        vueltas = _by_turns(puerto, telefonos, comun)
        memoria = _memory(instalacion, telefonos, comun)
    shutil.rmtree(CARPETA, ignore_errors=True)
    return [*_of_the_door(vueltas), *_against_nginx(vueltas), memoria]


def _send(puerto: int, telefonos: Sequence[Any], comun: bytes, cuantas: int) -> Resultado:
    peticiones = list(escenario.peticiones(telefonos, comun, cuantas))
    return enviar(puerto, peticiones, comun, conexiones=CONEXIONES)


def _by_turns(puerto: int, telefonos: Sequence[Any], comun: bytes) -> list[Vuelta]:
    """Run the door and nginx by turns, so that both meet the same machine."""
    vueltas = []
    with nginx(CARPETA) as otro:
        for _ in range(VUELTAS):
            peticiones = list(escenario.peticiones(telefonos, comun, POR_VUELTA))
            propia = enviar(puerto, peticiones, comun, conexiones=CONEXIONES)
            vueltas.append(Vuelta(propia, *_turn_of(otro, peticiones, comun)))
    return vueltas


def _turn_of(
    otro: Nginx | None, peticiones: Sequence[Peticion], comun: bytes
) -> tuple[Resultado | None, Resultado | None]:
    """Return what nginx gave in its burst and after it, and erase what it wrote."""
    if otro is None:
        return None, None
    resultados = [
        enviar(otro.puerto, _renamed(peticiones, n), comun, conexiones=CONEXIONES)
        for n in range(RAFAGAS + 1)
    ]
    otro.forget()
    return resultados[0], resultados[-1]


def _renamed(peticiones: Sequence[Peticion], n: int) -> list[Peticion]:
    """Return the same petitions under other names, so that each makes a file of its own."""
    return [
        Peticion(p.cabeza.replace(b"/registros/", b"/registros/%d-" % n, 1), p.cola)
        for p in peticiones
    ]


def _of_the_door(vueltas: Sequence[Vuelta]) -> list[Cifra]:
    nota = f"{VUELTAS} × {POR_VUELTA} paquetes de {TAMANO // 1024} KiB"
    sin_acuse = sum(n for v in vueltas for e, n in v.propia.estados.items() if e != 201)
    if sin_acuse:
        nota += f"; {sin_acuse} sin acuse"
    por_segundo = median(v.propia.por_segundo for v in vueltas)
    p99 = max(v.propia.percentil_ms(99) for v in vueltas)
    return [
        Cifra(nombre="recepcion.c32.por_segundo", valor=por_segundo, nota=nota),
        Cifra(nombre="recepcion.c32.p99", valor=p99, nota="la peor vuelta"),
    ]


def _against_nginx(vueltas: Sequence[Vuelta]) -> list[Cifra]:
    ajenas = [v.ajena.por_segundo for v in vueltas if v.ajena]
    rafagas = [v.rafaga.por_segundo for v in vueltas if v.rafaga]
    if not ajenas:
        falta = "nginx no está instalado: sin él no hay razón"
        return [Cifra(nombre="recepcion.c32.razon_nginx", valor=None, nota=falta)]
    razones = [v.propia.por_segundo / v.ajena.por_segundo for v in vueltas if v.ajena]
    return [
        Cifra(
            nombre="recepcion.nginx.por_segundo", valor=median(ajenas), unidad="/s",
            nota="sostenido, sin fsync",
        ),
        Cifra(
            nombre="recepcion.nginx.rafaga", valor=median(rafagas), unidad="/s",
            nota="a memoria, no al disco",
        ),
        Cifra(nombre="recepcion.c32.razon_nginx", valor=median(razones)),
    ]  # fmt: skip


def _memory(instalacion: Any, telefonos: Sequence[Any], comun: bytes) -> Cifra:
    """Compare the memory of the door after its first thousand paquetes and after the last."""
    medidas = []
    for _ in range(TRAMOS_DE_MEMORIA):
        _send(instalacion.ports["recepcion"], telefonos, comun, POR_TRAMO)
        medidas.append(_rss(instalacion.children.running["recepcion"].pid))
        shutil.rmtree(instalacion.folder / "blobs" / escenario.PROCESO, ignore_errors=True)
    return Cifra(
        nombre="recepcion.memoria.razon",
        valor=medidas[-1] / medidas[0],
        nota=f"corrida corta: {TRAMOS_DE_MEMORIA * POR_TRAMO} paquetes y no 100,000;"
        f" {medidas[-1] // 2**20} MiB",
    )


def _rss(pid: int) -> int:
    """Return the memory of a process and its children, in bytes."""
    raiz = psutil.Process(pid)
    return int(sum(p.memory_info().rss for p in [raiz, *raiz.children(recursive=True)]))
