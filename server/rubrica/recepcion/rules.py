"""What the door does with a sobre, from facts alone. No framework, no clock, no I/O.

                                                  the door                     numeral
period + 24 h is over                             refuses, signed              ET 6.6
the device was never one of the auxiliar's        refuses, signed              ET 4.9
received after the auxiliar's baja                receives, class d by rule    ET 3.4
... given by the authority for its devices        receives, class d by rule    ET 4.10
received after the authority revoked the device   receives, class d by rule    ET 4.10
made after the device's own baja                  receives, class d by rule    ET 4.10 (4.9)
made before the device's own baja                 receives                     ET 4.9
signed by a key that a new password replaced,
with a consecutivo past the one declared then     receives, class d by rule    ET 4.10 (4.6)
a second one of a Mi Apoyo device, in a process   receives, class d by rule    ET 7.25
the whole interval of its clock is off the period receives, class d by rule    ET 4.8
anything else well signed and whole               receives
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from rubrica.core import plazos
from rubrica.registros.rules import Regla

MAX_SUBIDAS = 8  # unfinished, for each device
VIGENCIA_DE_SUBIDA = timedelta(hours=6)
NUMERAL_DE_DISPOSITIVOS = "ET 4.10"
_SIEMPRE = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Aplicada:
    """A rule that classes one record, with the dates that a hearing would contest."""

    regla: Regla
    motivo: str


@dataclass(frozen=True, kw_only=True)
class Periodo:
    """The period of capture of a process (ET 4.8)."""

    inicio: datetime
    fin: datetime


@dataclass(frozen=True, kw_only=True)
class Intervalo:
    """When a record was captured, as far as it can be shown: not before, not after.

    desde: the instant of the server's last token, None when the phone had none. hasta: reception.
    """

    desde: datetime | None
    hasta: datetime


@dataclass(frozen=True, kw_only=True)
class Bajas:
    """What was given up, and by whom, when a record arrives. None: nothing was.

    auxiliar_numeral: "ET 3.4", or the authority's. dispositivo_hasta: last consecutivo that a
    device's own baja keeps good; None when the authority revoked it. llave_hasta: last consecutivo
    that the key of the sobre signs for, when it was replaced at `llave_en` (ET 4.6).
    """

    auxiliar_en: datetime | None = None
    auxiliar_numeral: str = ""
    dispositivo_en: datetime | None = None
    dispositivo_hasta: int | None = None
    llave_en: datetime | None = None
    llave_hasta: int | None = None


def regla_de(
    *,
    bajas: Bajas,
    consecutivo: int,
    intervalo: Intervalo,
    periodo: Periodo,
    ya_dio: bool = False,
) -> Aplicada | None:
    """Return the rule that classes a record, None if none does; the first that applies names it.

    ya_dio: a device of Mi Apoyo from which this process received a support before.
    """
    return (
        _by_auxiliar(bajas, intervalo.hasta)
        or _by_dispositivo(bajas, consecutivo, intervalo.hasta)
        or _by_llave(bajas, consecutivo)
        or (_REPETIDO_EN_MI_APOYO if ya_dio else None)
        or _by_periodo(intervalo, periodo)
    )


_REPETIDO_EN_MI_APOYO = Aplicada(
    regla=Regla.UNA_PERSONA_POR_DISPOSITIVO,
    motivo="De este dispositivo de Mi Apoyo ya se había recibido un apoyo en el proceso.",
)


def _by_auxiliar(bajas: Bajas, recibido_en: datetime) -> Aplicada | None:
    if bajas.auxiliar_en is None or recibido_en < bajas.auxiliar_en:
        return None
    por_dispositivos = bajas.auxiliar_numeral == NUMERAL_DE_DISPOSITIVOS
    return Aplicada(
        regla=Regla.DISPOSITIVO_NO_AUTORIZADO if por_dispositivos else Regla.BAJA_DEL_AUXILIAR,
        motivo=f"Recibido después de la baja de la persona auxiliar ({_texto(bajas.auxiliar_en)}).",
    )


def _by_dispositivo(bajas: Bajas, consecutivo: int, recibido_en: datetime) -> Aplicada | None:
    if bajas.dispositivo_en is None:
        return None
    if bajas.dispositivo_hasta is not None:
        if consecutivo <= bajas.dispositivo_hasta:
            return None
        motivo = (
            f"Captado después de la Baja de Dispositivo ({_texto(bajas.dispositivo_en)}), que"
            f" declaró hasta el consecutivo {bajas.dispositivo_hasta} (ET 4.9)."
        )
    elif recibido_en < bajas.dispositivo_en:
        return None
    else:
        motivo = f"Dispositivo revocado por la autoridad ({_texto(bajas.dispositivo_en)})."
    return Aplicada(regla=Regla.DISPOSITIVO_NO_AUTORIZADO, motivo=motivo)


def _by_llave(bajas: Bajas, consecutivo: int) -> Aplicada | None:
    """A key that was replaced adds nothing to what its phone had declared (ET 4.6)."""
    if bajas.llave_en is None or bajas.llave_hasta is None or consecutivo <= bajas.llave_hasta:
        return None
    return Aplicada(
        regla=Regla.DISPOSITIVO_NO_AUTORIZADO,
        motivo=(
            f"Firmado con la llave que una contraseña nueva sustituyó ({_texto(bajas.llave_en)}),"
            f" que vale hasta el consecutivo {bajas.llave_hasta} (ET 4.6)."
        ),
    )


def _by_periodo(intervalo: Intervalo, periodo: Periodo) -> Aplicada | None:
    fuera = plazos.fuera_del_periodo(
        inicio=periodo.inicio,
        fin=periodo.fin,
        no_antes=intervalo.desde or _SIEMPRE,
        no_despues=intervalo.hasta,
    )
    if not fuera:
        return None
    if intervalo.hasta < periodo.inicio:
        motivo = f"Recibido antes del inicio del periodo ({_texto(periodo.inicio)})."
    else:
        motivo = f"Captado después del fin del periodo ({_texto(periodo.fin)})."
    return Aplicada(regla=Regla.FUERA_DEL_PERIODO, motivo=motivo)


def _texto(momento: datetime) -> str:
    """Return an instant in UTC to the second: pages turn it into hora Centro."""
    return momento.strftime("%Y-%m-%dT%H:%M:%S%z")
