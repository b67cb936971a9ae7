"""What the console, the tray and the supervisor's pages show."""

from rubrica.mesa.queries.apartados import apartados, determinados
from rubrica.mesa.queries.avance import Avance, avance, vence
from rubrica.mesa.queries.calidad import desacuerdos, muestra, muestras
from rubrica.mesa.queries.cargas import asignadas, carga
from rubrica.mesa.queries.charola import charola
from rubrica.mesa.queries.ficha import (
    Ficha,
    RegistroInexistente,
    ficha,
    ficha_de,
    proceso_de,
)
from rubrica.mesa.queries.grupo import grupo_de
from rubrica.mesa.queries.supervision import desempeno, marcha

__all__ = [
    "Avance",
    "Ficha",
    "RegistroInexistente",
    "apartados",
    "asignadas",
    "avance",
    "carga",
    "charola",
    "desacuerdos",
    "desempeno",
    "determinados",
    "ficha",
    "ficha_de",
    "grupo_de",
    "marcha",
    "muestra",
    "muestras",
    "proceso_de",
    "vence",
]
