"""Each file is taken for what it says, not for its name."""

from __future__ import annotations

import hashlib
import json
import re
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from rubrica.verificador.bolsas import de_bolsa, de_carpeta, de_tar
from rubrica.verificador.eliminacion import constancia
from rubrica.verificador.firmas import DE_JWS, de_jws, de_llaves
from rubrica.verificador.legajo import Legajo, NoSeSostiene, sin_repetir
from rubrica.verificador.pdf import revisar_pdf
from rubrica.verificador.resultados import corte

TROZO = 1 << 20
MAX_TEXTO = 64 << 20  # bytes of what is read whole: a cut, a list, a JWS
DE_DOCUMENTO: dict[str, Callable[[Legajo, str, str, dict[str, Any]], None]] = {
    "rubrica/corte/1": corte,
    "rubrica/eliminacion/1": constancia,
}


def reconocer(legajo: Legajo, ruta: Path) -> None:
    """Take one file or folder for what it holds; the report says when it is nothing known."""
    try:
        if ruta.is_dir():
            de_bolsa(legajo, ruta.name, de_carpeta(ruta))
            return
        with ruta.open("rb") as abierto:
            principio = abierto.read(512)
        _por_su_principio(legajo, ruta, principio)
    except OSError as falla:
        legajo.no(str(ruta), f"No se pudo leer: {falla.strerror}.")
    except (NoSeSostiene, tarfile.TarError, ValueError, KeyError, TypeError) as falla:
        motivo = str(falla) if isinstance(falla, NoSeSostiene) else "No tiene la forma debida."
        legajo.no(ruta.name, motivo)


def _por_su_principio(legajo: Legajo, ruta: Path, principio: bytes) -> None:
    nombre = ruta.name
    if principio[257:262] == b"ustar":
        de_bolsa(legajo, nombre, de_tar(ruta))
    elif principio.startswith(b"rubrica/hojas/1\n"):
        legajo.hojas.append((nombre, ruta))
    elif principio.startswith(b"%PDF-"):
        _de_pdf(legajo, nombre, ruta)
    elif (texto := _texto(ruta)) is not None and _de_texto(legajo, nombre, texto):
        return
    else:
        legajo.sueltos[_suma(ruta)] = nombre  # sealed volumes and paquetes: others speak of them


def _de_pdf(legajo: Legajo, nombre: str, ruta: Path) -> None:
    """Check the signatures of a PDF; without them another document may answer for it."""
    if ruta.stat().st_size > MAX_TEXTO:
        legajo.nada(nombre, "Es un PDF demasiado grande.")
    elif not revisar_pdf(legajo, nombre, ruta.read_bytes()):
        legajo.sueltos[_suma(ruta)] = nombre
        legajo.nada(nombre, "Es un PDF y no lleva firmas electrónicas.")


def _de_texto(legajo: Legajo, nombre: str, texto: str) -> bool:
    """Take a text for what it is; return whether it was any."""
    lineas = texto.split()
    if lineas and lineas[0].startswith(DE_JWS):
        for linea in lineas:
            de_jws(legajo, nombre, linea)
        return True
    if texto.startswith("{"):
        _de_json(legajo, nombre, texto)
        return True
    if re.fullmatch(r"([0-9a-f]{64}  \S.*\n)+", texto):
        legajo.listas[hashlib.sha256(texto.encode()).hexdigest()] = texto
        return True
    return False


def _texto(ruta: Path) -> str | None:
    """Return a file as text, None if it is none or too long to be one of these."""
    if ruta.stat().st_size > MAX_TEXTO:
        return None
    try:
        return ruta.read_bytes().decode()
    except UnicodeDecodeError:
        return None


def _suma(ruta: Path) -> str:
    with ruta.open("rb") as abierto:
        return _suma_de(abierto)


def _suma_de(abierto: BinaryIO) -> str:
    suma = hashlib.sha256()
    while trozo := abierto.read(TROZO):
        suma.update(trozo)
    return suma.hexdigest()


def _de_json(legajo: Legajo, nombre: str, texto: str) -> None:
    datos = json.loads(texto, object_pairs_hook=sin_repetir)
    formato = datos.get("formato")
    if formato == "rubrica/llaves/1":
        de_llaves(legajo, nombre, datos)
    elif formato in DE_DOCUMENTO:
        huella = hashlib.sha256(texto.encode()).hexdigest()
        legajo.documentos[huella] = (nombre, datos)
    elif formato == "rubrica/inclusion/1":
        legajo.documentos[nombre] = (nombre, datos)
    else:
        raise NoSeSostiene("Es JSON, pero de ningún formato conocido.")
