"""The JWS that the installation signs: receipts, cuts, deliveries, checkpoints, certificates."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from rubrica.verificador.legajo import Legajo, NoSeSostiene, sin_repetir

FIRMA_CON = {
    "rubrica-acuse+jws": "acuse",
    "rubrica-rechazo+jws": "acuse",
    "rubrica-hora+jws": "hora",
    "rubrica-manifiesto+jws": "manifiesto",
    "rubrica-punto-de-control+jws": "punto_de_control",
    "rubrica-corte+jws": "resultados",
    "rubrica-entrega+jws": "resultados",
    "rubrica-eliminacion+jws": "resultados",
}
QUE_ES = {
    "rubrica-acuse+jws": "acuse de recibo",
    "rubrica-rechazo+jws": "rechazo firmado",
    "rubrica-hora+jws": "hora firmada",
    "rubrica-manifiesto+jws": "manifiesto de proceso",
    "rubrica-punto-de-control+jws": "punto de control de la bitácora",
    "rubrica-corte+jws": "firma de un corte de resultados",
    "rubrica-entrega+jws": "firma de una entrega",
    "rubrica-eliminacion+jws": "firma de una constancia de eliminación",
}
DE_JWS = "eyJhbGciOi"  # {"alg":
COMPACTO = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{86}")


def _b64u(texto: str) -> bytes:
    datos = base64.urlsafe_b64decode(texto + "=" * (-len(texto) % 4))
    if base64.urlsafe_b64encode(datos).rstrip(b"=").decode() != texto:
        raise NoSeSostiene("Su base64url no es canónico.")
    return datos


def kid(llave: Ed25519PublicKey) -> str:
    """Return the RFC 7638 thumbprint of a key: its fingerprint, base64url."""
    x = base64.urlsafe_b64encode(llave.public_bytes_raw()).rstrip(b"=").decode()
    miembros = f'{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}'
    return (
        base64.urlsafe_b64encode(hashlib.sha256(miembros.encode()).digest()).rstrip(b"=").decode()
    )


def de_jws(legajo: Legajo, nombre: str, texto: str) -> None:
    """Check the signature of a JWS and keep what it says; nothing unsigned is kept."""
    if not COMPACTO.fullmatch(texto):
        raise NoSeSostiene("Parece un documento firmado, pero le falta o le sobra algo.")
    cabecera, carga, firma = texto.split(".")
    crudo = _b64u(cabecera)
    typ = json.loads(crudo).get("typ", "")
    if typ not in FIRMA_CON:
        raise NoSeSostiene("Es un JWS, pero de ningún tipo que la instalación firme.")
    llave = legajo.llaves.get(FIRMA_CON[typ])
    que = QUE_ES[typ]
    if llave is None:
        legajo.nada(nombre, f"Es {que}; falta la llave pública «{FIRMA_CON[typ]}» (--llaves).")
        return
    esperada = f'{{"alg":"EdDSA","typ":"{typ}","kid":"{kid(llave)}"}}'.encode()
    if crudo != esperada:
        raise NoSeSostiene(f"Dice ser {que}, pero de otra llave o con otra cabecera.")
    try:
        llave.verify(_b64u(firma), f"{cabecera}.{carga}".encode())
    except InvalidSignature:
        raise NoSeSostiene(f"Dice ser {que}, pero su firma no corresponde: fue alterado.") from None
    datos = json.loads(_b64u(carga), object_pairs_hook=sin_repetir)
    legajo.firmados.append((typ, nombre, datos))
    legajo.si(nombre, f"Es {que} y su firma corresponde a la llave de la instalación.")


def de_llaves(legajo: Legajo, nombre: str, datos: dict[str, Any]) -> None:
    for llave, x in datos["llaves"].items():
        legajo.llaves[llave] = Ed25519PublicKey.from_public_bytes(_b64u(x))
    legajo.nada(nombre, "Llaves públicas: coteje sus huellas con las que publicó la autoridad.")
