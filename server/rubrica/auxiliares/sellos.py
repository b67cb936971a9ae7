"""What is sealed with the portal key of a process, and the blind indexes made with it.

The portal, the Mesa and the worker hold that key; recepción does not, and never needs it.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping

from rubrica import llaves
from rubrica.auxiliares.rules import DatosDeAuxiliar

Octetos = bytes | memoryview  # as a column gives them


def seal_datos(proceso: str, numero: str, datos: DatosDeAuxiliar) -> bytes:
    """Return the sealed data of one auxiliar, bound to its Id_Auxiliar."""
    claro = json.dumps(datos.as_dict(), ensure_ascii=False).encode()
    return llaves.sellar(_key(proceso), claro, _contexto("datos", proceso, numero))


def open_datos(proceso: str, numero: str, sellado: Octetos) -> DatosDeAuxiliar:
    """Return what seal_datos sealed; raise llaves.NoAbre or llaves.LlaveAusente."""
    claro = llaves.abrir(_key(proceso), bytes(sellado), _contexto("datos", proceso, numero))
    return DatosDeAuxiliar(**json.loads(claro))


def seal_cambio(proceso: str, numero: str, cambio: Mapping[str, str]) -> bytes:
    """Return what changed of an account and why, sealed (ET 6.7)."""
    claro = json.dumps(dict(cambio), ensure_ascii=False).encode()
    return llaves.sellar(_key(proceso), claro, _contexto("cuenta", proceso, numero))


def open_cambio(proceso: str, numero: str, sellado: Octetos) -> dict[str, str]:
    """Return what seal_cambio sealed."""
    claro = llaves.abrir(_key(proceso), bytes(sellado), _contexto("cuenta", proceso, numero))
    abierto: dict[str, str] = json.loads(claro)
    return abierto


def seal_motivo(proceso: str, numero: str, motivo: str) -> bytes:
    """Return the sealed motive of a baja, in the words of who gave it."""
    return llaves.sellar(_key(proceso), motivo.encode(), _contexto("baja", proceso, numero))


def open_motivo(proceso: str, numero: str, sellado: Octetos) -> str:
    """Return the motive of a baja, "" when there is none."""
    if not sellado:
        return ""
    return llaves.abrir(_key(proceso), bytes(sellado), _contexto("baja", proceso, numero)).decode()


def seal_revocacion(proceso: str, dispositivo: str, motivo: str) -> bytes:
    """Return the sealed motive for which the authority revoked one device."""
    contexto = _contexto("revocacion", proceso, dispositivo)
    return llaves.sellar(_key(proceso), motivo.encode(), contexto)


def open_revocacion(proceso: str, dispositivo: str, sellado: Octetos) -> str:
    """Return that motive, "" when there is none."""
    if not sellado:
        return ""
    contexto = _contexto("revocacion", proceso, dispositivo)
    return llaves.abrir(_key(proceso), bytes(sellado), contexto).decode()


def index_of_correo(proceso: str, correo: str) -> bytes:
    """Return the 16 bytes by which an e-mail is found in its process and nowhere else."""
    return llaves.indice(_key(proceso), "auxiliar/correo", correo.strip().lower())


def hash_of_code(proceso: str, auxiliar: int, codigo: str) -> bytes:
    """Return the keyed hash of a code: six digits without a key would be guessed from a copy."""
    return llaves.indice(_key(proceso), "auxiliar/codigo", str(auxiliar), codigo)


def same_bytes(uno: Octetos, otro: Octetos) -> bool:
    """Compare in a time that does not tell where they differ."""
    return hmac.compare_digest(bytes(uno), bytes(otro))


def seal_anexo(proceso: str, numero: str, clase: str, huella: bytes, claro: bytes) -> bytes:
    """Return a paper of an auxiliar, sealed to the public key of the process: only custody opens.

    huella: SHA-256 of `claro`, which the seal is bound to.
    """
    contexto = _contexto(f"anexo/{clase}/{huella.hex()}", proceso, numero)
    return llaves.sellar_para(llaves.publica(proceso), claro, contexto)


def open_anexo(proceso: str, numero: str, clase: str, huella: bytes, sellado: Octetos) -> bytes:
    """Return what seal_anexo sealed; only the Mesa and the worker can. Raises llaves.NoAbre."""
    contexto = _contexto(f"anexo/{clase}/{huella.hex()}", proceso, numero)
    return llaves.abrir_con(llaves.privada_hpke(proceso), bytes(sellado), contexto)


def seal_archivo(proceso: str, numero: int, contenido: bytes) -> bytes:
    """Return a file of auxiliares, or what was found in it, bound to its number."""
    return llaves.sellar(_key(proceso), contenido, _contexto("archivo", proceso, str(numero)))


def open_archivo(proceso: str, numero: int, sellado: Octetos) -> bytes:
    """Return what seal_archivo sealed."""
    return llaves.abrir(_key(proceso), bytes(sellado), _contexto("archivo", proceso, str(numero)))


def _key(proceso: str) -> bytes:
    return llaves.de_proceso(proceso, "portal")


def _contexto(que: str, proceso: str, numero: str) -> bytes:
    return f"auxiliares/{que}/{proceso}/{numero}".encode()
