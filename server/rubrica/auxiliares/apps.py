from django.apps import AppConfig


class AuxiliaresConfig(AppConfig):
    name = "rubrica.auxiliares"
    label = "auxiliares"
    verbose_name = "Personas auxiliares"
