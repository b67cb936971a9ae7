"""The acts of who reviews: look, accept, give a baja, revoke. Each is an asiento (ET 3.8-4.10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from rubrica.auxiliares import queries as auxiliares_guardados
from rubrica.auxiliares import services as auxiliares
from rubrica.auxiliares.rules import EstadoDeAlta, TipoDeBaja
from rubrica.bitacora.services import asentar
from rubrica.cedulas import documento, queries
from rubrica.cedulas.models import Revision
from rubrica.cedulas.queries import Ficha
from rubrica.cedulas.rules import ETIQUETAS, Causa, Estado, Quien, Resultado, numeral_de
from rubrica.core import aparato
from rubrica.core.asiento import Dato
from rubrica.core.rechazos import rechazo
from rubrica.procesos import queries as procesos
from rubrica.verificacion.services import (
    Imagenes,
    NoAbre,
    abrir_contenido,
    marca_de,
    marcadas,
)


@dataclass(frozen=True, kw_only=True)
class Vista:
    """One cédula as a person looks at it. imagenes: None when its paquete no longer opens."""

    ficha: Ficha
    imagenes: Imagenes | None


def ver(*, alta: UUID, quien: Quien, momento: datetime) -> Vista:
    """Return one cédula with its images marked, after leaving who looks (ET 3.8, 14.1).

    Raises Alta.DoesNotExist, LlaveAusente, and OSError when the store is away.
    """
    guardada = auxiliares_guardados.alta(alta)
    _note("ver_cedula", guardada.proceso, guardada.folio, quien, momento, alta=str(alta))
    try:
        marca = marca_de(quien.usuario, momento)
        imagenes = marcadas(abrir_contenido(guardada), marca)
    except NoAbre:
        imagenes = None
    return Vista(ficha=queries.ficha(alta), imagenes=imagenes)


def descargar(*, alta: UUID, quien: Quien, momento: datetime) -> bytes:
    """Return the cédula as a PDF, always the same bytes, after leaving who asks (ET 4.5).

    Raises Alta.DoesNotExist, LlaveAusente, NoAbre and OSError.
    """
    guardada = auxiliares_guardados.alta(alta)
    _note("descargar_cedula", guardada.proceso, guardada.folio, quien, momento, alta=str(alta))
    ficha = queries.ficha(alta)
    proceso = procesos.proceso_en_puerta(guardada.proceso)
    return documento.componer(
        auxiliar=ficha.auxiliar,
        alta=guardada,
        leido=ficha.leido,
        contenido=abrir_contenido(guardada),
        aparato=aparato.leer(guardada.sobre),
        denominacion=proceso.denominacion if proceso else guardada.proceso,
    )


@transaction.atomic
def aceptar(*, alta: UUID, quien: Quien, momento: datetime) -> Revision:
    """Leave that a cédula corresponds to who was registered (ET 3.8).

    Raises Alta.DoesNotExist and Rechazo `cedula-revisada`, also once the auxiliar was given up.
    """
    ficha = queries.ficha(alta)
    if ficha.estado is not Estado.POR_REVISAR or ficha.alta.estado is not EstadoDeAlta.ABIERTA:
        raise rechazo("cedula-revisada")
    try:
        with transaction.atomic():
            revision = _review(ficha, Resultado.ACEPTADA, "", quien, momento)
    except IntegrityError:
        raise rechazo("cedula-revisada") from None
    _note("aceptar_cedula", ficha.alta.proceso, ficha.alta.folio, quien, momento, alta=str(alta))
    return revision


def _review(
    ficha: Ficha, resultado: Resultado, causa: str, quien: Quien, momento: datetime
) -> Revision:
    return Revision.objects.create(
        alta=ficha.alta.id, proceso=ficha.alta.proceso, auxiliar=ficha.auxiliar.id,
        resultado=resultado, causa=causa, revisada_en=momento, revisada_por=quien.cuenta,
    )  # fmt: skip


@transaction.atomic
def dar_de_baja(
    *,
    proceso: str,
    numero: str,
    causa: Causa,
    explicacion: str,
    quien: Quien,
    momento: datetime,
    alta: UUID | None = None,
) -> None:
    """End the work of an auxiliar by the authority, from now on, with its cause (ET 4.5).

    The promovente reads cause and words; auxiliar, promovente, OPL and DERFE are told. alta: the
    cédula it was seen in. Raises Alta.DoesNotExist and Rechazo `baja-improcedente`.
    """
    numeral = numeral_de(causa, de_la_derfe=quien.de_la_derfe)
    try:
        auxiliares.dar_de_baja(
            proceso=proceso, numero=numero, motivo=f"{ETIQUETAS[causa]}. {explicacion}",
            actor=quien.usuario, momento=momento, tipo=TipoDeBaja.AUTORIDAD,
            numeral=numeral,
        )  # fmt: skip
    except auxiliares.BajaImprocedente:
        raise rechazo("baja-improcedente") from None
    if alta is not None and not Revision.objects.filter(pk=alta).exists():
        _review(queries.ficha(alta), Resultado.BAJA, causa, quien, momento)


def revocar(*, dispositivo: UUID, motivo: str, quien: Quien, momento: datetime) -> None:
    """Revoke one device; its auxiliar keeps its Id and may enrol another (ET 4.10).

    Raises Dispositivo.DoesNotExist and Rechazo `baja-improcedente`.
    """
    try:
        auxiliares.revocar_dispositivo(
            dispositivo=dispositivo, motivo=motivo, actor=quien.usuario, momento=momento
        )
    except auxiliares.BajaImprocedente:
        raise rechazo("baja-improcedente") from None


def ver_auxiliar(*, proceso: str, numero: str, quien: Quien, momento: datetime) -> None:
    """Leave that the data of one auxiliar were looked at (ET 14.1)."""
    _note("ver_auxiliar", proceso, f"auxiliar/{proceso}/{numero}", quien, momento)


def _note(
    acto: str, proceso: str, objeto: str, quien: Quien, momento: datetime, **datos: Dato
) -> None:
    asentar(
        momento=momento, actor=quien.usuario, acto=acto, objeto=objeto, datos=datos,
        proceso=proceso,
    )  # fmt: skip
