"""Recordings of a process in other languages: an index that the manifest's key signs.

A recording is a file named by its own SHA-256. The index says of which words it is, and of which
version of them: a phone that shows other words plays nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from rubrica.core import jws

TYP = "rubrica-audios+jws"
MAX_INDICE = 64 * 1024
MAX_AUDIO = 3 * 1024 * 1024
MAX_PAQUETE = 20 * 1024 * 1024
TIPOS = {".ogg": "audio/ogg", ".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".wav": "audio/wav"}
TEXTOS = frozenset({"manifiesto"})
IDIOMA = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
ARCHIVO = re.compile(r"[0-9a-f]{64}\.(ogg|mp3|m4a|wav)\Z")


class AudioInvalido(ValueError):
    """A recording that no index may name: says why."""


@dataclass(frozen=True, kw_only=True)
class Audio:
    """One recording.

    idioma: BCP 47, "zai". nombre: as its speakers call it. texto: what it reads, of TEXTOS.
    version: of those words. archivo: SHA-256 in hexadecimal, and suffix. bytes: its length.
    """

    idioma: str
    nombre: str
    texto: str
    version: int
    archivo: str
    bytes: int

    def __post_init__(self) -> None:
        if not IDIOMA.match(self.idioma) or not self.nombre.strip():
            raise AudioInvalido("el idioma va en BCP 47 («zai») y con el nombre que le dan")
        if self.texto not in TEXTOS or self.version < 1:
            raise AudioInvalido(f"el texto es uno de {sorted(TEXTOS)}, con su versión")
        if not ARCHIVO.match(self.archivo):
            raise AudioInvalido("el archivo se llama como su SHA-256, con sufijo de audio")
        if not 0 < self.bytes <= MAX_AUDIO:
            raise AudioInvalido(f"cada grabación pesa a lo más {MAX_AUDIO} bytes")


def firmar(proceso: str, audios: Sequence[Audio], clave: Ed25519PrivateKey) -> str:
    """Return the index as a JWS. Raises AudioInvalido over MAX_PAQUETE, or two of one thing."""
    if sum(a.bytes for a in audios) > MAX_PAQUETE:
        raise AudioInvalido(f"las grabaciones de un proceso pesan a lo más {MAX_PAQUETE} bytes")
    if len({(a.idioma, a.texto) for a in audios}) < len(audios):
        raise AudioInvalido("hay dos grabaciones del mismo texto en el mismo idioma")
    carga: Mapping[str, object] = {"proceso": proceso, "audios": [asdict(a) for a in audios]}
    return jws.firmar(carga, typ=TYP, clave=clave)


def leer(texto: str | bytes, clave: Ed25519PublicKey) -> tuple[str, tuple[Audio, ...]]:
    """Return process and recordings of an index that `clave` signed. Raises JwsInvalido."""
    carga: dict[str, Any] = jws.verificar(texto, typ=TYP, clave=clave, max_bytes=MAX_INDICE)
    try:
        return str(carga["proceso"]), tuple(Audio(**uno) for uno in carga["audios"])
    except (KeyError, TypeError, AudioInvalido):
        raise jws.JwsInvalido(jws.Causa.CARGA, "audios") from None
