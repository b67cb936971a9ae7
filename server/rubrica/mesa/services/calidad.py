"""Quality control: a blind second review of a sample that a public seed draws (ET 10.3).

What is found here changes no dictamen: it says how far two people agree, and where to look again.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from rubrica.bitacora.services import asentar
from rubrica.core.rechazos import rechazo
from rubrica.mesa import rules
from rubrica.mesa.models import Muestra, Revision
from rubrica.mesa.services.consola import POR_DELANTE, testigos_de
from rubrica.registros import queries as guardados
from rubrica.registros import revision
from rubrica.registros.rules import MINUTOS_DE_TURNO
from rubrica.registros.services import Registro

_OF_A_REVIEW = (
    "segunda", "inciso_2", "segunda_en", "tercera", "inciso_3", "tercera_en", "tomada_por",
    "tomada_hasta",
)  # fmt: skip
TURNO = timedelta(minutes=MINUTOS_DE_TURNO)


def congelar(*, proceso: str, tamano: int, quien: str, momento: datetime) -> Muestra:
    """Freeze what a sample will be drawn from: the folios that the Mesa has decided until now.

    Its hash is public before there is a seed. Raises Rechazo muestra-sin-registros.
    """
    n, huella = rules.universo(f for f, _, _ in revision.dictaminados(proceso, hasta=momento))
    if n == 0:
        raise rechazo("muestra-sin-registros")
    with transaction.atomic():
        muestra = Muestra.objects.create(
            proceso=proceso, hasta=momento, folios=n, universo=huella, tamano=min(tamano, n),
            congelada_por=quien,
        )  # fmt: skip
        _note("CONGELAR_MUESTRA", muestra, quien, momento, universo=huella, folios=n)
    return muestra


@transaction.atomic
def sortear(*, muestra: int, semilla: str, fuente: str, quien: str, momento: datetime) -> Muestra:
    """Draw the sample with a seed that anyone can find. Raises Rechazo muestra-ya-sorteada.

    And muestra-cambiada when the folios are no longer those whose hash was published.
    """
    fila = Muestra.objects.select_for_update().get(pk=muestra)
    if fila.sorteada_en is not None:
        raise rechazo("muestra-ya-sorteada")
    decididos = {
        folio: (quien_, inciso)
        for folio, quien_, inciso in revision.dictaminados(fila.proceso, hasta=fila.hasta)
    }
    if rules.universo(decididos) != (fila.folios, fila.universo):
        raise rechazo("muestra-cambiada")
    folios = rules.sortear(decididos, semilla=semilla, tamano=fila.tamano)
    ids = revision.ids_de(folios)
    Revision.objects.bulk_create(
        Revision(muestra=fila, registro=ids[f], primera=decididos[f][0], inciso_1=decididos[f][1])
        for f in folios
    )
    fila.semilla, fila.fuente = semilla, fuente
    fila.sorteada_por, fila.sorteada_en = quien, momento
    fila.save(update_fields=["semilla", "fuente", "sorteada_por", "sorteada_en"])
    _note("SORTEAR_MUESTRA", fila, quien, momento, semilla=semilla[:64])
    return fila


def _note(acto: str, muestra: Muestra, quien: str, momento: datetime, **datos: str | int) -> None:
    asentar(
        momento=momento,
        actor=quien,
        acto=acto,
        objeto=f"muestra:{muestra.pk}",
        datos=datos,
        proceso=muestra.proceso,
    )


def _for_second() -> Q:
    return Q(segunda="")


def _for_third() -> Q:
    return ~Q(segunda="") & Q(tercera="") & ~Q(inciso_1=F("inciso_2"))


def por_revisar(operador: str, procesos: Collection[str]) -> QuerySet[Revision]:
    """The records of samples that a person may still review: never twice the same one."""
    otros = ~Q(primera=operador) & ~Q(segunda=operador)
    return Revision.objects.filter(
        otros, _for_second() | _for_third(), muestra__proceso__in=list(procesos)
    )


@transaction.atomic
def tomar_revisiones(*, operador: str, procesos: Collection[str], momento: datetime) -> list[UUID]:
    """Take for a person the records of the samples to review next, blind; return their ids."""
    libre = Q(tomada_hasta=None) | Q(tomada_hasta__lte=momento) | Q(tomada_por=operador)
    filas = list(
        por_revisar(operador, procesos)
        .filter(libre)
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("id")[:POR_DELANTE]
    )
    Revision.objects.filter(pk__in=[f.pk for f in filas]).update(
        tomada_por=operador, tomada_hasta=momento + TURNO
    )
    return [f.registro for f in filas]


def en_revision(*, registro: UUID, operador: str, momento: datetime) -> Registro:
    """Return a record of a sample that the person holds now, and leave its asiento.

    Raises Rechazo registro-tomado.
    """
    fila = guardados.por_id(registro)
    if fila is None or not _held(registro, operador, momento).exists():
        raise rechazo("registro-tomado")
    asentar(
        momento=momento, actor=operador, acto="ENTREGAR_REGISTRO", objeto=fila.folio,
        datos={"estatus": fila.estatus, "revision": "a ciegas"}, proceso=fila.proceso,
    )  # fmt: skip
    return fila


def testigos_en_revision(*, registro: UUID, quien: str, momento: datetime) -> dict[str, bytes]:
    """Return the four images of a record of a sample that the person holds.

    Raises Rechazo registro-tomado and verificacion's NoAbre.
    """
    fila = guardados.por_id(registro)
    if fila is None or not _held(registro, quien, momento).exists():
        raise rechazo("registro-tomado")
    return testigos_de(fila, quien=quien, momento=momento)


def _held(registro: UUID, operador: str, momento: datetime) -> QuerySet[Revision]:
    return Revision.objects.filter(registro=registro, tomada_por=operador, tomada_hasta__gt=momento)


@transaction.atomic
def revisar(*, registro: UUID, inciso: str, operador: str, momento: datetime) -> None:
    """Keep what a second or third person found, blind. Raises Rechazo registro-tomado.

    Only those two disagreeing calls a third, who is neither of them.
    """
    fila = _held(registro, operador, momento).select_for_update().first()
    if fila is None or operador in (fila.primera, fila.segunda):
        raise rechazo("registro-tomado")
    if not fila.segunda:
        fila.segunda, fila.inciso_2, fila.segunda_en = operador, inciso, momento
    elif not fila.tercera and fila.inciso_1 != fila.inciso_2:
        fila.tercera, fila.inciso_3, fila.tercera_en = operador, inciso, momento
    else:
        raise rechazo("registro-dictaminado")
    fila.tomada_por, fila.tomada_hasta = "", None
    fila.save(update_fields=[*_OF_A_REVIEW])
    _note("REVISAR_A_CIEGAS", fila.muestra, operador, momento, registro=str(registro))


def latir_revisiones(
    *, registros_: Collection[UUID], operador: str, momento: datetime
) -> list[UUID]:
    """Keep the records of samples of a console that is still open; return which."""
    suyas = Revision.objects.filter(registro__in=registros_, tomada_por=operador)
    ids = list(suyas.values_list("registro", flat=True))
    suyas.update(tomada_hasta=momento + TURNO)
    return ids


def soltar_revisiones(*, registros_: Collection[UUID], operador: str) -> None:
    """Give back the records of samples of a console that closes."""
    Revision.objects.filter(registro__in=registros_, tomada_por=operador).update(
        tomada_por="", tomada_hasta=None
    )
