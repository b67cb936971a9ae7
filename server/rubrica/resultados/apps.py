from django.apps import AppConfig


class ResultadosConfig(AppConfig):
    name = "rubrica.resultados"
    label = "resultados"
    verbose_name = "Resultados"

    def ready(self) -> None:
        """The calendar of a process shows the clocks that start here."""
        from rubrica.procesos import actos
        from rubrica.resultados.queries import actos_de

        actos.registrar("resultados", actos_de)
