"""The vectors of the wire and the fixed keys they were made with."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from rubrica.core import jws

VECTORES = Path(__file__).parents[4] / "vectors"


def vector(nombre: str) -> Any:
    """Return one file of /vectors."""
    return json.loads((VECTORES / nombre).read_text("utf-8"))


LLAVES = vector("llaves.json")
PROCESO = bytes.fromhex(LLAVES["proceso"]["privada"])


def telefono() -> EllipticCurvePublicKey:
    """Return the key of the vector phone."""
    return jws.clave_de_jwk({n: LLAVES["telefono"][n] for n in ("kty", "crv", "x", "y")})


def instalacion(nombre: str) -> Ed25519PublicKey:
    """Return a public key of the vector installation: acuse, hora or manifiesto."""
    return Ed25519PublicKey.from_public_bytes(jws.b64u_bytes(LLAVES[nombre]))


def publica(nombre: str) -> EllipticCurvePublicKey | Ed25519PublicKey:
    return telefono() if nombre == "telefono" else instalacion(nombre)


def b64(texto: str) -> bytes:
    return base64.b64decode(texto, validate=True)


def de_json(valor: Any) -> Any:
    """Return a CBOR value written as JSON in a vector, {"b64": …} as bytes."""
    if isinstance(valor, dict):
        if set(valor) == {"b64"}:
            return b64(valor["b64"])
        return {nombre: de_json(item) for nombre, item in valor.items()}
    return [de_json(item) for item in valor] if isinstance(valor, list) else valor
