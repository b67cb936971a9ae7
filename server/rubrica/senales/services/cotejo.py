"""The one worker that holds the hashes of every record in memory, and finds who repeats what.

It takes records in the order of their transactions, once every earlier one has ended (ADR 0003), so
each is compared with all before it and with none twice. Another worker takes over when it dies: the
lock is its connection's, and what it had done is in the table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from django.db import connection, transaction

from rubrica import llaves
from rubrica.core import cbor
from rubrica.senales import catalogo, sellos
from rubrica.senales.indice import Indice
from rubrica.senales.models import Parecido, Senalado
from rubrica.senales.rules import ENTRE_PERSONAS
from rubrica.senales.services.parecidos import Enlace, enlazar

CERROJO = 7_301_005  # of PostgreSQL's advisory locks: one holds the indices
COTEJO = "cotejo"
LOTE = 200  # records compared in one transaction
TROZO = 5_000  # records loaded at a time

_FILAS = """
SELECT registro, proceso, huellas, persona, xid::text::bigint FROM senales_senalado
WHERE xid >= %s::text::xid8 AND xid < %s::text::xid8 AND huellas IS NOT NULL
ORDER BY xid, registro
"""


@dataclass
class _DeProceso:
    """What is in memory of one process. cic: number of the card → record."""

    indices: dict[str, Indice] = field(default_factory=dict)
    cic: dict[int, UUID] = field(default_factory=dict)

    def indice(self, clase: str) -> Indice:
        if clase not in self.indices:
            self.indices[clase] = Indice(catalogo.RADIOS[clase])
        return self.indices[clase]


@dataclass(frozen=True)
class _Fila:
    registro: UUID
    proceso: str
    huellas: Mapping[str, Any]
    persona: bytes | None


class Cotejo:
    """The turn of the thread that compares. `__call__` returns whether there was anything."""

    def __init__(self) -> None:
        self._procesos: dict[str, _DeProceso] = defaultdict(_DeProceso)
        self._hasta = 0
        self._mio: int | None = None  # connection that holds the lock

    def __call__(self) -> bool:
        """Compare the next records with all before them; nothing while another worker does."""
        if not self._es_mio():
            return False
        try:
            return self._comparar() > 0
        except Exception:
            self._mio = None  # the memory is ahead of the table: begin again from the table
            raise

    def _es_mio(self) -> bool:
        """Hold the lock, and what it stands for: another connection begins from the table."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            actual = int(cursor.fetchone()[0])
            if self._mio == actual:
                return True
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [CERROJO])
            if not cursor.fetchone()[0]:
                return False
        self._procesos.clear()
        self._cargar()
        self._mio = actual
        return True

    def _cargar(self) -> None:
        """Read into memory every hash that was compared before, by whomever."""
        self._hasta = _leer_hasta()
        grupos = {
            (p.registro, p.clase): p.grupo
            for p in Parecido.objects.exclude(clase="persona").iterator()
        }
        juntos: dict[tuple[str, str], tuple[list[bytes], list[UUID]]] = {}
        for fila in _leer(0, self._hasta):
            for clase, valor in fila.huellas.items():
                if clase == "cic":
                    self._procesos[fila.proceso].cic[valor] = fila.registro
                elif clase in catalogo.RADIOS:
                    hashes, duenos = juntos.setdefault((fila.proceso, clase), ([], []))
                    hashes.append(valor)
                    duenos.append(grupos.get((fila.registro, clase), fila.registro))
        for (proceso, clase), (hashes, duenos) in juntos.items():
            self._procesos[proceso].indice(clase).cargar(hashes, duenos)

    @transaction.atomic
    def _comparar(self) -> int:
        """Compare those whose transaction no other can precede any more."""
        tope = _tope()
        filas: list[_Fila] = []
        hasta = tope
        for fila, xid in _leer_con_xid(self._hasta, tope):
            if len(filas) >= LOTE and xid != hasta:
                hasta = xid
                break
            filas.append(fila)
            hasta = xid
        else:
            hasta = tope
        enlaces = [enlace for fila in filas for enlace in self._comparar_uno(fila)]
        if enlaces:
            procesos = Senalado.objects.filter(registro__in={e.grupo for e in enlaces})
            enlazar(enlaces, de_quien=dict(procesos.values_list("registro", "proceso")))
        if hasta != self._hasta:
            _escribir_hasta(hasta)
            self._hasta = hasta
        return len(filas)

    def _comparar_uno(self, fila: _Fila) -> Iterator[Enlace]:
        suyo = self._procesos[fila.proceso]
        for clase, valor in fila.huellas.items():
            if clase == "cic":
                yield from self._serie(suyo, fila, int(valor))
            elif clase in catalogo.RADIOS:
                yield from self._parecido(suyo.indice(clase), fila, clase, valor)

    def _parecido(self, indice: Indice, fila: _Fila, clase: str, huella: bytes) -> Iterator[Enlace]:
        hallado = indice.buscar(huella)
        if hallado is None:
            indice.agregar(huella, fila.registro)
            return
        grupo, lejos = hallado
        if grupo == fila.registro or (clase in ENTRE_PERSONAS and _misma_persona(fila, grupo)):
            return
        if lejos:
            indice.agregar(huella, grupo, nuevo=False)
        yield Enlace(
            proceso=fila.proceso, clase=clase, registro=fila.registro, grupo=grupo, distancia=lejos
        )

    def _serie(self, suyo: _DeProceso, fila: _Fila, cic: int) -> Iterator[Enlace]:
        """Yield the whole run of consecutive cards that this one lengthens, if long enough."""
        suyo.cic.setdefault(cic, fila.registro)
        primero, ultimo = cic, cic
        while primero - 1 in suyo.cic:
            primero -= 1
        while ultimo + 1 in suyo.cic:
            ultimo += 1
        if ultimo - primero + 1 < catalogo.TIPOS["cic-consecutivo"].umbral:
            return
        grupo = suyo.cic[primero]
        for numero in range(primero, ultimo + 1):
            yield Enlace(proceso=fila.proceso, clase="cic", registro=suyo.cic[numero], grupo=grupo)


def _misma_persona(fila: _Fila, otro: UUID) -> bool:
    personas = Senalado.objects.filter(registro=otro).values_list("persona", flat=True)
    otra = next(iter(personas), None)
    return fila.persona is not None and otra is not None and bytes(otra) == fila.persona


def _tope() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])


def _leer(desde: int, tope: int) -> Iterator[_Fila]:
    return (fila for fila, _ in _leer_con_xid(desde, tope))


def _leer_con_xid(desde: int, tope: int) -> Iterator[tuple[_Fila, int]]:
    """Yield what was measured in those transactions, in order; what no key opens any more, not."""
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(_FILAS, [str(desde), str(tope)])
        while filas := cursor.fetchmany(TROZO):
            for registro, proceso, sellado, persona, xid in filas:
                try:
                    claro = sellos.abrir(proceso, "huellas", registro, sellado)
                except (llaves.LlaveAusente, llaves.NoAbre):
                    continue
                huellas = cast(dict[str, Any], cbor.decode(claro))
                yield _Fila(registro, proceso, huellas, bytes(persona) if persona else None), xid


def _leer_hasta() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT xid FROM senales_avance WHERE nombre = %s", [COTEJO])
        fila = cursor.fetchone()
    return int(fila[0]) if fila else 0


def _escribir_hasta(hasta: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO senales_avance (nombre, version, xid) VALUES (%s, %s, %s)"
            " ON CONFLICT (nombre) DO UPDATE SET xid = EXCLUDED.xid",
            [COTEJO, catalogo.VERSION, hasta],
        )
