"""Reads of the records: the account that balances, one record's history, a device's chain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Min, Q, QuerySet

from rubrica.core.paquete import ConAcuse
from rubrica.registros import cadena
from rubrica.registros.eventos import DIMENSIONES, EVENTOS, PARAMETROS
from rubrica.registros.models import Movimiento, Registro
from rubrica.registros.rules import Acto, Clase, Cuenta, Dimension, Estatus, Puerta, sumar

_COLA = f"""
WITH marca AS MATERIALIZED (
  SELECT COALESCE((SELECT hasta FROM registros_rodillo), '0'::xid8) AS hasta
), cola AS MATERIALIZED (
  {EVENTOS.format(limites="x.xid >= (SELECT hasta FROM marca) AND x.proceso = %(proceso)s")}
)
"""  # noqa: S608
_LEER = f"""{_COLA}, todo AS (
  SELECT valor, dia, clase, n FROM registros_saldo
  WHERE proceso = %(proceso)s AND dimension = %(dimension)s
  UNION ALL
  SELECT d.valor, e.dia, e.clase, e.n FROM cola e CROSS JOIN LATERAL {DIMENSIONES}
  WHERE d.dimension = %(dimension)s
)
"""  # noqa: S608
POR_VALOR = f"""{_COLA}, todo AS (
  SELECT valor, clase, n FROM registros_total
  WHERE proceso = %(proceso)s AND dimension = %(dimension)s
  UNION ALL
  SELECT d.valor, e.clase, e.n FROM cola e CROSS JOIN LATERAL {DIMENSIONES}
  WHERE d.dimension = %(dimension)s
)
SELECT valor, clase, sum(n)::bigint FROM todo GROUP BY 1, 2
"""  # noqa: S608
_POR_DIA = (
    _LEER  # noqa: S608
    + "SELECT dia, clase, sum(n)::bigint FROM todo WHERE valor = %(valor)s GROUP BY 1, 2"
)
_POR_PUERTA = (
    _LEER  # noqa: S608
    + "SELECT valor, dia, clase, sum(n)::bigint FROM todo GROUP BY 1, 2, 3"
)
# The days of the process, and of each other dimension its values without days. Of a territory only
# what may count is asked: the rest is in its municipio.
_FIGURAS = f"""{_COLA}, todo AS (
  SELECT dimension, valor, NULL::date AS dia, clase, n FROM registros_total
  WHERE proceso = %(proceso)s AND dimension = ANY(%(dimensiones)s)
  UNION ALL
  SELECT dimension, valor, dia, clase, n FROM registros_saldo
  WHERE proceso = %(proceso)s AND dimension = %(dias)s
  UNION ALL
  SELECT d.dimension, d.valor, CASE WHEN d.dimension = %(dias)s THEN e.dia END, e.clase, e.n
  FROM cola e CROSS JOIN LATERAL {DIMENSIONES}
  WHERE d.dimension = ANY(%(dimensiones)s) OR d.dimension = %(dias)s
)
SELECT dimension, valor, dia, clase, sum(n)::bigint FROM todo
WHERE (dimension <> %(territorio)s OR clase = %(para_compulsa)s)
  AND (%(valores)s::text[] IS NULL OR dimension = %(dias)s OR valor = ANY(%(valores)s))
