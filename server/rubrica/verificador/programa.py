"""Comprueba, sin el servidor, lo que Rúbrica firma y entrega. Su única dependencia: cryptography.

    python rubrica_verificar.py --llaves llaves.json --confiar autoridades ARCHIVO…

Acuses, cortes de resultados, entregas y sus volúmenes, expedientes, puntos de control de la
bitácora, constancias de eliminación y las firmas de las actas en PDF: cada archivo se reconoce por
lo que dice, no por su nombre, y lo que un archivo afirma de otro se comprueba si el otro también
se da. Las llaves públicas se obtienen de la página /verificar/ de la instalación, o del Periódico
Oficial donde se publiquen; los certificados en que se confía, de cada autoridad que los emite.

Termina con 0 si todo lo que se comprobó se sostiene, 1 si algo no, 2 si nada se pudo comprobar.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from rubrica.verificador.archivos import DE_DOCUMENTO, reconocer
from rubrica.verificador.bitacora import bitacora, inclusion
from rubrica.verificador.cms import certificados_de
from rubrica.verificador.eliminacion import firma_de_eliminacion
from rubrica.verificador.legajo import Dice, Legajo, Renglon, hacer
from rubrica.verificador.resultados import acuse, entrega, firma_de_corte

DE_FIRMADO: dict[str, Callable[[Legajo, str, dict[str, Any]], None]] = {
    "rubrica-acuse+jws": acuse,
    "rubrica-corte+jws": firma_de_corte,
    "rubrica-entrega+jws": entrega,
    "rubrica-eliminacion+jws": firma_de_eliminacion,
}


def comprobar(
    rutas: Iterable[Path], llaves: Path | None = None, confiar: Iterable[Path] = ()
) -> list[Renglon]:
    """Return the report of those files, checked each by itself and against the others.

    confiar: files and folders of certificates in which a signature of a PDF may end.
    """
    legajo, resto = Legajo(), list(rutas)
    for ruta in confiar:
        hacer(legajo, ruta.name, lambda r=ruta: _confiar(legajo, r))  # type: ignore[misc]
    if llaves:
        reconocer(legajo, llaves)
    # Keys first: what is not signed by a key that was given is not believed.
    for ruta in sorted(resto, key=lambda r: not _es_de_llaves(r)):
        reconocer(legajo, ruta)
    for typ, nombre, datos in list(legajo.firmados):
        hacer(legajo, nombre, lambda t=typ, n=nombre, d=datos: _de(t, legajo, n, d))  # type: ignore[misc]
    for huella, (nombre, datos) in legajo.documentos.items():
        hacer(legajo, nombre, lambda h=huella, n=nombre, d=datos: _del(legajo, n, h, d))  # type: ignore[misc]
    if legajo.hojas:
        hacer(legajo, legajo.hojas[0][0], lambda: bitacora(legajo))
    _sin_firma(legajo)
    return legajo.informe


def _sin_firma(legajo: Legajo) -> None:
    """Say what was given and no signature answers for: it may be anybody's."""
    for bolsa in legajo.bolsas:
        if bolsa.info.get("Bag-Group-Identifier") not in legajo.grupos:
            legajo.nada(bolsa.archivo, "No se dio la firma de su entrega: nadie responde por ella.")
    for suma, archivo in legajo.sueltos.items():
        if suma not in legajo.nombradas:
            legajo.nada(archivo, "Ninguno de los documentos firmados que se dieron habla de él.")


def _confiar(legajo: Legajo, ruta: Path) -> None:
    for archivo in sorted(ruta.iterdir()) if ruta.is_dir() else [ruta]:
        legajo.confiables += certificados_de(archivo.read_bytes())


def _es_de_llaves(ruta: Path) -> bool:
    try:
        with ruta.open("rb") as abierto:
            return b"rubrica/llaves/1" in abierto.read(200)
    except OSError:
        return False


def _de(typ: str, legajo: Legajo, nombre: str, datos: dict[str, Any]) -> None:
    if typ in DE_FIRMADO:
        DE_FIRMADO[typ](legajo, nombre, datos)


def _del(legajo: Legajo, nombre: str, huella: str, datos: dict[str, Any]) -> None:
    if datos["formato"] == "rubrica/inclusion/1":
        inclusion(legajo, nombre, datos)
    else:
        DE_DOCUMENTO[datos["formato"]](legajo, nombre, huella, datos)


def main(argumentos: list[str] | None = None) -> int:
    """Print the report; return 0, 1 or 2 as the docstring of the module says."""
    lector = argparse.ArgumentParser(
        prog="rubrica verificar", description="Comprueba lo que Rúbrica firma y entrega."
    )
    lector.add_argument("--llaves", type=Path, help="llaves públicas de la instalación (JSON)")
    lector.add_argument(
        "--confiar", type=Path, action="append", default=[], metavar="CERTIFICADOS",
        help="certificados de las autoridades en que confía: un archivo o una carpeta",
    )  # fmt: skip
    lector.add_argument("archivos", type=Path, nargs="+", metavar="ARCHIVO")
    dado = lector.parse_args(argumentos)
    informe = comprobar(dado.archivos, dado.llaves, dado.confiar)
    for renglon in informe:
        print(f"{renglon.dice.value:>14}  {renglon.archivo}: {renglon.que}")
    cuantos = {dice: sum(r.dice is dice for r in informe) for dice in Dice}
    print(
        f"\n{cuantos[Dice.SI]} comprobaciones se sostienen, {cuantos[Dice.NO]} no se sostienen, "
        f"{cuantos[Dice.NADA]} no se hicieron."
    )
    if cuantos[Dice.NO]:
        return 1
    return 0 if cuantos[Dice.SI] else 2


if __name__ == "__main__":
    sys.exit(main())
