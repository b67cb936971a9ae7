"""A phone for tests and benches: its key, its consecutivos, paquetes that nobody could open.

The door never opens a paquete, so random bytes behind a right header are as good as a real one.
"""

from __future__ import annotations

import os
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric import ec

from rubrica.core import folio, identificador, jws, paquete, sobre
from rubrica.core.sobre import Datos, Reloj


@dataclass
class Telefono:
    """One device of one auxiliar. `kid_de_proceso`: the 16 bytes that name the process key."""

    proceso: str
    auxiliar: str
    kid_de_proceso: bytes
    numero: int = 1
    dispositivo: uuid.UUID = field(default_factory=uuid.uuid4)
    clave: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    consecutivo: int = 0
    reloj: Reloj = field(default_factory=Reloj)

    @property
    def jwk(self) -> dict[str, str]:
        return jws.jwk(self.clave.public_key())

    @property
    def kid(self) -> str:
        return jws.kid(self.clave.public_key())

    def paquete(self, tamano: int = 600) -> bytes:
        """Return bytes that look, from outside, like a paquete of this process."""
        cabeza = bytes([paquete.SUITE]) + self.kid_de_proceso
        return cabeza + os.urandom(tamano - len(cabeza))

    def datos(self, *, consecutivo: int | None = None, **cambios: object) -> Datos:
        """Return the fields of the next sobre; `cambios` replaces any of them."""
        if consecutivo is None:
            self.consecutivo += 1
            consecutivo = self.consecutivo
        momento = datetime.now(UTC)
        campos: dict[str, object] = {
            "id": identificador.uuid7(int(momento.timestamp() * 1000), os.urandom(10)),
            "folio": folio.componer(
                proceso=self.proceso, auxiliar=self.auxiliar, dispositivo=self.numero,
                consecutivo=consecutivo, azar=os.urandom,
            ),
            "proceso": self.proceso,
            "dispositivo": self.dispositivo,
            "consecutivo": consecutivo,
            "capturado_en": momento,
            "app": "1.0.0",
            "reloj": self.reloj,
        }  # fmt: skip
        return Datos(**{**campos, **cambios})  # type: ignore[arg-type]

    def sobre(self, paquete_: bytes, **cambios: object) -> str:
        """Return the signed sobre of those bytes."""
        return sobre.firmar(self.datos(**cambios), paquete_, self.clave)  # type: ignore[arg-type]
