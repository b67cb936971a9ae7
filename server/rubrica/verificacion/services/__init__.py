"""Writes of verificacion: what the worker does, and what the Mesa asks of it."""

from rubrica.verificacion.paquetes import NoAbre
from rubrica.verificacion.services.acuses import acusar
from rubrica.verificacion.services.altas import abrir_altas
from rubrica.verificacion.services.apertura import abrir_pendientes, reintentar_con_corte
from rubrica.verificacion.services.correccion import CorteAusente, corregir
from rubrica.verificacion.services.imagenes import Imagenes, abrir_imagenes
from rubrica.verificacion.services.pruebas import abrir_pruebas

__all__ = [
    "CorteAusente",
    "Imagenes",
    "NoAbre",
    "abrir_altas",
    "abrir_imagenes",
    "abrir_pendientes",
    "abrir_pruebas",
    "acusar",
    "corregir",
    "reintentar_con_corte",
]
