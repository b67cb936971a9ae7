"""Proofs of a new version of the app: what recepción keeps, the worker opens and the phone asks.

They live beside the altas and touch nothing of them: a proof enables no device and is no record.
A citizen's own phone (ET 7) proves its versions in the same way, and has no alta.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from rubrica.auxiliares.models import Dispositivo, Prueba
from rubrica.auxiliares.rules import EstadoDeAlta
from rubrica.bitacora.services import asentar


@dataclass(frozen=True, kw_only=True)
class Lugar:
    """Whose phone a device is, as its folios say. No personal data.

    propio: a citizen's own, which goes from one process to another (ET 7.12).
    """

    proceso: str
    auxiliar: str
    numero: int
    propio: bool = False


def lugar_de(dispositivo: uuid.UUID) -> Lugar | None:
    """Return whose phone that device is, None if it was never enrolled."""
    fila = (
        Dispositivo.objects.filter(pk=dispositivo)
        .values_list("auxiliar__proceso", "auxiliar__numero", "numero")
        .first()
    )
    return None if fila is None else Lugar(proceso=fila[0], auxiliar=fila[1], numero=fila[2])


@dataclass(frozen=True, kw_only=True)
class PruebaRecibida:
    """One proof as received. sobre: verbatim. llave: P-256 point of 65 bytes that verifies it."""

    id: uuid.UUID
    dispositivo: uuid.UUID
    propio: bool
    proceso: str
    app: str
    sobre: str
    llave: bytes
    paquete: bytes
    recibida_en: datetime


def recibir(prueba: PruebaRecibida) -> bool:
    """Keep one proof; False when its id was already kept. One statement and no asiento."""
    columna = "vinculo" if prueba.propio else "dispositivo_id"
    fila = Prueba(
        id=prueba.id, proceso=prueba.proceso, app=prueba.app, sobre=prueba.sobre,
        llave=prueba.llave, paquete=prueba.paquete, recibida_en=prueba.recibida_en,
        **{columna: prueba.dispositivo},
    )  # fmt: skip
    try:
        with transaction.atomic():
            fila.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def recibidas_desde(dispositivo: uuid.UUID, desde: datetime) -> int:
    """Return how many proofs of a device were received since then."""
    suyas = Q(dispositivo=dispositivo) | Q(vinculo=dispositivo)
    return Prueba.objects.filter(suyas, recibida_en__gte=desde).count()


def estado(id_: uuid.UUID) -> tuple[EstadoDeAlta, str] | None:
    """Return where a proof stands and why it did not open; None if there is none."""
    fila = Prueba.objects.filter(pk=id_).values_list("estado", "motivo").first()
    return None if fila is None else (EstadoDeAlta(fila[0]), fila[1])


@dataclass(frozen=True, kw_only=True)
class PorAbrir:
    """One proof that nobody opened yet."""

    id: uuid.UUID
    proceso: str
    sobre: str
    llave: bytes
    paquete: bytes


def por_abrir(limite: int) -> list[PorAbrir]:
    """Return up to `limite` proofs that wait, oldest first."""
    filas = Prueba.objects.filter(estado=EstadoDeAlta.RECIBIDA)
    return [
        PorAbrir(
            id=fila.pk, proceso=fila.proceso, sobre=fila.sobre,
            llave=bytes(fila.llave), paquete=bytes(fila.paquete),
        )
        for fila in filas.order_by("recibida_en")[:limite]
    ]  # fmt: skip


@transaction.atomic
def abrir(*, prueba: uuid.UUID, momento: datetime, motivo: str = "") -> None:
    """Say that a proof opened, or why not, and forget its bytes. Opened twice is opened once."""
    fila = Prueba.objects.select_for_update().get(pk=prueba)
    if fila.estado != EstadoDeAlta.RECIBIDA:
        return
    fila.estado = EstadoDeAlta.NO_ABRE if motivo else EstadoDeAlta.ABIERTA
    fila.motivo, fila.abierta_en, fila.paquete = motivo, momento, b""
    fila.save(update_fields=["estado", "motivo", "abierta_en", "paquete"])
    asentar(
        momento=momento, actor="worker", acto="abrir_prueba",
        objeto=_whose(fila), proceso=fila.proceso,
        datos={"prueba": str(fila.pk), "app": fila.app, "estado": fila.estado, "motivo": motivo},
    )  # fmt: skip


def _whose(fila: Prueba) -> str:
    """Return what the bitácora calls the phone of a proof."""
    if fila.dispositivo is None:
        return f"dispositivo/{fila.vinculo}"
    auxiliar = fila.dispositivo.auxiliar
    return f"auxiliar/{auxiliar.proceso}/{auxiliar.numero}"