GROUP BY 1, 2, 3, 4
"""  # noqa: S608


def cuenta(*, proceso: str, por: Dimension = Dimension.PROCESO) -> dict[str, Cuenta]:
    """Return the account of a process cut by `por`: value as text → account (ET 10.7).

    Fold and tail are read in one snapshot, so that a = b + c + d + e + f at every instant. The
    municipio "" is *por determinar*; the process as a whole is under "".
    """
    return _accounts(POR_VALOR, {"proceso": proceso, "dimension": por.value})


def cuenta_por_dia(
    *, proceso: str, por: Dimension = Dimension.PROCESO, valor: str = ""
) -> dict[date, Cuenta]:
    """Return the account of each day of reception, hora Centro, in order (ET 10.7)."""
    cuentas: dict[date, Cuenta] = _accounts(
        _POR_DIA, {"proceso": proceso, "dimension": por.value, "valor": valor}
    )
    return dict(sorted(cuentas.items()))


@dataclass(frozen=True, kw_only=True)
class Figuras:
    """The account of a process, cut in several ways in one snapshot: all add up to one total.

    por: dimension → value as text → account; of a territorio, its class b alone. dias: by day of
    reception, in order.
    """

    total: Cuenta
    dias: dict[date, Cuenta]
    por: dict[Dimension, dict[str, Cuenta]]


def figuras(
    proceso: str, *dimensiones: Dimension, valores: Collection[str] | None = None
) -> Figuras:
    """Return the account of a process by day and by each of those dimensions (ET 2.2, 10.7).

    valores: of each dimension only those; None, all. What it reads grows with days and values,
    never with the records.
    """
    cifras: dict[tuple[str, str, date | None], dict[str, int]] = defaultdict(dict)
    parametros = {
        "proceso": proceso,
        "dimensiones": [d.value for d in dimensiones],
        "dias": Dimension.PROCESO.value,
        "territorio": Dimension.TERRITORIO.value,
        "para_compulsa": Clase.PARA_COMPULSA.value,
        "valores": None if valores is None else list(valores),
    }
    with connection.cursor() as cursor:
        cursor.execute(_FIGURAS, {**PARAMETROS, **parametros})
        for dimension, valor, dia, clase, n in cursor.fetchall():
            cifras[dimension, valor, dia][clase] = n
    cuentas = {llave: Cuenta(**clases) for llave, clases in cifras.items() if any(clases.values())}
    dias = {dia: c for (_, _, dia), c in cuentas.items() if dia is not None}
    return Figuras(
        total=sumar(dias.values()),
        dias=dict(sorted(dias.items())),
        por={d: {v: c for (e, v, _), c in cuentas.items() if e == d.value} for d in dimensiones},
    )


@dataclass(frozen=True, kw_only=True)
class CuentaPublica:
    """The account as anyone reads it, whole from one snapshot.

    puertas: by door, in the order of Puerta, a door that brought nothing included. dias: by day of
    reception, in order. Both add up to the total.
    """

    total: Cuenta
    puertas: dict[Puerta, Cuenta]
    dias: dict[date, Cuenta]


def cuenta_publica(proceso: str) -> CuentaPublica:
    """Return the account of a process by door and by day of reception (ET 10.7, 10.7 a)."""
    cifras: dict[tuple[str, date], dict[str, int]] = defaultdict(dict)
    with connection.cursor() as cursor:
        dimension = Dimension.PUERTA.value
        cursor.execute(_POR_PUERTA, {**PARAMETROS, "proceso": proceso, "dimension": dimension})
        for valor, dia, clase, n in cursor.fetchall():
            cifras[valor, dia][clase] = n
    cuentas = {llave: Cuenta(**clases) for llave, clases in cifras.items() if any(clases.values())}
    dias = sorted({dia for _, dia in cuentas})
    return CuentaPublica(
        total=sumar(cuentas.values()),
        puertas={p: sumar(c for (v, _), c in cuentas.items() if v == p) for p in Puerta},
        dias={dia: sumar(c for (_, d), c in cuentas.items() if d == dia) for dia in dias},
    )


def _accounts(consulta: str, parametros: dict[str, str]) -> dict[Any, Cuenta]:
    cifras: dict[Any, dict[str, int]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(consulta, {**PARAMETROS, **parametros})
        for llave, clase, n in cursor.fetchall():
            cifras[llave][clase] = n
    return {llave: Cuenta(**clases) for llave, clases in cifras.items() if any(clases.values())}


def por_id(id: UUID) -> Registro | None:
    """The record of that id, or None."""
    return Registro.objects.filter(id=id).first()


def proceso_de(id: UUID) -> str | None:
    """The process of the record of that id, or None: one column, however heavy the row."""
    return Registro.objects.filter(id=id).values_list("proceso", flat=True).first()


def acuse_de(id: UUID) -> tuple[bytes, str] | None:
    """What was received under that id: resumen of its sobre (32 bytes) and receipt; or None.

    It reads those two columns and no other: recepción may see no more of a record.
    """
    fila = Registro.objects.filter(id=id).values_list("resumen", "recibo").first()
    return None if fila is None else (bytes(fila[0]), fila[1])


def ya_dio(*, dispositivo: UUID, proceso: str) -> bool:
    """Whether a device of Mi Apoyo has a support received in the process already (ET 7.25)."""
    return Registro.objects.filter(
        proceso=proceso, dispositivo=dispositivo, puerta=Puerta.MI_APOYO.value, regla=""
    ).exists()


def por_folio(folio: str) -> Registro | None:
    """The record of that folio, or None."""
    return Registro.objects.filter(folio=folio).first()


def recibido_en(*, folio: str, codigo: bytes) -> datetime | None:
    """When the record of that folio and código de integridad arrived; None if none has both."""
    filas = Registro.objects.filter(folio=folio, codigo_integridad=codigo)
    momentos: list[datetime] = list(filas.values_list("recibido_en", flat=True))
    return momentos[0] if momentos else None


def varios(ids: Iterable[UUID]) -> list[Registro]:
    """The records of those ids, as received; an id without record is left out."""
    return list(Registro.objects.filter(id__in=list(ids)).order_by("recibido_en"))


def por_codigo(proceso: str, codigo_integridad: bytes) -> Registro | None:
    """The record of a process whose paquete has that SHA-256 (32 bytes), or None."""
    return Registro.objects.filter(proceso=proceso, codigo_integridad=codigo_integridad).first()


def con_paquete() -> Iterator[ConAcuse]:
    """Every record that came from a phone, read a few thousand at a time: memory stays flat."""
    filas = Registro.objects.exclude(puerta=Puerta.PAPEL.value).order_by()
    for folio, proceso, codigo, tamano in filas.values_list(
        "folio", "proceso", "codigo_integridad", "tamano"
    ).iterator(chunk_size=5_000):
        yield ConAcuse(folio, proceso, bytes(codigo), tamano)


def historia(registro: UUID) -> list[Movimiento]:
    """Every move of a record, oldest first; its reception is the row itself."""
    return list(Movimiento.objects.filter(registro_id=registro).order_by("id"))


def historias(registros: Iterable[UUID]) -> dict[UUID, list[Movimiento]]:
    """The moves of each of those records, oldest first, in one question."""
    por_registro: dict[UUID, list[Movimiento]] = {id_: [] for id_ in registros}
    for movimiento in Movimiento.objects.filter(registro_id__in=por_registro).order_by("id"):
        por_registro[movimiento.registro_id].append(movimiento)
    return por_registro


def en_charola(proceso: str) -> list[Registro]:
    """The records that did not open, with their cause in `espera`, oldest first (ET 10.7 f)."""
    return list(
        Registro.objects.filter(proceso=proceso, estatus=Estatus.EN_CHAROLA.value).order_by(
            "recibido_en"
        )
    )


def primero_en_espera(*, desde: datetime | None = None) -> datetime | None:
    """When the first record that waits for its cut was received, from `desde` on; None if none."""
    esperan = Registro.objects.filter(estatus=Estatus.EN_ESPERA_DE_CORTE.value)
    if desde is not None:
        esperan = esperan.filter(recibido_en__gte=desde)
    momentos = esperan.order_by("recibido_en").values_list("recibido_en", flat=True)[:1]
    return next(iter(momentos), None)


def de_estatus(proceso: str, pares: Mapping[str, Collection[str]]) -> QuerySet[Registro]:
    """The records of a process in each estatus and any of its situaciones, oldest first."""
    cuales = Q()
    for estatus, situaciones in pares.items():
        cuales |= Q(estatus=estatus, situacion__in=situaciones)
    filas = Registro.objects.filter(cuales, proceso=proceso) if pares else Registro.objects.none()
    return filas.order_by("recibido_en", "id")


def mismos(registro: Registro) -> list[Registro]:
    """The other records of the same person in the process, of any class, as received."""
    if registro.persona is None:
        return []
    return list(
        Registro.objects.filter(proceso=registro.proceso, persona=registro.persona)
        .exclude(id=registro.id)
        .order_by("recibido_en")
    )


def de_la_persona(proceso: str, persona: bytes) -> list[UUID]:
    """The ids of the records of a person in a process, of any class, as received."""
    suyos = Registro.objects.filter(proceso=proceso, persona=persona).order_by("recibido_en")
    return list(suyos.values_list("id", flat=True))


def tiene_otro(proceso: str, persona: bytes) -> bool:
    """Whether that person already has a support in the process, of any class."""
    return Registro.objects.filter(proceso=proceso, persona=persona).exists()


def por_revisar(procesos: list[str]) -> int:
    """How many records of those processes wait in the Mesa de Control (ET 10.7 e)."""
    return Registro.objects.filter(proceso__in=procesos, estatus=Estatus.EN_MESA.value).count()


def en_mesa_desde(procesos: Collection[str]) -> datetime | None:
    """When the record that has waited longest in those processes went to the Mesa (ET 10.2).

    One look at the index for each process and place in the queue, however many wait.
    """
    colas = [
        Registro.objects.filter(proceso=proceso, repite=repite, estatus=Estatus.EN_MESA.value)
        .order_by("recibido_en")
        .values_list("id", flat=True)[:1]
        for proceso in procesos
        for repite in (False, True)
    ]
    primeros = [id for cola in colas for id in cola]
    turnos = Movimiento.objects.filter(registro_id__in=primeros, a=Estatus.EN_MESA.value)
    desde: datetime | None = turnos.aggregate(desde=Min("momento"))["desde"]
    return desde


def dictamenes_de(operador: str, *, desde: datetime) -> list[datetime]:
    """The instants at which a person decided in the Mesa since `desde`, in order (ET 10.3)."""
    return list(
        Movimiento.objects.filter(
            actor=operador,
            momento__gte=desde,
            acto__in=[Acto.VALIDAR.value, Acto.SENALAR_INCONSISTENCIA.value],
        )
        .order_by("momento")
        .values_list("momento", flat=True)
    )


def cadena_de(dispositivo: UUID, *, ultimo: int = 0) -> cadena.Cadena:
    """What the supports of a device show together: gaps, forks (evidence, never a gate).

    ultimo: the last consecutivo that the device reported.
    """
    filas = Registro.objects.filter(dispositivo=dispositivo).values_list(
        "consecutivo", "resumen", "anterior"
    )
    return cadena.leer(
        (
            cadena.Eslabon(n, bytes(resumen), None if anterior is None else bytes(anterior))
            for n, resumen, anterior in filas.iterator()
        ),
        ultimo=ultimo,
    )


@dataclass(frozen=True, kw_only=True)
class UsoDeDispositivo:
    """What one device has sent (ET 4.10). por_regla: how many its rule classed. sobre: its last."""

    enviados: int
    por_regla: int
    ultimo_captado_en: datetime
    ultimo_recibido_en: datetime
    sobre: str


_USO = """
SELECT u.dispositivo, u.enviados, u.por_regla, u.captado, u.recibido, r.sobre
  FROM (SELECT dispositivo, count(*) AS enviados, count(*) FILTER (WHERE regla <> '') AS por_regla,
               max(capturado_en) AS captado, max(recibido_en) AS recibido
          FROM registros_registro WHERE dispositivo = ANY(%s::uuid[]) GROUP BY dispositivo) u
  CROSS JOIN LATERAL (
    SELECT sobre FROM registros_registro x WHERE x.dispositivo = u.dispositivo
     ORDER BY consecutivo DESC LIMIT 1) r
