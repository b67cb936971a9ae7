"""The samples of the quality control and what they say (ET 10.3)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rubrica.mesa import rules
from rubrica.mesa.models import Muestra, Revision
from rubrica.mesa.rules import Acuerdo


@dataclass(frozen=True, kw_only=True)
class Avanzada:
    """A sample and how far its review is. desacuerdos: those that still wait for a third person.

    general: κ of all the incisos together is not one figure; acuerdos has that of each.
    """

    muestra: Muestra
    revisados: int
    iguales: int
    desacuerdos: int
    resueltos: int
    acuerdos: Sequence[Acuerdo]


def muestras(procesos: Collection[str]) -> list[Avanzada]:
    """Return the samples of those processes, the newest first, with what has been found."""
    filas = Muestra.objects.filter(proceso__in=list(procesos)).order_by("-hasta", "-pk")
    return [_progress(muestra) for muestra in filas.prefetch_related("revisiones")]


def _progress(muestra: Muestra) -> Avanzada:
    revisadas = [r for r in muestra.revisiones.all() if r.segunda]
    distintas = [r for r in revisadas if r.inciso_1 != r.inciso_2]
    return Avanzada(
        muestra=muestra,
        revisados=len(revisadas),
        iguales=len(revisadas) - len(distintas),
        desacuerdos=sum(not r.tercera for r in distintas),
        resueltos=sum(bool(r.tercera) for r in distintas),
        acuerdos=rules.acuerdos([(r.inciso_1, r.inciso_2) for r in revisadas]),
    )


def muestra(numero: int) -> Muestra | None:
    """Return a sample by its key, None if there is none."""
    return Muestra.objects.filter(pk=numero).first()


def desacuerdos(procesos: Collection[str]) -> list[Revision]:
    """Return the records that a third person has decided, with what each of the three found."""
    filas = Revision.objects.filter(muestra__proceso__in=list(procesos)).exclude(tercera="")
    return list(filas.order_by("-tercera_en")[:100])
