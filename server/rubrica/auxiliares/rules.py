"""Who may gather, with how many devices, and when a code still serves. No framework, no clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from rubrica.core.autenticacion import CORREO

MAX_DISPOSITIVOS = 2  # ET 4.9: in use at the same time, for each auxiliar
CODIGO_VIGENCIA = timedelta(minutes=10)
CODIGO_INTENTOS = 5
CODIGO_CIFRAS = 6
CODIGOS_POR_LAPSO = 5
CODIGOS_LAPSO = timedelta(hours=1)


class TipoDeBaja(StrEnum):
    """Who gave a device or a person up, which is what decides the records already captured."""

    PROPIA = "propia"  # Baja de Dispositivo in the app (ET 4.9): what was captured before is good
    PROMOVENTE = "promovente"  # baja of the auxiliar in the portal (ET 3.4)
    AUTORIDAD = "autoridad"  # the authority's review (ET 3.8, 4.5, 4.10)


# By which a device is given up; that of an auxiliar is kept with its row (ET 3.4, 3.8, 4.10).
NUMERAL_DE_BAJA = {TipoDeBaja.PROPIA: "ET 4.9", TipoDeBaja.AUTORIDAD: "ET 4.10"}


class EstadoDeAlta(StrEnum):
    """Where the enrolment of one device stands, as the phone asks for it (ET 4.5)."""

    SIN_ALTA = "sin_alta"
    RECIBIDA = "recibida"
    ABIERTA = "abierta"
    NO_ABRE = "no_abre"


class EstadoDeImportacion(StrEnum):
    """Where a file of auxiliares is."""

    POR_REVISAR = "POR_REVISAR"
    CON_FALTAS = "CON_FALTAS"
    REVISADA = "REVISADA"
    REGISTRANDO = "REGISTRANDO"
    HECHA = "HECHA"


class ClaseDeAnexo(StrEnum):
    """What the promovente hands in of each auxiliar, signed or copied (ET 3.6)."""

    FURA = "fura"
    CREDENCIAL = "credencial"


MAX_ANEXO = 6 * 1024 * 1024  # bytes as uploaded
MAX_ANEXOS = 12  # of one clase for one auxiliar: each upload is kept, and the last one is good


@dataclass(frozen=True, kw_only=True)
class DatosDeAuxiliar:
    """What the promovente registers of one person (ET 3.2 a–h).

    nacimiento: ISO date. telefono: ten digits. correo: lower case. curp: may be empty.
    autenticacion: the type of that account; not sealed with the rest, it has its own column.
    """

    nombres: str
    paterno: str
    materno: str
    nacimiento: str
    telefono: str
    correo: str
    clave_elector: str
    curp: str = ""
    autenticacion: str = CORREO

    @property
    def nombre_completo(self) -> str:
        return " ".join(p for p in (self.nombres, self.paterno, self.materno) if p)

    def as_dict(self) -> dict[str, str]:
        """Return what is sealed."""
        return {nombre: v for nombre, v in asdict(self).items() if nombre != "autenticacion"}


@dataclass(frozen=True, kw_only=True)
class DispositivoActivo:
    """One of the devices an auxiliar has in use; `numero` is the one in its folios."""

    numero: int
    alta_en: datetime


class TercerDispositivo(Exception):
    """The auxiliar already has as many devices in use as ET 4.9 allows; `activos` names them."""

    def __init__(self, activos: tuple[DispositivoActivo, ...]) -> None:
        super().__init__(f"{len(activos)} devices in use")
        self.activos = activos


def next_device_number(numeros_dados: Iterable[int], activos: Iterable[DispositivoActivo]) -> int:
    """Return the number of a new device; raise TercerDispositivo (ET 4.9).

    A number is never given twice, since it is part of the folios: the one after the highest.
    """
    en_uso = tuple(sorted(activos, key=lambda d: d.numero))
    if len(en_uso) >= MAX_DISPOSITIVOS:
        raise TercerDispositivo(en_uso)
    return max(numeros_dados, default=0) + 1


def code_serves(*, vence_en: datetime, intentos: int, momento: datetime) -> bool:
    """Say whether a code by e-mail may still be tried: ten minutes and five attempts."""
    return momento < vence_en and intentos < CODIGO_INTENTOS


def is_adult(nacimiento: date, hoy: date) -> bool:
    """Say whether somebody born on `nacimiento` has turned 18: a credential needs it."""
    return (hoy.year - nacimiento.year, hoy.month, hoy.day) >= (
        18,
        nacimiento.month,
        nacimiento.day,
    )
