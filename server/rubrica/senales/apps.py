from django.apps import AppConfig


class SenalesConfig(AppConfig):
    name = "rubrica.senales"
    label = "senales"
    verbose_name = "Señales"
