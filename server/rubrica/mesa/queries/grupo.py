"""Which records are nearly the same as one: of the same person, or so a señal finds them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from rubrica.registros import queries as guardados
from rubrica.registros import sellos
from rubrica.registros.rules import Estatus
from rubrica.registros.services import Registro
from rubrica.senales.queries import parecidos_a

MAXIMO = 12  # records looked at together


@dataclass(frozen=True, kw_only=True)
class Semejante:
    """One record of a group. por_que: why it is in it."""

    id: UUID
    folio: str
    nombre: str
    estatus: str
    por_que: str

    @property
    def en_mesa(self) -> bool:
        """Whether it still waits for its dictamen."""
        return self.estatus == Estatus.EN_MESA


def grupo_de(registro: UUID) -> list[Semejante]:
    """Return a record and those nearly the same as it, itself first, at most MAXIMO."""
    fila = guardados.por_id(registro)
    if fila is None:
        return []
    personas = {otro.id for otro in guardados.mismos(fila)}
    parecidos = parecidos_a(registro)
    otros = guardados.varios(personas | parecidos)
    suyos = [r for r in otros if r.proceso == fila.proceso]
    return [_member(r, _why(r.id, registro, personas)) for r in [fila, *suyos][:MAXIMO]]


def _why(este: UUID, primero: UUID, personas: set[UUID]) -> str:
    if este == primero:
        return "El que se mira"
    return "Misma persona" if este in personas else "Imágenes casi iguales"


def _member(fila: Registro, por_que: str) -> Semejante:
    formulario = sellos.abrir_formulario(fila)
    partes = (formulario.get(p, "") for p in ("nombre", "paterno", "materno"))
    return Semejante(
        id=fila.id,
        folio=fila.folio,
        nombre=" ".join(p for p in partes if p) or "—",
        estatus=fila.estatus,
        por_que=por_que,
    )
