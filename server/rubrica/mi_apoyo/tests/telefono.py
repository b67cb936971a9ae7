"""Ciro's phone: it asks for a code, types it, and then captures as any other."""

from __future__ import annotations

import os
import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from cryptography.hazmat.primitives.asymmetric import ec

from rubrica import llaves
from rubrica.core import identificador, jws, mi_apoyo
from rubrica.core.mi_apoyo import Peticion

CIRO = Peticion(
    autenticacion="correo", cic="123456789", identificador="012345678",
    vence=date(2033, 12, 31), correo="ciro@ejemplo.test",
)  # fmt: skip


def nuevo_id() -> uuid.UUID:
    return identificador.uuid7(int(datetime.now(UTC).timestamp() * 1000), os.urandom(10))


@dataclass
class TelefonoDeMiApoyo:
    """One device and its key; `solicitud` is the last request it made."""

    clave: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    solicitud: uuid.UUID = field(default_factory=nuevo_id)

    @property
    def kid(self) -> str:
        return jws.kid(self.clave.public_key())

    def pide(self, peticion: Peticion = CIRO, *, otra: bool = True) -> str:
        """Return a signed request; the same id again when `otra` is False."""
        if otra:
            self.solicitud = nuevo_id()
        sellada = llaves.sellar_para(
            llaves.publica("mi_apoyo"), peticion.como_bytes(),
            mi_apoyo.contexto(self.solicitud, self.kid),
        )  # fmt: skip
        return mi_apoyo.firmar_solicitud(
            id_=self.solicitud, sellada=sellada, momento=datetime.now(UTC), clave=self.clave
        )

    def escribe(self, codigo: str) -> str:
        """Return a signed activation with that code."""
        return mi_apoyo.firmar_activacion(
            solicitud=self.solicitud, codigo=codigo, momento=datetime.now(UTC), clave=self.clave
        )
