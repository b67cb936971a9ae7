"""Sobre: the signed cover of a paquete. It says which record it is and nothing of whom (ET 5.13).

Kept byte for byte and read strictly. What identifies it is the hash of its payload, never the
signature: an ES256 signature can be rewritten into another that also verifies.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec

from rubrica.core import cbor, codigo, folio, jws

T = TypeVar("T")

TYP = "rubrica-sobre+jws"
MAX_PAQUETE = 4 * 1024 * 1024  # bytes
MAX_CONSECUTIVO = 99_999_999  # eight digits in a folio
MAX_FICHA = 2048  # characters of a time token

UUID_TEXTO = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
FOLIO = re.compile(r"[A-Z0-9-]{1,36}")
PROCESO = re.compile(r"[A-Z][A-Z0-9]{3,7}")
RESUMEN = re.compile(r"[A-Za-z0-9_-]{43}")
HEX = re.compile(r"[0-9a-f]{64}")
APP = re.compile(r"[0-9A-Za-z.+_-]{1,32}")
INSTANTE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")
FICHA = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")

NO_EN_AAD = ("codigo_integridad", "bytes")  # both are known only once the paquete is sealed


class Causa(StrEnum):
    """Why a well signed sobre is refused all the same; codes of the catalogue of refusals."""

    MIEMBROS = "sobre-miembros"
    CAMPO = "sobre-campo"
    FOLIO = "sobre-folio"


class SobreInvalido(ValueError):
    """The payload is not that of a sobre; `campo` names the member at fault."""

    def __init__(self, code: Causa, campo: str) -> None:
        super().__init__(f"{code}: {campo}")
        self.code, self.campo = code, campo


@dataclass(frozen=True, kw_only=True)
class Reloj:
    """What the phone knows of the time: a signed token and how long ago it came.

    ficha: the last time token, JWS as received. dispositivo_en: the phone's clock when it came.
    delta_ms: monotonic milliseconds since then; None after a restart.
    """

    ficha: str | None = None
    dispositivo_en: datetime | None = None
    delta_ms: int | None = None

    def como_json(self) -> dict[str, Any]:
        return {
            "ficha": self.ficha,
            "dispositivo_en": instante(self.dispositivo_en) if self.dispositivo_en else None,
            "delta_ms": self.delta_ms,
        }


@dataclass(frozen=True, kw_only=True)
class Datos:
    """Every field of a sobre that is known before its paquete is sealed.

    consecutivo: 0 is the alta of ET 4.5; supports count from 1. anterior: resumen of the previous
    sobre of the device, 32 bytes, None for its first.
    """

    id: UUID
    folio: str
    proceso: str
    dispositivo: UUID
    consecutivo: int
    capturado_en: datetime
    app: str
    anterior: bytes | None = None
    reloj: Reloj = field(default_factory=Reloj)

    def como_json(self) -> dict[str, Any]:
        """Return the members of the payload that the aad covers, as they are written."""
        return {
            "id": str(self.id),
            "folio": self.folio,
            "proceso": self.proceso,
            "dispositivo": str(self.dispositivo),
            "consecutivo": self.consecutivo,
            "anterior": jws.b64u(self.anterior) if self.anterior is not None else None,
            "capturado_en": instante(self.capturado_en),
            "reloj": self.reloj.como_json(),
            "app": self.app,
        }

    def aad(self) -> bytes:
        """Return what the seal of the paquete binds: the paquete opens under no other sobre."""
        return cbor.encode(self.como_json())

    @property
    def es_alta(self) -> bool:
        """Whether this is the auxiliar's own enrolment (ET 4.5), not a support."""
        return self.consecutivo == 0


@dataclass(frozen=True, kw_only=True)
class Sobre(Datos):
    """A sobre whose signature was verified.

    codigo_integridad: 32 bytes. tamano: bytes of the paquete. carga: the payload as signed.
    jws: the whole as received. kid: key that signed.
    """

    codigo_integridad: bytes
    tamano: int
    kid: str
    carga: bytes
    jws: str

    @property
    def resumen(self) -> bytes:
        """SHA-256 of the payload: its identity and its link in the chain."""
        return resumen(self.carga)


def resumen(carga: bytes) -> bytes:
    """Return the 32 bytes by which a payload is known and chained."""
    return hashlib.sha256(carga).digest()


def instante(momento: datetime) -> str:
    """Return an instant as the wire writes it: UTC, milliseconds, Z."""
    texto = momento.astimezone(UTC).isoformat(timespec="milliseconds")
    return texto.removesuffix("+00:00") + "Z"


def leer_instante(texto: str) -> datetime:
    """Return the instant that `texto` writes; raise ValueError on any other spelling."""
    if not INSTANTE.fullmatch(texto):
        raise ValueError("an instant is YYYY-MM-DDTHH:MM:SS.mmmZ")
    return datetime.fromisoformat(texto.removesuffix("Z") + "+00:00")


def cabecera(texto: str | bytes) -> str:
    """Return the kid that claims to have signed; raise jws.JwsInvalido. Nothing is verified."""
    return jws.partir(texto, alg="ES256", typ=TYP).kid


