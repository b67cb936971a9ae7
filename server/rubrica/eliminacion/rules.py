"""When a process may be eliminated, by whom, and what its constancia says (ET 13.9, 14)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from rubrica.core import plazos
from rubrica.core.rechazos import rechazo
from rubrica.core.sobre import instante

TYP_ELIMINACION = "rubrica-eliminacion+jws"
FORMATO = "rubrica/eliminacion/1"
ENFRIAMIENTO = timedelta(hours=72)  # from the second person to the first byte; ET 13.9 fixes none
CUSTODIOS = 3
MAX_ACTA = 60  # characters


class Estado(StrEnum):
    """Where the elimination of a process is."""

    SOLICITADA = "solicitada"
    AUTORIZADA = "autorizada"  # in its cooling-off period, or waiting for the worker
    CANCELADA = "cancelada"
    EN_CURSO = "en_curso"
    DESTRUIDA = "destruida"  # nothing is left; its constancia is to be signed
    CONCLUIDA = "concluida"


CANCELABLES = (Estado.SOLICITADA, Estado.AUTORIZADA)
PALABRAS: Mapping[Estado, str] = {
    Estado.SOLICITADA: "solicitada, espera a una segunda persona",
    Estado.AUTORIZADA: "autorizada, en su periodo de espera",
    Estado.CANCELADA: "cancelada",
    Estado.EN_CURSO: "en curso",
    Estado.DESTRUIDA: "destruido todo; falta firmar la constancia",
    Estado.CONCLUIDA: "concluida, con constancia firmada",
}


def exigir_entregado(*, acusada: bool, esperan: int) -> None:
    """Raise `eliminacion-sin-acuse` unless the OPL acknowledged, and nothing waits for it.

    acusada: the definitive results. esperan: deliveries at its disposal without acknowledgment.
    """
    if not acusada or esperan:
        raise rechazo("eliminacion-sin-acuse")


def exigir_expedientes(*, acusados: bool, oficio: str) -> None:
    """Raise `eliminacion-sin-expedientes` unless the OPL has them, or wrote that it asks for none.

    oficio: the number of the one by which it says so; empty without it (ET 13.9).
    """
    if not acusados and not oficio:
        raise rechazo("eliminacion-sin-expedientes")


def exigir_acceso_cerrado(ultimo: date | None, *, momento: datetime) -> None:
    """Raise `eliminacion-con-acceso` while the promovente may still enter (ET 13.8)."""
    if ultimo is None or plazos.dia_centro(momento) <= ultimo:
        raise rechazo("eliminacion-con-acceso", ultimo=ultimo.isoformat() if ultimo else "")


def exigir_otra_persona(solicitada_por: int, quien: int) -> None:
    """Raise `eliminacion-misma-persona` unless two people take part."""
    if solicitada_por == quien:
        raise rechazo("eliminacion-misma-persona")


def exigir_atestiguada(atestaciones: int) -> None:
    """Raise `eliminacion-sin-atestacion` until the three custodians attested (ET 13.9)."""
    if atestaciones < CUSTODIOS:
        raise rechazo("eliminacion-sin-atestacion", faltan=CUSTODIOS - atestaciones)


def ejecuta_desde(autorizada_en: datetime) -> datetime:
    """Return the first instant at which it may begin."""
    return autorizada_en + ENFRIAMIENTO


@dataclass(frozen=True, kw_only=True)
class Renglon:
    """What was done to one table: "borra" or "vacia", and to how many rows."""

    tabla: str
    acto: str
    filas: int


@dataclass(frozen=True, kw_only=True)
class Constancia:
    """All that the signed document says. llaves: classes destroyed. atestaciones: orden → acta.

    vinculos_que_quedan: bonds and requests of Mi Apoyo of its entidad, which other processes still
    need and whose key stays for them; None where nobody counted them.
    sin_expedientes: oficio by which the OPL asked for no expedientes; empty when it has them.
    """

    proceso: str
    solicitada_en: datetime
    autorizada_en: datetime
    destruida_en: datetime
    personas: Mapping[str, int]
    llaves: Sequence[str]
    atestaciones: Mapping[int, str]
    destruido: Sequence[Renglon]
    blobs: int
    bytes_de_blobs: int
    entregas: Sequence[str]
    sin_expedientes: str
    vinculos_que_quedan: int | None = None

    def documento(self) -> str:
        """Return the one text that is signed: JSON, keys sorted, without spaces."""
        datos: dict[str, Any] = {
            "formato": FORMATO,
            "proceso": self.proceso,
            "solicitada_en": instante(self.solicitada_en),
            "autorizada_en": instante(self.autorizada_en),
            "destruida_en": instante(self.destruida_en),
            "personas": dict(self.personas),
            "llaves": list(self.llaves),
            "atestaciones": {str(orden): acta for orden, acta in self.atestaciones.items()},
            "destruido": [asdict(r) for r in self.destruido],
            "totales": {
                "filas": sum(r.filas for r in self.destruido),
                "blobs": self.blobs,
                "bytes": self.bytes_de_blobs,
            },
            "entregas_acusadas": list(self.entregas),
            "oficio_sin_expedientes": self.sin_expedientes,
        }
        if self.vinculos_que_quedan is not None:
            datos["vinculos_que_quedan"] = self.vinculos_que_quedan
        return json.dumps(datos, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
