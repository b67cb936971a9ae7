"""Where leaves come from: tables whose rows carry their own leaf and transaction id.

A context registers its own in AppConfig.ready; the sequencer gives all of them one order.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Fuente:
    """A table with the columns `id` (uuid), `hoja` (32 bytes) and `xid` (xid8).

    nombre: as it appears beside each leaf in the sequence; never changes once used.
    """

    nombre: str
    tabla: str


_FUENTES: dict[str, Fuente] = {}


def registrar(fuente: Fuente) -> None:
    """Let the sequencer take leaves from `fuente`; the same twice changes nothing."""
    if _FUENTES.setdefault(fuente.nombre, fuente) != fuente:
        raise ValueError(f"otra fuente ya se llama {fuente.nombre}")


def registradas() -> tuple[Fuente, ...]:
    """All sources, by name: the order is part of the sequence."""
    return tuple(_FUENTES[nombre] for nombre in sorted(_FUENTES))
