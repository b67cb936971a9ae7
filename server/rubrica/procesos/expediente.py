"""What the OPL keeps of a mechanism besides what citizens read: its file and its representative."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from types import MappingProxyType

from rubrica.core.credencial import clave_elector
from rubrica.core.credencial.causas import LecturaInvalida
from rubrica.core.telefono import es_telefono

AMBITOS: Mapping[str, str] = MappingProxyType({"estatal": "Estatal"})  # ET 1.2
MAX_OFICIO, MAX_FOLIO_INTERNO, MAX_REPRESENTANTE = 60, 60, 150  # caracteres


@dataclass(frozen=True, kw_only=True)
class Expediente:
    """When the promovente gave notice, and the oficio that asks for the portal (ET 1.2).

    Wrong, it does not construct (ValueError): nobody asks before there was a notice.
    """

    aviso_de_intencion_el: date
    oficio_numero: str
    oficio_el: date
    folio_interno: str
    ambito: str = "estatal"

    def __post_init__(self) -> None:
        _exigir(
            ambito=self.ambito in AMBITOS,
            oficio_numero=0 < len(self.oficio_numero) <= MAX_OFICIO,
            folio_interno=0 < len(self.folio_interno) <= MAX_FOLIO_INTERNO,
            oficio_el=self.aviso_de_intencion_el <= self.oficio_el,
        )


@dataclass(frozen=True, kw_only=True)
class Representante:
    """The legal representative of the promovente (ET 1.2); its repr says nothing of the person.

    movil, oficina: ten digits each; oficina may be empty. Wrong, it does not construct.
    """

    nombre: str = field(repr=False)
    telefono_movil: str = field(repr=False)
    telefono_oficina: str = field(repr=False)
    clave_elector: str = field(repr=False)

    def __post_init__(self) -> None:
        _exigir(
            nombre=0 < len(self.nombre) <= MAX_REPRESENTANTE,
            telefono_movil=es_telefono(self.telefono_movil),
            telefono_oficina=not self.telefono_oficina or es_telefono(self.telefono_oficina),
            clave_elector=es_clave_de_elector(self.clave_elector),
        )

    def as_dict(self) -> dict[str, str]:
        """Return what is sealed of the person."""
        return asdict(self)


def es_clave_de_elector(texto: str) -> bool:
    """Whether a text has the form of a clave de elector, in capitals."""
    try:
        return clave_elector.leer(texto).texto == texto
    except LecturaInvalida:
        return False


def _exigir(**reglas: bool) -> None:
    """Raise ValueError with the names of what does not hold, never with what it says."""
    faltas = [campo for campo, cumple in reglas.items() if not cumple]
    if faltas:
        raise ValueError(f"expediente con faltas en: {', '.join(faltas)}")
