"""From the sealed form of a record to what finds it in its cut, and what it must answer to stay.

Pure: bytes in, bytes out, so that a pool of processes shares the work. No Django here.
"""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from rubrica.core.credencial.causas import LecturaInvalida
from rubrica.padron.indices import NONCE, Indice, LlavesDeCorte
from rubrica.verificacion.rules import Leidas, leidas_de

NULO = struct.pack("!i", -1)
LARGO = struct.Struct("!i")
CLAVES = ("cic", "identificador", "ocr", "clave", "emision")
# As every reader of rules.leidas_de leaves a key; what is not so is read by them again.
LIMPIA = {
    "cic": re.compile(r"[0-9]{9}"),
    "identificador": re.compile(r"[0-9]{9}"),
    "ocr": re.compile(r"[0-9]{13}"),
    "clave": re.compile(r"[A-Z]{6}[0-9]{8}[HM][0-9]{3}"),
    "emision": re.compile(r"[0-9]{2}"),
}
COLUMNAS = (
    "compulsa_id", "registro", "corte_id", "cic", "ocr", "clave", "identificador", "emision",
    "de_nadie", "persona", "situacion", "causa", "municipio", "corte",
)  # fmt: skip
CAMPOS = struct.pack("!h", len(COLUMNAS))
ENTERO = struct.Struct("!ii")
SOLO_ENTERO = struct.Struct("!i")


@dataclass(frozen=True)
class Llaves:
    """The keys of one process and of the cuts that its records ask, ready to use."""

    proceso: str
    datos: bytes
    indice: bytes
    cortes: Mapping[int, LlavesDeCorte]

    @cached_property
    def abridor(self) -> AESGCM:
        """What opens the forms of the process."""
        return AESGCM(self.datos)

    @cached_property
    def personas(self) -> Mapping[str, Indice]:
        """The index of a person in the process, by the name of the key that names them."""
        return {n: Indice(self.indice, "persona", n) for n in CLAVES}

    @cached_property
    def comprobantes(self) -> Mapping[int, tuple[Indice, Indice]]:
        """By cut, the indexes of an identificador and of an emisión, to compare without seeing."""
        return {
            n: (Indice(c.indice, "identificador"), Indice(c.indice, "emision"))
            for n, c in self.cortes.items()
        }


# As registros.compulsables.Compulsable says.
PorDerivar = tuple[str, int, bytes | None, bytes | None, str, str, str, str]


def derivar(filas: Sequence[PorDerivar], *, compulsa: int, llaves: Llaves) -> bytes:
    """Return the rows of COLUMNAS, as binary COPY takes them; raise InvalidTag for a bad seal."""
    cabeza = CAMPOS + ENTERO.pack(4, compulsa)
    return b"".join(cabeza + _fila(fila, llaves) for fila in filas)


def _fila(fila: PorDerivar, llaves: Llaves) -> bytes:
    id_, numero, datos, persona, *dice = fila
    leidas = leer(_formulario(id_, datos, llaves))
    corte = llaves.cortes[numero]
    identificador, emision = llaves.comprobantes[numero]
    quien = leidas.de_la_persona()
    octetos = (
        bytes.fromhex(id_.replace("-", "")),
        SOLO_ENTERO.pack(numero),
        leidas.cic and corte.cic(leidas.cic),
        leidas.ocr and corte.ocr(leidas.ocr),
        leidas.clave and corte.clave(leidas.clave),
        leidas.identificador and identificador(leidas.identificador),
        leidas.emision and emision(leidas.emision),
        quien and llaves.personas[quien[0]](quien[1]),
        persona,
    )
    textos = [texto.encode() for texto in dice]
    return b"".join(
        (
            *(LARGO.pack(len(o)) + o if o else NULO for o in octetos),
            *(LARGO.pack(len(t)) + t for t in textos),
        )
    )


def _formulario(id_: str, datos: bytes | None, llaves: Llaves) -> dict[str, str]:
    """Return the form of a record, as registros.sellos.abrir_formulario does."""
    if not datos:
        return {}
    contexto = f"registros/formulario/{id_}".encode()
    leido: dict[str, str] = json.loads(
        llaves.abridor.decrypt(datos[:NONCE], datos[NONCE:], contexto)
    )
    return leido


def leer(formulario: Mapping[str, str]) -> Leidas:
    """Return the keys of a form as leidas_de does; none at all when one is out of form.

    Nearly every form is clean: its keys are taken as they are, eight times as fast.
    """
    hallado = {n: v for n in CLAVES if (v := formulario.get(n, ""))}
    if all(LIMPIA[n].fullmatch(v) for n, v in hallado.items()):
        if "ocr" in hallado:
            hallado.setdefault("identificador", hallado["ocr"][4:])
        return Leidas(**hallado)
    try:
        return leidas_de(formulario)
    except LecturaInvalida:
        return Leidas()
