"""Writes of the señales: none of them moves a record."""

from rubrica.senales.services.cola import (
    completar,
    encolar,
    guardar,
    no_se_mide,
    tomar_por_senalar,
)
from rubrica.senales.services.cotejo import Cotejo
from rubrica.senales.services.parecidos import enlazar

__all__ = [
    "Cotejo",
    "completar",
    "encolar",
    "enlazar",
    "guardar",
    "no_se_mide",
    "tomar_por_senalar",
]
