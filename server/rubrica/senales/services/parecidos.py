"""Who resembles whom: groups that share a picture, a stroke, a run of cards or a person."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from rubrica.registros import services as registros
from rubrica.senales.models import Parecido, Senalado
from rubrica.senales.rules import DE_PARECIDO, orden_de


@dataclass(frozen=True, kw_only=True)
class Enlace:
    """One record that joins a group. proceso: its own. distancia: bits apart."""

    proceso: str
    clase: str
    registro: UUID
    grupo: UUID
    distancia: int = 0


@transaction.atomic
def enlazar(enlaces: Collection[Enlace], *, de_quien: Mapping[UUID, str]) -> None:
    """Keep each record in its group, with the group's first one, and see how early they go.

    de_quien: process of each group's first record. A record is in one group of each class; one
    that is already in another stays there, except in a run of CIC, which may join two.
    """
    primeros = {
        (e.clase, e.grupo): Parecido(
            proceso=de_quien.get(e.grupo, e.proceso), clase=e.clase, registro=e.grupo, grupo=e.grupo
        )
        for e in enlaces
    }
    filas = {
        (e.clase, e.registro): Parecido(
            proceso=e.proceso, clase=e.clase, registro=e.registro, grupo=e.grupo,
            distancia=e.distancia,
        )
        for e in enlaces
    }  # fmt: skip
    series = [f for (clase, _), f in {**primeros, **filas}.items() if clase == "cic"]
    otras = [f for (clase, _), f in {**primeros, **filas}.items() if clase != "cic"]
    Parecido.objects.bulk_create(otras, ignore_conflicts=True)
    Parecido.objects.bulk_create(
        series,
        update_conflicts=True,
        unique_fields=["registro", "clase"],
        update_fields=["grupo", "distancia"],
    )
    _alzar({(f.registro, DE_PARECIDO[f.clase]) for f in [*series, *otras]})


def _alzar(alzadas: Collection[tuple[UUID, str]]) -> None:
    """Write in each record the señales of its groups, and put it in its place of the day."""
    por_registro: dict[UUID, set[str]] = {}
    for registro, clave in alzadas:
        por_registro.setdefault(registro, set()).add(clave)
    cambian = []
    for fila in (
        Senalado.objects.select_for_update().filter(registro__in=por_registro).order_by("registro")
    ):
        claves = sorted({*fila.claves, *por_registro[fila.registro]})
        if claves != fila.claves:
            fila.claves, fila.orden = claves, orden_de(claves)
            cambian.append(fila)
    Senalado.objects.bulk_update(cambian, ["claves", "orden"])
    registros.ordenar({fila.registro: fila.orden for fila in cambian})
