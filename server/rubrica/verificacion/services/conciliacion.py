"""Whether what has a receipt is on the disk: each row against its file, once a night (ET 6.4).

A file that a disk lost, or that a restored copy does not bring, would otherwise be known only when
somebody came to review it; until its process ends, the phone or its rescue file may still have it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from rubrica.auxiliares import queries as auxiliares
from rubrica.bitacora.services import asentar
from rubrica.core.paquete import ConAcuse
from rubrica.recepcion import almacen
from rubrica.registros import queries as registros

A_LA_VISTA = 100  # folios that are named
_tecnica = logging.getLogger(__name__)


@dataclass(kw_only=True)
class Conciliacion:
    """What was compared. folios: of those whose paquete is missing or of another length, some."""

    revisados: int = 0
    ausentes: int = 0
    de_otro_tamano: int = 0
    folios: list[str] = field(default_factory=list)

    @property
    def faltan(self) -> int:
        """How many receipts have not their paquete as it came."""
        return self.ausentes + self.de_otro_tamano

    def _anotar(self, fila: ConAcuse) -> None:
        hay = almacen.tamano_de(fila.proceso, fila.codigo_integridad)
        self.revisados += 1
        self.ausentes += hay is None
        self.de_otro_tamano += hay is not None and hay != fila.tamano
        if hay != fila.tamano and len(self.folios) < A_LA_VISTA:
            self.folios.append(fila.folio)


def conciliar(*, momento: datetime) -> Conciliacion:
    """Compare every row that has a receipt with its file, by its length; leave an asiento.

    The bytes themselves are checked when a paquete is opened. Raises OSError without its store.
    """
    hallado = Conciliacion()
    for fila in _con_acuse():
        hallado._anotar(fila)
    asentar(
        momento=momento, actor="worker", acto="CONCILIAR_PAQUETES", objeto="paquetes",
        datos={
            "revisados": hallado.revisados, "ausentes": hallado.ausentes,
            "de_otro_tamano": hallado.de_otro_tamano,
        },
    )  # fmt: skip
    if hallado.faltan:
        _tecnica.error("paquetes con acuse que no están como llegaron: %d", hallado.faltan)
    return hallado


def _con_acuse() -> Iterator[ConAcuse]:
    yield from registros.con_paquete()
    yield from auxiliares.altas_con_paquete()
