"""Keys are born and destroyed here; nothing ever overwrites one."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from contextlib import suppress

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from rubrica.llaves import deposito, inventario
from rubrica.llaves.lectura import FIRMANTES


def crear_instalacion() -> list[str]:
    """Make the installation's keys that are missing; return their names, none the second time."""
    creadas = [n for n, ruta in inventario.INSTALACION.items() if not deposito.existe(ruta)]
    for nombre, ruta in inventario.INSTALACION.items():
        if nombre in inventario.SIMETRICAS:
            _asegurar(ruta)
        else:
            _asegurar_par(nombre, ruta, firma=nombre in FIRMANTES)
    return creadas


def crear_proceso(proceso: str) -> bytes:
    """Make the keys of a process that are missing; return its raw public key.

    Those that exist stay: a registration cut short by a crash is taken up where it was, and a
    database restored from a copy finds the keys it had.
    """
    for clase in inventario.DE_PROCESO:
        if clase != "proceso":
            _asegurar(inventario.ruta_de_proceso(proceso, clase))
    return _asegurar_par(proceso, inventario.ruta_de_proceso(proceso, "proceso"), firma=False)


def crear_corte(corte: str | int) -> None:
    """Make the two keys of a padrón cut; those that exist stay."""
    for clase in inventario.DE_CORTE:
        _asegurar(inventario.ruta_de_corte(str(corte), clase))


def restituir_proceso(proceso: str, llaves: Mapping[str, bytes]) -> list[str]:
    """Put back the keys of a process that are missing; return their classes.

    llaves: the four of inventario.DE_PROCESO. Raises LlaveDanada, and touches nothing, unless the
    process key is the one whose public half is on record.
    """
    archivo = inventario.ruta_publica(proceso)
    publica = deposito.leer_archivo(deposito.raiz() / archivo, archivo)
    if _publica_de(llaves["proceso"], firma=False) != publica:
        raise deposito.LlaveDanada(f"La llave recuperada no corresponde a {archivo}.")
    rutas = {c: inventario.ruta_de_proceso(proceso, c) for c in inventario.DE_PROCESO}
    faltan = [clase for clase, ruta in rutas.items() if not deposito.existe(ruta)]
    for clase in faltan:
        deposito.guardar(rutas[clase], llaves[clase])
    return faltan


def destruir_proceso(proceso: str) -> None:
    """No key of that process is left in KEYS_DIR; its public half stays as a record (ET 13.9)."""
    for clase in inventario.DE_PROCESO:
        deposito.borrar(inventario.ruta_de_proceso(proceso, clase))


def destruir_corte(corte: str | int) -> None:
    """No key of that cut is left in KEYS_DIR."""
    for clase in inventario.DE_CORTE:
        deposito.borrar(inventario.ruta_de_corte(str(corte), clase))


def crear_vinculos(entidad: str) -> None:
    """There is a key of the bonds of that entidad; of two workers at once, one makes it."""
    with suppress(FileExistsError):
        _asegurar(inventario.ruta_de_vinculos(entidad))


def destruir_vinculos(entidad: str) -> None:
    """No key of the bonds of that entidad is left in KEYS_DIR."""
    deposito.borrar(inventario.ruta_de_vinculos(entidad))


def _asegurar(ruta: str) -> None:
    """There is a random key at `ruta`."""
    if not deposito.existe(ruta):
        deposito.guardar(ruta, secrets.token_bytes(inventario.LARGO))


def _asegurar_par(nombre: str, ruta: str, *, firma: bool) -> bytes:
    """There is a private half at `ruta` and its public half under `nombre`; return the latter raw.

    Raises LlaveDanada if the public half there is of another key.
    """
    _asegurar(ruta)
    publica = _publica_de(deposito.leer(ruta), firma=firma)
    archivo = inventario.ruta_publica(nombre)
    if not deposito.existe(archivo):
        deposito.escribir(archivo, publica)
    if deposito.leer_archivo(deposito.raiz() / archivo, archivo) != publica:
        raise deposito.LlaveDanada(f"{archivo} no es la mitad pública de {ruta}.")
    return publica


def _publica_de(privada: bytes, *, firma: bool) -> bytes:
    """Return the raw public half; any 32 random bytes are a private half of either curve."""
    clase = Ed25519PrivateKey if firma else X25519PrivateKey
    return clase.from_private_bytes(privada).public_key().public_bytes_raw()
