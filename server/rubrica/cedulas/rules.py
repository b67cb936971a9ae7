"""What differs between three sources about one person, what is odd of its devices, why a baja is.

No framework, no clock.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from rubrica.core.credencial.nombres import a_mrz

MAX_DISPOSITIVOS = 2  # ET 4.9: enrolments past these two are looked at
A_LA_VEZ = timedelta(seconds=45)  # less than one capture takes: two hands, then
DESFASE_NOTABLE = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class Quien:
    """The official who acts. usuario: as the bitácora and the marks name the account."""

    cuenta: int
    usuario: str
    de_la_derfe: bool


class Resultado(StrEnum):
    """What came of the review of one cédula (ET 3.8, 4.5)."""

    ACEPTADA = "ACEPTADA"
    BAJA = "BAJA"


class Estado(StrEnum):
    """Where a cédula stands: reviewed, or waiting, or no longer needed."""

    POR_REVISAR = "POR_REVISAR"
    ACEPTADA = "ACEPTADA"
    CON_BAJA = "CON_BAJA"


def estado_de(resultado: str, *, de_baja: bool) -> Estado:
    """Return where a cédula stands. resultado: "" before its review. A baja ends any wait."""
    if de_baja or resultado == Resultado.BAJA:
        return Estado.CON_BAJA
    return Estado.ACEPTADA if resultado == Resultado.ACEPTADA else Estado.POR_REVISAR


class Causa(StrEnum):
    """Why the authority gives an auxiliar up."""

    NO_CORRESPONDE = "no_corresponde"
    SIN_REGISTRO = "sin_registro"
    DISPOSITIVOS = "dispositivos"


ETIQUETAS = {
    Causa.NO_CORRESPONDE: "La información captada no corresponde a la persona registrada",
    Causa.SIN_REGISTRO: "Su situación registral no se encuentra en el Padrón Electoral",
    Causa.DISPOSITIVOS: "Irregularidad en el registro o el uso de sus dispositivos",
}


def numeral_de(causa: Causa, *, de_la_derfe: bool) -> str:
    """Return the numeral that a baja names; recepción classes what comes later by it (ET 4.10).

    That a cédula does not correspond is the OPL's to see by ET 3.8, and the INE's by ET 4.5.
    """
    if causa is Causa.DISPOSITIVOS:
        return "ET 4.10"
    return "ET 3.8" if causa is Causa.NO_CORRESPONDE and not de_la_derfe else "ET 4.5"


@dataclass(frozen=True, kw_only=True)
class Renglon:
    """One datum as each source says it; "" where a source does not say it (ET 3.8, 4.5)."""

    campo: str
    registrado: str
    credencial: str
    padron: str

    @property
    def difiere(self) -> bool:
        """Whether two of those that say it disagree."""
        dicho = {_plain(v) for v in (self.registrado, self.credencial, self.padron) if v}
        return len(dicho) > 1


def _plain(texto: str) -> str:
    """Return what two writings of one datum share: no accents, no case, and no order of words.

    An MRZ writes names without signs and surnames first; a key or a date is compared as it is.
    """
    if any(c.isdigit() for c in texto):
        return texto.upper()
    return " ".join(sorted(a_mrz(texto).split()))


@dataclass(frozen=True, kw_only=True)
class Uso:
    """What is known of one device. desfase: of its clock; None unknown. de_baja: given up."""

    numero: int
    de_baja: bool
    enviados: int
    por_regla: int
    desfase: timedelta | None


def observar(usos: Sequence[Uso], *, a_la_vez: int, negados: int) -> list[str]:
    """Return what is odd of the devices of one auxiliar, in words; a person decides (ET 4.10)."""
    reglas: tuple[Callable[[], str], ...] = (
        lambda: _simultaneous(a_la_vez),
        lambda: _too_many(len(usos), negados),
        *(lambda uso=uso: _odd_clock(uso) for uso in usos),
        *(lambda uso=uso: _late(uso) for uso in usos),
    )
    return [dicho for regla in reglas if (dicho := regla())]


def _simultaneous(veces: int) -> str:
    if not veces:
        return ""
    segundos = int(A_LA_VEZ.total_seconds())
    registros = "un registro captado" if veces == 1 else f"{veces} registros captados"
    return f"Uso simultáneo: {registros} con un dispositivo a menos de {segundos} s de otro."


def _too_many(dados_de_alta: int, negados: int) -> str:
    intentos = dados_de_alta + negados
    if intentos <= MAX_DISPOSITIVOS:
        return ""
    detalle = f"{dados_de_alta} dados de alta y {negados} negados por ser el tercero"
    return f"Más de dos intentos de alta: {detalle} (ET 4.9)."


def _odd_clock(uso: Uso) -> str:
    if uso.desfase is None or abs(uso.desfase) < DESFASE_NOTABLE:
        return ""
    sentido = "adelantado" if uso.desfase > timedelta(0) else "atrasado"
    return f"El reloj del teléfono {uso.numero} está {sentido} {en_palabras(uso.desfase)}."


def _late(uso: Uso) -> str:
    if not uso.por_regla:
        return ""
    return (
        f"Teléfono {uso.numero}: {uso.por_regla} de sus registros no cuentan por regla"
        " (después de una baja o fuera del periodo)."
    )


def en_palabras(lapso: timedelta) -> str:
    """Return how long that is, as one says it: its two largest units, or seconds."""
    segundos = int(abs(lapso).total_seconds())
    dias, resto = divmod(segundos, 86_400)
    horas, resto = divmod(resto, 3_600)
    minutos, segundos = divmod(resto, 60)
    partes = [f"{n} {u}" for n, u in ((dias, "d"), (horas, "h"), (minutos, "min")) if n]
    return " ".join(partes[:2]) or f"{segundos} s"
