"""Paquete: a record sealed to the key of its process; who receives it cannot read it (ET 5.13).

suite (1 byte) ‖ key id (16) ‖ enc (32) ‖ ciphertext and tag. HPKE (RFC 9180) in base mode, single
shot: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. The aad is the sobre, so that a
paquete opens under its own sobre and under no other.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.bindings._rust import openssl
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from rubrica.core import cbor, codigo, contenido
from rubrica.core.contenido import Contenido
from rubrica.core.sobre import MAX_PAQUETE, Datos, Sobre

SUITE = 0x01
BYTES_DE_KID = 16
BYTES_DE_CABECERA = 1 + BYTES_DE_KID
MIN_PAQUETE = BYTES_DE_CABECERA + 32 + 16 + 1
CONTEXTO = "rubrica/paquete/1"

_HPKE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
# The library's public methods take no aad yet; these two are what they call. The vectors of both
# languages (vectors/paquete) fail at once if an update changes them.
_encrypt = openssl.hpke._encrypt_with_aad
_decrypt = openssl.hpke._decrypt_with_aad


class Causa(StrEnum):
    """Why a paquete is refused; each is a code of the catalogue of refusals."""

    CORTO = "paquete-corto"
    GRANDE = "paquete-grande"
    TAMANO = "paquete-tamano"
    CODIGO = "paquete-codigo"
    SUITE = "paquete-suite"
    CLAVE = "paquete-clave"
    NO_ABRE = "paquete-no-abre"
    CBOR = "paquete-cbor"
    CBOR_LIMITES = "paquete-cbor-limites"


class PaqueteInvalido(ValueError):
    """The paquete is not the one of its sobre, or does not open; `code` says why."""

    def __init__(self, code: Causa, detalle: str = "") -> None:
        super().__init__(f"{code}: {detalle}" if detalle else code.value)
        self.code = code


class ConAcuse(NamedTuple):
    """A paquete that has a receipt: whose it is, and how its file is found. tamano: bytes."""

    folio: str
    proceso: str
    codigo_integridad: bytes
    tamano: int


@dataclass(frozen=True)
class Cabecera:
    """What a paquete says in clear: how it was sealed and to which key."""

    suite: int
    kid: bytes


def kid(publica: bytes) -> bytes:
    """Return the key id of a raw X25519 public key: first 16 bytes of its SHA-256."""
    return hashlib.sha256(publica).digest()[:BYTES_DE_KID]


def cabecera(datos: bytes) -> Cabecera:
    """Return the header of a paquete (its first 17 bytes are enough); raise PaqueteInvalido."""
    if len(datos) < BYTES_DE_CABECERA:
        raise PaqueteInvalido(Causa.CORTO)
    if datos[0] != SUITE:
        raise PaqueteInvalido(Causa.SUITE, f"{datos[0]:#04x}")
    return Cabecera(datos[0], datos[1:BYTES_DE_CABECERA])


def comprobar(datos: bytes, sobre: Sobre) -> None:
    """Raise PaqueteInvalido unless `datos` are the bytes that the sobre covers."""
    if len(datos) > MAX_PAQUETE:
        raise PaqueteInvalido(Causa.GRANDE)
    if len(datos) != sobre.tamano:
        raise PaqueteInvalido(Causa.TAMANO)
    if codigo.de(datos) != sobre.codigo_integridad:
        raise PaqueteInvalido(Causa.CODIGO)
    if len(datos) < MIN_PAQUETE:
        raise PaqueteInvalido(Causa.CORTO)


def sellar(registro: Contenido, datos: Datos, publica: bytes) -> bytes:
    """Return the paquete of a record, sealed to a raw X25519 public key and bound to its sobre."""
    return sellar_bytes(cbor.encode(registro.como_mapa()), datos, publica)


def sellar_bytes(claro: bytes, datos: Datos, publica: bytes) -> bytes:
    """Return `claro` sealed; raise PaqueteInvalido(GRANDE) over 4 MiB."""
    quien = kid(publica)
    sellado = _encrypt(
        _HPKE,
        claro,
        X25519PublicKey.from_public_bytes(publica),
        _info(datos.proceso, quien),
        datos.aad(),
    )
    paquete = bytes([SUITE]) + quien + sellado
    if len(paquete) > MAX_PAQUETE:
        raise PaqueteInvalido(Causa.GRANDE)
    return paquete


def abrir(datos: bytes, privada: bytes, sobre: Sobre) -> Contenido:
    """Return the record sealed in `datos`, opened with a raw X25519 private key.

    Raises PaqueteInvalido, or contenido.ContenidoInvalido once it opens and is not a whole record.
    """
    comprobar(datos, sobre)
    clave = X25519PrivateKey.from_private_bytes(privada)
    quien = kid(clave.public_key().public_bytes_raw())
    if cabecera(datos).kid != quien:
        raise PaqueteInvalido(Causa.CLAVE)
    return contenido.leer(_descifrar(datos[BYTES_DE_CABECERA:], clave, quien, sobre))


def _descifrar(sellado: bytes, clave: X25519PrivateKey, quien: bytes, sobre: Sobre) -> cbor.Value:
    try:
        claro = _decrypt(_HPKE, sellado, clave, _info(sobre.proceso, quien), sobre.aad())
    except (InvalidTag, ValueError):
        raise PaqueteInvalido(Causa.NO_ABRE) from None
    try:
        return cbor.decode(claro)
    except cbor.CborInvalido as error:
        limites = error.fault in cbor.LIMITS
        causa = Causa.CBOR_LIMITES if limites else Causa.CBOR
        raise PaqueteInvalido(causa, error.fault) from None


def _info(proceso: str, quien: bytes) -> bytes:
    return cbor.encode([CONTEXTO, proceso, quien])
