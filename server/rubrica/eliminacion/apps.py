from django.apps import AppConfig
from django.db.models.signals import post_migrate


class EliminacionConfig(AppConfig):
    name = "rubrica.eliminacion"
    label = "eliminacion"
    verbose_name = "Eliminación"

    def ready(self) -> None:
        """After each migration, the owner of the tables writes the functions that empty them."""
        from rubrica.eliminacion import funciones

        post_migrate.connect(funciones.crear, sender=self)
