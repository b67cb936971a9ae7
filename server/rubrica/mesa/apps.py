"""Mesa de Control as a Django app."""

from django.apps import AppConfig


class MesaConfig(AppConfig):
    name = "rubrica.mesa"
    label = "mesa"
    verbose_name = "Mesa de Control"

    def ready(self) -> None:
        """The calendar of a process shows the clock of what waits longest for its review."""
        from rubrica.mesa.queries.avance import actos_de
        from rubrica.procesos import actos

        actos.registrar("mesa", actos_de)
