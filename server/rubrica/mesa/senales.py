"""The señales by which the Mesa orders and explains its work; they inform, people decide.

Each has a key, the words that people read, and the condition by which the queue finds its records.
Whoever raises others registers them here when its app is ready, with what the console says of one
record and with whom it is nearly the same: the Mesa asks for no more.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from rubrica.registros.rules import Situacion


@dataclass(frozen=True, kw_only=True)
class Senal:
    """clave: its key. texto: what people read. donde: its records, over those of registros."""

    clave: str
    texto: str
    donde: Q


Frases = Callable[[UUID], Sequence[str]]
Parecidos = Callable[[UUID], Collection[UUID]]

_SENALES: dict[str, Senal] = {}
_FRASES: list[Frases] = []
_PARECIDOS: list[Parecidos] = []


def registrar(
    *,
    senales: Sequence[Senal] = (),
    frases: Frases | None = None,
    parecidos: Parecidos | None = None,
) -> None:
    """Add señales to the catalogue, what they say of a record, and which others are like it."""
    _SENALES.update({senal.clave: senal for senal in senales})
    _FRASES.extend([frases] if frases else [])
    _PARECIDOS.extend([parecidos] if parecidos else [])


def catalogo() -> list[Senal]:
    """Return every señal, by its words."""
    return sorted(_SENALES.values(), key=lambda senal: senal.texto)


def donde(clave: str) -> Q:
    """Return the condition of a señal; "" asks for nothing, an unknown one finds nothing."""
    if not clave:
        return Q()
    return _SENALES[clave].donde if clave in _SENALES else Q(pk__in=[])


def texto(clave: str) -> str:
    """Return the words of a señal; its key when it is no longer in the catalogue."""
    return _SENALES[clave].texto if clave in _SENALES else clave


def frases_de(registro: UUID) -> list[str]:
    """Return what the señales say of one record, as sentences."""
    return [frase for decir in _FRASES for frase in decir(registro)]


def parecidos_a(registro: UUID) -> set[UUID]:
    """Return the records that a señal finds nearly equal to that one."""
    return {otro for buscar in _PARECIDOS for otro in buscar(registro)}


registrar(
    senales=[
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
    ]
)
