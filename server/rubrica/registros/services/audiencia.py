"""What the DERFE applies of a hearing, besides taking an inconsistency back (ET 11.9)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from rubrica.registros import sellos
from rubrica.registros.models import Registro
from rubrica.registros.rules import Acto
from rubrica.registros.services.cerrojos import bloquear_registro
from rubrica.registros.services.duplicados import repartir
from rubrica.registros.services.mesa import Correccion
from rubrica.registros.services.movimientos import guardar, mover


@transaction.atomic
def actualizar_situacion(
    *, registro: UUID, correccion: Correccion, motivo: str, actor: str, momento: datetime
) -> Registro:
    """Keep the form and the situación registral that a hearing left; who counts is seen anew.

    The record stays in its class, unless the rule of duplicates says otherwise: both the person
    it was of and the one it is of are judged again. motivo: the numeral. Raises ActoImprocedente
    outside of b, c and d.
    """
    fila = bloquear_registro(registro, tambien=correccion.persona)
    paso = mover(fila, Acto.ACTUALIZAR_SITUACION, motivo=motivo, municipio=correccion.municipio)
    personas = {bytes(p) for p in (fila.persona, correccion.persona) if p is not None}
    fila.persona, fila.cuenta = correccion.persona, False
    fila.situacion, fila.causa = correccion.situacion, correccion.causa
    fila.corte = correccion.corte
    fila.datos = sellos.sellar_formulario(fila, correccion.formulario)
    guardar([paso], actor=actor, momento=momento)
    for persona in sorted(personas):
        repartir(fila.proceso, persona, momento=momento)
    fila.refresh_from_db()
    return fila
