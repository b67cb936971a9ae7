"""Mesa de Control as a Django app."""

from django.apps import AppConfig


class MesaConfig(AppConfig):
    name = "rubrica.mesa"
    label = "mesa"
    verbose_name = "Mesa de Control"
