"""Compact JWS (RFC 7515) in the only shape Rúbrica takes: alg, typ and kid, and nothing else.

The protected header has one spelling, so it is compared byte for byte: no embedded key, no second
alg, no extra member ever reaches a decision. The payload is JSON without repeated members.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NoReturn

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

Privada = ec.EllipticCurvePrivateKey | Ed25519PrivateKey
Publica = ec.EllipticCurvePublicKey | Ed25519PublicKey

MAX_BYTES = 8 * 1024  # every JWS but the manifest, which carries whole texts
MAX_INT = 2**53 - 1
BYTES_DE_FIRMA = 64
B64U = re.compile(r"[A-Za-z0-9_-]*")
THUMBPRINT = re.compile(r"[A-Za-z0-9_-]{43}")
INTEGER = re.compile(r"0|[1-9][0-9]{0,15}")


class Causa(StrEnum):
    """Why a JWS is refused; each is a code of the catalogue of refusals."""

    MAL_FORMADO = "jws-mal-formado"
    ALGORITMO = "jws-algoritmo"
    TIPO = "jws-tipo"
    CABECERA = "jws-cabecera"
    CLAVE = "jws-clave"
    FIRMA = "jws-firma"
    CARGA = "jws-carga"


class JwsInvalido(ValueError):
    """The JWS is not one that this key signed in the shape expected; `code` says why."""

    def __init__(self, code: Causa, detalle: str = "") -> None:
        super().__init__(f"{code}: {detalle}" if detalle else code.value)
        self.code = code


def b64u(data: bytes) -> str:
    """Return `data` in base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def b64u_bytes(text: str) -> bytes:
    """Return the bytes of `text`; raise ValueError unless it is their only spelling."""
    if not B64U.fullmatch(text):
        raise ValueError("not base64url")
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error as error:
        raise ValueError("not base64url") from error
    if b64u(data) != text:
        raise ValueError("base64url with loose bits")
    return data


def jwk(clave: Publica) -> dict[str, str]:
    """Return the members of the JWK that its thumbprint covers (RFC 7638)."""
    if isinstance(clave, Ed25519PublicKey):
        crudo = clave.public_bytes(Encoding.Raw, PublicFormat.Raw)
        return {"crv": "Ed25519", "kty": "OKP", "x": b64u(crudo)}
    punto = clave.public_numbers()
    x, y = (b64u(n.to_bytes(32, "big")) for n in (punto.x, punto.y))
    return {"crv": "P-256", "kty": "EC", "x": x, "y": y}


def kid(clave: Publica) -> str:
    """Return the RFC 7638 thumbprint of a key, base64url."""
    texto = json.dumps(jwk(clave), separators=(",", ":"), sort_keys=True)
    return b64u(hashlib.sha256(texto.encode()).digest())


def clave_de_jwk(miembros: Mapping[str, Any]) -> ec.EllipticCurvePublicKey:
    """Return the P-256 key of a JWK that has exactly kty, crv, x, y; raise ValueError if not."""
    if set(miembros) != {"kty", "crv", "x", "y"}:
        raise ValueError("a JWK of a device has exactly kty, crv, x and y")
    if (miembros["kty"], miembros["crv"]) != ("EC", "P-256"):
        raise ValueError("the key of a device is P-256")
    x, y = (b64u_bytes(str(miembros[name])) for name in "xy")
    if len(x) != 32 or len(y) != 32:
        raise ValueError("a coordinate of P-256 has 32 bytes")
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), b"\x04" + x + y)


def algoritmo(clave: Publica | Privada) -> str:
    """Return the alg that a key signs with."""
    return "EdDSA" if isinstance(clave, Ed25519PrivateKey | Ed25519PublicKey) else "ES256"


def cabecera(alg: str, typ: str, kid: str) -> bytes:
    """Return the only spelling of a protected header."""
    return f'{{"alg":"{alg}","typ":"{typ}","kid":"{kid}"}}'.encode()


@dataclass(frozen=True)
class Partes:
    """A compact JWS taken apart; nothing in it is verified yet."""

    firmado: bytes
    kid: str
    carga: bytes
    firma: bytes


