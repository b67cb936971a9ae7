"""Portada as a Django app."""

from django.apps import AppConfig


class PortadaConfig(AppConfig):
    name = "rubrica.portada"
    label = "portada"
    verbose_name = "Portada"
