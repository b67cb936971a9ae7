"""The señales by which a supervisor assigns loads: those of the images, and two of the padrón.

Each has a key, the words that people read, and the condition by which the queue finds its records.
They inform and order; people decide (ET 10.3).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from rubrica.registros.rules import Situacion
from rubrica.senales import queries as senalado
from rubrica.senales.catalogo import TIPOS


@dataclass(frozen=True, kw_only=True)
class Senal:
    """clave: its key. texto: what people read. donde: its records, over those of registros."""

    clave: str
    texto: str
    donde: Q


DEL_PADRON = (
    Senal(
        clave="misma-persona",
        texto="La misma persona está en otro registro",
        donde=Q(repite=True),
    ),
    Senal(
        clave="datos-no-encontrados",
        texto="Datos no encontrados en el Padrón Electoral",
        donde=Q(situacion=Situacion.NO_ENCONTRADO.value),
    ),
)
_CATALOGO = {
    senal.clave: senal
    for senal in (
        *DEL_PADRON,
        *(
            Senal(clave=tipo.clave, texto=tipo.nombre, donde=senalado.con(tipo.clave))
            for tipo in TIPOS.values()
        ),
    )
}


def catalogo() -> list[Senal]:
    """Return every señal, by its words."""
    return sorted(_CATALOGO.values(), key=lambda senal: senal.texto)


def donde(clave: str) -> Q:
    """Return the condition of a señal; "" asks for nothing, an unknown one finds nothing."""
    if not clave:
        return Q()
    return _CATALOGO[clave].donde if clave in _CATALOGO else Q(pk__in=[])


def texto(clave: str) -> str:
    """Return the words of a señal; its key when it is no longer in the catalogue."""
    return _CATALOGO[clave].texto if clave in _CATALOGO else clave
