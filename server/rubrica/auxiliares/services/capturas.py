"""The enrolment capture: recepción hands it over and verificacion opens it (ET 4.5)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from rubrica.auxiliares.models import Alta, Dispositivo
from rubrica.auxiliares.rules import EstadoDeAlta
from rubrica.auxiliares.services._comun import asentar


@dataclass(frozen=True, kw_only=True)
class AltaRecibida:
    """One enrolment capture as received. sobre: verbatim. resumen: SHA-256 of its payload."""

    id: uuid.UUID
    dispositivo: uuid.UUID
    folio: str
    sobre: str
    resumen: bytes
    codigo_integridad: bytes
    tamano: int
    capturado_en: datetime
    recibido_en: datetime
    recibo: str


def recibir_alta(alta: AltaRecibida) -> bool:
    """Keep one enrolment capture; False when its id, folio or código was already kept.

    One statement and no asiento: recepción may insert here and nowhere else. abrir_alta leaves
    in the bitácora that it was received, with its instant.
    """
    fila = Alta(
        id=alta.id, dispositivo_id=alta.dispositivo, folio=alta.folio, sobre=alta.sobre,
        resumen=alta.resumen, codigo_integridad=alta.codigo_integridad, tamano=alta.tamano,
        capturado_en=alta.capturado_en, recibido_en=alta.recibido_en, recibo=alta.recibo,
    )  # fmt: skip
    try:
        with transaction.atomic():
            fila.save(force_insert=True)
    except IntegrityError:
        return False
    return True


@transaction.atomic
def abrir_alta(*, alta: uuid.UUID, resultado: bytes, momento: datetime, motivo: str = "") -> None:
    """Say that an enrolment capture was opened, or why not, and enable its device.

    resultado: what was found, already sealed by the caller. motivo: empty when it opened; else
    what the phone shows, without personal data, and the device stays as it was. Opened twice is
    opened once. Raises Alta.DoesNotExist.
    """
    fila = Alta.objects.select_for_update().get(pk=alta)
    if fila.estado != EstadoDeAlta.RECIBIDA:
        return
    fila.estado = EstadoDeAlta.NO_ABRE if motivo else EstadoDeAlta.ABIERTA
    fila.motivo, fila.resultado, fila.abierta_en = motivo, resultado, momento
    fila.save(update_fields=["estado", "motivo", "resultado", "abierta_en"])
    if not motivo:
        Dispositivo.objects.filter(pk=fila.dispositivo_id, habilitado_en__isnull=True).update(
            habilitado_en=momento
        )
    asentar(
        "abrir_alta", fila.dispositivo.auxiliar, actor="worker", momento=momento,
        datos={
            "alta": str(fila.pk), "estado": fila.estado,
            "recibida_en": fila.recibido_en.isoformat(),
        },
    )  # fmt: skip
