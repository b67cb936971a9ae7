"""Writes of verificacion: what the worker does, and what the Mesa asks of it."""

from rubrica.verificacion.paquetes import NoAbre
from rubrica.verificacion.services.acuses import acusar
from rubrica.verificacion.services.altas import abrir_altas, abrir_contenido, leer_resultado
from rubrica.verificacion.services.apertura import abrir_pendientes, reintentar_con_corte
from rubrica.verificacion.services.conciliacion import Conciliacion, conciliar
from rubrica.verificacion.services.correccion import CorteAusente, consultar, corregir
from rubrica.verificacion.services.imagenes import Imagenes, abrir_imagenes, marca_de, marcadas
from rubrica.verificacion.services.pruebas import abrir_pruebas
from rubrica.verificacion.services.senales import senalar_siguiente

__all__ = [
    "Conciliacion",
    "CorteAusente",
    "Imagenes",
    "NoAbre",
    "abrir_altas",
    "abrir_contenido",
    "abrir_imagenes",
    "abrir_pendientes",
    "abrir_pruebas",
    "acusar",
    "conciliar",
    "consultar",
    "corregir",
    "leer_resultado",
    "marca_de",
    "marcadas",
    "reintentar_con_corte",
    "senalar_siguiente",
]
