"""What only the worker opens or makes: the request, the data of the acuse, the blind indexes.

A bond is of an entidad, and so is the key of its indexes and of its seal (ADR 0119). What was made
before is under the installation's keys, which every search tries too.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from uuid import UUID

from rubrica import llaves
from rubrica.core.mi_apoyo import Peticion, contexto, leer_peticion

LLAVE = "mi_apoyo"  # the installation's, HPKE: phones seal to it, the worker opens
INDICE = "vinculos"  # the installation's HMAC: of what was made before each entidad had its own
DE_ENTIDAD = b"\x02"  # first byte of a seal of the entidad; HPKE's are the older ones


@dataclass(frozen=True, kw_only=True)
class DatosDelVinculo:
    """What the acuse of ET 7.22 says besides the record."""

    cic: str
    correo: str
    codigo: str


def open_request(solicitud: UUID, kid: str, sellada: bytes) -> Peticion:
    """Return what a phone sealed; raise llaves.NoAbre or PeticionInvalida."""
    return leer_peticion(llaves.desellar_para(LLAVE, sellada, contexto(solicitud, kid)))


def seal_data(entidad: str, kid: str, datos: DatosDelVinculo) -> bytes:
    """Return the data of one bond, sealed with the key of its entidad and bound to its device."""
    claro = json.dumps(asdict(datos)).encode()
    return DE_ENTIDAD + llaves.sellar(_key_of(entidad), claro, _contexto(2, kid))


def open_data(entidad: str, kid: str, sellado: bytes) -> DatosDelVinculo:
    """Return what seal_data sealed, now or before; raise llaves.NoAbre or llaves.LlaveAusente."""
    return DatosDelVinculo(**json.loads(_open(entidad, kid, sellado)))


def _open(entidad: str, kid: str, sellado: bytes) -> bytes:
    if sellado[:1] != DE_ENTIDAD:
        return llaves.desellar_para(LLAVE, sellado, _contexto(1, kid))
    try:
        return llaves.abrir(llaves.de_vinculos(entidad), sellado[1:], _contexto(2, kid))
    except (llaves.NoAbre, llaves.LlaveAusente):
        with suppress(llaves.NoAbre):  # one in 256 of the older begins with that byte too
            return llaves.desellar_para(LLAVE, sellado, _contexto(1, kid))
        raise


def index_of_person(entidad: str, clave_elector: str) -> bytes:
    """Return the 16 bytes by which a person is known across her credentials in that entidad."""
    return _of_person(_key_of(entidad), clave_elector)


def index_of_mail(entidad: str, correo: str) -> bytes:
    """Return the 16 bytes by which a mailbox is known; capitals do not make another."""
    return _of_mail(_key_of(entidad), correo)


def indexes_of_person(clave_elector: str) -> dict[str, bytes]:
    """Return entidad → index of a person under each key that lives; "" is the installation's."""
    return {e: _of_person(llave, clave_elector) for e, llave in _living().items()}


def indexes_of_mail(correo: str) -> dict[str, bytes]:
    """Return entidad → index of a mailbox under each key that lives; "" is the installation's."""
    return {e: _of_mail(llave, correo) for e, llave in _living().items()}


def hash_of_code(solicitud: UUID, kid: str, codigo: str) -> bytes:
    """Return what is kept of a code. Known, it is useless: only its own device may type it."""
    return hashlib.sha256(f"rubrica/mi-apoyo/codigo|{solicitud}|{kid}|{codigo}".encode()).digest()


def same_bytes(uno: bytes | memoryview, otro: bytes | memoryview) -> bool:
    """Compare in a time that does not tell where they differ."""
    return hmac.compare_digest(bytes(uno), bytes(otro))


def _of_person(llave: bytes, clave_elector: str) -> bytes:
    return llaves.indice(llave, "mi_apoyo/persona", clave_elector)


def _of_mail(llave: bytes, correo: str) -> bytes:
    return llaves.indice(llave, "mi_apoyo/correo", correo.strip().lower())


def _key_of(entidad: str) -> bytes:
    """Return the key of an entidad, made now if it has none."""
    llaves.crear_vinculos(entidad)
    return llaves.de_vinculos(entidad)


def _living() -> Mapping[str, bytes]:
    """Return every key of bonds; raise llaves.LlaveAusente where this service has none."""
    de_entidades = {e: llaves.de_vinculos(e) for e in llaves.entidades_con_vinculos()}
    return {"": llaves.de_instalacion(INDICE)} | de_entidades


def _contexto(version: int, kid: str) -> bytes:
    return f"rubrica/mi-apoyo/datos/{version}|{kid}".encode()
