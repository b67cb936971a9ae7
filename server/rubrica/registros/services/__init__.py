"""Writes of a record: one function, one act, one transaction, one row of history, one asiento."""

from rubrica.registros.models import Movimiento, Registro
from rubrica.registros.services.apertura import (
    Apertura,
    abrir,
    reintentar,
    reintentar_en_espera,
    tomar_por_abrir,
)
from rubrica.registros.services.audiencia import actualizar_situacion
from rubrica.registros.services.compulsa import Compulsado, compulsar
from rubrica.registros.services.cuenta import recontar_tras_restaurar, rodar
from rubrica.registros.services.mesa import (
    Correccion,
    TomadoPorOtro,
    corregir_datos,
    determinar,
    dictaminar,
    levantar_regla,
    reabrir,
    reconsiderar,
    senalar_por_analisis,
)
from rubrica.registros.services.orden import ordenar
from rubrica.registros.services.papel import EnPapel, capturar_papel
from rubrica.registros.services.recepcion import SIEMPRE, Condicion, Repetido, YaNoEsAsi, recibir
from rubrica.registros.services.turnos import (
    latir,
    soltar,
    soltar_varios,
    tomar_estos,
    tomar_siguiente,
    tomar_siguientes,
)

__all__ = [
    "SIEMPRE",
    "Apertura",
    "Compulsado",
    "Condicion",
    "Correccion",
    "EnPapel",
    "Movimiento",
    "Registro",
    "Repetido",
    "TomadoPorOtro",
    "YaNoEsAsi",
    "abrir",
    "actualizar_situacion",
    "capturar_papel",
    "compulsar",
    "corregir_datos",
    "determinar",
    "dictaminar",
    "latir",
    "levantar_regla",
    "ordenar",
    "reabrir",
    "recibir",
    "reconsiderar",
    "recontar_tras_restaurar",
    "reintentar",
    "reintentar_en_espera",
    "rodar",
    "senalar_por_analisis",
    "soltar",
    "soltar_varios",
    "tomar_estos",
    "tomar_por_abrir",
    "tomar_siguiente",
    "tomar_siguientes",
]
