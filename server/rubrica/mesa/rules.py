"""What the Mesa shows of its own work; the rules of a dictamen are in registros.rules."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from heapq import nsmallest
from itertools import pairwise
from math import ceil
from statistics import median

from rubrica.core.credencial.modelos import Recorte
from rubrica.core.plazos import DIAS_DE_REVISION, UN_DIA, Calendario

PAUSA = timedelta(minutes=5)  # a longer gap between two dictámenes is rest, not review
SEGUNDOS_PARA_DESHACER = 10  # a dictamen waits in the page before it is sent (ADR 0103)
RACHA = timedelta(minutes=50)  # of review without rest; after it a pause is suggested
DIAS_DE_RITMO = 5  # working days from which the pace of a Mesa is told
TESTIGOS = ("anverso", "reverso", "rostro", "firma")  # ET 10.7 e, 11.4 b


_A_LA_DERECHA = Recorte("anverso", 0.72, 0.2, 0.25, 0.48)
_A_LA_IZQUIERDA = Recorte("anverso", 0.03, 0.2, 0.27, 0.52)
# Models that are not here are taken as the newest known: the layout of the front has only moved
# once, and the whole card is beside the crop in any case.
RETRATOS = {"A": _A_LA_DERECHA, "B": _A_LA_DERECHA, "C": _A_LA_DERECHA, "D": _A_LA_DERECHA}


def retrato_en(modelo: str) -> Recorte:
    """Return where the portrait of a model is."""
    return RETRATOS.get(modelo, _A_LA_IZQUIERDA)


@dataclass(frozen=True)
class Ritmo:
    """hoy: dictámenes of this person today. segundos, p95: of each, whole; None under two."""

    hoy: int
    segundos: int | None
    p95: int | None = None


def ritmo(momentos: Sequence[datetime]) -> Ritmo:
    """Return the pace of a day, from the instants of its dictámenes in order."""
    pasos = sorted(
        (despues - antes).total_seconds()
        for antes, despues in pairwise(momentos)
        if despues - antes <= PAUSA
    )
    if not pasos:
        return Ritmo(len(momentos), None)
    p95 = pasos[ceil(len(pasos) * 0.95) - 1]
    return Ritmo(len(momentos), round(median(pasos)), round(p95))


def conviene_pausa(momentos: Sequence[datetime], momento: datetime) -> bool:
    """Whether who gave those dictámenes has gone RACHA or more without a rest of PAUSA."""
    racha = list(momentos[-1:])
    for antes, despues in pairwise(reversed(momentos)):
        if antes - despues > PAUSA:
            break
        racha.append(despues)
    descansa = not racha or momento - racha[0] > PAUSA
    return not descansa and momento - racha[-1] >= RACHA


@dataclass(frozen=True, kw_only=True)
class Vencimiento:
    """How many records still in e must be reviewed by the end of that day (ET 10.2)."""

    vence: date
    faltan: int


def vencimientos(turnados: Mapping[date, int], calendario: Calendario) -> list[Vencimiento]:
    """Return what is due when, from how many of each day of turning are still in e, in order.

    Ten working days are counted for each record from its own turning (ET 10.2).
    """
    suma: Counter[date] = Counter()
    for dia, n in turnados.items():
        suma[calendario.sumar(dia, DIAS_DE_REVISION)] += n
    return [Vencimiento(vence=dia, faltan=n) for dia, n in sorted(suma.items()) if n]


def por_dia(dictaminados: Mapping[date, int], hoy: date, calendario: Calendario) -> float:
    """Return how many a Mesa decides in a working day: of the last DIAS_DE_RITMO and today.

    Today counts only when it gives more than the days before: it has not ended.
    """
    dias = [calendario.sumar(hoy, -n) for n in range(1, DIAS_DE_RITMO + 1)]
    con_trabajo = [n for dia in dias if (n := dictaminados.get(dia, 0))]
    media = sum(con_trabajo) / len(con_trabajo) if con_trabajo else 0.0
    return max(media, float(dictaminados.get(hoy, 0)))


def termina_el(faltan: int, ritmo: float, hoy: date, calendario: Calendario) -> date | None:
    """Return the working day on which nothing is left at that pace; None at none.

    The work of today is still to be done: it is the first of the days if it works.
    """
    if faltan <= 0:
        return hoy
    if ritmo <= 0:
        return None
    dias = ceil(faltan / ritmo)
    return calendario.sumar(hoy, dias - 1 if calendario.es_habil(hoy) else dias)


@dataclass(frozen=True, kw_only=True)
class Punto:
    """One day of a burn-down. real, previsto: records in e at its end; None if not known."""

    dia: date
    real: int | None = None
    previsto: int | None = None


def curva(
    *, pendientes: Mapping[date, int], hoy: date, ritmo: float, vence: date, calendario: Calendario
) -> list[Punto]:
    """Return the burn-down: what was pending each day, then what will be at that pace.

    It goes on to the later of the deadline and the end, at most forty days ahead.
    """
    pasados = [Punto(dia=dia, real=n) for dia, n in sorted(pendientes.items()) if dia <= hoy]
    quedan = float(pendientes.get(hoy, 0))
    fin = max(vence, termina_el(ceil(quedan), ritmo, hoy, calendario) or vence)
    puntos, dia = pasados, hoy
    for _ in range(40):
        if dia >= fin:
            break
        dia += UN_DIA
        if calendario.es_habil(dia):
            quedan = max(0.0, quedan - ritmo)
            puntos.append(Punto(dia=dia, previsto=ceil(quedan)))
    return puntos


def universo(folios: Iterable[str]) -> tuple[int, str]:
    """Return how many folios and the SHA-256 of them, in order, each with a line's end."""
    suma, n = hashlib.sha256(), 0
    for folio in sorted(folios):
        suma.update(f"{folio}\n".encode())
        n += 1
    return n, suma.hexdigest()


