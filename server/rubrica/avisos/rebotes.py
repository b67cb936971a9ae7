"""A message that a mail server could not deliver, as it comes back (RFC 3464)."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from uuid import UUID

MAX_BYTES = 1024 * 1024
_NUESTRO = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@")
_ESTADO = re.compile(r"5\.\d{1,3}\.\d{1,3}")


@dataclass(frozen=True, kw_only=True)
class Rebote:
    """Which aviso came back, and the code of why: "5.1.1". No address: it names a person."""

    aviso: UUID
    codigo: str


def leer(crudo: bytes) -> Rebote | None:
    """Return what a message says of an aviso that failed for good; None if it says nothing of it.

    A delay, a vacation answer, a note of somebody or spam say nothing.
    """
    mensaje = email.message_from_bytes(crudo[:MAX_BYTES], policy=email.policy.compat32)
    if mensaje.get_content_type() != "multipart/report":
        return None
    codigo, aviso = _codigo(mensaje), _aviso(mensaje)
    return None if codigo is None or aviso is None else Rebote(aviso=aviso, codigo=codigo)


def _codigo(mensaje: Message) -> str | None:
    """Return the status of the first recipient that failed for good."""
    for parte in _partes(mensaje, "message/delivery-status"):
        for bloque in _bloques(parte):
            estado = _ESTADO.search(bloque.get("Status", ""))
            if bloque.get("Action", "").strip().lower() == "failed" and estado:
                return estado.group()
    return None


def _aviso(mensaje: Message) -> UUID | None:
    """Return the aviso that the returned message was, by the Message-ID that we gave it."""
    for tipo in ("message/rfc822", "text/rfc822-headers"):
        for parte in _partes(mensaje, tipo):
            nuestro = _NUESTRO.search(_message_id(parte))
            if nuestro:
                return UUID(nuestro.group(1))
    return None


def _message_id(parte: Message) -> str:
    carga = parte.get_payload()
    if isinstance(carga, list):
        return str(carga[0]["Message-ID"]) if isinstance(carga[0], Message) else ""
    return str(email.message_from_string(str(carga))["Message-ID"])


def _partes(mensaje: Message, tipo: str) -> Iterator[Message]:
    return (parte for parte in mensaje.walk() if parte.get_content_type() == tipo)


def _bloques(parte: Message) -> list[Message]:
    carga = parte.get_payload()
    return [b for b in carga if isinstance(b, Message)] if isinstance(carga, list) else []
