"""The acts of an elimination: asked for, attested, authorised, cancelled, done, certified."""

from rubrica.eliminacion.services.actos import (
    atestiguar,
    autorizar,
    cancelar,
    certificar,
    solicitar,
)
from rubrica.eliminacion.services.destruccion import ejecutar, ejecutar_debidas

__all__ = [
    "atestiguar",
    "autorizar",
    "cancelar",
    "certificar",
    "ejecutar",
    "ejecutar_debidas",
    "solicitar",
]
