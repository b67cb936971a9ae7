"""The door as a phone sees it: the four requests of docs/protocolo.md."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.test import Client

from rubrica import llaves
from rubrica.core import acuse, jws
from rubrica.recepcion.tests.telefono import Telefono

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Respuesta

REGISTROS = "/api/v1/registros"


def id_of(sobre: str) -> str:
    """Return the id that a sobre names."""
    return str(jws.leer_json(jws.b64u_bytes(sobre.split(".")[1]))["id"])


@dataclass
class Puerta:
    """What a phone can ask. Each returns the answer as it came."""

    client: Client

    def put(self, sobre: str, paquete: bytes, *, id_: str = "", **extra: Any) -> Respuesta:
        """Send a whole record at once."""
        return self.client.put(
            f"{REGISTROS}/{id_ or id_of(sobre)}", paquete, "application/octet-stream",
            headers={"Sobre": sobre, **extra},
        )  # fmt: skip

    def post(self, sobre: str, **extra: Any) -> Respuesta:
        """Present a sobre; its bytes follow."""
        return self.client.post(REGISTROS, sobre, "application/jose", headers=extra)

    def patch(self, id_: str, offset: int, trozo: bytes) -> Respuesta:
        """Send the bytes that follow `offset`."""
        return self.client.patch(
            f"{REGISTROS}/{id_}", trozo, "application/offset+octet-stream",
            headers={"Upload-Offset": str(offset)},
        )  # fmt: skip

    def head(self, id_: str) -> Respuesta:
        """Ask how many bytes came."""
        return self.client.head(f"{REGISTROS}/{id_}")

    def send(self, telefono: Telefono, **cambios: Any) -> Respuesta:
        """Make the next record of that phone and send it."""
        paquete = telefono.paquete()
        return self.put(telefono.sobre(paquete, **cambios), paquete)


def receipt_of(respuesta: Respuesta) -> acuse.Acuse:
    """Return the receipt of an answer, its signature verified."""
    return acuse.leer_acuse(respuesta.content, llaves.publica_ed25519("acuse"))


def refusal_of(respuesta: Respuesta) -> acuse.RechazoFirmado:
    """Return the signed refusal of an answer, its signature verified."""
    return acuse.leer_rechazo(respuesta.json()["rechazo"], llaves.publica_ed25519("acuse"))
