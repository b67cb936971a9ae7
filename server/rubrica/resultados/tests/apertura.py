"""What the OPL does with a delivery, with ordinary tools and nothing of Rúbrica's.

Only the sealed files, as it downloads them, are taken from the store.

age as Debian gives it, where it is installed; else the same format read by another process.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import pyrage

from rubrica.recepcion import almacen
from rubrica.resultados.models import Entrega

_OTRO_PROCESO = (
    "import sys, pyrage; llave = open(sys.argv[1]).read().split()[-1];"
    " claro = pyrage.decrypt(open(sys.argv[2], 'rb').read(),"
    " [pyrage.x25519.Identity.from_str(llave)]); open(sys.argv[3], 'wb').write(claro)"
)


def descifrar(sellado: Path, identidad: pyrage.x25519.Identity, carpeta: Path) -> Path:
    """Return the folder of the bag that was sealed, extracted by tar."""
    llave = carpeta / "entrega.txt"
    llave.write_text(f"# la del OPL\n{identidad}\n")
    tar = carpeta / sellado.with_suffix("").name
    if age := shutil.which("age"):
        orden = [age, "-d", "-i", str(llave), "-o", str(tar), str(sellado)]
    else:
        orden = [sys.executable, "-c", _OTRO_PROCESO, str(llave), str(sellado), str(tar)]
    subprocess.run(orden, check=True)
    subprocess.run(["tar", "xf", tar, "-C", carpeta], check=True)
    return carpeta / tar.with_suffix("").name


def comprobar(bolsa: Path) -> None:
    """Every file of the bag is what its manifests say; raise CalledProcessError."""
    for manifiesto in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        subprocess.run(
            ["sha256sum", "-c", "--strict", "--quiet", manifiesto], cwd=bolsa, check=True
        )


def filas(
    entrega: Entrega, identidad: pyrage.x25519.Identity, carpeta: Path
) -> list[dict[str, str]]:
    """Return the rows of every volume, in order, once each bag is what its manifests say."""
    todas: list[dict[str, str]] = []
    for volumen in entrega.volumenes.order_by("numero"):
        sellado = carpeta / volumen.nombre
        guardado = almacen.ruta(entrega.corte.proceso, bytes(volumen.codigo))
        sellado.write_bytes(guardado.read_bytes())
        bolsa = descifrar(sellado, identidad, carpeta)
        comprobar(bolsa)
        (archivo,) = bolsa.glob("data/*.csv")
        with archivo.open(encoding="utf-8-sig", newline="") as abierto:
            todas += csv.DictReader(abierto)
    return todas


def codigo_de_integridad(carpeta: Path) -> str:
    """Return what the page tells the OPL to compute, by the same command."""
    orden = "cat */data/*.csv | sha256sum"
    salida = subprocess.run(orden, shell=True, cwd=carpeta, check=True, capture_output=True)  # noqa: S602
    return salida.stdout.decode().split()[0]
