"""Sealing to age keys: the delivery test, and recovery files that two of three people open.

A recovery file is sealed to one custodian and the result to the other, so that each opens one layer
with the ordinary `age -d` and neither can alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence

import pyrage

from rubrica import llaves
from rubrica.core.rechazos import rechazo
from rubrica.llaves.inventario import DE_PROCESO
from rubrica.procesos.rules import PARES, huella_en_palabras, nombre_del_par

FORMATO = "rubrica/recuperacion/1"


def leer_llave(texto: str) -> str:
    """Return an age X25519 public key, alone and in lower case; raise `llave-age-invalida`."""
    llave = texto.strip().lower()
    try:
        pyrage.x25519.Recipient.from_str(llave)
    except pyrage.RecipientError:
        raise rechazo("llave-age-invalida") from None
    return llave


def sellar_a(claro: bytes, llaves_age: Iterable[str]) -> str:
    """Return the armored age text, sealed to the first key, that again to the next, and so on."""
    for llave in llaves_age:
        destinatario = pyrage.x25519.Recipient.from_str(llave)
        claro = pyrage.encrypt(claro, [destinatario], armored=True)
    return claro.decode()


def sellar_a_pares(claro: bytes, custodios: Sequence[str]) -> dict[str, str]:
    """Return "1-2", "1-3" and "2-3" → the same text sealed to the two custodians of the pair."""
    return {nombre_del_par(par): sellar_a(claro, [custodios[n - 1] for n in par]) for par in PARES}


def contenido(proceso: str, claves: Mapping[str, bytes], *, prueba: bool) -> bytes:
    """Return what a recovery file holds, as a person can read it. claves: class → 32 bytes."""
    datos = {
        "formato": FORMATO,
        "proceso": proceso,
        "es_prueba": prueba,
        "palabras": huella_en_palabras(claves["proceso"]),
        "llaves": {clase: llave.hex() for clase, llave in claves.items()},
    }
    return json.dumps(datos, ensure_ascii=False, indent=2).encode()


def leer_contenido(texto: bytes, proceso: str) -> dict[str, bytes]:
    """Return the keys that a recovered file holds; raise `recuperacion-ajena`."""
    try:
        datos = json.loads(texto)
        propia = (datos["formato"], datos["proceso"], datos["es_prueba"])
        claves = {clase: bytes.fromhex(datos["llaves"][clase]) for clase in DE_PROCESO}
    except (ValueError, KeyError, TypeError):
        raise rechazo("recuperacion-ajena") from None
    if propia != (FORMATO, proceso, False):
        raise rechazo("recuperacion-ajena")
    return claves


def llaves_vivas(proceso: str) -> dict[str, bytes]:
    """Return the four keys of the process; raise LlaveAusente where they may not be read."""
    return {clase: llaves.de_proceso(proceso, clase) for clase in DE_PROCESO}


def huella_de_custodios(custodios: Sequence[str]) -> str:
    """Return the SHA-256, in hex, of the three keys in their order."""
    return hashlib.sha256("\n".join(custodios).encode()).hexdigest()
