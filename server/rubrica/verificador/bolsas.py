"""The bags of a delivery that its addressee opened (BagIt, RFC 8493)."""

from __future__ import annotations

import csv
import hashlib
import io
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from rubrica.verificador.firmas import de_jws
from rubrica.verificador.legajo import Bolsa, Legajo, NoSeSostiene, hacer


def de_tar(ruta: Path) -> Iterator[tuple[str, BinaryIO]]:
    """Yield each file of a tar, one at a time, its name without the folder of the bag."""
    with tarfile.open(ruta) as tar:
        for miembro in tar:
            abierto = tar.extractfile(miembro) if miembro.isfile() else None
            if abierto is None:
                raise NoSeSostiene(f"Lleva algo que no es un archivo: {miembro.name}.")
            yield miembro.name.partition("/")[2], io.BytesIO(abierto.read())


def de_carpeta(ruta: Path) -> Iterator[tuple[str, BinaryIO]]:
    for archivo in sorted(a for a in ruta.rglob("*") if a.is_file()):
        with archivo.open("rb") as abierto:
            yield archivo.relative_to(ruta).as_posix(), abierto


def de_bolsa(legajo: Legajo, nombre: str, archivos: Iterable[tuple[str, BinaryIO]]) -> None:
    """Check a bag: manifests, each file, each record; its receipts are checked as well."""
    sumas: dict[str, str] = {}
    etiquetas: dict[str, bytes] = {}
    contenido = b""
    for ruta, abierto in archivos:
        datos = abierto.read()
        sumas[ruta] = hashlib.sha256(datos).hexdigest()
        if not ruta.startswith("data/"):
            etiquetas[ruta] = datos
        elif ruta.endswith(".csv"):
            contenido = datos
        elif ruta.endswith(".jws"):
            dentro = f"{nombre}: {ruta}"
            hacer(legajo, dentro, lambda n=dentro, d=datos: de_jws(legajo, n, d.decode().strip()))  # type: ignore[misc]
    _manifiestos(legajo, nombre, sumas, etiquetas)
    info = dict(
        linea.split(": ", 1) for linea in etiquetas["bag-info.txt"].decode().splitlines() if linea
    )
    registros = _registros(legajo, nombre, contenido, sumas)
    dichos = int(info.get("Registros", "-1"))
    legajo.exigir(
        nombre, registros == dichos,
        f"Tiene los {registros} registros que dice.",
        f"Dice tener {dichos} registros y tiene {registros}.",
    )  # fmt: skip
    legajo.bolsas.append(
        Bolsa(nombre, info.get("External-Identifier", ""), info, contenido, registros)
    )


def _manifiestos(
    legajo: Legajo, nombre: str, sumas: dict[str, str], etiquetas: dict[str, bytes]
) -> None:
    """Each file is what its manifest says, none is missing and none is too many (RFC 8493)."""
    for cual, de_datos in (("manifest-sha256.txt", True), ("tagmanifest-sha256.txt", False)):
        if cual not in etiquetas:
            raise NoSeSostiene(f"No es una bolsa BagIt: falta {cual}.")
        dichas = {
            ruta: suma
            for suma, ruta in (r.split("  ", 1) for r in etiquetas[cual].decode().splitlines())
        }
        hay = {
            r: s for r, s in sumas.items()
            if r.startswith("data/") == de_datos and r != "tagmanifest-sha256.txt"
        }  # fmt: skip
        malos = sorted(r for r in {*dichas, *hay} if dichas.get(r) != hay.get(r))
        legajo.exigir(
            nombre, not malos,
            f"Sus {len(hay)} archivos son los de {cual}.",
            f"No son los de {cual}: {', '.join(malos[:5])}.",
        )  # fmt: skip


def _registros(legajo: Legajo, nombre: str, contenido: bytes, sumas: dict[str, str]) -> int:
    """Check the code of each record, and the file that each expediente names; return how many."""
    if not contenido:
        raise NoSeSostiene("La bolsa no trae su archivo CSV.")
    lector = csv.reader(io.StringIO(contenido.decode("utf-8-sig"), newline=""))
    encabezado = next(lector)
    de_expedientes = encabezado[:2] == ["folio", "archivo"]
    malos, n = [], 0
    for n, fila in enumerate(lector, start=1):
        valores = [celda.removeprefix("'") for celda in fila[:-1]]
        bien = hashlib.sha256("\x1f".join(valores).encode()).hexdigest() == fila[-1]
        if de_expedientes:
            bien = bien and sumas.get(f"data/{valores[1]}") == valores[2]
        if not bien:
            malos.append(n)
    legajo.exigir(
        nombre, not malos,
        f"El código de integridad de cada uno de sus {n} registros corresponde a sus datos.",
        f"{len(malos)} registros no corresponden a su código; el primero, el {(malos or [0])[0]}.",
    )  # fmt: skip
    return n
