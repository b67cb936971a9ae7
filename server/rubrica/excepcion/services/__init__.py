"""Writes of excepcion."""

from rubrica.excepcion.services.captura import (
    Llegada,
    anotar_custodia,
    cotejar,
    guardar_renglon,
    habilitar,
    recibir_lote,
    resolver,
    terminar_hoja,
)
from rubrica.excepcion.services.cierre import cerrar_cedula
from rubrica.excepcion.services.escaneos import abrir_escaneo, subir_escaneo

__all__ = [
    "Llegada",
    "abrir_escaneo",
    "anotar_custodia",
    "cerrar_cedula",
    "cotejar",
    "guardar_renglon",
    "habilitar",
    "recibir_lote",
    "resolver",
    "subir_escaneo",
    "terminar_hoja",
]
