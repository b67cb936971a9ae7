from django.apps import AppConfig


class CifrasConfig(AppConfig):
    name = "rubrica.cifras"
    label = "cifras"
    verbose_name = "Cifras"