def partir(texto: str | bytes, *, alg: str, typ: str, max_bytes: int = MAX_BYTES) -> Partes:
    """Return the parts of a JWS of that alg and typ; raise JwsInvalido."""
    if len(texto) > max_bytes:
        raise JwsInvalido(Causa.MAL_FORMADO, f"más de {max_bytes} bytes")
    try:
        plano = texto if isinstance(texto, str) else texto.decode("ascii")
        primero, segundo, tercero = plano.split(".")
        crudo, carga, firma = (b64u_bytes(parte) for parte in (primero, segundo, tercero))
    except ValueError as error:
        raise JwsInvalido(Causa.MAL_FORMADO, "no son tres partes en base64url") from error
    quien = _leer_cabecera(crudo, alg, typ)
    if len(firma) != BYTES_DE_FIRMA:
        raise JwsInvalido(Causa.FIRMA, "una firma tiene 64 bytes")
    return Partes(f"{primero}.{segundo}".encode(), quien, carga, firma)


def _leer_cabecera(crudo: bytes, alg: str, typ: str) -> str:
    """Return the kid of a header that is exactly the one expected."""
    miembros = leer_json(crudo, Causa.CABECERA)
    if miembros.get("alg") != alg:
        raise JwsInvalido(Causa.ALGORITMO)
    if miembros.get("typ") != typ:
        raise JwsInvalido(Causa.TIPO)
    quien = miembros.get("kid")
    if not isinstance(quien, str) or not THUMBPRINT.fullmatch(quien):
        raise JwsInvalido(Causa.CABECERA, "kid")
    if crudo != cabecera(alg, typ, quien):
        raise JwsInvalido(Causa.CABECERA, "solo alg, typ y kid, en ese orden y sin espacios")
    return quien


def leer_json(crudo: bytes, causa: Causa = Causa.CARGA) -> dict[str, Any]:
    """Return a JSON object without repeated members or fractions; raise JwsInvalido(causa)."""

    def refuse(_: str) -> NoReturn:
        raise ValueError("number out of the format")

    try:
        objeto = json.loads(
            crudo.decode(),
            object_pairs_hook=_sin_repetir,
            parse_int=_entero,
            parse_float=refuse,
            parse_constant=refuse,
        )
    except (ValueError, RecursionError) as error:
        raise JwsInvalido(causa, "no es JSON sin miembros repetidos") from error
    if not isinstance(objeto, dict):
        raise JwsInvalido(causa, "no es un objeto")
    return objeto


def _sin_repetir(pares: list[tuple[str, Any]]) -> dict[str, Any]:
    objeto = dict(pares)
    if len(objeto) != len(pares):
        raise ValueError("repeated member")
    return objeto


def _entero(texto: str) -> int:
    if not INTEGER.fullmatch(texto) or int(texto) > MAX_INT:
        raise ValueError("number out of the format")
    return int(texto)


def firmar_bytes(carga: bytes, *, typ: str, clave: Privada) -> str:
    """Return the JWS of those payload bytes."""
    alg = algoritmo(clave)
    protegido = b64u(cabecera(alg, typ, kid(clave.public_key())))
    firmado = f"{protegido}.{b64u(carga)}"
    return f"{firmado}.{b64u(_firma(firmado.encode(), clave))}"


def firmar(carga: Mapping[str, object], *, typ: str, clave: Privada) -> str:
    """Return the JWS of a payload, written as JSON without spaces."""
    texto = json.dumps(carga, separators=(",", ":"), ensure_ascii=False)
    return firmar_bytes(texto.encode(), typ=typ, clave=clave)


def _firma(firmado: bytes, clave: Privada) -> bytes:
    if isinstance(clave, Ed25519PrivateKey):
        return clave.sign(firmado)
    r, s = decode_dss_signature(clave.sign(firmado, ec.ECDSA(SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def comprobar(partes: Partes, clave: Publica) -> None:
    """Raise JwsInvalido unless `clave` is the one of the kid and made the signature."""
    if partes.kid != kid(clave):
        raise JwsInvalido(Causa.CLAVE)
    try:
        if isinstance(clave, Ed25519PublicKey):
            clave.verify(partes.firma, partes.firmado)
        else:
            r, s = (
                int.from_bytes(mitad, "big") for mitad in (partes.firma[:32], partes.firma[32:])
            )
            clave.verify(encode_dss_signature(r, s), partes.firmado, ec.ECDSA(SHA256()))
    except InvalidSignature:
        raise JwsInvalido(Causa.FIRMA) from None


def verificar(
    texto: str | bytes, *, typ: str, clave: Publica, max_bytes: int = MAX_BYTES
) -> dict[str, Any]:
    """Return the payload of a JWS that `clave` signed; raise JwsInvalido."""
    partes = partir(texto, alg=algoritmo(clave), typ=typ, max_bytes=max_bytes)
    comprobar(partes, clave)
    return leer_json(partes.carga)
