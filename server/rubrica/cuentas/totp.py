"""One-time codes of RFC 6238 as every authenticator app makes them: SHA-1, 30 s, six digits."""

from __future__ import annotations

import base64
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

LARGO = 20  # bytes of the secret: what RFC 4226 §4 recommends
PASO = 30  # seconds
DIGITOS = 6
TOLERANCIA = 1  # steps before and after: a phone's clock is seldom exact
EMISOR = "Rúbrica"


def nuevo_secreto() -> bytes:
    """Return LARGO random bytes."""
    return secrets.token_bytes(LARGO)


def paso_de(momento: datetime) -> int:
    """Return the number of the step in which that instant falls."""
    return int(momento.timestamp()) // PASO


def codigo(secreto: bytes, paso: int) -> str:
    """Return the six digits of that step (RFC 4226 §5.3)."""
    resumen = hmac.digest(secreto, paso.to_bytes(8, "big"), "sha1")
    desde = resumen[-1] & 0x0F
    numero = int.from_bytes(resumen[desde : desde + 4], "big") & 0x7FFFFFFF
    return f"{numero % 10**DIGITOS:0{DIGITOS}d}"


def paso_valido(
    secreto: bytes, escrito: str, *, momento: datetime, ultimo_paso: int = 0
) -> int | None:
    """Return the step whose code was written, None if it is of no step that still counts.

    A step counts once: those up to `ultimo_paso` were used (RFC 6238 §5.2).
    """
    ahora = paso_de(momento)
    candidatos = range(max(ahora - TOLERANCIA, ultimo_paso + 1), ahora + TOLERANCIA + 1)
    for paso in candidatos:
        if hmac.compare_digest(codigo(secreto, paso).encode(), escrito.encode()):
            return paso
    return None


def para_escribir(secreto: bytes) -> str:
    """Return the secret in base 32, in groups of four that a person can copy by hand."""
    texto = base64.b32encode(secreto).decode()
    return " ".join(texto[n : n + 4] for n in range(0, len(texto), 4))


def uri(secreto: bytes, cuenta: str) -> str:
    """Return what the QR says: the otpauth address that authenticator apps read."""
    etiqueta = quote(f"{EMISOR}:{cuenta}", safe=":@")
    datos = {"secret": base64.b32encode(secreto).decode(), "issuer": EMISOR}
    return f"otpauth://totp/{etiqueta}?{urlencode(datos)}"
