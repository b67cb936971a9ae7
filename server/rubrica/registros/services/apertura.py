"""What the worker writes once it has opened records: by batches, in one transaction each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from rubrica.registros.models import Registro
from rubrica.registros.rules import Acto, Estatus
from rubrica.registros.services.cerrojos import bloquear_personas
from rubrica.registros.services.movimientos import guardar, mover

ACTOR = "verificacion"
ACTOS = (Acto.TURNAR_A_MESA, Acto.CLASIFICAR_POR_REGLA, Acto.ESPERAR_CORTE, Acto.NO_ABRIR)


@dataclass(frozen=True, kw_only=True)
class Apertura:
    """What opening one record gave.

    acto: one of ACTOS. motivo: why it waits, did not open or is classed; no personal data.
    persona: 16 bytes, None when not even its keys could be read. datos: the sealed form.
    """

    registro: Registro
    acto: Acto
    motivo: str = ""
    persona: bytes | None = None
    municipio: str = ""
    situacion: str = ""
    causa: str = ""
    corte: str = ""
    datos: bytes | None = None

    def __post_init__(self) -> None:
        if self.acto not in ACTOS:
            raise ValueError(f"{self.acto} is not of the opening")


def tomar_por_abrir(limite: int) -> list[Registro]:
    """Lock and return the oldest records that nobody is opening, at most `limite`.

    Inside the caller's transaction: a worker that dies gives them back by dying.
    """
    return list(
        Registro.objects.select_for_update(skip_locked=True)
        .filter(estatus=Estatus.RECIBIDO.value)
        .order_by("recibido_en")[:limite]
    )


@transaction.atomic
def abrir(aperturas: Sequence[Apertura], *, momento: datetime) -> None:
    """Write what opening a batch gave (ET 10.1, 10.4); rows locked by `tomar_por_abrir`.

    A record whose person already has another one in the process, of any class, is marked as
    repeated: it goes last in the queue. Raises ActoImprocedente.
    """
    repetidas = _repeated(aperturas)
    pasos = []
    for apertura in aperturas:
        registro = apertura.registro
        pasos.append(
            mover(registro, apertura.acto, motivo=apertura.motivo, municipio=apertura.municipio)
        )
        registro.persona = apertura.persona
        registro.situacion, registro.causa = apertura.situacion, apertura.causa
        registro.corte, registro.datos = apertura.corte, apertura.datos
        registro.espera = apertura.motivo if registro.estatus in _DETENIDOS else ""
        registro.repite = registro.id in repetidas
    guardar(pasos, actor=ACTOR, momento=momento)


_DETENIDOS = (Estatus.EN_CHAROLA.value, Estatus.EN_ESPERA_DE_CORTE.value)


def _repeated(aperturas: Iterable[Apertura]) -> set[UUID]:
    """The ids of the batch whose person was already seen, in the table or earlier in the batch."""
    conocidas = [(a.registro.proceso, a.persona) for a in aperturas if a.persona is not None]
    bloquear_personas(conocidas)
    vistas = {
        (proceso, bytes(persona))
        for proceso, persona in Registro.objects.filter(
            proceso__in={proceso for proceso, _ in conocidas},
            persona__in=[persona for _, persona in conocidas],
        ).values_list("proceso", "persona")
        if persona is not None
    }
    repetidas = set()
    for apertura in aperturas:
        if apertura.persona is None:
            continue
        llave = (apertura.registro.proceso, apertura.persona)
        if llave in vistas:
            repetidas.add(apertura.registro.id)
        vistas.add(llave)
    return repetidas


@transaction.atomic
def reintentar(*, registro: UUID, actor: str, momento: datetime) -> Registro:
    """Put a record that did not open, or that waits, back where the worker takes it."""
    fila = Registro.objects.select_for_update().get(id=registro)
    _retry([fila], actor, momento)
    return fila


@transaction.atomic
def reintentar_en_espera(
    *, desde: datetime, hasta: datetime, momento: datetime, limite: int = 1000
) -> int:
    """Put back the records that waited for a cut, received in [desde, hasta); return how many."""
    filas = list(
        Registro.objects.select_for_update(skip_locked=True)
        .filter(
            estatus=Estatus.EN_ESPERA_DE_CORTE.value,
            recibido_en__gte=desde,
            recibido_en__lt=hasta,
        )
        .order_by("recibido_en")[:limite]
    )
    _retry(filas, ACTOR, momento)
    return len(filas)


def _retry(filas: Sequence[Registro], actor: str, momento: datetime) -> None:
    pasos = [mover(fila, Acto.REINTENTAR) for fila in filas]
    for fila in filas:
        fila.espera = ""
    guardar(pasos, actor=actor, momento=momento)
