"""What strace wrote, read as events, and the order in which a receipt's must come.

blob fsync → rename → directory fsync → WAL fsync → answer: each ends before the next begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Hecho(StrEnum):
    """The five things that a receipt needs, in their order."""

    BLOB = "blob fsync"
    NOMBRE = "rename"
    CARPETA = "directory fsync"
    WAL = "WAL fsync"
    RESPUESTA = "answer"


@dataclass(frozen=True)
class Suceso:
    """One call of the kernel. de, a: when it began and ended. que: the file it was about."""

    hecho: Hecho
    de: float
    a: float
    que: str = ""


class FueraDeOrden(AssertionError):
    """A receipt was given before something that it promises."""


LLAMADA = re.compile(r"(?P<pid>\d+) +(?P<t>\d+\.\d+) (?P<resto>.*)")
DURACION = re.compile(r"<(\d+\.\d+)>$")
RUTA = re.compile(r"\d+<([^>]+)>")
RENOMBRE = re.compile(r'rename(?:at2?)?\(.*"([^"]+)",.*"([^"]+)"')


def leer(archivo: Path) -> list[Suceso]:
    """Return the events of an output of `strace -f -ttt -T -y`, calls cut in two joined."""
    return list(_events(_joined(archivo.read_text(errors="replace").splitlines())))


def _joined(lineas: Iterable[str]) -> Iterator[tuple[float, str]]:
    """Yield when each call began, and its text whole."""
    abiertas: dict[str, tuple[float, str]] = {}
    for linea in lineas:
        hallada = LLAMADA.fullmatch(linea)
        if hallada is None:
            continue
        pid, momento, resto = hallada["pid"], float(hallada["t"]), hallada["resto"]
        if resto.endswith("<unfinished ...>"):
            abiertas[pid] = (momento, resto.removesuffix("<unfinished ...>"))
        elif resto.startswith("<... ") and pid in abiertas:
            empezo, inicio = abiertas.pop(pid)
            yield empezo, inicio + resto.partition("resumed>")[2]
        else:
            yield momento, resto


def _events(llamadas: Iterable[tuple[float, str]]) -> Iterator[Suceso]:
    for de, texto in llamadas:
        duracion = DURACION.search(texto)
        a = de + float(duracion[1]) if duracion else de
        leido = _kind_of(texto)
        if leido:
            yield Suceso(leido[0], de, a, leido[1])


def _kind_of(texto: str) -> tuple[Hecho, str] | None:
    if "HTTP/1.1 201" in texto:
        return Hecho.RESPUESTA, ""
    renombre = RENOMBRE.match(texto)
    if renombre:
        return Hecho.NOMBRE, renombre[2]
    ruta = RUTA.search(texto)
    if ruta is None or not texto.startswith(("fsync", "fdatasync")):
        return None
    if "/pg_wal/" in ruta[1]:
        return Hecho.WAL, ruta[1]
    if "/.entrantes/" in ruta[1]:
        return Hecho.BLOB, ruta[1]
    return Hecho.CARPETA, ruta[1]


def check_order(sucesos: Iterable[Suceso], codigo: str, desde: float) -> float:
    """Return when the receipt of that código left; raise FueraDeOrden if it left too soon.

    desde: when the request began; nothing earlier counts.
    """
    propios = sorted((s for s in sucesos if s.de >= desde), key=lambda s: s.de)
    nombre = _first(propios, Hecho.NOMBRE, desde, lambda s: s.que.endswith(codigo))
    blob = _first(propios, Hecho.BLOB, desde, lambda s: s.a <= nombre.de)
    if blob.a > nombre.de:
        raise FueraDeOrden("renamed before its bytes were on the disk")
    carpeta = str(Path(nombre.que).parent)
    directorio = _first(propios, Hecho.CARPETA, nombre.a, lambda s: s.que == carpeta)
    wal = _first(propios, Hecho.WAL, directorio.a)
    respuesta = _first(propios, Hecho.RESPUESTA, desde)
    if respuesta.de < wal.a:
        raise FueraDeOrden("answered before the row was on the disk")
    return respuesta.a


def _first(sucesos, hecho: Hecho, desde: float, cumple=lambda s: True) -> Suceso:  # type: ignore[no-untyped-def]
    """Return the first of that kind that began after `desde`; raise FueraDeOrden if none did."""
    for suceso in sucesos:
        if suceso.hecho is hecho and suceso.de >= desde and cumple(suceso):
            hallado: Suceso = suceso
            return hallado
    raise FueraDeOrden(f"there is no {hecho}")