def sortear(folios: Iterable[str], *, semilla: str, tamano: int) -> list[str]:
    """Return the sample of a seed: the folios whose SHA-256 of `semilla|folio` are least, in order.

    Anyone with the seed and the folios draws the same one.
    """
    return nsmallest(
        tamano, folios, key=lambda f: hashlib.sha256(f"{semilla}|{f}".encode()).digest()
    )


def kappa(pares: Sequence[tuple[bool, bool]]) -> float | None:
    """Return Cohen's κ of two people who each said yes or no; None where chance is certain.

    both always agree on both answers   1.0
    as often as by chance               0.0
    all the answers are the same one    None
    """
    if not pares:
        return None
    n = len(pares)
    observado = sum(a == b for a, b in pares) / n
    si_1, si_2 = sum(a for a, _ in pares) / n, sum(b for _, b in pares) / n
    esperado = si_1 * si_2 + (1 - si_1) * (1 - si_2)
    return None if esperado == 1 else (observado - esperado) / (1 - esperado)


@dataclass(frozen=True, kw_only=True)
class Acuerdo:
    """How two reviews agree on one inciso ("" is: nothing found). n: how often either said it."""

    inciso: str
    n: int
    kappa: float | None


def acuerdos(pares: Sequence[tuple[str, str]]) -> list[Acuerdo]:
    """Return the agreement on each inciso that anyone found, from (first, second) incisos."""
    dichos = sorted({i for par in pares for i in par})
    return [
        Acuerdo(
            inciso=i,
            n=sum(i in par for par in pares),
            kappa=kappa([(a == i, b == i) for a, b in pares]),
        )
        for i in dichos
    ]


def es_de_otro(
    tomado_por: str, tomado_hasta: datetime | None, *, operador: str, momento: datetime
) -> bool:
    """Whether another person holds a record now; a turn that ran out holds nothing."""
    vigente = tomado_hasta is not None and tomado_hasta > momento
    return vigente and tomado_por not in ("", operador)
