"""What the compulsa writes: what the padrón answers now of a reviewed record (ET 10.4, 10.7 b)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from rubrica.registros import sellos
from rubrica.registros.models import Registro
from rubrica.registros.rules import Acto
from rubrica.registros.services.cerrojos import EN_GRUPO, bloquear_personas
from rubrica.registros.services.duplicados import repartir
from rubrica.registros.services.movimientos import Paso, guardar, mover


@dataclass(frozen=True, kw_only=True)
class Compulsado:
    """What the padrón answers of one record.

    antes, persona: 16 bytes of its person as it was read and as it is now. formulario: the whole
    form as it stands now; it is sealed before it is written. motivo: which compulsa, which cut.
    """

    registro: UUID
    antes: bytes | None
    persona: bytes | None
    municipio: str
    situacion: str
    causa: str
    corte: str
    formulario: Mapping[str, str]
    motivo: str


@transaction.atomic
def compulsar(
    compulsados: Sequence[Compulsado], *, proceso: str, actor: str, momento: datetime
) -> set[UUID]:
    """Write what the padrón answers now, then see who of each person counts; return which moved.

    One that left classes b and c meanwhile, or is of another person by now, stays as it is.
    """
    personas = {p for c in compulsados for p in (c.antes, c.persona) if p is not None}
    bloquear_personas((proceso, persona) for persona in personas)
    por_id = {c.registro: c for c in compulsados}
    filas = [f for f in _bloquear(por_id) if _bytes(f.persona) == por_id[f.id].antes]
    grupos = _por_repartir(proceso, [por_id[f.id] for f in filas])
    guardar([_paso(fila, por_id[fila.id]) for fila in filas], actor=actor, momento=momento)
    for persona in sorted(grupos):
        repartir(proceso, persona, momento=momento)
    return {fila.id for fila in filas}


def _bloquear(ids: Collection[UUID]) -> list[Registro]:
    filas = Registro.objects.select_for_update().filter(id__in=list(ids), estatus__in=EN_GRUPO)
    return list(filas.order_by("id"))


def _bytes(persona: bytes | memoryview | None) -> bytes | None:
    return None if persona is None else bytes(persona)


def _por_repartir(proceso: str, compulsados: Sequence[Compulsado]) -> set[bytes]:
    """Return the people whose supports changed in number, or have several to choose from."""
    mudan = [c for c in compulsados if c.antes != c.persona]
    suyas = [c.persona for c in compulsados if c.persona is not None]
    grupo = Registro.objects.filter(proceso=proceso, persona__in=suyas, estatus__in=EN_GRUPO)
    cuantos = Counter(bytes(p) for p in grupo.values_list("persona", flat=True) if p is not None)
    varios = {p for p, n in cuantos.items() if n > 1}
    return varios | {p for c in mudan for p in (c.antes, c.persona) if p is not None}


def _paso(fila: Registro, hallado: Compulsado) -> Paso:
    """Move a locked record; whoever changes person counts for nobody until its group is seen."""
    paso = mover(fila, Acto.COMPULSAR, motivo=hallado.motivo, municipio=hallado.municipio)
    if hallado.antes != hallado.persona:
        fila.cuenta = False
    fila.persona, fila.corte = hallado.persona, hallado.corte
    fila.situacion, fila.causa = hallado.situacion, hallado.causa
    fila.datos = sellos.sellar_formulario(fila, hallado.formulario)
    return paso
