"""What the installation signs for a phone, and what a phone signs to give itself up.

Each kind has its own `typ` and its own key, so that none can be passed off as another: the acuse
(ET 6.4), the time token, the refusal, the manifest of a process and the baja of a device (ET 4.9).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from rubrica.core import jws
from rubrica.core.sobre import instante, leer_instante

TYP_ACUSE = "rubrica-acuse+jws"
TYP_HORA = "rubrica-hora+jws"
TYP_RECHAZO = "rubrica-rechazo+jws"
TYP_MANIFIESTO = "rubrica-manifiesto+jws"
TYP_BAJA = "rubrica-baja+jws"
TYP_BAJA_DADA = "rubrica-baja-dada+jws"
MAX_MANIFIESTO = 256 * 1024


def _exactos(carga: Mapping[str, Any], *nombres: str) -> None:
    if set(carga) != set(nombres):
        raise jws.JwsInvalido(jws.Causa.CARGA, "miembros")


@dataclass(frozen=True, kw_only=True)
class Acuse:
    """The record is here, whole and durable, since `recibido_en` (ET 6.4)."""

    id: UUID
    folio: str
    proceso: str
    codigo_integridad: bytes
    recibido_en: datetime

    def firmar(self, clave: Ed25519PrivateKey) -> str:
        """Return the receipt to hand to the phone."""
        carga = {
            "id": str(self.id),
            "folio": self.folio,
            "proceso": self.proceso,
            "codigo_integridad": self.codigo_integridad.hex(),
            "recibido_en": instante(self.recibido_en),
        }
        return jws.firmar(carga, typ=TYP_ACUSE, clave=clave)


@dataclass(frozen=True, kw_only=True)
class Hora:
    """The server's clock, told to one device: no sobre that carries it was made before."""

    dispositivo: UUID
    hora: datetime

    def firmar(self, clave: Ed25519PrivateKey) -> str:
        """Return the time token."""
        carga = {"dispositivo": str(self.dispositivo), "hora": instante(self.hora)}
        return jws.firmar(carga, typ=TYP_HORA, clave=clave)


@dataclass(frozen=True, kw_only=True)
class RechazoFirmado:
    """Proof for the auxiliar that a record was refused, why and when (ET 4.9, 6.6)."""

    id: UUID
    folio: str
    codigo_integridad: bytes
    code: str
    numeral: str
    momento: datetime

    def firmar(self, clave: Ed25519PrivateKey) -> str:
        """Return the signed refusal, by the receipt key."""
        carga = {
            "id": str(self.id),
            "folio": self.folio,
            "codigo_integridad": self.codigo_integridad.hex(),
            "code": self.code,
            "numeral": self.numeral,
            "momento": instante(self.momento),
        }
        return jws.firmar(carga, typ=TYP_RECHAZO, clave=clave)


@dataclass(frozen=True, kw_only=True)
class Baja:
    """A device gives itself up; what it made up to `hasta_consecutivo` stays good (ET 4.9)."""

    dispositivo: UUID
    hasta_consecutivo: int
    momento: datetime

    def firmar(self, clave: ec.EllipticCurvePrivateKey) -> str:
        """Return the baja, signed by the device itself."""
        carga = {
            "dispositivo": str(self.dispositivo),
            "hasta_consecutivo": self.hasta_consecutivo,
            "momento": instante(self.momento),
        }
        return jws.firmar(carga, typ=TYP_BAJA, clave=clave)


@dataclass(frozen=True, kw_only=True)
class BajaDada:
    """The installation's word to a device: it captures no more (ET 3.4, 4.9, 4.10).

    de: whose baja it is, "auxiliar" or "dispositivo". numeral: by which it was given.
    """

    dispositivo: UUID
    de: str
    numeral: str
    baja_en: datetime

    def firmar(self, clave: Ed25519PrivateKey) -> str:
        """Return it signed by the receipt key."""
        carga = {
            "dispositivo": str(self.dispositivo),
            "de": self.de,
            "numeral": self.numeral,
            "baja_en": instante(self.baja_en),
        }
        return jws.firmar(carga, typ=TYP_BAJA_DADA, clave=clave)


