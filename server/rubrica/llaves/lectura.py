"""What a context asks for: a signer, a public half, a key of a process or of a cut."""

from __future__ import annotations

import base64
import hashlib
import json

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from rubrica.llaves import deposito, inventario, sellado

FIRMANTES = ("acuse", "hora", "manifiesto", "punto_de_control", "resultados")


def firmante(nombre: str) -> Ed25519PrivateKey:
    """Return an installation's signing key by its name; raise LlaveAusente, or KeyError."""
    if nombre not in FIRMANTES:
        raise KeyError(nombre)
    return Ed25519PrivateKey.from_private_bytes(
        deposito.leer(inventario.ruta_de_instalacion(nombre))
    )


def publica(nombre: str) -> bytes:
    """Return 32 raw public bytes: of an installation key, or of a process by its id."""
    ruta = inventario.ruta_publica(nombre)
    return deposito.leer_archivo(deposito.raiz() / ruta, ruta)


def publica_ed25519(nombre: str) -> Ed25519PublicKey:
    """Return the verifying half of an installation's signing key."""
    return Ed25519PublicKey.from_public_bytes(publica(nombre))


def publicadas() -> str:
    """Return the public halves of the signing keys as the JSON that `rubrica verificar` reads."""
    llaves = {n: base64.urlsafe_b64encode(publica(n)).rstrip(b"=").decode() for n in FIRMANTES}
    return json.dumps({"formato": "rubrica/llaves/1", "llaves": llaves}, indent=1) + "\n"


def kid(publica_x25519: bytes) -> bytes:
    """Return the 16-byte id of a process key: how a paquete names the key it is sealed to."""
    return hashlib.sha256(publica_x25519).digest()[:16]


def de_proceso(proceso: str, clase: str) -> bytes:
    """Return the 32 bytes of a key of a process: proceso, datos, portal or indice."""
    return deposito.leer(inventario.ruta_de_proceso(proceso, clase))


def privada_hpke(proceso: str) -> X25519PrivateKey:
    """Return the private half that opens the paquetes of a process."""
    return X25519PrivateKey.from_private_bytes(de_proceso(proceso, "proceso"))


def de_corte(corte: str | int, clase: str) -> bytes:
    """Return the 32 bytes of a key of a padrón cut: indice or corte."""
    return deposito.leer(inventario.ruta_de_corte(str(corte), clase))


def de_vinculos(entidad: str) -> bytes:
    """Return the 32 bytes of the key of the bonds of an entidad; raise LlaveAusente."""
    return deposito.leer(inventario.ruta_de_vinculos(entidad))


def entidades_con_vinculos() -> list[str]:
    """Return the entidades that have a key of their bonds, in order; SIN_ENTIDAD may be one."""
    carpeta = (deposito.raiz() / inventario.ruta_de_vinculos(inventario.SIN_ENTIDAD)).parent
    return sorted(archivo.stem for archivo in carpeta.glob("[0-9][0-9].key"))


def de_instalacion(nombre: str) -> bytes:
    """Return the 32 bytes of a symmetric key of the installation; raise LlaveAusente, KeyError."""
    if nombre not in inventario.SIMETRICAS:
        raise KeyError(nombre)
    return deposito.leer(inventario.ruta_de_instalacion(nombre))


def desellar_para(nombre: str, sellado_: bytes, contexto: bytes) -> bytes:
    """Return what `sellar_para` sealed to that installation key; raise NoAbre or LlaveAusente."""
    privada = deposito.leer(inventario.ruta_de_instalacion(nombre))
    return sellado.abrir_con(X25519PrivateKey.from_private_bytes(privada), sellado_, contexto)
