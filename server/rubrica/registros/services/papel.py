"""What the capture of paper writes: received and decided in one act, by who captures (ET 8.4)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from rubrica.registros import sellos
from rubrica.registros.models import Registro
from rubrica.registros.rules import Acto, Puerta, Regla
from rubrica.registros.services.cerrojos import bloquear_personas
from rubrica.registros.services.duplicados import repartir
from rubrica.registros.services.movimientos import Paso, guardar, mover
from rubrica.registros.services.recepcion import recibir

SIN_DISPOSITIVO = UUID(int=0)
SIN_AUXILIAR = 0


@dataclass(frozen=True, kw_only=True)
class EnPapel:
    """One row of a sheet, with what the padrón answered. inciso: of ET 8.5, "" when none.

    detalle: the words kept of the inciso. regla_motivo: why it is out of the régimen de excepción
    (ET 8.2), "" when it is not. The rest as in a record of the app.
    """

    id: UUID
    folio: str
    consecutivo: int
    formulario: Mapping[str, str]
    inciso: str
    detalle: str
    persona: bytes | None
    municipio: str
    situacion: str
    causa: str
    corte: str
    regla_motivo: str = ""


@transaction.atomic
def capturar_papel(
    renglones: Sequence[EnPapel], *, proceso: str, promovente: int, actor: str, momento: datetime
) -> list[Registro]:
    """Return the records of those rows, each already in b, c or d (ET 8.4, 8.5, 10.7).

    All of them or none. Raises Repetido.
    """
    personas = {r.persona for r in renglones if r.persona is not None}
    bloquear_personas((proceso, persona) for persona in personas)
    pasos = [_decide(_receive(r, proceso, promovente, actor, momento), r) for r in renglones]
    guardar(pasos, actor=actor, momento=momento)
    for persona in sorted(personas):
        repartir(proceso, persona, momento=momento)
    return [paso.registro for paso in pasos]


def _receive(
    renglon: EnPapel, proceso: str, promovente: int, actor: str, momento: datetime
) -> Registro:
    huella = hashlib.sha256(f"rubrica/papel/1|{renglon.folio}".encode()).digest()
    return recibir(
        id=renglon.id,
        folio=renglon.folio,
        proceso=proceso,
        promovente=promovente,
        auxiliar=SIN_AUXILIAR,
        dispositivo=SIN_DISPOSITIVO,
        consecutivo=renglon.consecutivo,
        anterior=None,
        codigo_integridad=huella,
        tamano=0,
        sobre="",
        resumen=huella,
        capturado_en=momento,
        recibido_en=momento,
        recibo="",
        puerta=Puerta.PAPEL,
        regla=Regla.FUERA_DE_REGIMEN if renglon.regla_motivo else None,
        regla_motivo=renglon.regla_motivo,
        actor=actor,
    )


def _decide(registro: Registro, renglon: EnPapel) -> Paso:
    """Move the row by what was seen on the sheet; an inciso goes before the rule of ET 8.2."""
    detalle = sellos.sellar_detalle(registro, renglon.detalle) if renglon.inciso else None
    motivo = renglon.inciso or registro.regla
    paso = mover(
        registro, _acto_of(renglon), motivo=motivo, detalle=detalle, municipio=renglon.municipio
    )
    registro.inciso, registro.detalle = renglon.inciso, detalle
    registro.persona, registro.situacion = renglon.persona, renglon.situacion
    registro.causa, registro.corte = renglon.causa, renglon.corte
    registro.datos = sellos.sellar_formulario(registro, renglon.formulario)
    return paso


def _acto_of(renglon: EnPapel) -> Acto:
    if renglon.inciso:
        return Acto.OBSERVAR_CEDULA
    return Acto.CLASIFICAR_POR_REGLA if renglon.regla_motivo else Acto.ADMITIR_CEDULA
