from django.apps import AppConfig


class AudienciaConfig(AppConfig):
    name = "rubrica.audiencia"
    label = "audiencia"
    verbose_name = "Audiencias"

    def ready(self) -> None:
        """The calendar of a process shows the clocks of its hearings."""
        from rubrica.audiencia.queries import actos_de
        from rubrica.procesos import actos

        actos.registrar("audiencia", actos_de)
