from django.apps import AppConfig


class AvisosConfig(AppConfig):
    name = "rubrica.avisos"
    label = "avisos"
    verbose_name = "Avisos"
