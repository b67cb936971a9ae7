from django.apps import AppConfig


class VerificacionConfig(AppConfig):
    name = "rubrica.verificacion"
    label = "verificacion"
    verbose_name = "Verificación"