"""


def uso_de(dispositivos: Collection[UUID]) -> dict[UUID, UsoDeDispositivo]:
    """Return what each of those devices has sent; one that sent nothing is not in it."""
    with connection.cursor() as cursor:
        cursor.execute(_USO, [list(dispositivos)])
        return {
            fila[0]: UsoDeDispositivo(
                enviados=fila[1], por_regla=fila[2], ultimo_captado_en=fila[3],
                ultimo_recibido_en=fila[4], sobre=fila[5],
            )
            for fila in cursor.fetchall()
        }  # fmt: skip


_A_LA_VEZ = """
SELECT auxiliar, count(*) FROM (
  SELECT auxiliar, dispositivo, capturado_en, lag(dispositivo) OVER w AS otro,
         lag(capturado_en) OVER w AS antes
    FROM registros_registro WHERE dispositivo = ANY(%s::uuid[])
  WINDOW w AS (PARTITION BY auxiliar ORDER BY capturado_en)) x
 WHERE otro <> dispositivo AND capturado_en - antes < %s * interval '1 second'
 GROUP BY auxiliar
"""


def captados_a_la_vez(dispositivos: Collection[UUID], lapso: timedelta) -> dict[int, int]:
    """Return by auxiliar how many records follow one of its other device in less than `lapso`."""
    with connection.cursor() as cursor:
        cursor.execute(_A_LA_VEZ, [list(dispositivos), lapso.total_seconds()])
        return dict(cursor.fetchall())


def recibidos_de(
    dispositivo: UUID, *, desde: datetime, hasta: datetime
) -> list[tuple[datetime, str, str]]:
    """Return (received, folio, estatus) of what came from a device, oldest first. hasta: excluded.

    Its reception is its own asiento: no other says that it arrived.
    """
    filas = Registro.objects.filter(
        dispositivo=dispositivo, recibido_en__gte=desde, recibido_en__lt=hasta
    )
    return list(
        filas.order_by("recibido_en", "folio").values_list("recibido_en", "folio", "estatus")
    )
