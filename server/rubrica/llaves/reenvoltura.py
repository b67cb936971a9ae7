"""The remaining keys under another master key: a copy of KEYS_DIR from before opens nothing more.

Destroying the keys of a process leaves them in whatever copy of KEYS_DIR somebody made. Once the
rest is wrapped anew and the old master key is destroyed, such a copy cannot be unwrapped (ET 13.9).
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.conf import settings

from rubrica.llaves import deposito
from rubrica.llaves.inventario import LARGO, se_envuelve
from rubrica.llaves.maestra import ArchivoMaestro, EnvolturaRota
from rubrica.llaves.revision import archivos


class OtraEnvoltura(Exception):
    """The master key is not a file (ENVOLTURA): whoever keeps it changes it."""


def cambiar_maestra(nueva: Path) -> int:
    """Wrap every key anew under the master key of that file, made if it is not there.

    Return how many were wrapped by this run. Restartable: those already under the new one stay.
    Nothing may write keys meanwhile; afterwards MASTER_KEY_FILE has to name the new file, and the
    old one has to be destroyed. Raises OtraEnvoltura, and LlaveDanada where neither opens a file.
    """
    if settings.ENVOLTURA != "rubrica.llaves.maestra.ArchivoMaestro":
        raise OtraEnvoltura(settings.ENVOLTURA)
    _asegurar(nueva)
    vieja, otra = ArchivoMaestro(), ArchivoMaestro(str(nueva))
    rutas = [ruta for ruta in archivos() if se_envuelve(ruta)]
    cambiadas = sum(_cambiar(ruta, vieja, otra) for ruta in rutas)
    deposito.olvidar()
    return cambiadas


def _asegurar(nueva: Path) -> None:
    if not nueva.exists():
        descriptor = os.open(nueva, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as salida:
            salida.write(secrets.token_bytes(LARGO))
            salida.flush()
            os.fsync(salida.fileno())


def _cambiar(ruta: str, vieja: ArchivoMaestro, nueva: ArchivoMaestro) -> bool:
    """Wrap one file anew, whole or not at all; return False if it was already."""
    archivo = deposito.raiz() / ruta
    envuelto = archivo.read_bytes()
    try:
        nueva.desenvolver(envuelto, ruta)
    except EnvolturaRota:
        pass
    else:
        return False
    try:
        clara = vieja.desenvolver(envuelto, ruta)
    except EnvolturaRota as falla:
        raise deposito.LlaveDanada(str(falla)) from falla
    deposito.reemplazar(ruta, nueva.envolver(clara, ruta))
    return True
