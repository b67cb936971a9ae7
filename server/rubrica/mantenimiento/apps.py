from django.apps import AppConfig


class MantenimientoConfig(AppConfig):
    name = "rubrica.mantenimiento"
    label = "mantenimiento"
    verbose_name = "Mantenimiento"
