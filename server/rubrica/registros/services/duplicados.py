"""The rule of duplicates (ET 10.7 c): of the reviewed supports of a person, at most one counts."""

from __future__ import annotations

from datetime import datetime

from rubrica.registros import politicas
from rubrica.registros.models import Registro
from rubrica.registros.rules import Acto, Candidato, Estatus, quien_cuenta
from rubrica.registros.services.cerrojos import bloquear_grupo
from rubrica.registros.services.movimientos import Paso, actualizar, guardar, mover

ACTOR = "sistema"
NUMERAL = "ET 10.7 c"


def repartir(proceso: str, persona: bytes, *, momento: datetime) -> None:
    """Leave in class b the support of that person that counts and in c the others.

    The caller holds the person's lock. When the one that counted fell, the next rises. Those that
    stop counting are written first: the database admits one that counts at every instant.
    """
    grupo = bloquear_grupo(proceso, persona)
    politica, situaciones = politicas.de_proceso(proceso)
    elegido = quien_cuenta([_candidate_of(r) for r in grupo], politica, situaciones)
    for cuenta in (False, True):
        _leave([r for r in grupo if (r.id == elegido) is cuenta], cuenta, momento)


def _leave(registros: list[Registro], cuenta: bool, momento: datetime) -> None:
    quietos = [r for r in registros if r.cuenta != cuenta]
    pasos: list[Paso] = []
    for registro in registros:
        registro.cuenta = cuenta
        if cuenta and registro.estatus == Estatus.DUPLICADO:
            pasos.append(mover(registro, Acto.PROMOVER, motivo=NUMERAL))
        elif not cuenta and registro.estatus == Estatus.PARA_COMPULSA:
            pasos.append(mover(registro, Acto.MARCAR_DUPLICADO, motivo=NUMERAL))
    guardar(pasos, actor=ACTOR, momento=momento)
    actualizar([r for r in quietos if all(r is not p.registro for p in pasos)])


def _candidate_of(registro: Registro) -> Candidato:
    return Candidato(
        id=registro.id,
        situacion=registro.situacion,
        recibido_en=registro.recibido_en,
        capturado_en=registro.capturado_en,
    )
