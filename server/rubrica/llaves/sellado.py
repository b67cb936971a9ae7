"""Seals and blind indexes: the same few constructions for every context."""

from __future__ import annotations

import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

NONCE = 12  # bytes
INDICE = 16  # bytes
_HPKE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class NoAbre(Exception):
    """The sealed bytes are not what this key sealed in that context."""


def sellar(llave: bytes, claro: bytes, contexto: bytes) -> bytes:
    """Return nonce ‖ ct under AES-256-GCM; `contexto` binds it to its row and column."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(llave).encrypt(nonce, claro, contexto)


def abrir(llave: bytes, sellado: bytes, contexto: bytes) -> bytes:
    """Return what was sealed; raise NoAbre if key, context or a single bit differ."""
    try:
        return AESGCM(llave).decrypt(bytes(sellado[:NONCE]), bytes(sellado[NONCE:]), contexto)
    except (InvalidTag, ValueError) as falla:
        raise NoAbre("El sello no corresponde a esta llave y este contexto.") from falla


def sellar_para(publica: bytes, claro: bytes, contexto: bytes) -> bytes:
    """Return HPKE single shot (enc ‖ ct) to a raw X25519 public key; `contexto` is the info."""
    return _HPKE.encrypt(claro, X25519PublicKey.from_public_bytes(publica), info=contexto)


def abrir_con(privada: X25519PrivateKey, sellado: bytes, contexto: bytes) -> bytes:
    """Return what `sellar_para` sealed; raise NoAbre."""
    try:
        return _HPKE.decrypt(bytes(sellado), privada, info=contexto)
    except (InvalidTag, ValueError) as falla:
        raise NoAbre("El sello no corresponde a esta llave y este contexto.") from falla


def indice(llave: bytes, nombre: str, *partes: str) -> bytes:
    """Return the 16-byte blind index of a value: HMAC-SHA-256 of its name and parts, truncated.

    Each piece goes with its length before it, so that ("ab", "c") and ("a", "bc") differ.
    """
    codigo = hmac.new(llave, digestmod="sha256")
    for pieza in (nombre, *partes):
        octetos = pieza.encode()
        codigo.update(len(octetos).to_bytes(4, "big") + octetos)
    return codigo.digest()[:INDICE]
