from django.apps import AppConfig


class CedulasConfig(AppConfig):
    name = "rubrica.cedulas"
    label = "cedulas"
    verbose_name = "Cédulas de Registro de Auxiliar"
