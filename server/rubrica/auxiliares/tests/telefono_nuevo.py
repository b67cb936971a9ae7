"""A phone before it is enrolled: what it asks of the portal (ET 4.4, 4.9)."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client

from rubrica.core import jws
from rubrica.core.acuse import Baja

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Respuesta

URL = "/api/v1/enrolamientos"


@dataclass
class TelefonoNuevo:
    """Each method returns the answer as it came; `cambios` replaces members of the body."""

    client: Client
    proceso: str
    auxiliar: str
    correo: str
    ultimo_codigo: Callable[[], str]
    clave: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def another(self) -> TelefonoNuevo:
        """Return one more phone of the same person."""
        return TelefonoNuevo(
            self.client, self.proceso, self.auxiliar, self.correo, self.ultimo_codigo
        )

    def cuatro(self) -> dict[str, Any]:
        return {
            "autenticacion": "correo",
            "proceso": self.proceso,
            "auxiliar": self.auxiliar,
            "correo": self.correo,
        }

    def pedir_codigo(self, **cambios: Any) -> Respuesta:
        return self._post(f"{URL}/codigo", {**self.cuatro(), **cambios})

    def enrolar(self, codigo: str, **cambios: Any) -> Respuesta:
        cuerpo = {
            **self.cuatro(), "codigo": codigo, "jwk": jws.jwk(self.clave.public_key()),
            "responsiva": True, "responsiva_version": 1,
        }  # fmt: skip
        return self._post(URL, {**cuerpo, **cambios})

    def restablecer(self, codigo: str, dispositivo: str, hasta: int, **cambios: Any) -> Respuesta:
        """Ask for `self.clave` to be the key of that device from now on."""
        cuerpo = {
            **self.cuatro(), "codigo": codigo, "jwk": jws.jwk(self.clave.public_key()),
            "hasta_consecutivo": hasta,
        }  # fmt: skip
        return self._post(f"{URL}/{dispositivo}/llave", {**cuerpo, **cambios})

    def entrar(self) -> Respuesta:
        """Ask for a code, read the e-mail and enrol."""
        self.pedir_codigo()
        return self.enrolar(self.ultimo_codigo())

    def baja(self, dispositivo: str, momento: Any, hasta: int = 3, **cambios: Any) -> Respuesta:
        pedida = Baja(dispositivo=uuid.UUID(dispositivo), hasta_consecutivo=hasta, momento=momento)
        texto = pedida.firmar(cambios.get("clave", self.clave))
        return self.client.post(
            f"{URL}/{cambios.get('url', dispositivo)}/baja", texto, content_type="application/jose"
        )

    def _post(self, url: str, cuerpo: dict[str, Any]) -> Respuesta:
        return self.client.post(url, cuerpo, content_type="application/json")
