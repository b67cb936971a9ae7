from django.apps import AppConfig


class ExcepcionConfig(AppConfig):
    name = "rubrica.excepcion"
    label = "excepcion"
    verbose_name = "Régimen de excepción"
