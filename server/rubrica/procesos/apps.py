from django.apps import AppConfig
from django.conf import settings


class ProcesosConfig(AppConfig):
    name = "rubrica.procesos"
    label = "procesos"
    verbose_name = "Procesos"

    def ready(self) -> None:
        """A service that can read a key it must not hold does not start, however it is started."""
        from rubrica.llaves.revision import revisar

        revisar(settings.SERVICIO)
