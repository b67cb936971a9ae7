"""What only the worker opens or makes: the request, the data of the acuse, the blind indexes."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from uuid import UUID

from rubrica import llaves
from rubrica.core.mi_apoyo import Peticion, contexto, leer_peticion

LLAVE = "mi_apoyo"  # the installation's, HPKE: phones seal to it, the worker opens
INDICE = "vinculos"  # HMAC, the worker's


@dataclass(frozen=True, kw_only=True)
class DatosDelVinculo:
    """What the acuse of ET 7.22 says besides the record."""

    cic: str
    correo: str
    codigo: str


def open_request(solicitud: UUID, kid: str, sellada: bytes) -> Peticion:
    """Return what a phone sealed; raise llaves.NoAbre or PeticionInvalida."""
    return leer_peticion(llaves.desellar_para(LLAVE, sellada, contexto(solicitud, kid)))


def seal_data(kid: str, datos: DatosDelVinculo) -> bytes:
    """Return the data of one bond, sealed to the worker and bound to its device."""
    claro = json.dumps(asdict(datos)).encode()
    return llaves.sellar_para(llaves.publica(LLAVE), claro, _contexto(kid))


def open_data(kid: str, sellado: bytes) -> DatosDelVinculo:
    """Return what seal_data sealed; raise llaves.NoAbre or llaves.LlaveAusente."""
    claro = llaves.desellar_para(LLAVE, sellado, _contexto(kid))
    return DatosDelVinculo(**json.loads(claro))


def index_of_person(clave_elector: str) -> bytes:
    """Return the 16 bytes by which a person of the padrón is known across her credentials."""
    return llaves.indice(llaves.de_instalacion(INDICE), "mi_apoyo/persona", clave_elector)


def index_of_mail(correo: str) -> bytes:
    """Return the 16 bytes by which a mailbox is known; capitals do not make another."""
    return llaves.indice(llaves.de_instalacion(INDICE), "mi_apoyo/correo", correo.strip().lower())


def hash_of_code(solicitud: UUID, kid: str, codigo: str) -> bytes:
    """Return what is kept of a code. Known, it is useless: only its own device may type it."""
    return hashlib.sha256(f"rubrica/mi-apoyo/codigo|{solicitud}|{kid}|{codigo}".encode()).digest()


def same_bytes(uno: bytes | memoryview, otro: bytes | memoryview) -> bool:
    """Compare in a time that does not tell where they differ."""
    return hmac.compare_digest(bytes(uno), bytes(otro))


def _contexto(kid: str) -> bytes:
    return f"rubrica/mi-apoyo/datos/1|{kid}".encode()
