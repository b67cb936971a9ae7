"""Where each datum of the form was read, for who compares it with the images (ET 10.3)."""

from __future__ import annotations

from rubrica.core.contenido import Codigo, Contenido
from rubrica.core.credencial import mrz
from rubrica.core.credencial.causas import LecturaInvalida
from rubrica.verificacion.rules import de_codigo, del_telefono


def anotar(contenido: Contenido) -> str:
    """Return "cic=mrz clave=telefono …": for each key, the first place in which it was read.

    mrz: the machine-readable zone; barras: a bar code; telefono: text that the phone read.
    """
    origenes: dict[str, str] = {}
    for codigo in contenido.codigos:
        for nombre, _ in de_codigo(codigo):
            origenes.setdefault(nombre, _kind_of(codigo))
    for nombre, _ in del_telefono(contenido.claves):
        origenes.setdefault(nombre, "telefono")
    return " ".join(f"{nombre}={de}" for nombre, de in origenes.items())


def _kind_of(codigo: Codigo) -> str:
    try:
        mrz.leer(codigo.texto or "")
    except LecturaInvalida:
        return "barras"
    return "mrz"