def leer_acuse(texto: str | bytes, clave: Ed25519PublicKey) -> Acuse:
    """Return a receipt that `clave` signed; raise jws.JwsInvalido."""
    carga = jws.verificar(texto, typ=TYP_ACUSE, clave=clave)
    _exactos(carga, "id", "folio", "proceso", "codigo_integridad", "recibido_en")
    with _Legible():
        return Acuse(
            id=UUID(carga["id"]),
            folio=str(carga["folio"]),
            proceso=str(carga["proceso"]),
            codigo_integridad=bytes.fromhex(carga["codigo_integridad"]),
            recibido_en=leer_instante(carga["recibido_en"]),
        )


def leer_hora(texto: str | bytes, clave: Ed25519PublicKey) -> Hora:
    """Return a time token that `clave` signed; raise jws.JwsInvalido."""
    carga = jws.verificar(texto, typ=TYP_HORA, clave=clave)
    _exactos(carga, "dispositivo", "hora")
    with _Legible():
        return Hora(dispositivo=UUID(carga["dispositivo"]), hora=leer_instante(carga["hora"]))


def leer_rechazo(texto: str | bytes, clave: Ed25519PublicKey) -> RechazoFirmado:
    """Return a refusal that `clave` signed; raise jws.JwsInvalido."""
    carga = jws.verificar(texto, typ=TYP_RECHAZO, clave=clave)
    _exactos(carga, "id", "folio", "codigo_integridad", "code", "numeral", "momento")
    with _Legible():
        return RechazoFirmado(
            id=UUID(carga["id"]),
            folio=str(carga["folio"]),
            codigo_integridad=bytes.fromhex(carga["codigo_integridad"]),
            code=str(carga["code"]),
            numeral=str(carga["numeral"]),
            momento=leer_instante(carga["momento"]),
        )


def leer_baja_dada(texto: str | bytes, clave: Ed25519PublicKey) -> BajaDada:
    """Return a baja that the installation told, signed by `clave`; raise jws.JwsInvalido."""
    carga = jws.verificar(texto, typ=TYP_BAJA_DADA, clave=clave)
    _exactos(carga, "dispositivo", "de", "numeral", "baja_en")
    with _Legible():
        return BajaDada(
            dispositivo=UUID(carga["dispositivo"]),
            de=str(carga["de"]),
            numeral=str(carga["numeral"]),
            baja_en=leer_instante(carga["baja_en"]),
        )


def leer_baja(texto: str | bytes, clave: ec.EllipticCurvePublicKey) -> Baja:
    """Return a baja that the device's own key signed; raise jws.JwsInvalido."""
    carga = jws.verificar(texto, typ=TYP_BAJA, clave=clave)
    _exactos(carga, "dispositivo", "hasta_consecutivo", "momento")
    if type(carga["hasta_consecutivo"]) is not int:
        raise jws.JwsInvalido(jws.Causa.CARGA, "hasta_consecutivo")
    with _Legible():
        return Baja(
            dispositivo=UUID(carga["dispositivo"]),
            hasta_consecutivo=carga["hasta_consecutivo"],
            momento=leer_instante(carga["momento"]),
        )


def firmar_manifiesto(carga: Mapping[str, object], clave: Ed25519PrivateKey) -> str:
    """Return the manifest of a process, signed by the installation's manifest key (ET 1.2)."""
    texto = jws.firmar(carga, typ=TYP_MANIFIESTO, clave=clave)
    if len(texto) > MAX_MANIFIESTO:
        raise ValueError(f"un manifiesto tiene a lo más {MAX_MANIFIESTO} bytes")
    return texto


def leer_manifiesto(texto: str | bytes, clave: Ed25519PublicKey) -> dict[str, Any]:
    """Return the payload of a manifest that `clave` signed; raise jws.JwsInvalido."""
    return jws.verificar(texto, typ=TYP_MANIFIESTO, clave=clave, max_bytes=MAX_MANIFIESTO)


class _Legible:
    """Turns what a badly shaped payload raises into its refusal."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, tipo: type[BaseException] | None, error: object, traza: object) -> None:
        if tipo is not None and issubclass(tipo, TypeError | ValueError | AttributeError):
            raise jws.JwsInvalido(jws.Causa.CARGA, "un miembro fuera de su forma")
