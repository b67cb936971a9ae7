"""What the acts on auxiliares share: their asiento, and the baja that cannot be twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from rubrica.auxiliares.models import Auxiliar
from rubrica.bitacora.rules import Apunte
from rubrica.bitacora.services import asentar_varios


class BajaImprocedente(Exception):
    """That auxiliar or device was already given up; its first baja stands."""


def asentar(
    acto: str,
    auxiliar: Auxiliar,
    *,
    actor: str,
    momento: datetime,
    datos: Mapping[str, str | int | bool | None] | None = None,
) -> None:
    asentar_varios([apunte(acto, auxiliar, actor, momento, datos)])


def apunte(
    acto: str,
    auxiliar: Auxiliar,
    actor: str,
    momento: datetime,
    datos: Mapping[str, str | int | bool | None] | None = None,
) -> Apunte:
    return Apunte(
        momento=momento,
        actor=actor,
        acto=acto,
        objeto=auxiliar.objeto,
        datos=datos or {},
        proceso=auxiliar.proceso,
    )
