"""A compulsa as the worker runs it: derive, join, compare and write, from wherever it stopped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from uuid import UUID

from cryptography.exceptions import InvalidTag
from django.db import connection, transaction
from django.utils.timezone import now

from rubrica import llaves
from rubrica.bitacora.services import asentar
from rubrica.compulsa import cruce, queries, rules
from rubrica.compulsa.derivar import Llaves, derivar
from rubrica.compulsa.models import Compulsa
from rubrica.compulsa.rules import EN_CURSO, Estado
from rubrica.compulsa.services import cotejo
from rubrica.compulsa.taller import Taller, taller
from rubrica.padron import queries as padron
from rubrica.padron.indices import LlavesDeCorte
from rubrica.registros import compulsables
from rubrica.registros.compulsables import Compulsable

POCOS = 20_000  # records that one process does sooner than others start
CERROJO = 0xC0_4F  # pg_advisory_lock, with the number of the compulsa: one worker at each


def correr(*, compulsa: int) -> None:
    """A compulsa comes to its end, or keeps how far it came and why it could not go on.

    Twice is once, and another worker at it is left alone. Raises what the database raises.
    """
    with _solo_yo(compulsa) as mia:
        fila = Compulsa.objects.filter(pk=compulsa).first() if mia else None
        if fila is None or fila.estado not in EN_CURSO:
            return
        try:
            with taller(solo=fila.esperados < POCOS) as obra:
                _avanzar(fila, llaves_de(fila), obra)
        except llaves.LlaveAusente:
            _fallar(fila, "compulsa-sin-llaves")
        except (InvalidTag, llaves.NoAbre):
            _fallar(fila, "compulsa-sello-roto")


@contextmanager
def _solo_yo(compulsa: int) -> Iterator[bool]:
    """Yield whether nobody else runs it; the session holds the lock until the end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [CERROJO, compulsa])
        (mia,) = cursor.fetchone()
    try:
        yield bool(mia)
    finally:
        if mia:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [CERROJO, compulsa])


def llaves_de(fila: Compulsa) -> Llaves:
    """Return the keys that a compulsa needs; raise LlaveAusente."""
    return Llaves(
        fila.proceso,
        llaves.de_proceso(fila.proceso, "datos"),
        llaves.de_proceso(fila.proceso, "indice"),
        {
            n: LlavesDeCorte(n, llaves.de_corte(n, "indice"), llaves.de_corte(n, "corte"))
            for n in fila.cortes
        },
    )


def _avanzar(fila: Compulsa, suyas: Llaves, obra: Taller) -> None:
    if not _sigue_ahi(fila):
        _derivar(fila, suyas, obra)
        _mover(fila, Estado.CRUZANDO)
        _cruzar(fila)
    cotejo.cotejar(fila, suyas, obra)
    _concluir(fila)


def _sigue_ahi(fila: Compulsa) -> bool:
    """Whether what was derived and joined is whole: PostgreSQL empties it if it falls."""
    derivados, _ = cruce.contar(fila)
    return fila.estado == Estado.COTEJANDO and derivados.total() == fila.derivados


def _derivar(fila: Compulsa, suyas: Llaves, obra: Taller) -> None:
    """Everything after the last record written is derived anew, piece by piece."""
    fila.derivados = 0
    _mover(fila, Estado.DERIVANDO, "derivados")
    cruce.vaciar(fila.pk)
    trabajo = partial(derivar, compulsa=fila.pk, llaves=suyas)
    for filas, copia in obra.hacer(_por_derivar(fila), trabajo):
        with transaction.atomic():
            cruce.copiar(copia)
            fila.derivados += len(filas)
            _mover(fila, Estado.DERIVANDO, "derivados")


def _por_derivar(fila: Compulsa) -> Iterator[list[Compulsable]]:
    fechas = {c.fecha: c.pk for c in padron.cortes().filter(pk__in=fila.cortes)}
    despues = fila.hasta
    while filas := compulsables.lote(
        fila.proceso, cortes=fechas, despues=despues, cuantos=cruce.LOTE
    ):
        yield filas
        despues = UUID(filas[-1][0])


@transaction.atomic
def _cruzar(fila: Compulsa) -> None:
    """The join is made, and it is known what entered: what is written and what is derived."""
    cruce.unir(fila)
    entraron, provisionales = cruce.contar(fila)
    for (antes, _), n in queries.matriz(fila).items():
        entraron[antes] += n
    fila.entradas.all().delete()
    fila.entradas.bulk_create(
        fila.entradas.model(compulsa=fila, situacion=s, n=n) for s, n in sorted(entraron.items())
    )
    fila.entraron = entraron.total()
    fila.provisionales = max(fila.provisionales, provisionales)
    _mover(fila, Estado.COTEJANDO, "entraron", "provisionales")


def _mover(fila: Compulsa, estado: Estado, *campos: str) -> None:
    fila.estado, fila.movida_en = estado.value, now()
    fila.save(update_fields=["estado", "movida_en", *campos])


@transaction.atomic
def _concluir(fila: Compulsa) -> None:
    """Its report balances and is kept; what it joined is gone."""
    if not rules.cuadra(queries.entradas(fila), queries.matriz(fila)):
        _fallar(fila, "compulsa-descuadrada")
        return
    fila.concluida_en = now()
    _mover(fila, Estado.CONCLUIDA, "concluida_en")
    cruce.vaciar(fila.pk)
    _anotar(fila, "concluir_compulsa")


def _fallar(fila: Compulsa, motivo: str) -> None:
    fila.motivo = motivo
    _mover(fila, Estado.FALLIDA, "motivo")
    cruce.vaciar(fila.pk)
    _anotar(fila, "fallar_compulsa")


def _anotar(fila: Compulsa, acto: str) -> None:
    asentar(
        momento=fila.movida_en,
        actor=cotejo.ACTOR,
        acto=acto,
        objeto=f"compulsa:{fila.pk}",
        datos={"entraron": fila.entraron, "cambiaron": fila.cambiaron, "motivo": fila.motivo},
        proceso=fila.proceso,
    )
