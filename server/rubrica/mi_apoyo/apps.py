from django.apps import AppConfig


class MiApoyoConfig(AppConfig):
    name = "rubrica.mi_apoyo"
    label = "mi_apoyo"
    verbose_name = "Mi Apoyo"
