"""What a phone of *Mi Apoyo* sends before its first record: a sealed request, and a code (ET 7.7).

Both are signed by the key of the device: nobody asks or activates in another's name. What names
the citizen travels sealed to the worker; what carries it, on the internet, cannot open it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec

from rubrica.core import jws
from rubrica.core.sobre import UUID7, instante, leer_instante

TYP_SOLICITUD = "rubrica-solicitud+jws"
TYP_ACTIVACION = "rubrica-activacion+jws"
BYTES_DE_PETICION = 512  # always the same, so that its size tells nothing of the e-mail
MAX_SELLADA = 1024
CORREO = re.compile(r"[^\s@\x00-\x1f]{1,64}@[^\s@\x00-\x1f]+\.[^\s@\x00-\x1f]+")
MAX_CORREO = 254
NUEVE, NUEVE_O_NADA = re.compile(r"[0-9]{9}"), re.compile(r"(?:[0-9]{9})?")
AUTENTICACION = re.compile(r"[a-z][a-z0-9_]{0,15}")
PRUEBA = re.compile(r"(?:[0-9a-f-]{36}\.[A-Za-z0-9_-]{43})?")
DE_UNA_PETICION = {"autenticacion", "cic", "identificador", "vence", "correo"}
ALFABETO = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford
LARGO_DE_CODIGO = 8


class PeticionInvalida(ValueError):
    """What was sealed is not a request; it says nothing of what it held."""


@dataclass(frozen=True, kw_only=True)
class Peticion:
    """What a citizen asks a code with (ET 7.7): only the worker reads it.

    cic, identificador: nine digits, as the reverso says. vence: last day of the credential. Of a
    reverso that gave its CIC only, identificador is "" and vence None: the padrón knows both.
    prueba: of an account that a provider vouches for, "id.secret" of what it proved; else "".
    """

    autenticacion: str
    cic: str
    correo: str
    identificador: str = ""
    vence: date | None = None
    prueba: str = ""

    def como_bytes(self) -> bytes:
        """Return the plaintext to seal, filled up to BYTES_DE_PETICION."""
        vence = self.vence.isoformat() if self.vence else None
        campos = asdict(self) | {"vence": vence}
        if not self.prueba:
            del campos["prueba"]
        texto = json.dumps(campos, ensure_ascii=False)
        return texto.encode().ljust(BYTES_DE_PETICION)


def leer_peticion(claro: bytes) -> Peticion:
    """Return the request in an opened plaintext; raise PeticionInvalida."""
    try:
        campos = jws.leer_json(claro.rstrip(b" "))
        if set(campos) - {"prueba"} != DE_UNA_PETICION:
            raise PeticionInvalida("members")
        vence = campos["vence"]
        peticion = Peticion(
            **campos | {"vence": None if vence is None else date.fromisoformat(vence)}
        )
    except (TypeError, ValueError):
        raise PeticionInvalida("not a request") from None
    formas = (
        (AUTENTICACION, peticion.autenticacion),
        (NUEVE, peticion.cic),
        (NUEVE_O_NADA, peticion.identificador),
        (CORREO, peticion.correo),
        (PRUEBA, peticion.prueba),
    )
    bien = all(isinstance(v, str) and forma.fullmatch(v) for forma, v in formas)
    if not bien or len(peticion.correo) > MAX_CORREO:
        raise PeticionInvalida("a member out of its form")
    return peticion


def contexto(solicitud: UUID, kid: str) -> bytes:
    """Return the info of the seal: moved to another request or device, it does not open."""
    return f"rubrica/mi-apoyo/1|{solicitud}|{kid}".encode()


@dataclass(frozen=True, kw_only=True)
class Solicitud:
    """A request for a code, its signature verified. kid: thumbprint of `jwk`, which signed it."""

    id: UUID
    jwk: Mapping[str, str]
    kid: str
    sellada: bytes
    momento: datetime


def firmar_solicitud(
    *, id_: UUID, sellada: bytes, momento: datetime, clave: ec.EllipticCurvePrivateKey
) -> str:
    """Return a request as the phone writes it."""
    carga = {
        "id": str(id_),
        "jwk": jws.jwk(clave.public_key()),
        "sellada": jws.b64u(sellada),
        "momento": instante(momento),
    }
    return jws.firmar(carga, typ=TYP_SOLICITUD, clave=clave)


def leer_solicitud(texto: str | bytes) -> Solicitud:
    """Return a request that the very key it brings has signed; raise jws.JwsInvalido."""
    partes = jws.partir(texto, alg="ES256", typ=TYP_SOLICITUD)
    carga = _exactos(jws.leer_json(partes.carga), "id", "jwk", "sellada", "momento")
    try:
        jws.comprobar(partes, jws.clave_de_jwk(carga["jwk"]))
        sellada = jws.b64u_bytes(carga["sellada"])
        if not sellada or len(sellada) > MAX_SELLADA:
            raise ValueError("size")
        return Solicitud(
            id=_uuid7(carga["id"]), jwk=carga["jwk"], kid=partes.kid, sellada=sellada,
            momento=leer_instante(carga["momento"]),
        )  # fmt: skip
    except jws.JwsInvalido:
        raise
    except (TypeError, ValueError, AttributeError):
        raise jws.JwsInvalido(jws.Causa.CARGA, "un miembro fuera de su forma") from None


@dataclass(frozen=True, kw_only=True)
class Activacion:
    """A code as typed on the phone. Its signature is judged by whoever knows the device."""

    solicitud: UUID
    codigo: str
    kid: str


def firmar_activacion(
    *, solicitud: UUID, codigo: str, momento: datetime, clave: ec.EllipticCurvePrivateKey
) -> str:
    """Return an activation as the phone writes it."""
    carga = {"solicitud": str(solicitud), "codigo": codigo, "momento": instante(momento)}
    return jws.firmar(carga, typ=TYP_ACTIVACION, clave=clave)


def partir_activacion(texto: str | bytes) -> tuple[Activacion, jws.Partes]:
    """Return an activation and what `jws.comprobar` needs; raise jws.JwsInvalido.

    Nothing is verified: which key must have signed is known only once the request is found.
    """
    partes = jws.partir(texto, alg="ES256", typ=TYP_ACTIVACION)
    carga = _exactos(jws.leer_json(partes.carga), "solicitud", "codigo", "momento")
    try:
        leer_instante(carga["momento"])
        solicitud, codigo = _uuid7(carga["solicitud"]), leer_codigo(carga["codigo"])
    except (TypeError, ValueError, AttributeError):
        raise jws.JwsInvalido(jws.Causa.CARGA, "un miembro fuera de su forma") from None
    return Activacion(solicitud=solicitud, codigo=codigo, kid=partes.kid), partes


def leer_codigo(texto: str) -> str:
    """Return a code as compared: capitals, no separators, I L → 1 and O → 0."""
    limpio = re.sub(r"[\s-]", "", texto).upper().translate(str.maketrans("ILO", "110"))
    return limpio[:64]


def codigo_escrito(codigo: str) -> str:
    """Return a code as people read it: two groups of four."""
    return f"{codigo[:4]}-{codigo[4:]}"


def _uuid7(texto: str) -> UUID:
    if not UUID7.fullmatch(texto):
        raise ValueError("not a UUIDv7")
    return UUID(texto)


def _exactos(carga: dict[str, Any], *nombres: str) -> dict[str, Any]:
    if set(carga) != set(nombres):
        raise jws.JwsInvalido(jws.Causa.CARGA, "miembros")
    return carga
