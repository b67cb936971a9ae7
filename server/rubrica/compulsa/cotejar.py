"""Which records stay as they were, proved one by one; the others are asked as any record is.

It says "the same" only when the cut, the person, the situación, its cause and the municipio are
those that the record has. Pure, as derivar.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rubrica.compulsa.derivar import Llaves
from rubrica.padron.bloques import SELLADAS, SEPARA
from rubrica.verificacion.rules import situacion_registral

IDENTIFICADOR, CLAVE, EMISION = (
    SELLADAS.index(n) for n in ("identificador", "clave_elector", "emision")
)
NO_ENCONTRADO = "no_encontrado"


# Of a record: number of the cut that answers, blind identificador and emisión, its person while
# nobody is found, and what it says: person, situación, cause, municipio, cut. Of the row found, if
# any: the key that found it, clave (blind), entidad, municipio, situación, cause, seal.
Cruzado = tuple[
    int, bytes | None, bytes | None, bytes | None, bytes | None, str, str, str, str,
    str | None, bytes | None, int, int, str, str, bytes,
]  # fmt: skip
Dicho = tuple[bytes | None, str, str, str]  # person, situación, cause, municipio


Cotejable = tuple[str, str, Cruzado]  # a record's id and situación as they were taken, and that


def siguen_igual(lote: Sequence[Cotejable], *, llaves: Llaves, entidad: str) -> list[bool]:
    """Return, in order, of which records the cut says what they already say.

    entidad: two digits, of the process. Raises InvalidTag for a row whose seal is another's.
    """
    return [_sigue_igual(fila, llaves, entidad) for _, _, fila in lote]


def _sigue_igual(fila: Cruzado, llaves: Llaves, entidad: str) -> bool:
    numero, identificador, emision, de_nadie, *dice, corte = fila[:9]
    if corte != str(numero):
        return False
    if fila[9] is None:
        return (de_nadie, NO_ENCONTRADO, "", "") == tuple(dice)
    leido = {"cic": identificador, "clave": emision}.get(fila[9])
    return _de(fila[9:], leido, numero, llaves, entidad) == tuple(dice)


def _de(
    hallada: Sequence[Any], leido: bytes | None, numero: int, llaves: Llaves, propia: str
) -> Dicho | None:
    """Return what a record says by that row; None when the row is not of what was read.

    leido: blind, what must be the row's own beside the key that found it (padron.rules.concuerda).
    """
    por, clave, entidad, municipio, situacion, causa, sello = hallada
    claro = llaves.cortes[numero].abrir(sello, clave).decode().split(SEPARA)
    identificador, emision = llaves.comprobantes[numero]
    suyo = identificador(claro[IDENTIFICADOR]) if por == "cic" else emision(claro[EMISION])
    if leido is not None and leido != suyo:
        return None
    situacion, municipio = situacion_registral(
        entidad=f"{entidad:02}", propia=propia, situacion=situacion, municipio=f"{municipio:03}"
    )
    return (llaves.personas["clave"](claro[CLAVE]), situacion, causa, municipio)
