"""What may change of a process once it is open, and how (ET 4.8, 14.2).

A support was signed under what the phone showed: what it depends on is frozen, and the period is
never shortened, so that nothing captured inside it stops counting.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from rubrica.procesos.requisito import Requisito

MAX_MOTIVO = 500  # caracteres
CAMBIABLES: Mapping[str, str] = MappingProxyType(
    {
        "fin": "Conclusión de la captación",
        "aviso_integral": "Dirección oficial del aviso integral",
        "aviso_simplificado": "Dirección oficial del aviso simplificado",
        "vigencia_prorrogada_desde": "Prórroga de vigencia en Mi Apoyo",
        "requisito": "Apoyos que se requieren",
        "manifiesto_ciudadano": "Manifiesto que se firma",
        "responsiva": "Responsiva de las personas auxiliares",
    }
)
# What is published apart, each version whole (ET 14.2): a change of it keeps which version it was.
PUBLICABLES: Mapping[str, str] = MappingProxyType(
    {
        "integral": "Aviso de privacidad integral",
        "simplificado": "Aviso de privacidad simplificado",
        "logotipo": "Imagen o logotipo",
    }
)
TEXTOS_CON_VERSION = ("manifiesto_ciudadano", "responsiva")


class Causa(StrEnum):
    """Why a change may not be."""

    SIN_CAMBIOS = "sin-cambios"
    SE_ACORTA = "se-acorta"
    CONCLUIDO = "concluido"


class CambioImprocedente(Exception):
    """What was written may not become the process; `campo` says where to look."""

    def __init__(self, campo: str, causa: Causa) -> None:
        super().__init__(causa)
        self.campo, self.causa = campo, causa


Valor = str | date | datetime | Requisito | None


@dataclass(frozen=True, kw_only=True)
class Datos:
    """What may change, as it stands or as one wants it. fin: an instant with its zone."""

    fin: datetime
    aviso_integral: str
    aviso_simplificado: str
    vigencia_prorrogada_desde: date | None
    requisito: Requisito
    manifiesto_ciudadano: str
    responsiva: str


def diferencias(antes: Datos, despues: Datos) -> dict[str, tuple[Valor, Valor]]:
    """Return field → (before, after) of what differs."""
    return {
        campo: (getattr(antes, campo), getattr(despues, campo))
        for campo in CAMBIABLES
        if getattr(antes, campo) != getattr(despues, campo)
    }


def exigir_cambio(*, antes: Datos, despues: Datos, momento: datetime) -> dict[str, Valor]:
    """Return field → new value of what an open process may change, at that instant.

    Raises CambioImprocedente.
    """
    cambios = diferencias(antes, despues)
    if not cambios:
        raise CambioImprocedente("motivo", Causa.SIN_CAMBIOS)
    if despues.fin < antes.fin:
        raise CambioImprocedente("fin", Causa.SE_ACORTA)
    if "fin" in cambios and momento > antes.fin:
        raise CambioImprocedente("fin", Causa.CONCLUIDO)
    return {campo: nuevo for campo, (_, nuevo) in cambios.items()}


def como_texto(valor: Valor) -> str:
    """Return what is kept of a value in the history: ISO 8601 of a day or an instant.

    A requirement is kept in words: its law may give it other parts one day.
    """
    if valor is None:
        return ""
    if isinstance(valor, Requisito):
        return valor.en_palabras()
    return valor if isinstance(valor, str) else valor.isoformat()
