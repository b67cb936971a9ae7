from django.apps import AppConfig


class RecepcionConfig(AppConfig):
    name = "rubrica.recepcion"
    label = "recepcion"
    verbose_name = "Recepción"
