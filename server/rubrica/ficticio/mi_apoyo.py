"""A citizen's own phone in Python: it asks for a code, types it and captures (ET 7)."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from rubrica.core import acuse, identificador, jws, mi_apoyo
from rubrica.ficticio.telefono import (
    CORREO,
    Cliente,
    ManifiestoAjeno,
    Respuesta,
    Telefono,
    bien,
    ed25519,
)

JOSE = {"Content-Type": "application/jose"}
_HPKE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True, kw_only=True)
class Ciudadano:
    """What a citizen registers with: the reverso of her credential and her e-mail (ET 7.7)."""

    cic: str
    identificador: str
    vence: date
    correo: str

    def peticion(self) -> mi_apoyo.Peticion:
        return mi_apoyo.Peticion(autenticacion=CORREO, **vars(self))


def activar(
    ciudadano: Ciudadano,
    *,
    portal: Cliente,
    recepcion: Cliente,
    leer_codigo: Callable[[], str],
) -> Telefono:
    """Return a bonded phone, ready to capture for the first process of its entidad.

    leer_codigo: called once the code was asked for; returns it from the citizen's e-mail. Raises
    Rechazado or ManifiestoAjeno.
    """
    clave = ec.generate_private_key(ec.SECP256R1())
    solicitud = pedir(ciudadano, clave=clave, portal=portal)
    pedida = mi_apoyo.firmar_activacion(
        solicitud=solicitud,
        codigo=mi_apoyo.leer_codigo(leer_codigo()),
        momento=datetime.now(UTC),
        clave=clave,
    )
    dado = bien(_post(portal, "/api/v1/mi-apoyo/activaciones", pedida)).json()
    llaves = {nombre: ed25519(texto) for nombre, texto in dado["llaves"].items()}
    entidad = dado["entidad"]["clave"]
    lista = bien(portal.pedir("GET", f"/api/v1/mi-apoyo/procesos?entidad={entidad}")).json()
    manifiesto = acuse.leer_manifiesto(lista["manifiestos"][0], llaves["manifiesto"])
    if dado["kid"] != jws.kid(clave.public_key()):
        raise ManifiestoAjeno
    return Telefono(
        proceso=manifiesto["proceso"], auxiliar=dado["auxiliar"], numero=dado["numero"],
        dispositivo=UUID(dado["dispositivo"]), clave=clave, manifiesto=manifiesto,
        llave_de_acuse=llaves["acuse"], llave_de_hora=llaves["hora"], portal=portal,
        recepcion=recepcion, consecutivo=0,
    )  # fmt: skip


def pedir(ciudadano: Ciudadano, *, clave: ec.EllipticCurvePrivateKey, portal: Cliente) -> UUID:
    """Ask for a code, sealed to the installation; return the id of the request."""
    condiciones = bien(portal.pedir("GET", "/api/v1/mi-apoyo")).json()
    publica = X25519PublicKey.from_public_bytes(jws.b64u_bytes(condiciones["clave"]["publica"]))
    ahora = datetime.now(UTC)
    id_ = identificador.uuid7(int(ahora.timestamp() * 1000), os.urandom(10))
    sellada = _HPKE.encrypt(
        ciudadano.peticion().como_bytes(),
        publica,
        info=mi_apoyo.contexto(id_, jws.kid(clave.public_key())),
    )
    firmada = mi_apoyo.firmar_solicitud(id_=id_, sellada=sellada, momento=ahora, clave=clave)
    bien(_post(portal, "/api/v1/mi-apoyo/solicitudes", firmada))
    return id_


def _post(portal: Cliente, ruta: str, texto: str) -> Respuesta:
    return portal.pedir("POST", ruta, texto.encode(), JOSE)
