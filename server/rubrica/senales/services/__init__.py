"""Writes of the señales: none of them moves a record."""

from rubrica.senales.services.cola import (
    completar,
    encolar,
    guardar,
    no_se_mide,
    tomar_por_senalar,
)
from rubrica.senales.services.cotejo import Cotejo
from rubrica.senales.services.lecturas import (
    descartar,
    devolver,
    encolar_lectura,
    guardar_lectura,
    leido_antes,
    no_se_lee,
    tomar_por_leer,
)
from rubrica.senales.services.parecidos import enlazar

__all__ = [
    "Cotejo",
    "completar",
    "descartar",
    "devolver",
    "encolar",
    "encolar_lectura",
    "enlazar",
    "guardar",
    "guardar_lectura",
    "leido_antes",
    "no_se_lee",
    "no_se_mide",
    "tomar_por_leer",
    "tomar_por_senalar",
]
