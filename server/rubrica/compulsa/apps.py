from django.apps import AppConfig


class CompulsaConfig(AppConfig):
    name = "rubrica.compulsa"
    label = "compulsa"
    verbose_name = "Compulsa"
