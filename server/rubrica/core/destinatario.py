"""The public key that the OPL gives for what is delivered to it: age or OpenPGP (ET 13.6).

Both kinds are data: how each is recognised, how its files end, and how its owner opens them with an
ordinary tool. Only the owner has the secret half; one that is pasted here is refused aloud.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import BinaryIO

import pyrage
import pysequoia

from rubrica.core.rechazos import rechazo

MAX_CARACTERES = 20_000
DE_PGP = "-----BEGIN PGP PUBLIC KEY BLOCK-----"
SECRETAS = ("AGE-SECRET-KEY-", "-----BEGIN PGP PRIVATE KEY BLOCK-----")


class Tipo(StrEnum):
    """The kinds of key that a delivery can be sealed to."""

    AGE = "age"
    OPENPGP = "openpgp"


@dataclass(frozen=True, kw_only=True)
class Clase:
    """What people and programs need to know of a kind of key.

    sufijo: of the sealed files. abrir: shell command that writes to its output the file "$a".
    huella: shell command whose output begins with the fingerprint of the key.
    """

    nombre: str
    sufijo: str
    abrir: str
    huella: str


CLASES: Mapping[Tipo, Clase] = {
    Tipo.AGE: Clase(
        nombre="age (X25519)",
        sufijo="age",
        abrir='age -d -i entrega.txt "$a"',
        huella="printf %s age1… | sha256sum",
    ),
    Tipo.OPENPGP: Clase(
        nombre="OpenPGP",
        sufijo="gpg",
        abrir='gpg --decrypt "$a"',
        huella="tr -d '\\r' < llave.asc | sha256sum",
    ),
}


@dataclass(frozen=True)
class Destinatario:
    """A public key as it is kept: one spelling, so that its fingerprint is one."""

    tipo: Tipo
    texto: str

    @property
    def huella(self) -> str:
        """SHA-256 of its text, in hex: what two people compute from the copy that they hold."""
        return hashlib.sha256(self.texto.encode()).hexdigest()

    @property
    def clase(self) -> Clase:
        return CLASES[self.tipo]


def leer(texto: str, *, momento: datetime) -> Destinatario:
    """Return the key that a person pasted.

    Raises `llave-secreta`, `llave-de-entrega-invalida` for any other kind, and
    `llave-openpgp-inservible` for one that is revoked, past its date, or does not encrypt.
    """
    if any(s in texto for s in SECRETAS):
        raise rechazo("llave-secreta")
    limpio = "\n".join(linea.rstrip() for linea in texto.strip().splitlines())
    if limpio.startswith(DE_PGP):
        return _de_openpgp(f"{limpio}\n", momento)
    return _de_age(limpio.lower())


def de_tipo(tipo: str, texto: str) -> Destinatario:
    """Return a key as it was kept."""
    return Destinatario(Tipo(tipo), texto)


def tipo_de(texto: str) -> Tipo:
    """Return the kind of a key that was already read."""
    return Tipo.OPENPGP if texto.startswith(DE_PGP) else Tipo.AGE


def _de_age(texto: str) -> Destinatario:
    try:
        pyrage.x25519.Recipient.from_str(texto)
    except pyrage.RecipientError:
        raise rechazo("llave-de-entrega-invalida") from None
    return Destinatario(Tipo.AGE, texto)


def _de_openpgp(texto: str, momento: datetime) -> Destinatario:
    if len(texto) > MAX_CARACTERES:
        raise rechazo("llave-de-entrega-invalida")
    try:
        cert = pysequoia.Cert.from_bytes(texto.encode())
    except (RuntimeError, ValueError):
        raise rechazo("llave-de-entrega-invalida") from None
    vence = cert.expiration
    if cert.is_revoked or (vence is not None and vence.astimezone(UTC) <= momento):
        raise rechazo("llave-openpgp-inservible")
    try:
        pysequoia.encrypt(b"", [cert])
    except RuntimeError:  # it has no subkey that encrypts
        raise rechazo("llave-openpgp-inservible") from None
    return Destinatario(Tipo.OPENPGP, texto)


def sellar(destinatario: Destinatario, claro: bytes, salida: BinaryIO) -> None:
    """Write to `salida` the bytes sealed to that key, as stock `age` or `gpg` opens them."""
    SELLAR[destinatario.tipo](destinatario.texto, claro, salida)


def sellar_texto(destinatario: Destinatario, claro: bytes) -> str:
    """Return a short text sealed to that key, armored."""
    if destinatario.tipo is Tipo.AGE:
        publica = pyrage.x25519.Recipient.from_str(destinatario.texto)
        return str(pyrage.encrypt(claro, [publica], armored=True).decode())
    cert = pysequoia.Cert.from_bytes(destinatario.texto.encode())
    return bytes(pysequoia.encrypt(claro, [cert])).decode()


def _sellar_con_age(texto: str, claro: bytes, salida: BinaryIO) -> None:
    pyrage.encrypt_io(io.BytesIO(claro), salida, [pyrage.x25519.Recipient.from_str(texto)])


def _sellar_con_openpgp(texto: str, claro: bytes, salida: BinaryIO) -> None:
    cert = pysequoia.Cert.from_bytes(texto.encode())
    salida.write(pysequoia.encrypt(claro, [cert], armor=False))


SELLAR: Mapping[Tipo, Callable[[str, bytes, BinaryIO], None]] = {
    Tipo.AGE: _sellar_con_age,
    Tipo.OPENPGP: _sellar_con_openpgp,
}
