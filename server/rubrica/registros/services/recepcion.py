"""What recepción writes: one row, and nothing else, for each paquete."""

from __future__ import annotations

import os
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from rubrica.core import asiento, plazos
from rubrica.registros.models import Registro
from rubrica.registros.rules import Estatus, Regla

ACTO = "RECIBIR"
_UNICOS = {
    "registros_registro_pkey": "id",
    "registros_registro_folio": "folio",
    "registro_codigo_unico": "codigo_integridad",
}


class Repetido(Exception):
    """A record with that id, folio or código de integridad is already there; `campo` says which."""

    def __init__(self, campo: str) -> None:
        super().__init__(f"ya hay un registro con ese {campo}")
        self.campo = campo


def recibir(
    *,
    id: UUID,
    folio: str,
    proceso: str,
    promovente: int,
    auxiliar: int,
    dispositivo: UUID,
    consecutivo: int,
    anterior: bytes | None,
    codigo_integridad: bytes,
    tamano: int,
    sobre: str,
    resumen: bytes,
    capturado_en: datetime,
    recibido_en: datetime,
    recibo: str,
    regla: Regla | None = None,
    regla_motivo: str = "",
) -> Registro:
    """Write the one row of a received support: its history, its asiento and its entry in `a`.

    Exactly one INSERT (ET 6.4): call it once the blob is durable, and give the receipt after it
    returns. codigo_integridad, resumen, anterior: 32 bytes. sobre, recibo: JWS, verbatim.
    regla: the numeral that will class it as inconsistent, with its dates in `regla_motivo`.
    Raises Repetido.
    """
    sal = os.urandom(asiento.BYTES_DE_SAL)
    canonico = asiento.canonico(
        momento=recibido_en,
        actor="recepcion",
        acto=ACTO,
        objeto=folio,
        proceso=proceso,
        datos={
            "codigo_integridad": codigo_integridad.hex(),
            "resumen": resumen.hex(),
            "regla": str(regla) if regla else None,
        },
    )
    try:
        return Registro.objects.create(
            id=id,
            folio=folio,
            proceso=proceso,
            promovente=promovente,
            auxiliar=auxiliar,
            dispositivo=dispositivo,
            consecutivo=consecutivo,
            anterior=anterior,
            codigo_integridad=codigo_integridad,
            tamano=tamano,
            sobre=sobre,
            resumen=resumen,
            capturado_en=capturado_en,
            recibido_en=recibido_en,
            dia=recibido_en.astimezone(plazos.ZONA).date(),
            recibo=recibo,
            regla=regla or "",
            regla_motivo=regla_motivo,
            sal=sal,
            hoja=asiento.hoja(sal, canonico),
            canonico=canonico,
            estatus=Estatus.RECIBIDO.value,
        )
    except IntegrityError as falla:
        raise _refusal_of(falla) from falla


def _refusal_of(falla: IntegrityError) -> Exception:
    """Repetido when a unique constraint speaks; any other violation as it came."""
    diagnostico = getattr(falla.__cause__, "diag", None)
    nombre = (diagnostico.constraint_name if diagnostico else None) or ""
    for prefijo, campo in _UNICOS.items():
        if nombre.startswith(prefijo):
            return Repetido(campo)
    return falla
