"""The records of a process at one instant of the database, and what moved between two instants.

An instant is a PostgreSQL snapshot: two of them tell exactly which moves are in one and not in the
other, whatever the order in which their transactions ended.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from uuid import UUID

from django.db import connection

from rubrica.registros.eventos import PARAMETROS
from rubrica.registros.models import Movimiento, Registro
from rubrica.registros.queries import POR_VALOR
from rubrica.registros.rules import CLASES, Clase, Cuenta, Dimension, Estatus, sumar

LOTE = 1000  # records read at a time
_FOTO = f"""
SELECT 'fila', municipio, estatus, situacion, count(*)
FROM registros_registro WHERE proceso = %(proceso)s GROUP BY 2, 3, 4
UNION ALL SELECT 'cuenta', t.valor, t.clase, '', t.n FROM ({POR_VALOR}) t(valor, clase, n)
UNION ALL SELECT 'marca', pg_current_snapshot()::text, '', '', 0
"""  # noqa: S608
_NUEVO = (
    "xid >= pg_snapshot_xmin(%(antes)s::text::pg_snapshot)"
    " AND pg_visible_in_snapshot(xid, %(despues)s::text::pg_snapshot)"
    " AND NOT pg_visible_in_snapshot(xid, %(antes)s::text::pg_snapshot)"
)
_MOVIDOS = (
    "SELECT acto, de, a, de_municipio, a_municipio, de_situacion, a_situacion,"  # noqa: S608
    f" array_agg(id ORDER BY id) FROM registros_movimiento WHERE proceso = %(proceso)s AND {_NUEVO}"
    " GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7"
)
_RECIBIDOS = f"SELECT count(*) FROM registros_registro WHERE proceso = %(proceso)s AND {_NUEVO}"  # noqa: S608
_SIGUEN_IGUAL = (
    "SELECT NOT EXISTS (SELECT 1 FROM registros_movimiento WHERE proceso = %(proceso)s"
    " AND %(estatus)s IN (de, a) AND xid >= pg_snapshot_xmin(%(marca)s::text::pg_snapshot)"
    " AND NOT pg_visible_in_snapshot(xid, %(marca)s::text::pg_snapshot))"
)


@dataclass(frozen=True, kw_only=True)
class Instantanea:
    """A process whole, from one statement.

    marca: the snapshot, as text. cuentas: municipio → account, counted on the records themselves.
    de_la_cuenta: the same as the account says. en_compulsa: (municipio, situación) → records of
    class b.
    """

    marca: str
    cuentas: Mapping[str, Cuenta]
    de_la_cuenta: Mapping[str, Cuenta]
    en_compulsa: Mapping[tuple[str, str], int]

    @property
    def total(self) -> Cuenta:
        """Return the account of the whole process."""
        return sumar(self.cuentas.values())

    @property
    def concuerda(self) -> bool:
        """Whether records and account say the same, and both balance."""
        return self.cuentas == self.de_la_cuenta and all(c.cuadra for c in self.cuentas.values())

    def validos(self, situaciones: Iterable[str]) -> dict[str, int]:
        """Return municipio → records of class b whose situación is one of those (ET 10.7 b)."""
        aceptadas, suma = frozenset(situaciones), defaultdict[str, int](int)
        for (municipio, situacion), n in self.en_compulsa.items():
            if situacion in aceptadas:
                suma[municipio] += n
        return dict(suma)


@dataclass(frozen=True, kw_only=True)
class Movidos:
    """Moves of one kind between two instants. movimientos: their numbers, in order."""

    acto: str
    de: str
    a: str
    de_municipio: str
    a_municipio: str
    de_situacion: str
    a_situacion: str
    movimientos: Sequence[int]


_DE_MOVIDOS = tuple(campo.name for campo in fields(Movidos))


@dataclass(frozen=True, kw_only=True)
class Diferencia:
    """All that happened between two instants: how many were received, and every move."""

    recibidos: int
    movidos: Sequence[Movidos]


def tomar(proceso: str) -> Instantanea:
    """Return the process as it stands, records and account in one snapshot (ET 10.7)."""
    cifras: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    cuenta: dict[str, dict[str, int]] = defaultdict(dict)
    compulsa: dict[tuple[str, str], int] = {}
    marca = ""
    parametros = {**PARAMETROS, "proceso": proceso, "dimension": Dimension.MUNICIPIO.value}
    with connection.cursor() as cursor:
        cursor.execute(_FOTO, parametros)
        for que, valor, clave, situacion, n in cursor.fetchall():
            if que == "marca":
                marca = valor
            elif que == "cuenta":
                cuenta[valor][clave] = n
            else:
                cifras[valor][Clase.ENVIADOS.value] += n
                cifras[valor][CLASES[Estatus(clave)].value] += n
                if clave == Estatus.PARA_COMPULSA.value:
                    compulsa[valor, situacion] = n
    return Instantanea(
        marca=marca,
        cuentas={m: Cuenta(**c) for m, c in sorted(cifras.items())},
        de_la_cuenta={m: Cuenta(**c) for m, c in sorted(cuenta.items()) if any(c.values())},
        en_compulsa=compulsa,
    )


def diferencia(*, proceso: str, antes: str, despues: str) -> Diferencia:
    """Return what is in the snapshot `despues` and was not in `antes`, move by move."""
    parametros = {"proceso": proceso, "antes": antes, "despues": despues}
    with connection.cursor() as cursor:
        cursor.execute(_RECIBIDOS, parametros)
        (recibidos,) = cursor.fetchone()
        cursor.execute(_MOVIDOS, parametros)
        movidos = [Movidos(**dict(zip(_DE_MOVIDOS, fila, strict=True))) for fila in cursor]
    return Diferencia(recibidos=recibidos, movidos=movidos)


def sigue_igual_la_compulsa(*, proceso: str, marca: str) -> bool:
    """Whether no record entered or left class b after that snapshot."""
    with connection.cursor() as cursor:
        cursor.execute(
            _SIGUEN_IGUAL,
            {"proceso": proceso, "marca": marca, "estatus": Estatus.PARA_COMPULSA.value},
        )
        (igual,) = cursor.fetchone()
    return bool(igual)


def movimientos(numeros: Sequence[int]) -> list[Movimiento]:
    """Return those moves with their records, in order."""
    filas = Movimiento.objects.filter(pk__in=numeros).select_related("registro")
    return list(filas.only(*_DE_MOVIMIENTO, "registro__folio").order_by("pk"))


_DE_MOVIMIENTO = ("registro_id", "acto", "de", "a", "de_municipio", "a_municipio", "de_situacion",
                  "a_situacion", "actor", "momento", "motivo")  # fmt: skip


def en_compulsa(proceso: str, situaciones: Iterable[str]) -> Iterator[list[Registro]]:
    """Yield the records of class b whose situación is one of those, by batches, in order of id."""
    filas = Registro.objects.filter(
        proceso=proceso, estatus=Estatus.PARA_COMPULSA.value, situacion__in=list(situaciones)
    ).only("id", "proceso", "corte", "situacion", "causa", "municipio", "persona", "datos")
    ultimo = UUID(int=0)
    while lote := list(filas.filter(id__gt=ultimo).order_by("id")[:LOTE]):
        yield lote
        ultimo = lote[-1].id


def todos(proceso: str, *, lote: int) -> Iterator[list[Registro]]:
    """Yield every record of a process, `lote` at a time, in order of id."""
    filas = Registro.objects.filter(proceso=proceso).order_by("id")
    ultimo = UUID(int=0)
    while tanda := list(filas.filter(id__gt=ultimo)[:lote]):
        yield tanda
        ultimo = tanda[-1].id
