from django.apps import AppConfig


class PadronConfig(AppConfig):
    name = "rubrica.padron"
    label = "padron"
    verbose_name = "Padrón Electoral"
