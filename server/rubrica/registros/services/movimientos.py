"""How a record moves: the table decides, the row changes, the history and the bitácora keep it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from rubrica.bitacora.rules import Apunte
from rubrica.bitacora.services import asentar_varios
from rubrica.core.plazos import dia_centro
from rubrica.registros.models import Movimiento, Registro
from rubrica.registros.rules import CATALOGOS, EN_REVISION, INCISOS, Acto, Estatus, Puerta, aplicar

# Every column that services may change, with its type: one statement writes any number of rows.
_MUDABLES = {
    "estatus": "text",
    "municipio": "text",
    "situacion": "text",
    "causa": "text",
    "corte": "text",
    "persona": "bytea",
    "cuenta": "boolean",
    "repite": "boolean",
    "datos": "bytea",
    "espera": "text",
    "inciso": "text",
    "detalle": "bytea",
    "tomado_por": "text",
    "tomado_hasta": "timestamptz",
    "turnado_en": "timestamptz",
}
_ACTUALIZAR = (  # noqa: S608
    "UPDATE registros_registro r SET {asignaciones}"
    " FROM unnest({arreglos}) AS n({columnas}) WHERE r.id = n.id"
).format(
    asignaciones=", ".join(f"{columna} = n.{columna}" for columna in _MUDABLES),
    arreglos=", ".join(f"%s::{tipo}[]" for tipo in ("uuid", *_MUDABLES.values())),
    columnas=", ".join(("id", *_MUDABLES)),
)


@dataclass(frozen=True)
class Paso:
    """A record already moved in memory, and where it came from; not yet written."""

    registro: Registro
    acto: Acto
    de: Estatus
    de_municipio: str
    de_situacion: str
    de_inconsistencia: str
    motivo: str
    detalle: bytes | None


def mover(
    registro: Registro,
    acto: Acto,
    *,
    motivo: str = "",
    detalle: bytes | None = None,
    municipio: str | None = None,
) -> Paso:
    """Move a locked record in memory and return the step; raise ActoImprocedente.

    Call it before anything else of the record is changed: it takes down what it was until now.
    detalle: sealed words of who decided. municipio: where it belongs from now on; None leaves it.
    """
    de, de_municipio = Estatus(registro.estatus), registro.municipio
    de_inconsistencia = registro.inconsistencia
    registro.estatus = aplicar(
        acto, de, inciso=registro.inciso, puerta=Puerta(registro.puerta)
    ).value
    if municipio is not None:
        registro.municipio = municipio
    return Paso(
        registro,
        acto,
        de,
        de_municipio,
        registro.situacion,
        de_inconsistencia,
        motivo,
        detalle,
    )


def guardar(pasos: Sequence[Paso], *, actor: str, momento: datetime) -> None:
    """Write the rows, their history and their asientos; the caller holds locks and transaction."""
    if not pasos:
        return
    for paso in pasos:
        if paso.registro.estatus == Estatus.EN_MESA and paso.de is not Estatus.EN_MESA:
            paso.registro.turnado_en = momento  # its ten working days start here (ET 10.2)
    actualizar([paso.registro for paso in pasos])
    Movimiento.objects.bulk_create([_row_of(paso, actor, momento) for paso in pasos])
    asentar_varios([_apunte_of(paso, actor, momento) for paso in pasos])


def actualizar(registros: Sequence[Registro]) -> None:
    """Write what services may change of rows that the caller has locked."""
    columnas = [[getattr(r, nombre) for r in registros] for nombre in _MUDABLES]
    with connection.cursor() as cursor:
        cursor.execute(_ACTUALIZAR, [[r.id for r in registros], *columnas])


def _row_of(paso: Paso, actor: str, momento: datetime) -> Movimiento:
    registro = paso.registro
    return Movimiento(
        registro_id=registro.id,
        proceso=registro.proceso,
        promovente=registro.promovente,
        auxiliar=registro.auxiliar,
        puerta=registro.puerta,
        dia=registro.dia,
        acto=paso.acto.value,
        de=paso.de.value,
        a=registro.estatus,
        de_municipio=paso.de_municipio,
        a_municipio=registro.municipio,
        de_situacion=paso.de_situacion,
        a_situacion=registro.situacion,
        de_inconsistencia=paso.de_inconsistencia,
        a_inconsistencia=registro.inconsistencia,
        actor=actor,
        momento=momento,
        motivo=paso.motivo,
        detalle=paso.detalle,
        catalogo=_catalogue_of(paso),
        turno=_turn_of(paso),
    )


def _turn_of(paso: Paso) -> date | None:
    """The day on which what enters e, or leaves it, was turned to the Mesa (ET 10.2)."""
    registro = paso.registro
    if (paso.de in EN_REVISION) == (registro.estatus in EN_REVISION):
        return None
    assert registro.turnado_en is not None
    return dia_centro(registro.turnado_en)


def _catalogue_of(paso: Paso) -> str:
    """The version of the table of incisos whose words are in the step; "" if of none."""
    de_la_tabla = paso.detalle is not None and paso.motivo in tuple(INCISOS)
    return CATALOGOS[Puerta(paso.registro.puerta)] if de_la_tabla else ""


def _apunte_of(paso: Paso, actor: str, momento: datetime) -> Apunte:
    return Apunte(
        momento=momento,
        actor=actor,
        acto=paso.acto.value,
        objeto=paso.registro.folio,
        proceso=paso.registro.proceso,
        datos={"de": paso.de.value, "a": paso.registro.estatus, "motivo": paso.motivo},
    )