def leer(texto: str | bytes, clave: ec.EllipticCurvePublicKey) -> Sobre:
    """Return the sobre that `clave` signed; raise jws.JwsInvalido or SobreInvalido."""
    partes = jws.partir(texto, alg="ES256", typ=TYP)
    jws.comprobar(partes, clave)
    carga = jws.leer_json(partes.carga)
    plano = texto if isinstance(texto, str) else texto.decode("ascii")
    return _de_carga(carga, kid=partes.kid, carga=partes.carga, texto=plano)


def firmar(datos: Datos, paquete: bytes, clave: ec.EllipticCurvePrivateKey) -> str:
    """Return the JWS that covers a sealed paquete, as a phone would write it."""
    miembros = datos.como_json() | {
        "codigo_integridad": codigo.de(paquete).hex(),
        "bytes": len(paquete),
    }
    texto = json.dumps({nombre: miembros[nombre] for nombre in MIEMBROS}, separators=(",", ":"))
    return jws.firmar_bytes(texto.encode(), typ=TYP, clave=clave)


MIEMBROS = (
    "id",
    "folio",
    "proceso",
    "dispositivo",
    "consecutivo",
    "anterior",
    "codigo_integridad",
    "bytes",
    "capturado_en",
    "reloj",
    "app",
)
MIEMBROS_DE_RELOJ = ("ficha", "dispositivo_en", "delta_ms")


def _de_carga(miembros: Mapping[str, Any], *, kid: str, carga: bytes, texto: str) -> Sobre:
    _exactos(miembros, MIEMBROS, "carga")
    leido = _Campos(miembros)
    sobre = Sobre(
        id=UUID(leido.texto("id", UUID7)),
        folio=leido.texto("folio", FOLIO),
        proceso=leido.texto("proceso", PROCESO),
        dispositivo=UUID(leido.texto("dispositivo", UUID_TEXTO)),
        consecutivo=leido.entero("consecutivo", maximo=MAX_CONSECUTIVO),
        anterior=leido.resumen("anterior"),
        codigo_integridad=bytes.fromhex(leido.texto("codigo_integridad", HEX)),
        tamano=leido.entero("bytes", minimo=1, maximo=MAX_PAQUETE),
        capturado_en=leido.instante("capturado_en"),
        reloj=_reloj(miembros["reloj"]),
        app=leido.texto("app", APP),
        kid=kid,
        carga=carga,
        jws=texto,
    )
    _folio_concuerda(sobre)
    return sobre


def _exactos(miembros: Mapping[str, Any], esperados: tuple[str, ...], donde: str) -> None:
    if set(miembros) != set(esperados):
        raise SobreInvalido(Causa.MIEMBROS, donde)


def _folio_concuerda(sobre: Sobre) -> None:
    """Refuse a folio that does not add up or names another process or consecutivo."""
    try:
        leido = folio.leer(sobre.folio)
    except folio.FolioInvalido:
        raise SobreInvalido(Causa.FOLIO, "folio") from None
    if (leido.texto, leido.proceso, leido.consecutivo) != (
        sobre.folio,
        sobre.proceso,
        sobre.consecutivo,
    ):
        raise SobreInvalido(Causa.FOLIO, "folio")


def _reloj(miembros: object) -> Reloj:
    if not isinstance(miembros, dict):
        raise SobreInvalido(Causa.CAMPO, "reloj")
    _exactos(miembros, MIEMBROS_DE_RELOJ, "reloj")
    leido = _Campos(miembros, prefijo="reloj.")
    return Reloj(
        ficha=leido.opcional("ficha", lambda n: leido.texto(n, FICHA, maximo=MAX_FICHA)),
        dispositivo_en=leido.opcional("dispositivo_en", leido.instante),
        delta_ms=leido.opcional("delta_ms", leido.entero),
    )


@dataclass(frozen=True)
class _Campos:
    """Reads members by name, refusing any value out of its shape."""

    miembros: Mapping[str, Any]
    prefijo: str = ""

    def mal(self, nombre: str) -> SobreInvalido:
        return SobreInvalido(Causa.CAMPO, self.prefijo + nombre)

    def texto(self, nombre: str, forma: re.Pattern[str], maximo: int = 64) -> str:
        valor = self.miembros[nombre]
        if not isinstance(valor, str) or len(valor) > maximo or not forma.fullmatch(valor):
            raise self.mal(nombre)
        return valor

    def entero(self, nombre: str, minimo: int = 0, maximo: int = jws.MAX_INT) -> int:
        valor = self.miembros[nombre]
        if type(valor) is not int or not minimo <= valor <= maximo:
            raise self.mal(nombre)
        return valor

    def instante(self, nombre: str) -> datetime:
        texto = self.texto(nombre, INSTANTE)
        try:
            return leer_instante(texto)
        except ValueError:
            raise self.mal(nombre) from None

    def resumen(self, nombre: str) -> bytes | None:
        if self.miembros[nombre] is None:
            return None
        try:
            return jws.b64u_bytes(self.texto(nombre, RESUMEN))
        except ValueError as error:
            raise self.mal(nombre) from error

    def opcional(self, nombre: str, leer: Callable[[str], T]) -> T | None:
        return None if self.miembros[nombre] is None else leer(nombre)
