"""Writes of a record: one function, one act, one transaction, one row of history, one asiento."""

from rubrica.registros.models import Movimiento, Registro
from rubrica.registros.services.apertura import (
    Apertura,
    abrir,
    reintentar,
    reintentar_en_espera,
    tomar_por_abrir,
)
from rubrica.registros.services.cuenta import recontar_tras_restaurar, rodar
from rubrica.registros.services.mesa import (
    Correccion,
    TomadoPorOtro,
    corregir_datos,
    dictaminar,
    levantar_regla,
    reconsiderar,
    senalar_por_analisis,
    soltar,
    tomar_siguiente,
    tomar_siguientes,
)
from rubrica.registros.services.papel import EnPapel, capturar_papel
from rubrica.registros.services.recepcion import SIEMPRE, Condicion, Repetido, YaNoEsAsi, recibir

__all__ = [
    "SIEMPRE",
    "Apertura",
    "Condicion",
    "Correccion",
    "EnPapel",
    "Movimiento",
    "Registro",
    "Repetido",
    "TomadoPorOtro",
    "YaNoEsAsi",
    "abrir",
    "capturar_papel",
    "corregir_datos",
    "dictaminar",
    "levantar_regla",
    "recibir",
    "reconsiderar",
    "recontar_tras_restaurar",
    "reintentar",
    "reintentar_en_espera",
    "rodar",
    "senalar_por_analisis",
    "soltar",
    "tomar_por_abrir",
    "tomar_siguiente",
    "tomar_siguientes",
]
