"""Reads of the bitácora: what happened to a folio, and the proof that it was written."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from rubrica.bitacora.models import Asiento, Hoja, PuntoDeControl
from rubrica.core import cbor, merkle
from rubrica.core.asiento import Dato


@dataclass(frozen=True, kw_only=True)
class Inclusion:
    """That one leaf is under one signed root (RFC 9162 §2.1.3).

    camino: hashes from the leaf up. punto: the signed checkpoint, compact JWS.
    """

    secuencia: int
    hoja: bytes
    tamano: int
    raiz: bytes
    camino: list[bytes]
    punto: str


def inclusion(*, fuente: str, origen_id: UUID) -> Inclusion | None:
    """Return the proof of one leaf under the latest checkpoint; None until one covers it.

    It reads every leaf of the checkpoint (32 bytes each): for an audit, not for a page.
    """
    fila = Hoja.objects.filter(fuente=fuente, origen_id=origen_id).first()
    punto = PuntoDeControl.objects.order_by("-tamano").first()
    if fila is None or punto is None or fila.secuencia >= punto.tamano:
        return None
    hojas = [
        bytes(hoja)
        for hoja in Hoja.objects.filter(secuencia__lt=punto.tamano)
        .order_by("secuencia")
        .values_list("hoja", flat=True)
    ]
    return Inclusion(
        secuencia=fila.secuencia,
        hoja=bytes(fila.hoja),
        tamano=punto.tamano,
        raiz=bytes(punto.raiz),
        camino=merkle.inclusion(fila.secuencia, hojas),
        punto=punto.jws,
    )


def de_objeto(objeto: str) -> list[Asiento]:
    """Every asiento about one folio or id, oldest first."""
    return list(Asiento.objects.filter(objeto=objeto).order_by("momento", "id"))


def de_personas(
    actores: Collection[str], objetos: Collection[str], *, desde: datetime, hasta: datetime
) -> QuerySet[Asiento]:
    """Every asiento of those actors or about those objects, between two instants, oldest first.

    hasta: excluded.
    """
    suyos = Q(actor__in=actores) | Q(objeto__in=objetos)
    entre = Q(momento__gte=desde, momento__lt=hasta)
    return Asiento.objects.filter(suyos & entre).order_by("momento", "id").defer("hoja", "xid")


def de_dispositivo(
    dispositivo: str, objetos: Collection[str], folios: str, *, desde: datetime, hasta: datetime
) -> list[Asiento]:
    """Every asiento that names that device, or a folio that begins so, oldest first.

    objetos: of what else it may be said, with the device among the data. hasta: excluded.
    """
    de_otros = Q(objeto__in=objetos)
    suyos = Q(objeto=f"dispositivo/{dispositivo}") | Q(objeto__startswith=folios)
    filas = Asiento.objects.filter(
        suyos | de_otros, momento__gte=desde, momento__lt=hasta
    ).order_by("momento", "id")
    return [
        f
        for f in filas.defer("hoja", "xid")
        if f.objeto not in objetos or datos_de(f).get("dispositivo") == dispositivo
    ]


def datos_de(asiento: Asiento) -> dict[str, Dato]:
    """Return the plain data that an asiento carries."""
    mapa = cbor.decode(bytes(asiento.canonico))
    if not isinstance(mapa, dict) or not isinstance(mapa.get("datos"), dict):
        raise TypeError("el asiento no está en su forma")
    return dict(mapa["datos"])


def ultimo_punto() -> PuntoDeControl | None:
    """The latest signed checkpoint, or None before the first."""
    return PuntoDeControl.objects.order_by("-tamano").first()
