"""The legal representative, sealed with the portal key of the process (ET 1.2, 14.1)."""

from __future__ import annotations

import json

from rubrica import llaves
from rubrica.procesos.expediente import Representante

ELIMINADO = b"\x00"  # what stands where a representante was, once its process is eliminated (13.9)


def sellar_representante(proceso: str, representante: Representante) -> bytes:
    """Return the sealed data of the representative, bound to its process."""
    claro = json.dumps(representante.as_dict(), ensure_ascii=False).encode()
    return llaves.sellar(llaves.de_proceso(proceso, "portal"), claro, _contexto(proceso))


def abrir_representante(proceso: str, sellado: bytes | memoryview) -> Representante:
    """Return what was sealed; raise llaves.NoAbre or llaves.LlaveAusente."""
    llave = llaves.de_proceso(proceso, "portal")
    return Representante(**json.loads(llaves.abrir(llave, bytes(sellado), _contexto(proceso))))


def _contexto(proceso: str) -> bytes:
    return f"procesos/representante/{proceso}".encode()
