"""Sessions as a service keeps them: a copy of their table shows no code, no secret and nobody."""

from __future__ import annotations

from typing import Any

from django.core.signing import JSONSerializer
from django.utils.crypto import salted_hmac

from rubrica.llaves.sellado import abrir, sellar

CONTEXTO = b"rubrica/sesion/1"


class Sellado:
    """Django's JSON under AES-256-GCM, by a key that comes from the service's own SECRET_KEY."""

    def dumps(self, datos: dict[str, Any]) -> bytes:
        return sellar(_llave(), JSONSerializer().dumps(datos), CONTEXTO)

    def loads(self, sellado: bytes) -> Any:
        """Return what was kept; raise NoAbre, upon which Django begins an empty session."""
        return JSONSerializer().loads(abrir(_llave(), sellado, CONTEXTO))


def _llave() -> bytes:
    return salted_hmac("rubrica.cuentas.sesion_sellada", "", algorithm="sha256").digest()
