"""What the reviewer is warned of beside a form, in the reviewer's words.

The phone warns of a picture that was kept all the same; the worker, of the credential of a record
of Mi Apoyo. One catalogue for both languages, catalogos/avisos.json: the phone says `consejo`, the
Mesa `senal`; what only the worker finds is of the part `credencial` and gives no advice.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from rubrica.core.contenido import AvisoDeCalidad

CATALOGO = Path(__file__).with_name("catalogos") / "avisos.json"
CREDENCIAL = "credencial"  # no part of a paquete, so that no phone can write it
PARTES = {
    "anverso": "Anverso",
    "reverso": "Reverso",
    "rostro": "Fotografía viva",
    "firma": "Firma",
    "huella": "Huella",
    "testigo": "Firma de la persona testigo",
    CREDENCIAL: "Credencial",
}


@dataclass(frozen=True, kw_only=True)
class Aviso:
    """One warning. de: parts it may be of; consejo: what to change; senal: what it is called."""

    de: tuple[str, ...]
    consejo: str
    senal: str
    numeral: str


def _cargar() -> Mapping[str, Aviso]:
    filas = json.loads(CATALOGO.read_text("utf-8"))
    return MappingProxyType(
        {codigo: Aviso(**{**fila, "de": tuple(fila["de"])}) for codigo, fila in filas.items()}
    )


AVISOS = _cargar()


def anotar(avisos: Iterable[AvisoDeCalidad]) -> str:
    """Return the warnings as one line, `parte/codigo` by `parte/codigo`, each of them once."""
    return " ".join(dict.fromkeys(f"{aviso.de}/{aviso.codigo}" for aviso in avisos))


def leer(anotados: str) -> tuple[str, ...]:
    """Return the sentences of a line of `anotar`, one for each part of the record, in its order.

    A code that this version does not know is shown as it came: a newer phone may warn of more.
    """
    por_parte: dict[str, list[str]] = {}
    for anotado in anotados.split():
        parte, codigo = anotado.split("/", 1)
        aviso = AVISOS.get(codigo)
        por_parte.setdefault(parte, []).append(aviso.senal if aviso else f"aviso «{codigo}»")
    return tuple(f"{PARTES[parte]}: {'; '.join(senales)}." for parte, senales in por_parte.items())
