"""The account with a million records: it takes as long as with ten thousand (ET 10.7).

Every dimension is asked as the pages ask it, and recounted on the records themselves; then what
happened between two instants is explained move by move. Filled as bench.portal fills.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import escenario
from bench.cifras import Cifra

if TYPE_CHECKING:
    from rubrica.registros.rules import Cuenta

POCOS, MUCHOS = 10_000, int(os.environ.get("CUENTA_REGISTROS", "1000000"))
VECES = 60
POCOS_VALORES = 6_000  # figures: 570 municipios and their six classes, not 3,000 auxiliares
DE_UNA_PAGINA = [str(n) for n in range(1, 51)]  # auxiliares of one page
VALORES = {
    "proceso": "''",
    "promovente": "promovente::text",
    "auxiliar": "auxiliar::text",
    "municipio": "municipio",
    "puerta": "puerta",
    "situacion": "situacion",
    "territorio": "municipio || ' ' || situacion",
    "inconsistencia": "''",  # none of these records has one
}
_RECUENTO = (
    "SELECT {}, dia, estatus, count(*) FROM registros_registro WHERE proceso = %s GROUP BY 1, 2, 3"
)


def medir() -> list[Cifra]:
    """Return how long it takes, how much that grows, and how many figures are not the recount."""
    from bench import portal

    with tempfile.TemporaryDirectory(prefix="rubrica-bench-cuenta-") as carpeta:
        with escenario.instalacion(Path(carpeta)):
            comienzo = time.perf_counter()
            portal.llenar(("POCOS", POCOS), ("MUCHOS", MUCHOS))
            _al_dia()
            print(f"  {MUCHOS:,} registros en {time.perf_counter() - comienzo:.0f} s", flush=True)
            return [*_tiempos(), _recuento(), *_rodillo()]


def _al_dia() -> None:
    """The records stand where their last move left them: filling only wrote the move."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE registros_registro r SET estatus = m.a FROM registros_movimiento m"
            " WHERE m.registro_id = r.id AND m.a = 'PARA_COMPULSA' AND r.estatus = 'EN_MESA'"
        )


def _preguntas(proceso: str) -> dict[str, Callable[[], object]]:
    """What each page asks, by name: totals cut in each way, the days, and everything at once."""
    from rubrica.registros import queries
    from rubrica.registros.rules import Dimension

    return {
        **{
            f"por {d.value}": lambda d=d: queries.cuenta(proceso=proceso, por=d)  # type: ignore[misc]
            for d in Dimension
            if d is not Dimension.AUXILIAR
        },
        "por auxiliar, una página": lambda: queries.figuras(
            proceso, Dimension.AUXILIAR, valores=DE_UNA_PAGINA
        ),
        "por día": lambda: queries.cuenta_por_dia(proceso=proceso),
        "pública": lambda: queries.cuenta_publica(proceso),
        "figuras": lambda: queries.figuras(
            proceso, Dimension.SITUACION, Dimension.INCONSISTENCIA, Dimension.TERRITORIO
        ),
    }


def _tiempos() -> list[Cifra]:
    medidas = {}
    for nombre in _preguntas("MUCHOS"):
        pocos, muchos = (_p95(_preguntas(p)[nombre]) for p in ("POCOS", "MUCHOS"))
        print(f"  {nombre}: {muchos:.1f} ms; con {POCOS:,}, {pocos:.1f} ms", flush=True)
        medidas[nombre] = (muchos, pocos)
    lenta = max(medidas, key=lambda n: medidas[n][0])
    crece = max(medidas, key=lambda n: medidas[n][0] / medidas[n][1])
    razon = medidas[crece][0] / medidas[crece][1]
    return [
        Cifra(nombre="cuenta.p95", valor=medidas[lenta][0], nota=f"{lenta}, {MUCHOS:,} registros"),
        Cifra(nombre="cuenta.razon", valor=razon, nota=f"{crece}, contra {POCOS:,}"),
    ]


def _p95(preguntar: Callable[[], object]) -> float:
    tiempos = []
    for _ in range(VECES):
        comienzo = time.perf_counter()
        preguntar()
        tiempos.append((time.perf_counter() - comienzo) * 1000)
    return statistics.quantiles(tiempos, n=100)[94]


def _recuento() -> Cifra:
    """Count the figures that the records themselves do not say: by value, and by value and day.

    By day too where values are few; thousands of auxiliares are asked for their totals.
    """
    from rubrica.registros import queries
    from rubrica.registros.rules import Dimension

    distintas = vistas = 0
    for dimension in Dimension:
        por_dia = _de_los_registros(dimension.value)
        dichas = _cifras("", queries.cuenta(proceso="MUCHOS", por=dimension))
        de_veras: Counter[tuple[object, ...]] = Counter()
        for (valor, _, clase), n in por_dia.items():
            de_veras["", valor, clase] += n
        if len(dichas) <= POCOS_VALORES:
            for valor in {v for v, _, _ in por_dia}:
                dias = queries.cuenta_por_dia(proceso="MUCHOS", por=dimension, valor=valor)
                dichas.update(_cifras(valor, dias))
            de_veras.update(por_dia)
        vistas += len(dichas)
        distintas += sum(dichas[x] != de_veras[x] for x in {*dichas, *de_veras})
    return Cifra(nombre="cuenta.distintas", valor=distintas, nota=f"de {vistas:,} cifras")


def _cifras(valor: str, cuentas: Mapping[Any, Cuenta]) -> Counter[tuple[object, ...]]:
    cifras: Counter[tuple[object, ...]] = Counter()
    for llave, cuenta in cuentas.items():
        for clase in "abcdef":
            cifras[valor, llave, clase] = getattr(cuenta, clase)
    return cifras


def _de_los_registros(dimension: str) -> Counter[tuple[str, object, str]]:
    from django.db import connection

    from rubrica.registros.rules import CLASES, Estatus

    cifras: Counter[tuple[str, object, str]] = Counter()
    with connection.cursor() as cursor:
        cursor.execute(_RECUENTO.format(VALORES[dimension]), ["MUCHOS"])
        for valor, dia, estatus, n in cursor.fetchall():
            cifras[valor, dia, "a"] += n
            cifras[valor, dia, CLASES[Estatus(estatus)].value] += n
    return cifras


def _rodillo() -> list[Cifra]:
    """Move a hundred thousand records between two instants, fold them, and explain every one."""
    from django.db import connection

    from bench import portal
    from rubrica.registros import instantaneas, services

    cuantos = min(100_000, MUCHOS // 4)
    antes = instantaneas.tomar("MUCHOS")
    with connection.cursor() as cursor:
        portal.mover(
            cursor, "EN_MESA PARA_COMPULSA", proceso="MUCHOS", cuales=["EN_MESA"], n=cuantos
        )
    comienzo = time.perf_counter()
    services.rodar()
    plegado = cuantos / (time.perf_counter() - comienzo)
    despues = instantaneas.tomar("MUCHOS")
    comienzo = time.perf_counter()
    hubo = instantaneas.diferencia(proceso="MUCHOS", antes=antes.marca, despues=despues.marca)
    tardo = (time.perf_counter() - comienzo) * 1000
    explicados = sum(len(m.movimientos) for m in hubo.movidos)
    return [
        Cifra(nombre="cuenta.plegado", valor=plegado, unidad="movimientos/s"),
        Cifra(
            nombre="cuenta.sin_explicar", valor=cuantos - explicados,
            nota=f"de {cuantos:,} movimientos entre dos instantes, en {tardo:.0f} ms",
        ),
    ]  # fmt: skip
